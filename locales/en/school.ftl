# The school journal: where it begins, the home screen, e-mail, news of an account

button-no-code = I have no code
button-have-code = I have a code
button-forgot = I forgot my login or password
button-wrong-login = It says “Wrong login or password”
button-gosuslugi = Gosuslugi does not let me in
button-find-school = Find my school’s page
button-find-page = Search schools on the site
button-login-page = 🔑 Sign-in page
button-app-ios = { $app }: iOS
button-app-android = { $app }: Android
button-school = { $name } — { $region }
button-children = My children
button-confirm-email = Confirm my e-mail
button-add-email = Add an e-mail
button-change-email = Change my e-mail
button-another-code = Enter an invitation code
button-go-on-without = Go on without it for now
button-new-password = 🔑 Choose a new password
button-recover = Get my access back

welcome-consent-school =
    <b>{ $institution }</b>

    To make an account I need your name and your role at school, and an e-mail address to reach you. Parents have to give one, pupils may leave it out. Other users never see it. Do you agree to the processing of this data?

    Until you agree I remember only the number of this chat, your language and, for a month, what you write and send to me. If you write to the helpdesk, its operators read what you wrote to them.

privacy-text-school =
    <b>Consent to the processing of personal data</b>

    Who processes it: { $institution }.
    What for: to make your account in the electronic journal, and to help you sign in to it.
    Which data: full name, role (pupil, parent, school staff), class, the names of your children at this school, the e-mail address if you give one, the number of your Telegram chat. Passwords and SNILS are not kept, only fingerprints that cannot be turned back into them.
    How: automatically, in the journal’s database. The staff who keep the journal at your school see your data. The helpdesk does not.
    How long: while your account exists, or until you withdraw this consent. Questions that you ask here: a month; the helpdesk sees only those, if you contact it. Your conversation with the helpdesk: its operators read your messages; the words are kept for 365 days after a request is closed, attached files for 30 days.

    To withdraw it, to learn what is kept, or to have it erased, ask the journal’s curator at school or write to the helpdesk: { $email }, { $phone }.

school-entry =
    <b>The school’s electronic journal</b>

    Send me the code from your invitation: type it, or take a photo of the QR code on the sheet.

    Invitations come from the curator of your school’s electronic journal. A code begins with <code>st</code> (pupil), <code>pt</code> (parent), <code>tr</code> or <code>ar</code> (school staff); letters and digits follow. It has no capital letters.

    Pupils and parents get sheets in the child’s name. The top right corner says whose code it is: the pupil’s or the parents’. The sheet has an address too: it can be opened on a computer, and asks for the same code.

    Registered already, but cannot sign in? Choose what happened:

school-home =
    <b>{ $name }</b>
    { $role ->
        [student] Pupil
        [parent] Parent
        [teacher] Teacher
       *[staff] School staff
    }, { $school }

    Your login: <code>{ $login }</code>
    The journal’s address: { $host }
school-home-confirmed = ✅ Your e-mail { $email } is confirmed: if you forget your login or password, you can get them back yourself.
school-home-unconfirmed = ⬜ Your e-mail { $email } is not confirmed yet. Until it is, only the curator can restore a forgotten login or password. You can send the code from the e-mail right here.
school-home-no-email = ⬜ There is no e-mail yet. The journal works without one, but then only the curator can restore a forgotten login or password.
school-home-closed =
    This account is closed: the school has noted that you are no longer with it ({ $name }).

    If this is a mistake, ask the school’s curator. If you were given a new invitation code, send it here.
school-home-apps = Apps for your phone (iOS and Android): { $apps }.

school-done =
    🎉 <b>You are registered!</b>

    { $name }, your login is <code>{ $login }</code>. Sign in with it and the password you chose at { $host }.
school-done-app = On your phone, use the app “{ $app }” with the same login and password.
school-done-letter = ✉️ An e-mail is on its way to { $email }: confirm the address, so that you can get your access back without anybody’s help. It may take up to half an hour; if it is not in your inbox, look in the spam folder. You can sign in to the journal without waiting for it.
school-done-no-email = You can add an e-mail later.

school-no-pass = The pass with a QR code is the university’s. The school journal needs none: sign in with your login and password.

school-search = Write the number or the name of the school, and the region, for example: <b>1399 Moscow</b> or <b>Pushkin gymnasium Kazan</b>.
school-search-none = Nothing was found for “{ $query }”. Try only the number and the town, or one word of the name.
school-search-found =
    { $count ->
        [1] One school was found for “{ $query }”. Is this it?
       *[other] Here is what was found for “{ $query }”. Choose your school, or say more: add the number and the town.
    }
