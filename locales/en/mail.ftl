mail-confirm-email-subject = Confirm your e-mail: { $institution }
mail-confirm-email-title = Confirm your e-mail address
mail-confirm-email-intro = You gave this address in Telegram while registering ({ $institution }). Press the button and the bot will move on to the next step by itself.
mail-confirm-email-button = Confirm e-mail

mail-confirm-corporate-subject = Confirm your corporate e-mail: { $institution }
mail-confirm-corporate-title = Confirm your corporate e-mail
mail-confirm-corporate-intro = You gave this address in Telegram to confirm your authorization ({ $institution }). Press the button, and your access QR code becomes available.
mail-confirm-corporate-button = Confirm e-mail

mail-relink-subject = Sign-in from another Telegram chat: { $institution }
mail-relink-title = Did you open a new chat?
mail-relink-intro = A Telegram chat asks to be linked to your account ({ $institution }). If it is yours, press the button. The previous chat will lose access, and QR codes shown there will stop working.
mail-relink-button = Yes, this is my chat

mail-link-note = If the button does not work, copy this address into your browser:
mail-code-note = Or type this code in the chat:
mail-code-warning = Do not tell the code to anyone, not even to helpdesk staff.
mail-valid = The link and the code work for { $minutes } minutes, and only once.
mail-ignore = If this was not you, just do nothing: nothing changes without your confirmation.

mail-already-used-subject = This address is already in use: { $institution }
mail-already-used-title = This address already belongs to an account
mail-already-used-intro = Somebody, perhaps you, gave this address in Telegram ({ $institution }), but it already belongs to another account. So we have changed nothing.
mail-already-used-advice = If it was you, go back to the chat and give another address or write to the helpdesk. If it was not, there is nothing to do: your account is fine.

mail-footer = Sent by the Propusk bot ({ $institution }). Helpdesk: { $email }, { $phone }. Please do not reply to this e-mail.

mail-ticket-subject = [#{ $ticket }] { $reason }
mail-ticket-title = Request No. { $ticket }
mail-ticket-intro = { $reason }. The bot could not help and is handing the request to you.
mail-ticket-facts = What is known
mail-ticket-institution = Institution
mail-ticket-time = Time
mail-ticket-language = The person’s language
mail-ticket-language-ru = Russian
mail-ticket-language-en = English
mail-ticket-chat = Telegram chat
mail-ticket-footer = Composed automatically. The person’s own text stands as it is: check its links before you open them.
mail-ticket-reason-person-not-found = The phone number is not in 1C
mail-ticket-reason-person-several = Several people share the phone number in 1C
mail-ticket-reason-person-other-name = 1C shows another name
mail-ticket-reason-call-trouble = The number cannot be confirmed by a call
mail-ticket-reason-call-not-confirmed = Three calls have not confirmed the number
mail-ticket-reason-authorization-failing = The authorization cannot be confirmed
mail-ticket-reason-account-trouble = Trouble with an account
mail-ticket-reason-curator-absent = The school has no curator who can be reached
mail-ticket-reason-faq-unhelpful = The bot’s answers did not help
mail-ticket-reason-asked = The person asks for help

errors-mail-refused = The mail server did not accept an e-mail for this address. Check it for a typo, or give another address.
mail-ticket-fact-words = In their words
mail-ticket-fact-questions = Asked, and the answer did not help
mail-ticket-fact-unanswered = Asked, and no answer was found
mail-ticket-fact-phone = Phone (confirmed)
mail-ticket-fact-unconfirmed-phone = Phone (not confirmed)
mail-ticket-fact-name = Name in 1C
mail-ticket-fact-email = E-mail (confirmed)
mail-ticket-fact-unconfirmed-email = E-mail (not confirmed)
mail-ticket-place = Place in the bot
mail-ticket-fact-error = What did not work, as the bot told them
mail-ticket-fact-attempts = Attempts
mail-ticket-fact-role = Role
mail-ticket-fact-school = School
mail-ticket-fact-region = Region
mail-ticket-fact-registration = Registration
errors-mail-delayed = The mail server isn’t answering right now, so the e-mail hasn’t gone out yet. I’ll keep trying: it will come as soon as the server answers.
