# Signing in by Gosuslugi

button-gosuslugi-compare = Compare my details
button-gosuslugi-none = I have no Gosuslugi account
button-gosuslugi-page = Open the comparison page
button-gosuslugi-data = My details on Gosuslugi
button-gosuslugi-help = How to get an account
button-gosuslugi-curator = Ask the curator
button-gosuslugi-yes = Yes
button-gosuslugi-confirmed = Yes, confirmed
button-gosuslugi-unconfirmed = Given, not confirmed
button-gosuslugi-no = No

gosuslugi-entry =
    <b>Signing in with Gosuslugi</b>

    The journal recognises you by your SNILS, e-mail or mobile number. One match is enough, but the detail has to stand both on Gosuslugi and in the journal, and be the same.

    “User not found” means that nothing matched. Let us find out what is missing.

gosuslugi-page =
    Take your details from Gosuslugi and enter them on our page. I will say which of them match the journal. I do not show what the journal holds, and I keep nothing of what you enter.

    You can compare five times a day. The page stays open for half an hour. Please do not write your SNILS in the chat.

gosuslugi-compared = Your details on Gosuslugi, compared with the journal:

gosuslugi-result-snils =
    { $compared ->
        [same] ✅ <b>SNILS</b> is the same.
        [different] ❗ <b>SNILS</b> differs. Check the one on Gosuslugi against your document. If it is right there, the curator can correct the journal.
        [not-in-journal] ❗ <b>SNILS</b> is not in the journal. The curator can add it.
       *[not-on-gosuslugi] ❗ <b>SNILS</b> is not on Gosuslugi. Add it there, under “Documents”.
    }
gosuslugi-result-email =
    { $compared ->
        [same] ✅ <b>E-mail</b> is the same.
        [different] ❗ <b>E-mail</b> differs. If Gosuslugi has the wrong one, change it there. If it is right there, the curator can correct the journal.
        [not-in-journal] ❗ <b>E-mail</b> is not in the journal. The curator can add it.
       *[not-on-gosuslugi] ❗ <b>E-mail</b> is not on Gosuslugi. Add it there and confirm it with the link in the e-mail.
    }
gosuslugi-result-phone =
    { $compared ->
        [same] ✅ <b>Mobile number</b> is the same.
        [different] ❗ <b>Mobile number</b> differs. If Gosuslugi has an old one, change it there. If it is right there, the curator can correct the journal.
        [not-in-journal] ❗ <b>Mobile number</b> is not in the journal. The curator can add it.
       *[not-on-gosuslugi] ❗ <b>Mobile number</b> is not on Gosuslugi. Add it there and confirm it with the code from the SMS.
    }
gosuslugi-verdict =
    { $verdict ->
        [snils] Your SNILS matches, and that is enough. Sign in with Gosuslugi once more. If it still fails, check that your Gosuslugi account is a confirmed one, or ask the curator.
        [contact] One match is enough if the e-mail or number is confirmed on Gosuslugi, your name is spelled alike in both places, and the SNILS does not contradict it. Check that and sign in once more. If it still fails, ask the curator.
       *[nothing] Nothing matches yet, so the journal does not find you. It is enough to put one thing right; SNILS is the surest. Until then you can sign in with your login and password.
    }

gosuslugi-ask-trusted =
    This chat has no account in the journal yet, so I cannot compare your details. But we can check whether Gosuslugi has everything. Open your profile there.

    Is your account a <b>confirmed</b> one? It says so next to your name.
gosuslugi-ask-snils = Does your profile show your <b>SNILS</b>? Look under “Documents”.
gosuslugi-ask-email = Is an <b>e-mail</b> given there, and is it confirmed?
gosuslugi-ask-phone = Is a <b>mobile number</b> given there, and is it confirmed?

gosuslugi-advice-missing = This is what Gosuslugi lacks:
gosuslugi-advice-trusted = • Confirm your account: in your bank’s app, or at a service centre with your passport. Without that the journal cannot rely on your details.
gosuslugi-advice-snils = • Add your SNILS under “Documents”.
gosuslugi-advice-email = • Give an e-mail and confirm it with the link sent there.
gosuslugi-advice-phone = • Give a mobile number and confirm it with the code from the SMS.
gosuslugi-advice-enough = The rest is fine. If the journal still does not find you afterwards, it lacks these details itself: the curator will check and add them.
gosuslugi-advice-complete = Gosuslugi has everything. So it is the journal that lacks these details or has others. The journal’s curator at your school will check and add them.

