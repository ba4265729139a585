authorize-owed =
    <b>Authorization</b>

    Link your corporate e-mail: until then your pass doesn’t work and ISU services stay closed.
authorize-complete = <b>Your authorization is confirmed</b>
authorize-line-confirmed =
    ✅ { $role ->
        [student] Student
       *[staff] Staff
    }: { $email }
authorize-line-owed =
    ⬜ { $role ->
        [student] Student
       *[staff] Staff
    }: an address ending in @{ $domain }
authorize-no-account = You need to register first: /start
authorize-address =
    Type your corporate address. It ends in <b>@{ $domain }</b>.
authorize-letter =
    I’ve sent an e-mail to <b>{ $email }</b>. Open the link in it, or send me the code from it.

    If it isn’t there, please check the spam folder.
authorize-linked = ✅ Corporate e-mail { $email } is linked.
authorize-done = 🎉 Your authorization is confirmed. Your pass is in the next message.

errors-email-taken = This corporate address is already linked to another account. If it is yours, press “Write to a human” and we’ll sort it out.

home =
    <b>{ $name }</b>

    All set: your authorization is confirmed. The button or /pass shows your pass.
home-owed =
    <b>{ $name }</b>

    You are registered, but your authorization is not confirmed yet: no pass without it.
home-registered =
    <b>{ $name }</b>

    You are registered.
home-app = To keep your pass and ISU at hand, install the “{ $app }” app.
home-no-account = This chat belongs to no account. Press “Start”: you can register, or link the chat to an account you already have.

pass-not-registered = Your pass comes after registration and authorization. Shall we go on?
errors-pass-no-role = Passes are for students and staff, and the university’s directory gives you another role. If that is a mistake, write to a human.
