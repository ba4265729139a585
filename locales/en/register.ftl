register-phone =
    <b>Step 1 of 4. Phone</b>

    Press the button below to send your number, or type it. It must be a mobile number: the one the university knows (as recorded in 1C).
register-phone-taken = Number { $phone } accepted.
register-call =
    <b>Step 2 of 4. Call</b>

    Please call this number:

    ☎️ { $line }

    Call from { $phone }. It’s free: we don’t pick up. I’ll wait until { $until } (5 minutes). As soon as you call, I’ll go on by myself.
register-call-soon =
    <b>Step 2 of 4. Call</b>

    One moment, I’m finding out which number to call…
register-call-over =
    <b>Step 2 of 4. Call</b>

    Number { $phone } is not confirmed yet. Press “Retry” and I’ll show you where to call.
register-phone-confirmed = ✅ Number { $phone } is confirmed.
register-unknown =
    I’ve already written to the helpdesk: request <b>No. { $ticket }</b>. You can also reach them yourself:
    { $email }
    { $phone }

    If you have another number, try that one. Once the helpdesk has put things right, press “Check again”.
register-known =
    You are registered already. To link this chat to your account, I’ve sent an e-mail to { $email }.

    Open the link in it, or send me the code from it. If it isn’t there, please check the spam folder.
register-joined = ✅ Done: this chat is now linked to your account.
register-email =
    <b>Step 3 of 4. E-mail</b>

    Type your e-mail address: a personal one; the corporate one comes later. I’ll send an e-mail to confirm it.
register-email-typo =
    Let’s check the address: you typed <b>{ $typed }</b>. Did you mean <b>{ $corrected }</b>?
register-letter =
    <b>Step 3 of 4. E-mail</b>

    I’ve sent an e-mail to <b>{ $email }</b>. Open the link in it, or send me the code from it.

    If it isn’t there, please check the spam folder.
register-looked-again =
    Checked again at { $at }: { $found ->
        [nobody] this number is still not in the university’s records.
       *[same] nothing has changed yet.
    }
letter-resent = I’ve sent a new e-mail at { $at }. The earlier link and code no longer work.
register-email-confirmed = ✅ E-mail { $email } is confirmed.
register-name =
    <b>Step 4 of 4. Name and password</b>

    This is who I found by your number:

    <b>{ $name }</b>
    { $role ->
        [student] student
        [staff] member of staff
        [both] student and member of staff
       *[other] a person in the university’s directory
    }

    Is that you?
register-not-me =
    Then the university has this number under somebody else’s name. I’ve written to the helpdesk: request <b>No. { $ticket }</b>; they will correct it in the university’s records (1C).

    You can also reach them yourself: { $email }, { $phone }. Once it’s corrected, press “Check again”.
register-not-me-blocked = Then the university has this number under somebody else’s name.
register-number-gone = Nothing can be found under that number any more. Let’s begin with the number again:
register-forgotten = It has been a while, and what you confirmed then no longer counts. Shall we begin again?
register-password =
    <b>Step 4 of 4. Name and password</b>

    All that’s left is a password. You set it on a page of its own: a password must never be sent in a chat.

    The link is yours alone and works for 30 minutes.
register-password-new-link = Here is a new link, made at { $at }. The earlier one no longer works.
register-done-no-role = 🎉 You are registered!
register-done = 🎉 You are registered! One more step to your pass.

errors-password-soon-in-chat = That looks like a password, so I deleted the message: in the chat it would stay in the history on all your devices. A password is thought up on a page of its own: tell me whether this is you, and the button “{ button-password }” will appear. Just take a different one.
errors-password-in-chat = At this step I delete any text: it might be a password, and in a chat it would stay in the history on all your devices. If it was one, think of another and enter it on the page behind the button. If it was a question, there are answers in /faq, and “{ button-human }” gets you a person.
errors-phone-not-own = That is somebody else’s contact card. Please send your own number, with the button below or as text.
errors-person-not-found = Number { $phone } is not in the university’s 1C. That happens when you have changed your number or gave the university another one.
errors-person-several = In 1C number { $phone } belongs to several people at once, so I can’t decide which of them you are.
errors-account-trouble = The account with number { $phone } needs a human: it can’t be opened from the chat right now.
