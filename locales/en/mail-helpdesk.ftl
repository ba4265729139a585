# Letters to the helpdesk's staff: requests, and the conversation about them.
mail-ticket-marker = ##- Please write your answer above this line -##
mail-ticket-so-far = This is the conversation before this letter.
mail-ticket-later = This is what happened in the conversation since the last letter.
mail-ticket-answer-here = Just answer this letter: your words and files will reach the person in the chat, your name and address will not. If the first line of your answer is “#close”, the request is closed after it.
mail-ticket-answer-elsewhere = An answer to this letter does not reach the chat. Call or write to the person: the phone and e-mail they named are in the first letter.
mail-ticket-said-person = The person, { $time }
mail-ticket-said-edited = The person corrected their message of { $time }
mail-ticket-said-deleted = The person deleted their message of { $time }
mail-ticket-said-trouble = One more trouble, { $time }
mail-ticket-said-operator = Answered in the operators’ group, { $time }
mail-ticket-said-house = The bot, { $time }
mail-ticket-file-left-out = (the file is not attached: it is too large for a letter, or no longer there)
mail-ticket-media-photo = photo
mail-ticket-media-video = video
mail-ticket-media-animation = animation
mail-ticket-media-audio = audio
mail-ticket-media-document = file
mail-ticket-media-voice = voice message
mail-ticket-media-video-note = video message
mail-ticket-media-sticker = sticker
mail-ticket-media-location = place on the map
mail-ticket-media-venue = place
mail-ticket-media-contact = contact
mail-ticket-media-poll = poll
mail-ticket-media-dice = dice
mail-ticket-media-other = a message that a letter cannot carry

# The bot's lines in a request: operators see them in the group's topic and in the next letter.
mail-inbound-answered =
    ✉️ Answered by letter, { $name }:
    { $text }
mail-inbound-empty = A letter from { $from } came without an answer in it: only a quotation or a signature. Nothing was sent to the person.
mail-inbound-dropped = Not all attachments of the letter from { $from } were passed on: a letter may carry { $files } files and { $megabytes } MB at most. Left out: { $names }
mail-inbound-too-many = Too many letters came for this request within an hour. The letter from { $from } waits at the mail server and will reach the person later.
mail-inbound-bounced = A helpdesk letter about this request came back: the mail server did not take it. Please check the mailbox { $address }.
# This one is for the person.
mail-inbound-partly = More files were attached to this message, but they could not be passed on. If you need them, ask to get them one by one.
