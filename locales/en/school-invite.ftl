# Registering by an invitation, and children

button-invitation-mine = Yes, it is for me
button-invitation-not-mine = No, it is not mine
button-register-separately = An account of its own
button-add-to-mine = Add to my account
button-more-codes = I have another invitation code
button-drop-code = ✕ Remove: { $name }
button-no-more-codes = No more codes, go on
button-enroll = 📝 Choose a login and password
button-ask-curator = Ask the school’s curator
button-add-child = Add a child

invite-code =
    <b>The invitation code</b>

    Send me the code from the sheet, or a photo of its QR code. Our codes begin with <code>st</code>, <code>pt</code>, <code>tr</code> or <code>ar</code> and never have capital letters. This is what one looks like: <code>pt1o095tc</code>.
invite-none =
    <b>Where codes come from</b>

    The curator of the electronic journal at your school gives them out. Your class teacher knows who that is.

    A pupil and the parents get different codes, both in the child’s name. The top right corner of the sheet says whose it is. If yours begins with anything but st, pt, tr or ar, it belongs to another system: the school can tell you which.
invite-picture-taken = Looking at the picture…
errors-invitation-picture = I see no QR code in the picture. Take it closer, straight and in good light, or type the code.
invite-gone = This code no longer works: it was used, replaced, or its time has run out. Take the newest sheet, or ask at school.
invite-not-mine = All right, I’ve done nothing. Look at the top right of the sheet: it says whether it is for the pupil or for the parents. If you got it by mistake, give it back to the school.

invite-confirm = <b>{ $school }</b>
invitation-of-pupil =
    👤 Pupil: <b>{ $name }</b>{ $class ->
        [none] {""}
       *[other] , { $class }
    }
invitation-of-parents =
    👪 For parents. The child: <b>{ $name }</b>{ $class ->
        [none] {""}
       *[other] , { $class }
    }
invitation-of-staff = 🎓 School staff: <b>{ $name }</b>
invite-confirm-ask = Is this invitation for you?
invite-confirm-own = You have an account in this chat already. What shall we do with this invitation?

invite-so-far = You are registering with these invitations:
invite-more =
    { $role ->
        [parent] Do more of your children go to this school? Or do you work there yourself? Send the other codes one by one, and everything will be in one account.
       *[other] Does a child of yours go to this school? Send the parents’ code (it begins with pt), and the child’s diary will be in your account. If there are several, send them one by one.
    } You can also do it later: /children.
invite-added = ✅ The code is added. Please check that it is yours: one that isn’t can be removed.
invite-dropped = The code is removed. It can still be used.

invite-page =
    <b>Login and password</b>

    You choose them on a page of their own: passwords must not be sent to the chat.

    Choose a login; three digits will be added to it. The password has at least 8 characters, letters and digits only: no dots, quotes or other symbols. It must not be the login, the date of birth or the name: those are guessed first.
invite-page-email =
    { $role ->
        [student] You may leave the e-mail out. But with one you can get your access back yourself if you forget the password.
        [parent] Parents have to give an e-mail address.
       *[other] Give an e-mail address: with it you can get your access back yourself if you forget the password. Whoever registers as a parent too has to give one.
    } Other users never see it. An e-mail will come there to confirm it.
invite-page-link = The link is yours alone and works for 30 minutes.
invite-page-new-link = Here is a new link, made at { $at }. The earlier one no longer works.

children-list = <b>Your children in the journal</b>
children-none = <b>There are no children in your account yet</b>
children-line =
    🧒 { $name }{ $class ->
        [none] {""}
       *[other] , { $class }
    }
children-more = To add a child of the same school, send the parents’ code from the child’s invitation: it begins with <code>pt</code>.
children-code =
    <b>The child’s code</b>

    Send the parents’ code, or a photo of the sheet. It begins with <code>pt</code>, and the sheet says “For parents” at the top right. The journal’s curator gives codes out; the class teacher knows who that is.
children-added = ✅ Added: { $name }. The diary opens with your own login.
children-register-first = Register with your own invitation first: send me its code and I’ll take you through it. Your children’s codes can be added then, or later.
children-not-here = Children are in the school journal, and you are in the university’s part now. To go to the journal, press /start and choose the school.
children-not-for-pupils = Parents and teachers add children. Yours is a pupil’s account: everything is in it already.
