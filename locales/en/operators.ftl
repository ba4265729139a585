# The operators' side: topics of the helpdesk's group

command-desk-a = Canned answer: /a name
command-desk-faq = Article: /faq words
command-desk-del = Delete on the person’s side: in reply
command-desk-take = Take the request
command-desk-close = Close the request
command-desk-block = Block: /block reason
command-desk-unblock = Unblock
command-desk-lang = The person’s language: /lang en
command-desk-journey = Where the person is now
command-desk-stats = Figures: /stats 30 csv
command-desk-help = How to answer here

button-desk-take = 🙋 Take
button-desk-release = ↩️ Back to the queue
button-desk-close = ✅ Close
button-desk-close-now = Close without an answer
button-desk-resend = 🔁 Send again
button-desk-reopen = 🔓 Reopen
button-desk-answers = 📋 Canned answers
button-desk-journey = 🧭 Where they are
button-desk-language-ru = 🌐 Speak Russian
button-desk-language-en = 🌐 Speak English
button-desk-block = 🚫 Block
button-desk-unblock = Unblock
button-desk-letter = ✉️ E-mail again
button-desk-call = 📞 Allow another call
button-desk-phone = ☎️ Correct the phone
button-desk-revoke = 🎫 Revoke the pass
button-desk-revoke-now = Yes, revoke every pass shown so far
button-desk-phone-set = ✅ Identity checked, correct it
button-desk-phone-leave = Leave it as it is
button-desk-held-send = 📨 Send it to the person
button-desk-held-leave = Keep it as a note
button-desk-leave = ← Back to the buttons
button-desk-before = ‹ Back
button-desk-after = More ›
button-desk-block-spam = Spam
button-desk-block-abuse = Abuse
button-desk-block-mistake = Wrong address

# The card

operators-card-title = Request No. { $ticket }: { $reason }
operators-card-institution = { $institution }
operators-card-language =
    Language: { $language ->
        [en] English
       *[ru] 🇷🇺 Russian
    }
operators-card-place = Where: { $place }
operators-card-now = Now: { $place }
operators-card-registered = Account: there is one
operators-card-sharers = 👥 In 1C with this number:
operators-card-then = When they asked:
operators-card-since = Opened { $time }
operators-card-taken = 🙋 Answered by: { $name }
operators-card-somebody = an administrator
operators-card-waiting = ⏳ Waiting for an answer since { $time }
operators-card-closed =
    🔒 Closed { $time }{ $by ->
        [person] , the person ended the conversation
        [silence] : the person has been silent for a long time
       *[operator] { "" }
    }
operators-card-rating = Rating: { $stars }
operators-card-blocked = 🚫 The person is blocked ({ operators-block-reason }): their messages do not come here
operators-card-recent = The end of the conversation so far:
operators-card-said-person = 👤
operators-card-said-operator = 💬
operators-card-said-house = ℹ️

operators-reason =
    { $reason ->
        [person_not-found] the phone number is not in 1C
        [person_several] several people in 1C share the number
        [person_other-name] 1C holds another name
        [call_trouble] the number cannot be confirmed by a call
        [call_not-confirmed] three calls did not confirm the number
        [authorization_failing] the authorization cannot be confirmed
        [account_trouble] trouble with the account
        [curator_absent] the school has no curator who can be reached
        [faq_unhelpful] the answers did not help
        [asked] asks for help
       *[other] { $reason }
    }
operators-topic-reason =
    { $reason ->
        [person_not-found] phone
        [person_several] phone
        [person_other-name] name
        [call_trouble] call
        [call_not-confirmed] call
        [authorization_failing] authorization
        [account_trouble] sign-in
        [curator_absent] curator
        [faq_unhelpful] question
       *[other] question
    }

operators-fact-name = Name
operators-fact-role = Role
operators-fact-class = Class
operators-fact-school = School
operators-fact-region = Region
operators-fact-registration = Registration
operators-fact-phone = 📞 Phone (confirmed)
operators-fact-unconfirmed-phone = 📞 Phone (not confirmed)
operators-fact-email = ✉️ E-mail (confirmed)
operators-fact-unconfirmed-email = ✉️ E-mail (not confirmed)
operators-fact-journey = Part of the bot
operators-fact-step = Step
operators-fact-error = What did not work, as the bot told them
operators-quoted = “{ $words }”
operators-fact-attempts = Attempts
operators-fact-tried = What was tried already
operators-fact-questions = Asked, and the answer did not help
operators-fact-unanswered = Asked, and there was no answer
operators-fact-words = The person’s words

operators-role = { $role ->
    [student] student
    [staff] staff member
   *[other] { $role }
}

