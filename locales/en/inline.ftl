inline-button = All questions are in the bot’s own chat
button-inline-do = Do this in the bot’s chat
button-inline-open = Ask the bot
