# The login that a person invents for the school journal

errors-login-short = That is too short for a login. Use at least 3 characters.
errors-login-long = That is too long for a login. Use up to 24 characters.
errors-login-characters = A login takes Latin letters, digits, a dot, a hyphen and an underscore. Switch your keyboard to English and leave out everything else.
errors-login-first = Begin your login with a Latin letter.
errors-login-email = A login is not an e-mail address. Think of a word without the @ sign; there is a field of its own for your e-mail.
errors-login-wrong = The login and the password do not go together. Check the keyboard language and Caps Lock, and that the login ends with its digits. If you have forgotten either, choose “Forgot password?”.
errors-login-slow-down = That was many attempts in a row. Wait a quarter of an hour and try again, or choose “Forgot password?”.
errors-login-one-time-expired = This temporary password has expired. Ask the curator of the electronic journal for a new one.
errors-login-closed = This account is closed. If that is a mistake, ask the curator of the electronic journal at school.

# Its password

errors-password-journal-short = That is too short. Use at least 8 letters and digits.
errors-password-journal-characters = The journal takes only letters, Latin or Russian, and digits. Leave out spaces, dots and other signs.
errors-password-login = This password is little more than your login, and that is the first guess of all. Choose something else.
errors-password-birth-date = This password holds a date of birth, yours or your child’s, and others know it. Choose other digits.

# The e-mail address of an account, and getting back in

errors-email-confirmed-already = This address is confirmed already: nothing more is needed.
errors-recovery-too-many = That was many requests in a row. Look for our e-mail in the spam folder too: it may take half an hour. You can ask again in an hour, or ask the curator of the electronic journal at school.
errors-recovery-not-yours = This account belongs to another school, so it cannot be restored from here.
