# Buttons

button-back = ← Back
button-continue = Continue
button-help = Help
button-human = Write to a human
button-human-this = Pass this to a human
button-send-carried = Send it
button-no-words = Send without words
button-other-language = 🇷🇺 Русский
button-russian = Русский
button-english = English
button-institution = { $name }
button-agree = I agree, go on
button-privacy = Read it in full
button-start-over = Start over
button-start-again = Start
button-share-contact = 📱 Send my number
button-called = I have called, check
button-retry = Retry
button-another-number = Another number
button-resend = Send the e-mail again
button-another-email = Another address
button-literal = { $text }
button-name-right = Yes, that’s me
button-name-wrong = No, that’s not me
button-check-again = Check again
button-password = 🔑 Choose a password
button-new-link = New link
button-link-email = Link @{ $domain }
button-find-corporate = Look for it on the university’s site
button-later = Later
button-home = Home
button-authorize = Confirm my authorization
button-authorization = My authorization
button-pass = Show my pass
button-refresh-pass = 🔄 Refresh
button-new-pass = Show a new pass
button-app-store = App Store
button-google-play = Google Play
button-school-page = Open the journal’s page

# Answers outside the steps

toast-stale = This button no longer works
stale-button = That button belongs to an earlier message. Here is where we are:
keyboard-away = All right, let’s go on.
keyboard-away-human = All right, let’s get a human. What you were doing will wait.
unknown-command = I don’t know that command. What I can do: /help. We are here:
errors-password-in-words = That message seems to hold a password, so I deleted it. Please don’t write a password to anybody: not to me, not to a curator, not to the helpdesk. If it is a real one, change it. If there was more in the message, please write that again without the password.
unexpected-text = I didn’t understand that. Please answer with a button or with text; /help helps. We are here:
unexpected-contact = Thank you, but no phone number is needed right now. We are here:
unexpected-edited = I see that you corrected a message. I don’t read corrections: please send it as a new message. We are here:
unexpected-photo = I can’t make out what is in a picture. Tell me in words what happened, or let a human look at it. We are here:
unexpected-sticker = I don’t understand stickers. Please use words; you can also get a human. We are here:
unexpected-voice = I can’t listen to voice messages. Please type it, or let a human listen. We are here:
unexpected-video = I can’t watch videos. Tell me in words what happened, or let a human watch it. We are here:
unexpected-document = I don’t open files. Tell me in words what happened, or let a human look at it. We are here:
unexpected-location = Thank you, but this step needs no place on a map. If it matters to your question, a human will look at it. We are here:
unexpected-forwarded = I don’t read forwarded messages: I can’t tell whose words they are. Please use your own, or let a human read it. We are here:
unexpected-other = I don’t understand a message like this. Please use words, or let a human look at it. We are here:
unexpected-caption = I can’t make out the picture or file itself, but a human can look at it. To what you wrote with it, I can answer:

errors-internal = Something broke on our side; it is not your fault. The error has been recorded. Press “Continue”: you are where you were.
errors-lost = I have changed since we last spoke and lost your place. Sorry! Let’s go on from here:
errors-institution-gone = This institution takes no registrations right now. Choose another one: /start

# Commands in Telegram's menu

command-start = Start or go on
command-pass = Show my pass (QR)
command-help = Help and contacts
command-language = Language: English or русский
command-privacy = Personal data
command-cancel = Stop
bot-about = Registration and access: from “I have no account” to the QR on your phone.
bot-description = I’ll help you register, confirm your authorization and get your access QR. In English and Russian. Press “Start”.
