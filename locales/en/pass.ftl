# $name: whose pass it is, $until: how long it is valid, $institution: where it lets in
pass-caption =
    <b>{ $name }</b>
    Pass: { $institution }
    Valid until <b>{ $until }</b>, for one entry.
pass-expired-caption = This pass has run out. Press the button and a new one appears here.

errors-pass-not-authorized = Your pass is not ready yet: please confirm your corporate e-mail first. It takes a couple of minutes.
errors-pass-blocked = Your pass is not available because your account is closed. If that is a mistake, write to the helpdesk and they will sort it out.
errors-gate-name-taken = There is already a gate with this name. Choose another one.
errors-gate-zones = A gate’s zones are one number from 0 to 65535. Check the number and try again.
