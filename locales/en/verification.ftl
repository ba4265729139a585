# Proving a phone by a call

errors-call-off = Confirming by a call is switched off at the moment. Write to the helpdesk: they will help you confirm your number.
errors-call-too-many = That was many attempts in a row. Wait an hour and try again, or ask the helpdesk.
errors-call-provider-down = The phone service is not answering right now, so your number is not confirmed yet. Wait a couple of minutes and press “Retry”.
errors-call-bad-number = Our line cannot be called from this number. Check the number, or give another one.
errors-call-needed = To confirm the number, call us from it: we will show you where to call.
errors-call-not-arrived = Checked at { $at }: we don’t see your call yet. Call the number below from the very phone you gave us. We won’t pick up, and the call is free.
errors-call-not-confirmed = Time is up, and we saw no call from your number. Press “Retry” and we will show you again where to call.
errors-call-expired = That call was too long ago. Please confirm your number once more.
errors-call-another-number = Somebody called us, but from a different number. Check which SIM card you call with and that your number isn’t hidden, then call again. Or give us the number you are calling from.
errors-call-ambiguous = The call arrived, but the same number was given in another chat a short while ago. To be safe, we counted it for nobody. Press “{ button-another-number }”, send your number with the “{ button-share-contact }” button, and call again.
errors-call-late = The call arrived, but after its time had run out. Press “{ button-retry }” and call once more.

# Proving an e-mail by a letter

errors-link-too-many = We have already sent you several e-mails. Look in your spam folder, too: the latest one works. You can ask for a new one in an hour.
errors-link-unknown = This link doesn’t work. Open the whole link from the e-mail, or type the code from it into the chat.
errors-link-expired = More than an hour has passed, so this e-mail no longer works. Go back to the chat and ask for a new one.
errors-link-used = This e-mail has done its job: the address is confirmed. Go back to the chat.
errors-link-replaced = This e-mail no longer works, because you asked for a newer one. Open the latest one.
errors-code-unreadable = The code in the e-mail has six digits. Type all of them, for example: 123 456.
errors-code-wrong = That code didn’t work. Take it from the latest e-mail and type it again.
errors-code-too-many = That was many attempts with the code. Open the link in the e-mail instead, or ask for a new one.
errors-code-expired = More than an hour has passed, so this code no longer works. Ask for a new e-mail.

# The e-mail address

errors-email-unreadable = We couldn’t read this address. Type all of it: the name, the @ sign and what comes after it.
errors-email-several = There are several addresses here. Type the one that should get the e-mail.
errors-email-not-ascii = One letter of this address isn’t a Latin one, although it looks like it. Switch your keyboard to English and type the address again.
errors-email-too-long = This address is too long. Check whether some other text got into it.
errors-email-wrong-domain = The address has to end in { $domains }. Check everything after the @ sign.
