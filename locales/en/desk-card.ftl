# The curator’s desk: correcting a record, noting who has left

web-desk-correct = Correct the details
web-desk-correct-text = The journal compares these details with Gosuslugi: where they differ, the person can’t sign in that way. Ask the person, or look at their documents.
web-desk-field-name = Full name
web-desk-field-name-unnamed = May stay empty: parents give their name when they register.
web-desk-field-class = Class
web-desk-field-birth = Date of birth
web-desk-field-birth-note = Day, month, year: 31.05.2014.
web-desk-field-snils = SNILS
web-desk-field-snils-note = { $known ->
    [yes] The journal has a SNILS, but nobody can read it: it can only be compared. Leave this empty to keep it, or type the right one.
   *[no] The journal has none. Once saved, it can’t be read here.
}
web-desk-field-snils-forget = Remove the SNILS from the journal
web-desk-field-email = E-mail in the journal
web-desk-field-email-note = The address that people confirm when they register is their own and is not changed here.
web-desk-field-phones = Mobile phones
web-desk-field-phones-note = Put commas between several numbers. An empty field removes them.
web-desk-correct-button = Save
web-desk-corrected = { $registered ->
    [yes] Saved. If the person has a chat with the bot, we have told them that their details were corrected.
   *[no] Saved.
}
web-desk-correct-nothing = The journal says so already: there is nothing to change.

web-desk-left = { $whose ->
    [own] Has left the school: signing in is closed, codes don’t work.
   *[child] The child has left the school.
}
web-desk-left-mark = { $whose ->
    [own] has left
   *[child] child has left
}
web-desk-leave-title = { $role ->
    [parent] No longer acts for the child
   *[other] No longer at the school
}
web-desk-leave-text = { $role ->
    [parent] The code stops working, and the child disappears from this parent’s list. A parent without other children here can’t sign in any more, in any browser, from now on.
    [student] The code stops working, and signing in is closed at once, in every browser. The parents no longer see the child in their list.
   *[other] The code stops working, and signing in is closed at once, in every browser. Someone with children at the school keeps the account as a parent.
} Nothing is erased, and this can be undone.
web-desk-leave-button = { $role ->
    [parent] No longer acts for the child
   *[other] Note that they have left
}
web-desk-has-left = Noted. Signing in is closed, and the codes are withdrawn.
web-desk-has-left-one = Noted. The account stays: it is used with another record as well.
web-desk-back-title = Bring back
web-desk-back-text = The account opens again, with the same login and password. Earlier codes stay dead: give a new one to whoever has not registered.
web-desk-back-button = Back at the school
web-desk-is-back = Noted: the person is at the school again.
web-desk-show-left = { $count ->
    [one] Also show { $count } who has left
   *[other] Also show { $count } who have left
}
web-desk-hide-left = Show only those at the school
web-desk-nobody-left = Nobody is in this class at the moment: everyone has left.

web-desk-trouble-left = their record says that they have left; if they are back, undo it there

audit-card-corrected = Details of a record corrected
audit-card-left = Noted: has left the school
audit-card-back = Noted: back at the school
audit-request-handed-over = Request passed to the helpdesk: no curator was left

errors-curator-left = This person has left the school. If they are back, note that in their record first.
errors-correction-fields = Nothing is saved yet: correct what is marked below.
errors-correction-snils-again = Type the SNILS once more: it is never shown, nor remembered before it is saved.
errors-correction-name-missing = Type the family name and the given name.
errors-correction-name-unreadable = This name can’t be read. Type it again.
errors-correction-name-too-long = This name is too long: up to 200 characters, please.
errors-correction-class-missing = Type the class, for example 6А.
errors-correction-class-too-long = The name of the class is too long: up to 30 characters, please.
errors-correction-birth-date = There is no such date of birth. Type day, month and year: 31.05.2014.
errors-correction-email = This address can’t be read. Type one whole address in Latin letters: anna@mail.ru.
errors-correction-phone = Something here is not a Russian mobile number. Type it like this: +7 905 123-45-67.
errors-correction-too-many-phones = Up to five numbers, please.
errors-correction-stale = Somebody else changed this record while you were at it. Below is what it says now: look it over and correct it again.
