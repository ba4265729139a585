# The helpdesk: what people read

command-helpdesk = Write to the helpdesk

button-helpdesk-back = ← Back to where I was
button-helpdesk-end = End the conversation
button-helpdesk-end-sure = Yes, end it
button-helpdesk-stay = No, stay
button-helpdesk-open = Open the conversation
button-helpdesk-again = Write again
button-helpdesk-reopen = Reopen it
button-helpdesk-rate = { $stars } ⭐

# What goes along with the words

human-goes = <b>Together with your words the helpdesk will see:</b>
human-goes-institution = • the institution: { $institution }
human-goes-place =
    • where you stopped: { $journey ->
        [welcome] the beginning
        [register] registration{ $step ->
            [phone] , phone number
            [call] , confirming the number by a call
            [unknown] , finding you by your number
            [known] , the letter to your account’s address
            [email] , e-mail address
            [email-typo] , e-mail address
            [letter] , the letter with the link
            [name] , checking your name
            [not-me] , checking your name
            [password] , password
           *[other] { "" }
        }
        [authorize] confirming your authorization{ $step ->
            [address] , corporate e-mail
            [letter] , the letter to your corporate e-mail
           *[other] { "" }
        }
        [home] home
        [school] the school journal
        [invite] registering with an invitation
        [children] children in the journal
        [recover] restoring access
        [login-help] trouble with signing in
        [curator-help] a question to the curator
        [gosuslugi] signing in by Gosuslugi
        [curator] a curator’s work
       *[other] talking to the bot
    }
human-goes-error = • what went wrong: “{ $error }”
human-goes-questions = • questions that my answers did not help with: “{ $questions }”
human-goes-known =
    { $kind ->
        [university] • your name, phone and e-mail, as far as I know them
       *[school] • your school, if it is known; it does not see your name, login or addresses
    }
human-goes-language = • your language: English
human-goes-never = Passwords, SNILS and codes are never passed on.

# When somebody answers, and how else to ask

human-when-now =
    Somebody is there now and usually answers within { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
human-when-from = The helpdesk is resting now. Your words will be waiting there: answers begin on { $at }.
human-when-never = I cannot say when somebody will answer: calling is quicker.
human-when-queue =
    Many people are writing just now: { $people ->
        [one] { $people } ticket is
       *[other] { $people } tickets are
    } ahead of yours, which adds about { $minutes ->
        [one] { $minutes } minute
       *[other] { $minutes } minutes
    }.
human-ways = Other ways: { $email }, { $phone } ({ $hours }).

# The conversation

helpdesk-opened = I’ve written to the helpdesk: ticket <b>No. { $ticket }</b>. You need not explain it all again; “{ button-human }” lets you add something.
helpdesk-talk =
    💬 You are talking to the helpdesk, ticket <b>No. { $ticket }</b>.

    Write and send whatever is needed: words, pictures, voice, files. 👌 under a message means that it has arrived. You can go back at any time: answers will find you there, too.
helpdesk-talk-ending = End the conversation, ticket <b>No. { $ticket }</b>? If something is still open, you can bring it back for a week: just write.
helpdesk-talk-closed =
    Ticket <b>No. { $ticket }</b> is closed. A new message here opens it again.

    How were you helped?
helpdesk-ended = All right, that is that. Thank you for writing!
helpdesk-passed = Passed on to the helpdesk, ticket <b>No. { $ticket }</b>.
helpdesk-passed-answer = Passed on to the helpdesk, ticket <b>No. { $ticket }</b>. Meanwhile this may help:
helpdesk-reopened = The ticket is open again, and your message has been passed on.
helpdesk-reopens = This ticket was closed not long ago. A new message opens it again.
helpdesk-again = Your last ticket was closed a while ago, so your message has become a new one:
helpdesk-press-first = A password is awaited here, so I pass nothing on from this place. To write to the helpdesk press “{ button-helpdesk-open }”.
helpdesk-unknown-command = I don’t know that command; /help lists what I can do. Your conversation with the helpdesk goes on.
helpdesk-blocked-still = This was not passed on, either: the helpdesk takes no messages from you here. /help has its other contacts.
helpdesk-unblocked = 💬 The helpdesk takes your messages again. If your question is still open, write: we will be glad to help.
helpdesk-not-passed = A message like this cannot be passed on. Please use words, or send a picture.
helpdesk-phone-corrected = ☎️ A helpdesk operator corrected the phone number that the university keeps for you. If you did not ask for it, please write to us at once.
helpdesk-warning =
    How is it going with ticket <b>No. { $ticket }</b>? If all is well, you need not do anything: it closes by itself in { $hours ->
        [one] { $hours } hour
       *[other] { $hours } hours
    }. If not, please write.
helpdesk-closed =
    { $by ->
        [operator] The helpdesk has answered and closed ticket <b>No. { $ticket }</b>.
        [unanswered] The helpdesk has closed ticket <b>No. { $ticket }</b>.
        [silence] Ticket <b>No. { $ticket }</b> has closed by itself: there were no new messages for a long time.
       *[person] You have ended the conversation, ticket <b>No. { $ticket }</b> is closed.
    } If something is still open, write: for a week that opens it again.
helpdesk-rate = How were you helped? 1 is not at all, 5 is excellently.
helpdesk-rate-again = You can rate it anew: 1 is not at all, 5 is excellently.
helpdesk-rated = Thank you! Your rating: { $stars } out of 5. Changed your mind? Press another one.
helpdesk-rated-low =
    Thank you for an honest rating: { $stars } out of 5. We are sorry that it did not go as you hoped.

    If your question is still open, shall we open the ticket again?
helpdesk-rate-late = This ticket cannot be rated any more

# What went wrong

errors-ticket-unknown = I cannot find this ticket. Please write anew: “{ button-human }”.
errors-ticket-over = This ticket was closed long ago.
errors-ticket-blocked = The helpdesk does not take messages from you here any more. If that is a mistake, please reach it another way, below. Registration works as usual.
errors-ticket-too-many = Very many messages came in a short time, and this one was not passed on. Please wait a little and send the most important one again.
errors-code-in-words = There seems to be a code or a password in your message, so I deleted it: that is for its owner only. The helpdesk does not need it; enter it at its own step. If there was more in the message, please write that again without it.
