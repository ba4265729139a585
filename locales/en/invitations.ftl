# What is wrong with an invitation code, and what to do now.

errors-invitation-unreadable = I can’t see a code in this. It is printed on the invitation sheet and looks like pt1o095tc: two letters, then letters and digits. Send the code, or a photo of the sheet with its QR code.
errors-invitation-capitals = There is no such code. Yours has capital letters; in our codes all letters are small. See whether one of them might be a digit, and send the code again.
errors-invitation-foreign-letter = Our codes hold Latin letters and digits only, and this one has other characters: { $letters }. Some Russian letters look just like Latin ones. Switch the keyboard to English and type it again, or send a photo of the sheet with its QR code.
errors-invitation-length =
    Our codes usually have 9 or 12 characters; this one has { $typed ->
        [one] { $typed }
       *[other] { $typed }
    }. Compare it with the sheet: is a character missing, or is there one too many?
errors-invitation-prefix = This code begins with “{ $prefix }”; ours begin with st (pupil), pt (parent), tr or ar (staff). It seems to belong to another system: the school knows which. If it is from our sheet after all, compare the first two letters.
errors-invitation-unknown = We have no such code. Compare it with the sheet: 0 and o, 1 and l are easily mixed up. If that doesn’t help, ask the school for a new code.
errors-invitation-used = Somebody has registered with this code already. If it was you, sign in with your login and password, or restore access. If not, tell the journal’s curator at the school and get a new code.
errors-invitation-expired = This code has expired. Ask the journal’s curator at the school for a new one: it doesn’t take long.
errors-invitation-withdrawn = The school has replaced or withdrawn this code. Use a newer sheet, or ask the journal’s curator for a new code.
errors-invitation-other-school = Another school issued this code, and an account holds children of one school. Register separately for the other school.
errors-invitation-other-role = This code can’t be added here: parents and teachers add their children’s parent codes, which begin with pt. Any other code needs a registration of its own.
errors-invitation-again = This child has been added already. If you have a second code for them, leave it to the other parent.
errors-invitation-too-many = There were too many wrong codes today, so I can’t check any more for now. Try again tomorrow, or ask the journal’s curator at the school for help.
errors-enrollment-incomplete = While you were filling in the page, one of the codes stopped working or something was missing. Go back to the chat and show your codes again.
