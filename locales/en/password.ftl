errors-password-too-short = That is too short. Use at least 10 characters: a few words in a row will do.
errors-password-too-long = That is too long. A password can have up to 128 characters.
errors-password-common = Many people choose this password, so it is the first one to be tried. Think of another: for example, a few words that do not belong together.
errors-password-personal = This password is little more than your name, phone, e-mail or login, and those are easy to find out. Choose something only you know.
errors-password-weak = This password is easy to guess. Make it longer: add a couple of words that have nothing to do with each other.
errors-password-empty = Type a password in the field below.
