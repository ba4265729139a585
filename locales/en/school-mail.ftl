mail-confirm-school-subject = Confirm your e-mail: { $institution }
mail-confirm-school-title = Confirm your e-mail address
mail-confirm-school-intro = This address was given for an account in the electronic journal of { $school }. Press the button and confirm: from then on, if you ever forget your login or password, we will send help here.
mail-confirm-school-button = Confirm e-mail

mail-recovery-subject = Your login and a link to a new password: { $institution }
mail-recovery-title = Back into the journal
mail-recovery-intro =
    { $count ->
        [one] You asked us to restore access to the electronic journal. Here is your login. Press the button and choose a new password.
       *[other] You asked us to restore access to the electronic journal. Several accounts have this address: here are their logins. Choose a new password for the one you need; the others stay as they are.
    }
mail-recovery-login = Login
mail-recovery-button = Choose a new password
mail-recovery-valid = Each link works for { $minutes } minutes, and only once. If you ask for another e-mail, the links in this one stop working.
mail-recovery-ignore = If you did not ask for this, there is nothing to do: your password stays as it is. Do not forward this e-mail to anyone, not even to helpdesk staff.

mail-email-changed-subject = Your account has another e-mail address now: { $institution }
mail-email-changed-title = The address has changed
mail-email-changed-intro = Your account in the electronic journal of { $school } has a new, confirmed e-mail address. E-mails that restore access go there from now on, and no longer here.
mail-email-changed-advice = If you did this, all is well. If it was not you, tell the curator of the electronic journal at school today: they will give the account back to you.
