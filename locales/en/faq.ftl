# Questions in the chat: answers, the list of /faq, what the house knows of the person

command-faq = Questions and answers

button-faq = Questions and answers
button-faq-back = ↩ Back to where I was
button-faq-home = Home
button-faq-helped = 👍 That helped
button-faq-not = 👎 That did not help
button-faq-use = Use { $value }
button-faq-none = None of these
button-faq-up = ← Back to the topic
button-faq-topics = ← All topics
button-faq-places = Another institution

# Where the button below an answer leads

button-faq-to-register = Register at the university
button-faq-to-authorize = Link my corporate e-mail
button-faq-to-pass = Show my pass
button-faq-to-code = Enter an invitation code
button-faq-to-children = Add a child
button-faq-to-confirm-email = Confirm my e-mail
button-faq-to-recover = Recover my login or password
button-faq-to-recover-app = Get back into the app
button-faq-to-login-help = Find out why I cannot sign in
button-faq-to-curator = Write to the school’s curator
button-faq-to-gosuslugi = Check signing in with Gosuslugi
button-faq-to-find-school = Find my school’s page
button-faq-to-human = Write to the helpdesk

# Topics

button-faq-topic-registration = Registration
button-faq-topic-authorization = Authorization and corporate e-mail
button-faq-topic-pass = Pass and QR code
button-faq-topic-codes = Invitation codes
button-faq-topic-email = E-mail
button-faq-topic-access = Signing in and passwords
button-faq-topic-gosuslugi = Gosuslugi
button-faq-topic-apps = Mobile app
button-faq-topic-help = Helpdesk
faq-topic-registration = <b>Registration</b>
faq-topic-authorization = <b>Authorization and corporate e-mail</b>
faq-topic-pass = <b>Pass and QR code</b>
faq-topic-codes = <b>Invitation codes</b>
faq-topic-email = <b>E-mail</b>
faq-topic-access = <b>Signing in and passwords</b>
faq-topic-gosuslugi = <b>Gosuslugi</b>
faq-topic-apps = <b>Mobile app</b>
faq-topic-help = <b>Helpdesk</b>
faq-topics =
    <b>Questions and answers</b>
    { $institution }

    Choose a topic, or simply type your question in your own words, even in the middle of a step.
faq-places = What is your question about? Choose an institution.
faq-of = This answer is for another institution: <b>{ $institution }</b>.

# Answers