school-line = • <b>{ $name }</b>, { $region } — { $host }
school-page =
    <b>{ $school }</b>
    { $region }

    The journal’s address: { $host }

    On the sign-in page enter your login and password. “Forgot password?” and the place for an invitation code are there, too.

school-email = Write your e-mail address. I’ll send an e-mail there to confirm it.
school-email-change = Your e-mail { $email } is confirmed, and it is what brings back access. So changing it takes your password: sign in on the journal’s page and choose “Change e-mail”.
school-email-private = No other user of the journal will see the address.
school-letter =
    I’ve sent an e-mail to <b>{ $email }</b>. Open the link in it, or send me the code from it.

    It may take up to half an hour. If it is not in your inbox, check the spam folder. You can use the journal without confirming, but then you cannot get your access back on your own.
school-email-confirmed = ✅ Your e-mail { $email } is confirmed. Now you can get your access back yourself.
school-email-confirmed-other = ✅ The e-mail is confirmed: { $name } can now get access back without anybody’s help.
school-email-reminder =
    Your e-mail { $email } is still not confirmed. Until it is, only the curator can bring back a forgotten login or password.

    Press the button and I’ll send a new e-mail.
school-email-reminder-other = The e-mail of { $name }’s account is still not confirmed. Sign in with that login on the journal’s page and ask for the e-mail again: without it only the curator can bring back a forgotten password.

school-access-restored =
    🔑 <b>One step left: a new password</b>

    The journal’s curator helped you: { $curator }. The account: { $name }, login <code>{ $login }</code>.

    Press the button and choose a new password. The link is yours alone: it works once, within an hour.

account-notice-login-seen = The journal’s curator ({ $curator }) looked at the login of an account: { $name }.
account-notice-link-made = The journal’s curator ({ $curator }) made a one-time link for a new password. The account: { $name }.
account-notice-password-set = The journal’s curator ({ $curator }) set a temporary password. At the first sign-in you choose your own. The account: { $name }.
account-notice-password-changed =
    { $curator ->
        [none] The password of an account was changed: { $name }.
       *[other] The password of an account was changed ({ $curator }): { $name }.
    } All earlier sign-ins were closed, and earlier links no longer work.
account-notice-card-corrected =
    The journal’s curator ({ $curator }) has corrected what the school’s journal holds about you: { $name }. I don’t show the details here.

    If Gosuslugi wouldn’t let you in, try again now. If you didn’t ask for anything of the kind, tell the school.
account-notice-card-left =
    The school has noted that you are no longer with it: { $name }. The way into the journal is closed now. Thank you for having been with us.

    If this is a mistake, tell the journal’s curator ({ $curator }), who can undo it: login and password stay as they were.
account-notice-card-back = Welcome back! The journal’s curator ({ $curator }) has opened your account again: { $name }. Login and password are the same as before.
account-notice-not-you = If you did not ask for this, get your access back and tell the school.

request-in-hand = 👋 The journal’s curator is looking after your question: { $curator }. The answer will come here.
request-handed-over =
    Your school has no journal curator at the moment, so I’ve passed your question on to the helpdesk: request <b>No. { $ticket }</b>. They will get in touch with the school. The helpdesk does not see your data, so neither your name nor your words are in it.

    You can also ask your class teacher who looks after the journal now. Helpdesk: { $email }, { $phone } — { $hours }.
request-answered =
    ✉️ <b>{ $curator }</b>, the journal’s curator, answers:

    { $text }

help-text-school =
    I help with the electronic journal: registering by an invitation, adding children, getting a login and password back. At every step you can use:

    /start — start or go on
    /children — my children and codes for them
    /recover — get my login and password back
    /language — English or русский
    /faq — questions and answers; you can also just ask in your own words
    /helpdesk — talk to a human
    /privacy — personal data
    /cancel — stop

    In any chat, type @ with this bot’s name and then a question: I’ll list the answers.

    The helpdesk does not see logins and passwords: the journal’s curator at school helps with them. The class teacher knows who the curator is.

command-children = My children in the school journal
command-recover = Get my login and password back (school)

human-ask-school =
    Tell me what happened, in words, with a picture or by voice, and name the school. I’ll pass it to the helpdesk.

    The helpdesk does not see logins and passwords: your school’s journal curator helps with those.
