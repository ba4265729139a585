# Letters to the helpdesk's staff: requests, and the conversation about them.
mail-ticket-marker = ##- Please write your reply above this line -##
mail-ticket-so-far = This is the conversation before this e-mail.
mail-ticket-later = This is what happened in the conversation since the last e-mail.
mail-ticket-answer-here = Just reply to this e-mail: your words and files will reach the person in the chat, your name and address will not. If the first line of your reply is “#close”, it also closes the request.
mail-ticket-answer-elsewhere = A reply to this e-mail does not reach the chat. Call or write to the person: the phone number and e-mail address they gave are in the first e-mail.
mail-ticket-said-person = The person, { $time }
mail-ticket-said-edited = The person corrected their message of { $time }
mail-ticket-said-deleted = The person deleted their message of { $time }
mail-ticket-said-trouble = Another problem, { $time }
mail-ticket-said-operator = Answered in the operators’ group, { $time }
mail-ticket-said-house = The bot, { $time }
mail-ticket-file-left-out = (the file is not attached: it is too large for an e-mail, or no longer there)
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
mail-ticket-media-other = a message that an e-mail cannot carry

# The bot's lines in a request: operators see them in the group's topic and in the next letter.
mail-inbound-answered =
    ✉️ Answered by e-mail, { $name }:
    { $text }
mail-inbound-stranger =
    ⚠️ Somebody who is not of the helpdesk wrote to this request’s address: { $from }. The person did not get it.
    { $text }
mail-inbound-empty = An e-mail from { $from } had no reply in it: only a quotation or a signature. Nothing was sent to the person.
mail-inbound-dropped = Not all attachments of the e-mail from { $from } were passed on: at most { $files } files and { $megabytes } MB per e-mail. Left out: { $names }
mail-inbound-too-many = Too many e-mails came for this request within an hour. The one from { $from } is waiting at the mail server and will reach the person later.
mail-inbound-bounced = A helpdesk e-mail about this request came back: the mail server did not accept it. Please check the mailbox { $address }.
# This one is for the person.
mail-inbound-partly = More files were attached to this message, but they could not be passed on. If you need them, ask for them one by one.
# This one is for the person.
mail-ticket-left-out =
    { $count ->
        [one] Your file did not reach the helpdesk: it is too large (over 20 MB) or no longer available.
       *[other] Your files did not reach the helpdesk: they are too large (over 20 MB) or no longer available.
    }{ $names ->
        [none] {""}
       *[other] {" "}Not sent: { $names }.
    } The message itself has arrived. Please send a smaller file, or a screenshot.