faq-suggest = Did you mean…
faq-suggest-here = Let’s sort it out. Here it is usually one of these. If it is something else, tell me a little more: what you did, and what you saw.
faq-suggest-elsewhere = This sounds like a question for another institution: <b>{ $other }</b>. Is it about this?
faq-elsewhere-password = I cannot restore a university password. Look at the sign-in page, { $url }, or ask the helpdesk: { $email }, { $phone }.
faq-elsewhere-mailbox = To register at the university you need an e-mail of your own, any will do. If you have none, you can get one for free, at Gmail or Mail.ru for example, and come back here. If you cannot, write to a human.
faq-elsewhere-call = The school journal does not confirm numbers by a call: people register with an invitation code.
faq-letter-code = I think you mean the code from our e-mail. It has six digits: send only those, without words. The code in the latest e-mail counts, and it works for an hour. If it does not work, press “{ button-resend }” and a new one will come.
faq-deleted = I deleted your message and did not keep it: at this step any text might be a password. But here is the answer.
faq-next = Sorry that it did not help. Could it be one of these?
faq-unknown = I have no answer to that, and I do not want to make one up. Try other words, look through the questions and answers, or write to a human, who will sort it out.
faq-or-question = If that was a question, there are answers in /faq. You can also get a person: just write “I want a human”.
faq-repeated = I have just answered this, a little above: “{ $title }”. If your case is not there, talk to a human: they will see your words. You can also read the answer again.
faq-sorry = Sorry, I have nothing more to offer. Write to a human: they will see your question, so you need not tell it again.
faq-gone = That answer is no longer here. Type your question again, or look through the list.
faq-glad = Glad that helped!
faq-glad-toast = Glad that helped!
faq-noted = Noted already, thank you
faq-heard = All right, getting a human.
faq-heard-story = All right, getting a human. They will see what you have just written.
faq-heard-deleted = All right, getting a human. I deleted your message and did not keep it: at that step any text might be a password.
faq-to-human = That is twice I missed the point, sorry. Let me hand you to a human. They will see your questions, so you need not repeat them.
faq-handed-over = The helpdesk already has your request <b>No. { $ticket }</b>, and the answer will come here. If this is about something else, write it there.
faq-under-way = Before we go there: you have a registration under way. It will not vanish by itself, so choose.
faq-consent-first = I need your consent first; right after it I will open what you chose.
faq-authorize-first = A corporate e-mail is linked after registration, and this chat has no university account yet. Shall we start with that?
faq-email-first = An e-mail can be confirmed once this chat knows your account, and it does not know one yet. If you have an invitation code, enter it. If you registered on the site, sign in on the journal’s page: you can ask for the e-mail there.
faq-courtesy-greeting = Hello! If anything is unclear, just ask in your own words. This is where we are:
faq-courtesy-thanks = You are welcome! This is where we are:
faq-courtesy-sorrow = I am sorry, that is no fun. Tell me what is not working and we will sort it out; you can ask for a human, too. This is where we are:
faq-courtesy-leave = All right, I won’t bother you. All that you have done is kept; come back whenever it suits you. And if something made you angry, tell me what, or ask for a human. We are here now:
faq-courtesy-emoji = If you have a question, write it in words; you can also ask for a human. We are here now:
faq-courtesy-consent = Understood. You can go on here:

# What is known of this person

faq-know-call-waiting = ☎️ I am waiting for your call right now: to { $line }, from { $phone }, until { $until }. Nobody will pick up; the number confirms itself.
faq-know-call-soon = ☎️ I am finding out which number to call from { $phone }. Give me a few seconds.
faq-know-call-over = ☎️ Your number { $phone } is not confirmed: I waited for the call until { $until }. Go back to the step and press “{ button-retry }”.
faq-know-call-confirmed = ✅ Your number { $phone } is confirmed already: no more calls are needed.
faq-know-call-first = Your number has not been confirmed by a call yet, so I have not looked for it in 1C.
faq-know-directory =
    { $what ->
        [not-found] Your number is confirmed, but 1C does not have it.
        [several] Your number is confirmed, but in 1C it belongs to several people at once.
       *[trouble] Your number is confirmed, but a human has to look at the account it belongs to.
    } The helpdesk knows about it already: request <b>No. { $ticket }</b>. Once it has answered, press “{ button-check-again }” at the step.
faq-know-letter-waiting =
    ✉️ The e-mail to { $email } went out { $minutes ->
        [0] just now
        [one] { $minutes } minute ago
       *[other] { $minutes } minutes ago
    }. Wait a little, and check the spam folder too.
faq-know-letter-late =
    ✉️ The e-mail to { $email } went out { $minutes ->
        [one] { $minutes } minute ago
       *[other] { $minutes } minutes ago
    }; waiting longer will not help. Check the address and the spam folder, then press “{ button-resend }”.
faq-know-letter-over = ✉️ The e-mail to { $email } no longer works: it is good for an hour. Ask for a new one.
faq-know-letter-confirmed = ✅ { $email } is confirmed already: there is no e-mail to wait for.
faq-know-not-registered = This chat has no university account yet. First comes registration, then authorization, and after that the pass.
faq-know-university-closed = Your account is closed, so there is no pass and no services for now. If that is a mistake, the helpdesk can put it right.
faq-know-no-role = The university’s directory lists you neither as a student nor as staff, so there is no pass for you. If that is a mistake, the helpdesk can put it right.
faq-know-owed =
    ⬜ You are registered, but your authorization is { $half ->
        [yes] only half confirmed
       *[no] not confirmed yet
    }. { $role ->
        [student] Your student e-mail is still to be linked: { $domain }.
        [staff] Your staff e-mail is still to be linked: { $domain }.
       *[both] You are both student and staff, so both e-mails are needed: { $domain }.
    } Until then there is no QR code.
