# The helpdesk: what people read

command-helpdesk = Write to the helpdesk

button-helpdesk-back = ← Back to where I was
button-helpdesk-end = End the conversation
button-helpdesk-end-sure = Yes, end it
button-helpdesk-stay = No, stay
button-helpdesk-open = Open the conversation
button-helpdesk-again = Write again
button-helpdesk-reopen = Reopen it
button-helpdesk-words = Write to request No. { $ticket }
button-helpdesk-rate = { $stars } ⭐

# What goes along with the words

human-goes = <b>Together with your words the helpdesk will see:</b>
human-went = <b>Together with the request the helpdesk sees:</b>
human-goes-institution = • the institution: { $institution }
human-goes-place =
    • where you stopped: { $journey ->
        [welcome] the beginning
        [register] registration{ $step ->
            [phone] , phone number
            [call] , confirming the number by a call
            [unknown] , finding you by your number
            [known] , the e-mail to your account’s address
            [email] , e-mail address
            [email-typo] , e-mail address
            [letter] , the e-mail with the link
            [name] , checking your name
            [not-me] , checking your name
            [password] , password
           *[other] { "" }
        }
        [authorize] confirming your authorization{ $step ->
            [address] , corporate e-mail
            [letter] , the message to your corporate e-mail
           *[other] { "" }
        }
        [home] home
        [school] the school journal
        [invite] registering with an invitation
        [children] children in the journal
        [recover] restoring access
        [login-help] trouble with signing in
        [curator-help] a question to the curator
        [gosuslugi] signing in with Gosuslugi
        [curator] a curator’s work
       *[other] talking to the bot
    }
human-goes-error = • what went wrong: “{ $error }”
human-goes-questions = • what you asked or told me and I could not help with: “{ $questions }”
human-goes-known =
    { $kind ->
        [university] • your name, phone and e-mail, as far as I know them
        [nothing] • your name, phone and e-mail once I learn them; so far I know none of these
       *[school] • your school, if it is known; it does not see your name, login or addresses
    }
human-goes-language = • your language: English
human-goes-never = Passwords, SNILS and codes are never passed on.

# When somebody answers, and how else to ask

human-when-now =
    The helpdesk is open and usually answers within { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
human-when-from = The helpdesk is closed right now. It will read your message and start answering on { $at }.
human-when-never = I cannot say when somebody will answer; calling is quicker.
human-when-queue =
    Many people are writing just now: { $people ->
        [one] { $people } request is
       *[other] { $people } requests are
    } ahead of yours, which adds about { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
human-ways = Other ways: { $email }, { $phone } ({ $hours }).

# The conversation

helpdesk-opened = I’ve written to the helpdesk: request <b>No. { $ticket }</b>. You need not explain it all again; “{ button-human }” lets you add something.
helpdesk-talk =
    💬 You are talking to the helpdesk, request <b>No. { $ticket }</b>.

    Write or send whatever helps: words, pictures, voice, files. 👌 under a message means that it has arrived. You can go back at any time: answers will find you there, too.
helpdesk-talk-ending = End the conversation, request <b>No. { $ticket }</b>? If the trouble goes on, you can reopen it within a week: with “{ button-helpdesk-again }”, or by writing that it still doesn’t work.
helpdesk-talk-closed =
    Request <b>No. { $ticket }</b> is closed. If the trouble goes on, write right now and it opens again. Within a week “{ button-helpdesk-again }” reopens it too, and so does writing that it still doesn’t work.

    Please rate the help you got.
helpdesk-ended = All right, we are done. Thank you for writing!
helpdesk-passed = Passed on to the helpdesk, request <b>No. { $ticket }</b>. If you write more, I’ll pass that on as well: 👌 under a message means that it has arrived.
helpdesk-passed-slip = If that was meant as an answer to my question:
helpdesk-passed-picture = I found no code in the picture, so a human will look at it. If it was the sheet with the code, take it closer, straight and in good light, or type the code.
helpdesk-passed-answer = Passed on to the helpdesk, request <b>No. { $ticket }</b>. Meanwhile this may help:
helpdesk-reopened = Your request is open again, and your message has been passed on.
helpdesk-reopens = This request was closed not long ago. A new message opens it again.
helpdesk-again = Your last request was closed a while ago, so your message has become a new one:
helpdesk-carried-already = The helpdesk has this already
helpdesk-carried-gone = I no longer have that message. Please send it again.
helpdesk-press-first = I am waiting for a password at this step, so I pass nothing on from here. To write to the helpdesk, press “{ button-helpdesk-open }”.
helpdesk-unknown-command = I don’t know that command; /help lists what I can do. Your conversation with the helpdesk goes on.
helpdesk-blocked-still = This was not passed on either: the helpdesk takes no messages from you here. /help has its other contacts.
helpdesk-unblocked = 💬 The helpdesk takes your messages again. If you still have a question, write to us: we will be glad to help.
helpdesk-not-passed = A message like this cannot be passed on. Please use words, or send a picture.
helpdesk-phone-corrected = ☎️ A helpdesk operator corrected the phone number that the university keeps for you. If you did not ask for it, please write to us at once.
helpdesk-warning =
    How are things with request <b>No. { $ticket }</b>? If all is well, you need not do anything: it closes by itself in { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }. If not, please write.
helpdesk-closed =
    { $by ->
        [operator] The helpdesk has answered and closed request <b>No. { $ticket }</b>.
        [unanswered] The helpdesk has closed request <b>No. { $ticket }</b>.
        [silence] Request <b>No. { $ticket }</b> has closed by itself: there were no new messages for a long time.
       *[person] You have ended the conversation, and request <b>No. { $ticket }</b> is closed.
    } If the trouble goes on, you can reopen it within a week: press “{ button-helpdesk-again }”, reply to this message, or just write that it still doesn’t work.
helpdesk-rate = How well were you helped? 1: not at all, 5: very well.
helpdesk-rate-again = You can rate it again. 1: not at all, 5: very well.
helpdesk-rated = Thank you! Your rating: { $stars } out of 5. Changed your mind? Press another one.
helpdesk-rated-low =
    Thank you for the honest rating: { $stars } out of 5. We are sorry that it did not go as you hoped.

    If your question is still open, shall we reopen the request?
helpdesk-rate-late = This request can no longer be rated

# What went wrong

errors-ticket-unknown = I cannot find this request. Please write again: “{ button-human }”.
errors-ticket-over = This request was closed long ago. Write again and it becomes a new one: “{ button-human }”.
errors-ticket-blocked = The helpdesk does not take messages from you here any more. If that is a mistake, please reach it another way, below. Registration works as usual.
errors-ticket-too-many = Very many messages came in a short time, and this one was not passed on. Please wait a little and send the most important one again.
errors-code-in-words = There seems to be a code or a password in your message, so I deleted it: that is for its owner only. The helpdesk does not need it; enter it at its own step. If there was more in the message, please write that again without it.