operators-step-welcome-institution = beginning: choosing the institution
operators-step-welcome-consent = beginning: consent
operators-step-welcome-resume = beginning: going on with what was begun
operators-step-welcome-cancelled = beginning: everything cancelled
operators-step-home-home = the main screen
operators-step-human-words = writing to the helpdesk
operators-step-human-talk = talking to the helpdesk
operators-step-register-phone = registration: phone number
operators-step-register-call = registration: the call
operators-step-register-unknown = registration: nobody was found by the number
operators-step-register-known = registration: there is an account already, e-mail
operators-step-register-email = registration: e-mail address
operators-step-register-email-typo = registration: a slip in the address
operators-step-register-letter = registration: waiting for the e-mail
operators-step-register-name = registration: checking the name
operators-step-register-not-me = registration: somebody else’s name
operators-step-register-password = registration: password
operators-step-authorize-status = confirming the authorization
operators-step-authorize-address = confirming the authorization: address
operators-step-authorize-letter = confirming the authorization: waiting for the e-mail
operators-step-school-entry = journal: beginning
operators-step-school-home = journal: main screen
operators-step-school-find = journal: looking for the school
operators-step-school-page = journal: the school’s page
operators-step-school-email = journal: e-mail address
operators-step-school-letter = journal: waiting for the e-mail
operators-step-invite-code = journal: invitation code
operators-step-invite-none = journal: no code
operators-step-invite-confirm = journal: checking the invitation
operators-step-invite-more = journal: more codes
operators-step-invite-page = journal: login and password on the page
operators-step-children-list = journal: children
operators-step-children-code = journal: another child’s code
operators-step-recover-ways = access: ways to restore it
operators-step-recover-email = access: e-mail address
operators-step-recover-sent = access: the e-mail was sent
operators-step-recover-app = access: the app
operators-step-recover-school = access: looking for the school
operators-step-login-help-typing = cannot sign in: checking the typing
operators-step-login-help-browser = cannot sign in: the browser
operators-step-login-help-app = cannot sign in: the app
operators-step-login-help-version = cannot sign in: the version
operators-step-login-help-cache = cannot sign in: the cache
operators-step-login-help-restore = cannot sign in: restoring access
operators-step-curator-help-ask = a question to the curator
operators-step-gosuslugi-entry = Gosuslugi: beginning
operators-step-gosuslugi-page = Gosuslugi: the check on the page
operators-step-gosuslugi-result = Gosuslugi: what was found
operators-step-gosuslugi-list = Gosuslugi: what is compared
operators-step-gosuslugi-advice = Gosuslugi: advice
operators-step-gosuslugi-none = Gosuslugi: not registered there
operators-step-curator-school = curator: choosing the school
operators-step-curator-home = curator: main screen
operators-step-curator-desk = curator: the desk
operators-step-curator-requests = curator: requests
operators-step-curator-request = curator: a request
operators-step-curator-answer = curator: an answer
operators-step-curator-find = curator: looking for somebody
operators-step-curator-found = curator: search results
operators-step-curator-person = curator: a record

# What a pressed button says

operators-toast-below = See below in the topic.
operators-toast-done = Done.
operators-toast-over = This button no longer works.
operators-toast-elsewhere = This topic has no such request.
operators-toast-taken = The request is yours.
operators-toast-had = The request is yours already.
operators-toast-released = The request is nobody’s again.
operators-toast-not-yours = Only the operator who took it or a senior can give it back.
operators-toast-closed = Closed. The person was told.
operators-toast-closed-already = It is closed already.
operators-toast-reopened = Open again.
operators-toast-not-reopened = Cannot be reopened: it is open, or the person has another open request.
operators-toast-language-ru = The person is now written to in Russian.
operators-toast-language-en = The person is now written to in English.
operators-toast-sent = Sent.
operators-toast-held-left = It stays a note.
operators-toast-blocked = Blocked.
operators-toast-blocked-already = Blocked already.
operators-toast-unblocked = Unblocked.
operators-toast-not-blocked = Nobody was blocked.

# Lines in the topic

operators-sent = ➡️ <i>Sent to the person:</i>
operators-reopened-by-answer = 🔓 The request was closed. The answer opened it again, and the person gets it.
operators-other-open = The person has another open request: please answer in its topic.
operators-answers = <b>Canned answers.</b> Tap a line to copy it, and fill in your own words; | separates several of them. The person gets the answer in their language.
operators-answer-unknown = There is no canned answer “{ $name }”. The list: /a
operators-answer-fields = { $count ->
        [0] The answer “{ $title }” has nothing to fill in, and the person would not see what you added. To send it: <code>{ $form }</code>
       *[other] The answer “{ $title }” needs: { $fields }. Write: <code>{ $form }</code>
    }
