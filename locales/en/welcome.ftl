welcome-institution =
    Hello! I’ll help you register and get your pass: the QR code that lets you in. It takes about five minutes.

    Where are you registering?
welcome-consent =
    <b>{ $institution }</b>

    To register you I’ll need your name, phone number and e-mail. They serve only your account and your pass. Do you agree to their processing?

    Until you agree I remember only the number of this chat, your language and, for a month, what you write and send to me. If you write to the helpdesk, its operators read what you wrote to them.
welcome-resume =
    Welcome back! You stopped halfway, and everything you did is still here.

    Shall we go on?
welcome-code-kept = I see your code, thank you. But you have a university registration under way. “{ button-continue }” goes back to it, “{ button-start-over }” opens the invitation of your code.
welcome-cancelled =
    Stopped. When you are ready, press “{ button-start-again }” and we’ll go through it from the beginning.

language-choose = Which language shall we use? · На каком языке говорим?

cancelled = All right, stopped.

help-text =
    I take you from registration to your pass. At every step you can use:

    /start — start or go on
    /pass — show my pass
    /language — English or русский
    /faq — questions and answers; you can also just ask in your own words
    /helpdesk — talk to a human
    /privacy — personal data
    /cancel — stop

    In any chat, type @ with this bot’s name and then a question: I’ll list the answers.
help-contacts =
    Helpdesk ({ $institution }):
    { $email }, { $phone } — { $hours }.
help-choose = Choose an institution at “Where are you registering?” and I’ll give you its helpdesk’s contacts.

human-choose = Choose an institution first, so that I know who should get your question.
human-ask =
    Tell me what happened: in words, with a picture, by voice, whichever is easiest. I’ll pass it to the helpdesk.
human-carried = What you have sent already goes along: you can send it without words, too.
human-asked =
    I’ve passed it to the helpdesk: request <b>No. { $ticket }</b>. Give this number wherever you ask, and you won’t have to explain everything again.

privacy-choose = Each institution has a text of its own on personal data. Choose an institution first.
privacy-text =
    <b>Consent to the processing of personal data</b>

    Who processes it: { $institution }.
    What for: to make your account, confirm your rights and issue your pass.
    Which data: full name, phone number, e-mail addresses, role (student, staff), the number of your Telegram chat. The password itself is not kept, only a fingerprint that cannot be turned back into it.
    How: automatically, in the institution’s database. Nobody else receives it.
    How long: while your account exists, or until you withdraw this consent. Questions that you ask here: a month; the helpdesk sees them if you contact it. Your conversation with the helpdesk: its operators read your messages; the words are kept for 365 days after a request is closed, attached files for 30 days.

    To withdraw it, to learn what is kept, or to have it erased, write to the helpdesk: { $email }, { $phone }.
privacy-given = You agreed on { $date } (version { $version }).
privacy-not-given = You have not agreed yet (version { $version }).