faq-know-authorized = ✅ Your authorization is confirmed: the QR code and the services are open to you.
faq-know-pass-none = ✅ Your authorization is confirmed, but you have not opened a pass here yet. Open it right at the turnstile.
faq-know-pass-good = Your last pass is good until { $until } and lets you in once. If you have gone through with it, open a new one.
faq-know-pass-revoked = The passes you opened earlier have been revoked, and the turnstile does not accept them. Open a new one right before you enter. If you did not ask for this, please tell the helpdesk.
faq-know-pass-used = Your last pass has been used at { $at }, and it lets you in only once. Open a new one right before you enter.
faq-know-pass-over = Your authorization is confirmed, but your last pass was good only until { $until }, and the turnstile no longer accepts it. Open a new one right before you enter.
faq-know-registered = ✅ You are registered at the university already; there is no need to do it again.
faq-know-registering = You are registering right now: go back to the step, and we will carry on.
faq-know-request-waiting = Your question is with the school’s curators already. The answer will come here.
faq-know-request-taken = A curator is dealing with your question already: { $curator }. The answer will come here.
faq-know-codes-wrong =
    Today { $wrong ->
        [one] { $wrong } code
       *[other] { $wrong } codes
    } from this chat did not work. After ten I stop checking until tomorrow, so compare the code with the sheet, or send a photo of its QR code.
faq-know-codes-refused = There were too many wrong codes today ({ $wrong }), so I can check new ones only tomorrow. No need to wait: the school’s curator can give you a new code.
faq-know-journal-closed = Your account is closed: the school noted that you have left. It is not about the password; if that is a mistake, the curator can put it right.
faq-know-one-time-password =
    { $state ->
        [good] A curator has given you a temporary password. Sign in with it, and you will be asked at once to choose your own.
       *[expired] The temporary password from your curator has run out. Ask the curator for a new one.
    }
faq-know-email-confirmed = ✅ Your e-mail { $email } is confirmed already: there is nothing more to do.
faq-know-email-unconfirmed = ⬜ Your address { $email } is not confirmed, and no e-mail from us is valid at the moment. Press the button, and I will send a new one.
faq-know-email-none = ⬜ Your account has no e-mail address. You can add one right here.
faq-know-restore-by-letter = ✅ Your e-mail { $email } is confirmed: you can restore your login and password by e-mail, no curator needed.
faq-know-restore-not-yet = ⬜ Your e-mail { $email } is not confirmed yet, so access cannot be restored by e-mail. Confirm it and it can; otherwise the curator helps.
faq-know-restore-no-email = ⬜ Your account has no e-mail address, so access cannot be restored by e-mail. Add and confirm one, or ask the curator.
faq-know-children =
    { $count ->
        [0] There are no children in your account yet.
        [one] There is { $count } child in your account already.
       *[other] There are { $count } children in your account already.
    } You can add another one right here.
faq-know-children-pupil = Yours is a pupil’s account. Children are added by parents and teachers.
faq-know-gosuslugi =
    { $verdict ->
        [snils] We have compared: the SNILS on Gosuslugi and in the journal is the same. Signing in should find you; if it does not, ask the curator to check your record.
        [contact] We have compared: the e-mail or the phone matches, the SNILS does not. Ask the curator to correct the SNILS in the journal.
       *[nothing] We have compared: neither SNILS nor e-mail nor phone matches the journal. That is why Gosuslugi cannot find you; the curator can correct the data.
    }
faq-know-journal-registered = ✅ You are registered in the journal already: this chat is linked to your account. There is no need to do it twice.
