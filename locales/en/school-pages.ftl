# What a school's pages share

web-other-language = Русский
web-title-trouble = Please correct: { $title }
web-fields-trouble = Nearly there. Correct what is marked below and type the password once more.
web-to-login = Go to the sign-in page
web-to-search = Find your school
web-open-chat = Chat with the bot
web-to-account = Back to the account

web-journal-password-length = At least { $min } characters. The longer, the safer.
web-journal-password-characters = Letters (Latin or Russian) and digits only: no spaces, dots or other signs.
web-journal-password-personal = Without your login or e-mail, and without names and dates of birth, yours or your children’s.
web-journal-password-common = Not one that many people choose, such as “qwerty123” or “12345678”.

# Registration by invitation

web-enroll-title = Register for the journal
web-enroll-text = { $school }. All that is left is a login and a password.
web-enroll-who = { $role ->
    [student] Pupil
    [parent] Parent
    [teacher] Teacher
   *[other] Member of staff
  }
web-enroll-children = Your children
web-enroll-name-label = Your full name
web-enroll-name-note = As it stands in your documents, surname first: that is how the school will know you.
web-enroll-login-label = Login
web-enroll-login-note = 3 to 24 characters: Latin letters and digits, dot, hyphen, underscore; a letter comes first. We add three digits at the end: anna.k becomes, say, anna.k407.
web-enroll-email-label = E-mail
web-enroll-email-label-optional = E-mail (optional)
web-enroll-email-note = It gets you back in if you forget your password. Other users do not see it.
web-enroll-email-note-optional = With it you can get back in yourself if you forget your password. Without it only the journal’s curator at school can help. Other users do not see it.
web-enroll-button = Register

web-enroll-incomplete-title = This invitation no longer works
web-enroll-incomplete-text = While the page was open, the code was used, withdrawn or replaced. Nothing has been saved. Go back to the chat and type the code again: the bot will say what is wrong with it.

web-enrolled-title = You are registered
web-enrolled-login = Your login:
web-enrolled-keep = Write it down, or let the browser keep it with the password. The chat has it, too.
web-enrolled-email = An e-mail is on its way to { $email }. Open it and confirm the address, or it cannot get you back in. It may take half an hour; look in the spam folder as well. You can use the journal right away.
web-enrolled-email-later = The address { $email } still has to be confirmed, but the e-mail could not be sent just now. Ask for it later, in the chat or on the account’s page.
web-enrolled-no-email = You gave no e-mail. If you forget your password, only the journal’s curator at school can let you back in. You can add an address at any time on the account’s page.
web-enrolled-sign-in = Sign in to the account
web-enrolled-journal = The school’s journal: { $host }
web-enrolled-app = { $app } in { $store }

# A new password by a link

web-reset-title = New password
web-reset-text = { $school }. Choose a new password for this login.
web-reset-login = Login
web-reset-sessions = The old password will stop working, and other devices will have to sign in again.
web-reset-button = Save password
web-reset-done-title = Your password is saved
web-reset-done-text = Now sign in with the login { $login } and the new password.
web-reset-done-others = Other devices need the new password, too.
web-reset-used-title = This link has set a password already
web-reset-used-text = A link works once. Sign in with the new password. If it was not you who changed it, ask for another link: press “Forgot password?” on the sign-in page.
web-reset-expired-title = This link has expired
web-reset-expired-text = A link is good for an hour and stops working when a newer one arrives. Find your school, open its sign-in page and press “Forgot password?”. If a curator gave you the link, ask them for another.
web-reset-unknown-title = There is no such link
web-reset-unknown-text = Part of the address may be missing. Open the link in the e-mail again, or ask for a new one: press “Forgot password?” on the sign-in page.

# Confirming an address by its letter

web-address-text = An account gives this address: { $institution }. If it is yours, press the button.
web-address-confirmed-title = Your address is confirmed
web-address-confirmed-text = If you forget your password, your login and a link for a new one will be sent here. You can close this page.

# Signing in

web-school-unknown-title = There is no such school here
web-school-unknown-text = Check the address, or find the school by its number or name.

web-login-title = Sign in to the journal
web-login-login = Login
web-login-password = Password
web-login-button = Sign in
web-login-forgot = Forgot password?
web-login-code = Invitation code
web-login-other-school = Another school
web-login-note-signed-out = You have signed out.
web-login-note-signed-out-everywhere = You have signed out on all devices.
web-login-note-ended = You are no longer signed in. Please sign in again.
errors-login-empty = Type your login and password.