operators-faq-found = Articles{ $given ->
        [no] { "" }
       *[yes] {" "}for “{ $words }”
    }. Press one, and it goes to the person in their language.
operators-faq-nothing = No article for “{ $words }”. Try other words.
operators-journey =
    🧭 Now: <b>{ $place }</b>
    Call: { $call ->
        [waiting] awaited
        [confirmed] confirmed
        [over] not confirmed, time is up
       *[none] none
    }
    E-mail: { $letter ->
        [waiting] sent, awaited
        [confirmed] the address is confirmed
        [over] not confirmed
       *[none] none was sent
    }
    Account: { $registered ->
        [yes] there is one
       *[no] not yet
    }{ $undelivered ->
        [0] { "" }
       *[other] {"."} Messages not delivered yet: { $undelivered }
    }
operators-journey-school =
    🧭 Now: <b>{ $place }</b>{ $undelivered ->
        [0] { "" }
       *[other] {"."} Messages not delivered yet: { $undelivered }
    }
    The helpdesk does not see journal users’ data: that is the curator’s work.
operators-journey-unknown = The bot does not have this chat any more.
operators-letter-resent = ✉️ The e-mail to { $email } was sent once more. The person was told.
operators-call-allowed = 📞 The limit of calls was lifted. The person was told that they can call again.
operators-pass-revoked = 🎫 No pass that was shown until now works any more. The person was told.
operators-phone-ask =
    ☎️ <b>Reply to this message</b> with the right number. In front of it write the full name as in 1C, or the key of 1C, if the bot does not know yet who it is:
    <code>Петрова Анна Сергеевна +7 905 123-45-67</code>
    First make sure that it is this very person who writes.
operators-phone-confirm =
    Enter the number <b>{ $shown }</b> for <b>{ $name }</b> (key in 1C: { $code })?
    Their other numbers will no longer count. Press only if you have checked who it is: by a document, a video call, or the dean’s office.
operators-phone-corrected =
    ☎️ The number is now { $phone }. It counts at once and stays through imports from 1C until 1C has the same.
    <b>For 1C:</b> please correct the number there too. An e-mail about it was sent.
operators-phone-left = The number stays as it was.
operators-held = ✋ Not sent to the person: a number is being corrected, and this may be somebody else’s data. Send it?
operators-held-sent = 📨 Sent to the person.
operators-kept-note = 📝 This stays a note: only operators see it. If it is meant for the person, write it again with any word in front.
operators-edit-kept = ✋ The person still sees the earlier answer: notes and commands are not shown to them. To take the answer back, reply to it with /del.
operators-edit-note = 📝 This stays a note: changing it sends nothing to the person. If it is meant for them, write it as a new message.
operators-edit-command = ✋ The change was not sent to the person: it was a message to the bot, not an answer. If the words are for the person, write them in a new message.
operators-command-in-caption = Write { $command } as a message of its own: with a file it does nothing, and the person was sent nothing.
operators-block-reason =
    { $reason ->
        [spam] spam
        [abuse] abuse
        [mistake] wrong address
       *[other] { $reason }
    }
operators-blocked =
    🚫 The person is blocked. Reason: { operators-block-reason }. To lift it: /unblock
operators-unblocked =
    The person is unblocked: their messages come again.{ $refused ->
        [0] { "" }
       *[other] {" "}Messages refused meanwhile: { $refused }
    }
operators-block-why = Please give a reason: <code>/block spam</code>
operators-language-set =
    { $language ->
        [en] 🌐 The person is now written to in English.
       *[ru] 🌐 The person is now written to in Russian.
    }
operators-close-unanswered = Nobody has answered this person yet. Close all the same?
operators-closed-already = The request is closed already.
operators-language-which = There are two languages: <code>/lang ru</code> and <code>/lang en</code>. Nothing was changed.
operators-stats-which = Write a number of days: <code>/stats 30</code>, as a table <code>/stats 30 csv</code>.
operators-closed-by = 🔒 Closed by { $name }
operators-answered-anothers = ℹ️ The request is taken by { $name }. Your answer was sent, the request stays theirs.
operators-language-hint = 🌐 The person uses the bot in English, and this is in Russian. Canned answers (/a) and articles (/faq) go out in English; what you fill in is not translated.
operators-del-what = To delete a message on the person’s side, reply with /del to an operator’s message in this topic.
operators-deleted = 🗑 Deleted on the person’s side.
operators-fault = Something failed on our side, and the last action was not carried out. Please try again. The cause is in the bot’s log.
operators-command-unknown = There is no command { $command }. What there is: /help. To send the person words that begin with “/”, put any word in front.
operators-command-elsewhere = The command { $command } works in the topic of a request.
operators-moved =
    Ticket #{ $ticket } is in another topic now{ $topic ->
        [none] , which is being made
       *[other] : <a href="{ $link }">{ $topic }</a>
    }. The person does not get what is written here: please write there.
