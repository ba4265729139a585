web-to-chat = Back to the chat

web-link-title = Confirm your e-mail address
web-link-text = Somebody gave this address in the chat with the bot ({ $institution }). If it was you, press the button.
web-link-button = Confirm
web-link-code = Button not working? Type the code from the e-mail in the chat: it does the same.
web-link-ignore = If it was not you, close this page. Nothing will change.
web-press-again = That did not work. Please press the button once more.

web-link-confirmed-title = Your address is confirmed
web-link-confirmed-text = Go back to the chat: the bot has already moved on to the next step.
web-link-used-title = This address is already confirmed
web-link-used-text = The link has done its work, so there is no need to open it again. Go on in the chat.
web-link-expired-title = This link has expired
web-link-expired-text = Go back to the chat and ask for the e-mail again. It will bring a new link.
web-link-replaced-title = There is a newer e-mail
web-link-replaced-text = You asked for another e-mail after this one. Open the link in the newest one, or go back to the chat.
web-link-unknown-title = There is no such link
web-link-unknown-text = Part of the address may be missing. Open the link in the e-mail again, or type its code in the chat.

web-password-title = Choose a password
web-password-title-trouble = Please choose another password
web-password-text = { $name }, this is the password you will sign in with: { $institution }.
web-password-text-unnamed = This is the password you will sign in with: { $institution }.
web-password-label = New password
web-password-show = Show password
web-password-count = Characters: #, at least { $min } needed
web-password-rule-length = At least { $min } characters. Long beats complicated: four words in a row will do.
web-password-rule-personal = Without your name, phone, e-mail or login.
web-password-rule-common = Not one that many people choose, such as “qwerty123”.
web-password-button = Save password

web-page-done-title = Your password is saved
web-page-done-text = Go back to the chat: the bot will tell you what comes next.
web-page-used-title = Your password is already set
web-page-used-text = This page works only once. Go on in the chat.
web-page-expired-title = This page has expired
web-page-expired-text = Go back to the chat and press the button again: the bot will open a new page.
web-page-incomplete-title = One more step is left
web-page-incomplete-text = Your password is not saved yet, because not everything has been confirmed. Go back to the chat and the bot will show what is missing.
web-page-unknown-title = There is no such page
web-page-unknown-text = Part of the address may be missing. Go back to the chat and press the button again.

web-outside-absent-title = Open this page from the chat
web-outside-absent-text = The password page opens only with the button in your chat with the bot. That is how we know it is you.
web-outside-forged-title = Open this page from your own chat
web-outside-forged-text = We could not make sure that it was you who opened this page, so the password was not saved. Go back to the chat and press the button again.
web-outside-old-title = More than five minutes have passed
web-outside-old-text = The password was not saved. Go back to the chat, press the button again and type the password on the new page.

web-not-found-title = There is no such page
web-not-found-text = Check the address, or go back to the chat.
web-too-many-title = Too many attempts
web-too-many-text = Wait a minute and try again.
web-too-large-title = That is too long
web-too-large-text = Go back and type something shorter.
web-failure-title = Something broke on our side
web-failure-text = We already know about it. Try again in a minute, or go back to the chat.