gosuslugi-none =
    An account on Gosuslugi is free. You can get one:

    • in your bank’s app, if the bank offers it: the account is confirmed at once;
    • on the Gosuslugi site or in its app: have your phone, passport and SNILS at hand, and confirm who you are through a bank or at a service centre;
    • at a service centre (MFC), with your passport and SNILS.

    The journal does not require it: your login and password work too.

# The comparison page

web-gosuslugi-title = Compare your details with the journal
web-gosuslugi-text = Enter what your Gosuslugi profile says of you. Leave empty what it does not have.
web-gosuslugi-data-link = Open my details on Gosuslugi
web-gosuslugi-snils-label = SNILS
web-gosuslugi-snils-note = Your own, not your child’s. For example, 112-233-445 95.
web-gosuslugi-email-label = E-mail
web-gosuslugi-email-note = The one that is confirmed on Gosuslugi.
web-gosuslugi-phone-label = Mobile number
web-gosuslugi-phone-note = The one that is confirmed on Gosuslugi. For example, +7 905 123-45-67.
web-gosuslugi-privacy = What you enter is only compared, never kept. Nothing that the journal holds is shown here.
web-gosuslugi-button = Compare
web-gosuslugi-done-title = Compared
web-gosuslugi-done-text = The chat already says what to correct, and where.
web-gosuslugi-used-title = This page has done its work
web-gosuslugi-used-text = The result is in the chat. There you can also compare again.
web-gosuslugi-outside-title = Open this page from your chat
web-gosuslugi-outside-text = This page opens only with the button in your chat with the bot. That is how we know it is you.

gosuslugi-same = The same
gosuslugi-different = Differs from the journal
gosuslugi-not-in-journal = Not in the journal
gosuslugi-not-on-gosuslugi = Not on Gosuslugi

errors-snils-unreadable = A SNILS has only digits, spaces and hyphens. Enter it like this: 112-233-445 95.
errors-snils-length = A SNILS has eleven digits. Check whether one is missing or too many.
errors-snils-checksum = There is no such SNILS: its last two digits do not fit the others. Check every digit.
errors-snils-in-chat = That looks like personal details, so I deleted the message. Please do not write your SNILS or number in the chat: there is a separate page for them.
errors-snils-in-words = That message seems to hold a SNILS, so I deleted it. No document numbers are needed here: write the rest again without them.
errors-gosuslugi-email = This address could not be read. Enter it whole, in Latin letters, for example anna@mail.ru.
errors-gosuslugi-phone = Enter one Russian mobile number, for example +7 905 123-45-67. If Gosuslugi has another kind, leave the field empty.
errors-gosuslugi-empty = Fill in at least one field. If Gosuslugi has none of these, add something there first: best of all your SNILS.
errors-gosuslugi-too-many = That is enough for today: you can compare five times a day. Come back tomorrow, or ask the curator with the button in the chat.

# Signing in on the site

web-gosuslugi-sign-in = Sign in with Gosuslugi
web-gosuslugi-going-title = Going to Gosuslugi
web-gosuslugi-going-text = There you confirm that it is you. Gosuslugi will tell the journal your name, SNILS, e-mail and mobile number, by which the journal finds your account.
web-gosuslugi-going-button = Go to Gosuslugi
web-gosuslugi-failed-title = Signing in with Gosuslugi did not work
web-gosuslugi-back-to-login = Back to signing in
web-gosuslugi-why = Find out why in the chat

errors-gosuslugi-down = Gosuslugi does not answer at the moment. Try again in a few minutes, or sign in with your login and password.
errors-gosuslugi-refused = Signing in was not confirmed: the page is too old or has been used. Please start again.
errors-gosuslugi-cancelled = You cancelled on Gosuslugi. You can try again, or sign in with your login and password.
errors-gosuslugi-untrusted = Your Gosuslugi account is not a confirmed one yet, so the journal cannot rely on it. Confirm it through your bank or at a service centre; until then sign in with your login and password.
errors-gosuslugi-not-found = The journal did not find you at this school: neither your SNILS nor a confirmed e-mail or number together with your name matched. The chat will tell you what is missing and where to correct it.
errors-gosuslugi-several = More than one account fits your details, and we cannot choose for you. Ask the journal’s curator; until then sign in with your login and password.
errors-gosuslugi-contradiction = Your e-mail or number fits, but the SNILS does not. We stopped, so as not to let a namesake in. The journal’s curator will check the details; until then sign in with your login and password.
errors-gosuslugi-no-account = The school knows you, but you have not registered in the journal yet. Enter your invitation’s code in the chat: after that you can sign in with Gosuslugi too.
errors-gosuslugi-blocked = This account is closed for signing in. The journal’s curator at your school can tell you why.
