inline-button = All questions are in the bot’s own chat
button-inline-open = Ask the bot
