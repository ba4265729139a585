# The journal's curator in the chat

curator-welcome =
    ✅ <b>You are the journal’s curator</b>

    School: { $school }. Others see you as { $name }.

    Come back here at any time: /curator.
curator-not-you = This command is for the journal’s curators, and you aren’t one yet. Whoever looks after your school’s journal can give you the link that makes you one.
curator-school = Which school shall we work in?
curator-home =
    <b>{ $school }</b>

    { $waiting ->
        [0] Nobody is waiting for you.
        [one] { $waiting } person is waiting for you.
       *[other] { $waiting } people are waiting for you.
    }

    To find somebody, type a surname or a class. Lists, invitations and printing are on your desk, a page for a computer.
curator-desk =
    On the desk are the classes, the lists, the invitations to print, and the log of actions.

    I’ll give you a one-time link. Open it on the computer you are going to work at.
curator-desk-open = Here is the link: it opens once and is good for 10 minutes. To work at another computer, copy it there. Please don’t pass it on to anybody.

curator-requests = These people are waiting for a curator. Whom will you help?
curator-no-requests = Nobody is waiting now. I’ll write when somebody asks.
curator-request-made = 🔔 <b>Somebody needs your help</b> · { $school }
curator-request =
    Request { $number }: { $reason }.

    Who: { $name }{ $inClass ->
        [yes] {" "}({ $className })
       *[no] {""}
    }{ $known ->
        [yes] {""}
       *[no] {" "}— the name is not verified
    }
curator-request-words = In their own words: “{ $words }”
curator-request-state = { $state ->
    [waiting] Nobody has taken this request yet.
    [mine] This request is yours. Answer the person, or help them and close it.
    [closed] This request is closed.
   *[taken] { $curator } has taken this request.
}
curator-request-yours = 👌 The request is yours. The person knows that you are on it.
curator-request-taken = { $curator } has taken request { $number }.
curator-request-closed = Done, the request is closed.
curator-answer = Type your answer in one message, and I’ll pass it on. Please keep passwords and codes out of the chat.
curator-answer-sent = ✉️ Your answer is on its way.
curator-reason-recover-no-email = can’t sign in, and the e-mail was never confirmed
curator-reason-gosuslugi-data = can’t sign in with Gosuslugi
curator-reason-invitation-missing = has no invitation code
curator-reason-account-closed = the account is closed: they are marked as having left
curator-reason-other = needs help

curator-find = Whom are you looking for? Type a surname, a name or a class, such as “6А Николаева”.
curator-found = Found for “{ $query }”. You can type something else.
curator-found-many = Too many people fit “{ $query }”; here are the first. Add a name or a class.
curator-nobody = Nobody fits “{ $query }”. Check how the name stands in the list, and type it again.
curator-card = { $named ->
    [yes] <b>{ $name }</b>
   *[no] <b>A parent not named in the list</b>
}
    { $role ->
        [student] Pupil, { $className }
        [parent] Parent of { $childName }, { $className }
        [teacher] Teacher
       *[staff] Member of staff
    }
curator-card-registered = Registered in the journal. { $address ->
    [confirmed] The e-mail is confirmed: “Forgot password?” works without you.
    [unconfirmed] The e-mail is not confirmed: only you can restore access.
   *[none] There is no e-mail: only you can restore access.
}
curator-card-invited = An invitation code was issued and hasn’t been used yet.
curator-card-left = { $whose ->
    [own] Has left the school: signing in is closed, codes don’t work. You can undo this in their record on the desk.
   *[child] The child has left the school. The rest is on the desk, in their record.
}
curator-card-waiting = There is no invitation code yet.
curator-login = { $name }: the login is <code>{ $login }</code>. I’ll tell the person that you looked.
curator-link-sent = 🔑 The link for a new password has gone to the person’s chat. It is good for an hour.
curator-invited = The invitation code: <code>{ $code }</code>. It is good for 60 days, and any earlier code no longer works. You can print a sheet with it on the desk.
curator-withdrawn = The code is withdrawn: nobody can register with it any more.

button-curator-leave = Finish
button-requests = { $waiting ->
    [0] Requests
   *[other] Requests ({ $waiting })
}
button-request = No. { $number }{ $mine ->
    [yes] {" "}· yours
   *[no] {""}
} · { $who }
button-request-take = Take it
button-request-close = Close the request
button-answer = Answer
button-find = Find a person
button-person = Open the record
button-card = { $named ->
    [yes] { $name }
   *[no] Unnamed parent
} · { $role ->
    [student] { $className }
    [parent] parent of { $childName }
    [teacher] teacher
   *[staff] staff
}{ $state ->
    [registered] {" "}✓
    [left] {" "}— has left
   *[other] {""}
}
button-see-login = Show the login
button-send-link = Send a link for a new password
button-desk-help = Password or QR code: on the desk
button-invite = Issue an invitation code
button-reinvite = Issue a new code
button-withdraw = Withdraw the code
button-desk = My desk
button-desk-link = Get the link
button-desk-open = Open the desk
button-other-school = Another school

errors-curator-gone = You are no longer a curator of this school. If that is a mistake, ask whoever looks after the journal.
errors-curator-no-person = There is no such person in your school: perhaps they were taken off the list. Please look for them again.
errors-curator-no-class = There is no such class in the list. Please choose one from the overview.
errors-curator-no-account = This person hasn’t registered yet. Issue an invitation code for them.
errors-curator-no-chat = This person doesn’t use the bot, so there is nowhere to send the link. Show it on the desk: there is a QR code.
errors-curator-nothing-to-print = There is nothing to print: everybody has registered, or the school printed their codes itself.
errors-curator-too-many-parents = This pupil has six parents’ records already. Perhaps one of their codes can be used.
errors-curator-link-unknown = This link doesn’t work. Please ask for a new one from whoever looks after the journal.
errors-curator-link-used = Somebody else has opened this link. Please ask for one of your own.
errors-curator-link-expired = This link is out of date: it is good for a day. Please ask for a new one.
errors-request-unknown = There is no such request in your school.
errors-request-taken = Another curator has taken this request.
errors-request-closed = This request is closed already.
errors-request-no-words = The answer is empty. Please type at least a word.
errors-invitation-no-card = This person isn’t on the school’s list, so there is no code for them. Please check the list.
errors-invitation-registered = This person has registered already and needs no code. If they can’t sign in, help them back in.