# Forgotten password

web-forgot-title = Get back in
web-forgot-text = Type the e-mail address that you confirmed in the journal. It will receive your login and a link for a new password.
web-forgot-label = E-mail
web-forgot-button = Send the e-mail
web-forgot-no-email-title = No confirmed e-mail?
web-forgot-no-email = Then the journal’s curator at your school can help. You can write to them through the bot; the class teacher knows who it is.
web-forgot-sent-title = Check your mail
web-forgot-sent = If { $email } is confirmed at this school, an e-mail with the login and a link is on its way.
web-forgot-sent-wait = It may take half an hour. Look in the spam folder as well. Only the link in the newest e-mail works.
errors-email-empty = Type an e-mail address.
errors-email-required = Please give an e-mail address: parents need one.

# Invitation code

web-code-title = Register with an invitation
web-code-text = Type the code from the invitation that the school gave you.
web-code-label = Invitation code
web-code-note = It begins with st, pt, tr or ar; then come small Latin letters and digits.
web-code-button = Continue
web-code-no-code = No code? The journal’s curator at school gives it out.
web-code-registered = Have an account already? Sign in
web-code-go-title = Let’s go on in Telegram
web-code-go-text = The code looks right. The bot will check it and open the page where you choose a login and a password.
web-code-go-button = Open the bot
web-code-go-otherwise = The button does nothing? Send this code to the bot:
web-code-another = Type another code

# The account

web-account-title = Account
web-account-school = School
web-account-roles = Who you are in the journal
web-account-role = { $role ->
    [student] pupil
    [parent] parent
    [teacher] teacher
   *[other] member of staff
  }
web-account-login = Login
web-account-children = Children
web-account-child = { $name }, { $class }
web-account-email = E-mail
web-account-email-none = none given
web-account-email-confirmed = { $email }, confirmed
web-account-email-waiting = { $email }, not confirmed yet
web-account-email-why = Until an e-mail is confirmed you cannot get back in on your own, only with the help of the journal’s curator at school.
web-account-resend = Send the confirmation e-mail
web-account-add-email = Add an e-mail
web-account-change-email = Change e-mail
web-account-change-password = Change password
web-account-journal = The school’s journal: { $host }
web-account-chat = In the chat with the bot you can ask anything, and parents can add another child.
web-account-sign-out = Sign out
web-account-sign-out-everywhere = Sign out on all devices
web-account-note-letter-sent = The e-mail has been sent. It may take half an hour; look in the spam folder as well.
web-account-note-too-many = Many e-mails have been sent already. Look for the last one, in the spam folder too, or ask for another in an hour.
web-account-note-changed = The new password is saved. Other devices will have to sign in again.

web-email-title = E-mail address
web-email-text = The new address will receive an e-mail, and replaces the old one once you have confirmed it.
web-email-stays = Until then { $email } remains in use.
web-email-label = New address
web-email-note = Other users do not see it.
web-email-password = Your password
web-email-button = Send the e-mail
web-email-sent-title = Check your mail
web-email-sent = An e-mail is on its way to { $email }. Open it and confirm the address.
web-email-sent-wait = It may take half an hour. Look in the spam folder as well.
errors-password-missing = Type a password.
errors-password-wrong = That password is not right. Check the keyboard language and Caps Lock, and type it again.

web-new-password-title = New password
web-new-password-forced = You signed in with a temporary password from the curator. Choose one of your own: the curator will not learn it.
web-new-password-text = First type your current password: that is how we know it is you.
web-new-password-current = Current password
web-new-password-sessions = Other devices will have to sign in again.
web-new-password-button = Save password

errors-name-empty = Type your full name.
errors-name-long = That is too long for a name. Check whether something else got in.

# Finding a school

web-hello-title = Find your school
web-hello-text = Choose it, and its sign-in page opens.
web-hello-label = Number or name
web-hello-note = For example: 1399, Pushkin gymnasium.
web-hello-region = Region (if you know it)
web-hello-button = Search
web-hello-found-label = Schools found
web-hello-found = { $count ->
    [one] { $count } school found
   *[other] { $count } schools found
  }
web-hello-nothing = No such school was found. Try the number alone or one word of the name, and leave the region out.
web-hello-no-school = Is your school missing? Ask the class teacher for the journal’s address, or write to us through the bot.
