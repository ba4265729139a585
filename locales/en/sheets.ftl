# The invitation on paper.
sheet-title = Invitations to the school journal
sheet-to-pupil = For the pupil
sheet-to-parents = For the parents
sheet-to-staff = For a member of staff
sheet-greeting = Welcome!
sheet-intro = This is your invitation to the school journal. You register once, and it takes a few minutes.
sheet-intro-brief = Register with the school journal.
sheet-code = Invitation code
sheet-code-note = Small Latin letters and digits
sheet-address = Where to register
sheet-step-phone = On a phone: point the camera at the QR code and open the link. The bot in Telegram will know the code already.
sheet-step-computer = On a computer: open the address and type the code.
sheet-step-password = Then choose a login and a password. Parents also give an e-mail: it brings back lost access.
sheet-private-pupil = The code is yours alone and works once. Please keep it to yourself.
sheet-private-parents = The code is for the parents only and works once. The child has another one.
sheet-private-staff = The code is yours alone and works once. Please keep it to yourself.
sheet-valid = Valid until { $date }.
