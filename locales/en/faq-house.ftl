# What the house knows by itself and no article is about: where somebody is, and what becomes of their data

faq-house-step = You are at step { $at } of { $of }. This is what to do now:
faq-house-here = This is where we are, and what you can do:
faq-house-call-price = The call is free: we don’t pick up, so nothing is charged for it. You can go on here:
faq-house-privacy =
    { $kind ->
        [school] I am the school journal’s bot: <b>{ $institution }</b>. What you give me is for your account only. Other users of the journal do not see your e-mail. Your record is seen only by the staff of your school who run the journal.
       *[university] I am the university’s bot: <b>{ $institution }</b>. What you give me is for your account only: your number is compared with the university’s 1C records, your e-mail is confirmed by a letter. Nobody else gets your data.
    } Nobody will ask for your password in the chat.

    The whole text is at /privacy. To make sure, ask them yourself: { $email }, { $phone }.
faq-house-privacy-begin = Until you choose an institution and agree, I only remember the number of this chat, your language and, for a month at most, what you write and send to me. I will tell you what your account needs and who will see it before I ask for anything. Nobody will ask for your password in the chat.
faq-house-erase =
    To have your data erased, to learn what is kept, or to withdraw your consent, ask { $kind ->
        [school] your school’s curator of the journal or the helpdesk
       *[university] the helpdesk
    }: { $email }, { $phone }. Or talk to a human right here. What we keep, and for how long: /privacy.
faq-house-erase-begin = You have not chosen an institution yet, so there is no account of yours here. I only remember the number of this chat, your language and, for a month at most, what you write and send to me. If you have an account already, choose the institution: its helpdesk erases data.
faq-house-foreign-number = Only a mobile number of your university’s country ({ $country }) will do: the one in its 1C records. A number of another country can’t be confirmed by a call. If you have no other, talk to a human: the university will help.
faq-house-sms =
    There will be no code by SMS: I don’t send any. { $at ->
        [phone] A number is confirmed by a free call: send me yours, and I’ll show you where to ring from it.
        [call] A number is confirmed by a free call: ring from it yourself; the number to ring is below.
        [letter] The code comes by e-mail, to the address that you gave; opening the link in that letter does as well.
        [school] For the journal people register with an invitation code from the school, and confirm their e-mail by a letter.
       *[other] A number is confirmed by a free call, and an e-mail by a letter.
    }
faq-house-mailbox-own = Your personal one: an address that you read and that will stay yours. The corporate one is needed later, to confirm your authorization.
faq-house-mailbox-corporate = The corporate one: a personal address won’t do here. Students’ addresses end in <b>@{ $student }</b>, those of staff in <b>@{ $staff }</b>.
faq-house-mailbox-school = Any that you read: a letter will come to it, and later you can get back in with it by yourself. Other users of the journal won’t see it.
faq-house-password-rules = The university’s password has at least { $min } characters of any kind: letters, digits, spaces. A long one beats a complicated one: four unrelated words in a row will do. Without your name, phone or e-mail, and none of those that many choose. It is entered only on the page behind “{ button-password }”, not in the chat.
faq-house-gosuslugi-password = I don’t know your Gosuslugi password and can’t change it: it is restored at Gosuslugi itself. How to do that: { $help }. We are here now:
faq-house-time = The whole registration takes about five minutes if the letter comes at once. This is where we are:
faq-house-free = It’s free: nobody takes money for registering, and I will never ask for a card. You can go on here:
faq-house-refuse =
    You don’t have to agree. Without your consent I won’t begin the registration, and I keep nothing about you but the number of this chat, your language and, for a month at most, what you write and send to me.

    A human knows what else can be done: { $email }, { $phone }, or right here. What is needed and why: /privacy. You can also decide later.
faq-house-refuse-begin = You don’t have to agree. Until you choose an institution I don’t ask for anything: I only remember the number of this chat, your language and, for a month at most, what you write and send to me. A human knows what else can be done.
faq-house-must-call = A number is confirmed only by a call from that very number; I send no codes by SMS. We don’t pick up, so no talk is charged. It usually works from abroad, too, if that number has a signal there. If you can’t call, talk to a human: they will find another way.
faq-house-password-page =
    You are right to check. A password is entered only on the page that this bot’s own button opens. Don’t enter it behind links from other people, however alike the page looks. Nobody will ask for your password in the chat.

    In doubt, ask them yourself: { $email }, { $phone }.
faq-house-lost-phone =
    Talk to a human: the helpdesk will revoke your passes, and nobody gets in with them. Each QR code works for a short time and one entry only anyway.

    On another phone, sign in to your Telegram, end the session on the lost one (Settings → Devices), and send /pass here: a new QR code will open.
faq-house-1c = 1C is the program in which the university keeps its records of students and staff. By the phone number in it I know that you are you. You don’t need to open it. You can go on here:
faq-house-danger = I am a bot for registration and can’t help with this. If anybody is unwell or in danger, call <b>112</b> right now (ambulance: <b>103</b>): it is free, from any phone. You can also call a human of the helpdesk, but 112 is faster.
