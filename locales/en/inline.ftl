inline-button = All questions: in the chat with the bot
button-inline-do = Do this in the chat with the bot
button-inline-open = Ask the bot