operators-general-hint = Nothing is passed on from here: every request has a topic of its own. Write to each other as you like. Figures: /stats, help: /help
operators-help =
    <b>How to answer</b>
    • Whatever you write in a request’s topic goes to the person: words, pictures, files, voice. They do not see your name.
    • <code>//</code> at the beginning makes a note: it stays here.
    • Editing a message changes it on the person’s side too. /del in reply to a message deletes it there.
    • A reaction under the person’s message appears on their side.

    <b>Commands</b>
    /a — canned answers, <code>/a name value | value</code>
    /faq words — articles for the person
    /take — take the request, /close — close it
    /block reason, /unblock
    /lang ru or en — the person’s language
    /journey — where the person is now
    /stats 30 — figures for 30 days, <code>/stats 30 csv</code> — as a table

    What cannot be undone is left to a senior operator: an administrator of the group.

operators-stats-title =
    The helpdesk over { $days ->
        [one] { $days } day
       *[other] { $days } days
    }
operators-stats-now = Open now: { $open }, of these waiting for an answer: { $waiting }
operators-stats-moved = Opened: { $opened }, closed: { $closed }
operators-stats-answer = First answer (working time): usually { $median }, for nine in ten at most { $p90 }
operators-stats-resolution = Until closed: usually { $median }, for nine in ten at most { $p90 }
operators-stats-ratings = Rating: { $mean } of 5 ({ $count } in all)
operators-stats-reason = • { $reason }: { $count }
operators-stats-minutes = { $count } min
operators-stats-hours = { $count } h
operators-stats-days = { $count } d

# Why it did not work

errors-operators-senior-only = This is for a senior operator: an administrator of the group.
errors-operators-no-data = This is a school journal: the helpdesk has no access to people’s data; the curator does.
errors-operators-no-letter = The person is not waiting for an e-mail now: there is nothing to send.
errors-operators-no-call = The person is not confirming a number by a call now: there is nothing to allow.
errors-operators-too-often = That was done several times already: please wait a few hours. Help the person in another way meanwhile, or ask them to check the spam folder.
errors-operators-no-account = This chat has no account, so there is no pass.
errors-operators-phone-unreadable = I do not see one mobile number in the reply. Press “Correct the phone” again and reply, for example: Петрова Анна Сергеевна +7 905 123-45-67
errors-operators-person-unnamed = The bot does not know yet who it is. Write the full name as in 1C, or the key of 1C, in front of the number.
errors-operators-person-unknown = The records hold no such person. Check the name in 1C, or write the key of 1C.
errors-operators-person-several = Several people have this name. Write the key of 1C in place of the name.
errors-operators-phone-of-another = This number is another person’s. Correct their record in 1C first.
errors-operators-ticket-unknown = There is no such request.
errors-operators-ticket-closed = The request is closed, and the person has another one. This message stayed a note: please answer in the new topic.
errors-operators-ticket-taken = Another operator has taken the request. Only they or a senior can hand it over.
errors-operators-person-blocked-bot = ⚠️ Not delivered: the person has blocked the bot. The message stayed a note. If the card has a phone number or e-mail, use those; if not, answer when the person is back.
errors-operators-person-gone = ⚠️ Not delivered: this chat does not exist any more. The message stayed a note.

# What the bot tells the person of it

told-letter-again = ✉️ The helpdesk has sent you the e-mail once more. If you do not see it, check the spam folder.
told-call-again = 📞 You can confirm your number by a call again: go on with the registration and press “Retry”, or enter the number once more.
told-phone-corrected = ☎️ The university now has your right phone number. If you have confirmed it already, your registration goes on by itself now. If not, enter it when I ask for your number.
told-pass-revoked = 🎫 Your earlier passes have been revoked: they no longer open any door. /pass shows a new one.

# The letter to those who keep 1C

mail-directory-subject = 1C: please correct a phone number (request No. { $ticket })
mail-directory-title = Please correct a phone number in 1C
mail-directory-intro = A helpdesk operator checked the person’s identity and corrected their phone number in the bot’s records (request No. { $ticket }). 1C still holds the old number.
mail-directory-facts = What to enter
mail-directory-name = Full name
mail-directory-code = Key in 1C
mail-directory-phone = Phone number
mail-directory-time = Corrected
mail-directory-until = While 1C holds another number, every import keeps the corrected one, and the import’s report says so.
mail-directory-footer = This e-mail was written automatically. There is no need to answer it.
