# Getting access back, the check of signing in, the curator's help

button-by-email = ✉️ By e-mail
button-from-app = 📱 I use the mobile app
button-no-confirmed-email = No e-mail, or it is not confirmed
button-no-letter = No e-mail came
button-forgot-page = “Forgot password?” on the site
button-helped = It works!
button-still-wrong = All correct, but I can’t sign in
button-browser-chrome = Chrome
button-browser-yandex = Yandex Browser
button-browser-safari = Safari
button-browser-firefox = Firefox
button-browser-other = Another browser
button-in-app = I use the mobile app
button-newest-version = It’s up to date, no luck
button-cleared = Cleared, no luck

recover-ways =
    <b>Let’s get your access back</b>

    Which way suits you?

    • <b>By e-mail</b>, at the address you gave and confirmed: we send your login and a link to a new password.
    • <b>The app</b> ЭлЖур.Дневник or ЭлЖур.Учитель <b>won’t let you in</b>: I’ll find your school’s sign-in page, which has “Forgot password?”.
    • <b>No e-mail, or it is not confirmed</b>: the journal’s curator at school tells you the login and lets you set a new password. The class teacher knows who the curator is.

    Only the school sees accounts; the helpdesk does not.
recover-email = Write the e-mail address that you gave when you registered. If it is confirmed, your login and a link to a new password will come there.
recover-sent =
    Done. If somebody is registered with <b>{ $email }</b> and the address is confirmed, an e-mail will come with your login and a link to choose a new password. The link works once.

    It may take up to half an hour. If it is not in your inbox, check the spam folder.

    Nothing came? Perhaps you registered with another address, or this one is not confirmed. Then the curator can help.
recover-resent = I’ve passed the request on once more, at { $at }. If an e-mail comes, only the newest link works.
recover-app =
    <b>From the app</b>

    When the app does not take your login and password, access is restored on the site. Find your school at eljur.ru/hello or right here, open its sign-in page and press “Forgot password?”.
recover-school =
    <b>{ $school }</b>
    { $region } · { $host }

    Open the sign-in page, press “Forgot password?” and give the e-mail that you registered with. Your login and a link to a new password will come there. It may take up to half an hour; check the spam folder, too.

    Then sign in to the app with the new password.
recover-not-here = This is how access to the school journal is restored. With a university account a human will help.

login-help-typing =
    <b>“Wrong login or password”</b>

    The journal says so in two cases: something was typed wrong, or the browser is at fault. Let’s start with what you type:

    • the login is Latin letters with three digits at the end;
    • in the password capital and small letters differ: check Caps Lock and the keyboard’s language;
    • if you paste the text, check that no space came along;
    • the browser may have filled in an old password: delete it and type it again.

    Did it work? If you are not sure that you remember your login and password, restoring them is easier.
login-help-browser = Then let’s look at the browser, the program you open the journal in. Which one is it?
login-help-app =
    <b>The app</b>

    The app takes the same login and password as the site. Update it in the app store, and try the same login and password on the site. If they fail there too, your access has to be restored.
login-help-version =
    <b>Step 1 of 2. The browser’s version</b>

    The journal needs the newest one. { $browser ->
        [chrome] In Chrome: ⋮ → Help → About Google Chrome. It updates by itself; then restart it. On a phone, update Chrome in the app store.
        [yandex] In Yandex Browser: ☰ → Advanced → About browser → Update. On a phone, update it in the app store.
        [safari] Safari is updated with the system: Settings → General → Software Update.
        [firefox] In Firefox: ☰ → Help → About Firefox. It updates by itself; then restart it.
       *[other] Open “About” in the browser’s menu and update it. If there are no updates any more, open the journal in another browser.
    }

    Updated? Try to sign in again.
login-help-cache =
    <b>Step 2 of 2. Cache and cookies</b>

    The browser may remember an old page. Clear its cache and cookies. { $browser ->
        [chrome] In Chrome: ⋮ → Delete browsing data → tick cookies and cache → Delete data.
        [yandex] In Yandex Browser: ☰ → History → Clear history → tick cookies and cache → Clear.
        [safari] On an iPhone: Settings → Safari → Clear History and Website Data. On a Mac: History → Clear History.
        [firefox] In Firefox: ☰ → Settings → Privacy & Security → Clear Data.
       *[other] It is in the settings, near history or privacy: tick cookies and cache.
    }

    You will have to sign in to sites again afterwards. A quick way to try the same: open the journal in a private window.
login-help-restore =
    The browser is fine. So it is the login or the password, and restoring them is easier than remembering.

    With a confirmed e-mail it takes a few minutes. Without one, the journal’s curator at school helps.
login-help-helped = 🎉 Great! If anything happens again, I’m here.

curator-help-school = The curator of the electronic journal will help you. Let’s find your school.
curator-help-words =
    <b>A question to the curator</b>
    { $school }

    { $known ->
        [yes] Write in one message what happened. Who you are, the curator will see.
       *[no] Write in one message who you are (name and class) and what happened. Parents: whose parent you are.
    } No passwords, codes or document numbers, please.

    The class teacher, too, knows who the curator is: you can also ask in person.
curator-help-none =
    <b>{ $school }</b>

    This school has no curator yet whom I can write to, so there is no need to tell me what happened.

    It is quickest to ask your class teacher who the journal’s curator is, and to write or talk to them.

    I can tell the helpdesk, and they will get in touch with the school. The helpdesk does not see your data, so I’ll pass on nothing but which school it is.
button-tell-helpdesk = Tell the helpdesk
curator-help-asked = ✅ I’ve passed it to the journal’s curators at your school. As soon as one of them takes it, I’ll write here.
curator-absent-blocked = The school has no journal curator at the moment whom I can write to. Your class teacher knows who looks after the journal.
curator-help-absent =
    This school has no curator yet whom I can write to. I’ve told the helpdesk: request <b>No. { $ticket }</b>. They will get in touch with the school. The helpdesk does not see your data, so I passed on nothing but which school it is.

    You can add here what does not work and what you see on the screen. Please leave out names, classes, logins, passwords and codes: those are the school’s matter.

    It is quicker to ask your class teacher who the journal’s curator is, and to write or talk to them. Helpdesk: { $email }, { $phone } — { $hours }.
