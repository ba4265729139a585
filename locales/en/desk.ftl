# The curator's desk
web-desk-language = English
web-desk-closed-title = The desk is closed
web-desk-closed-text = You have been signed out, or your time was up. Open the chat and type /curator to get a new link.
web-desk-left-title = You have signed out
web-desk-left-text = The desk is closed on this computer. The chat gives you a new link: /curator.
web-desk-entry-title = The curator’s desk
web-desk-entry-text = Press the button to open the desk on this computer. You stay signed in for four hours.
web-desk-entry-button = Sign in
web-desk-entry-note = This link works once. If you didn’t ask for it, just close the page.

web-desk-places = Parts of the desk
web-desk-who = { $school } · curator { $name }
web-desk-classes = Classes
web-desk-import = Import a list
web-desk-find = Find a person
web-desk-audit = Log of actions
web-desk-leave = Sign out
web-desk-back = Back
web-desk-back-to-classes = To the classes

web-desk-nobody-yet = The school has no classes yet. Begin by importing a list: classes and people will appear here.
web-desk-applied = Done, the list is imported.
web-desk-waiting = { $waiting ->
    [one] { $waiting } person is waiting for you. Answer in the chat: /curator.
   *[other] { $waiting } people are waiting for you. Answer in the chat: /curator.
}
web-desk-progress = Who has registered
web-desk-class = Class
web-desk-class-name = Class { $name }
web-desk-staff = Staff
web-desk-people = Pupils and staff
web-desk-parents = Parents
web-desk-invited = Codes handed out
web-desk-picture-head = Picture
web-desk-of = { $registered } of { $all }
web-desk-picture = { $registered } of { $all } have registered, { $invited } have a code. Parents: { $parentsRegistered } of { $parentsAll }, { $parentsInvited } with a code.
web-desk-legend = In the picture the upper bar is the pupils or the staff, the lower one the parents. Filled: registered. Hatched: has a code. Empty: no code yet.
web-desk-export = Download the table (CSV)

web-desk-people-of = { $group }
web-desk-name = Name
web-desk-role-head = Who
web-desk-state-head = Registration
web-desk-role = { $role ->
    [student] pupil
    [parent] parent
    [teacher] teacher
   *[staff] staff
}
web-desk-state = { $state ->
    [registered] registered
    [invited] has a code
   *[waiting] no code
}
web-desk-parent-of = Parent of { $child }
web-desk-issue-title = Invitation codes
web-desk-issue-text = { $count ->
    [one] { $count } person has no code yet.
   *[other] { $count } people have no code yet.
}
web-desk-issue-button = Issue codes to everybody without one
web-desk-issued = { $count ->
    [0] No new codes were needed.
    [one] { $count } code was issued.
   *[other] { $count } codes were issued.
}

web-desk-print = Print invitations
web-desk-print-all = Print invitations for the whole school
web-desk-print-text = The file holds a sheet for everybody who hasn’t registered yet. Whoever has no code gets one.
web-desk-print-one = A sheet with this person’s code. It can be printed again: the code stays the same.
web-desk-print-button = Download the sheets (PDF)
web-desk-per-page = Sheets on an A4 page
web-desk-per-page-choice = { $count ->
    [1] one, on the whole page
    [2] two
    [4] four
   *[other] eight
}
web-desk-sheet-language = Language of the sheets

web-desk-import-text = Export the list from a spreadsheet or from 1C as CSV and choose the file. You’ll see first what would change, and apply it only then.
web-desk-import-file = File with the list
web-desk-import-note = CSV in UTF-8 or Windows-1251, up to 2 MB and 5,000 lines. In Excel: File → Save As → CSV.
web-desk-import-button = Show what would change
web-desk-import-columns = Columns that are understood
web-desk-import-column-class = “Класс” (class): required in a list of pupils.
web-desk-import-column-pupil = “ФИО” (full name) or “Pupil”, or surname, given name and patronymic apart: required.
web-desk-import-column-parents = “Родители” (parents, separated by commas), “Mother”, “Father”, “Parent 1”, “Parent 2”. Without such columns each pupil gets one parent without a name.
web-desk-import-column-more = “Date of birth”, “СНИЛС”, “E-mail”, “Phone”; and the same for a parent: “E-mail of the mother”, “Parent phone”.
web-desk-import-column-codes = “Invitation code”, “Parent invitation code”: if the school has printed invitations already.
web-desk-import-column-staff = For a list of staff: “ФИО” (full name) and “Должность” (position). Teachers are recognised by their position.
web-desk-import-safe = An empty cell erases nothing, and nobody is removed. The same list can be imported again. SNILS is kept in a form that can be compared but not read.
web-desk-preview = What would change
web-desk-preview-text = Nothing has changed yet. Look it over and press the button below.
web-desk-preview-nothing = Nothing in this file can be taken. Please correct the lines and upload the file again.
web-desk-apply = { $lines ->
    [one] Apply { $lines } line
   *[other] Apply { $lines } lines
}
web-desk-another-file = Choose another file
web-desk-report-added-pupils = New pupils
web-desk-report-added-parents = New parents
web-desk-report-added-staff = New members of staff
web-desk-report-changed = Records that change
web-desk-report-unchanged = Stay as they are
web-desk-report-codes = Codes printed by the school
web-desk-report-unlisted = In these classes but not in the file (they stay)
web-desk-report-classes = Classes: { $classes }.
web-desk-refused = { $count ->
    [one] { $count } line is not taken
   *[other] { $count } lines are not taken
}
web-desk-remarks = { $count ->
    [one] { $count } remark
   *[other] { $count } remarks
}
web-desk-line = Line { $line }: { $reason }
web-desk-more-lines = And { $count } more.
web-desk-trouble-columns = more cells than columns; perhaps a quotation mark is missing
web-desk-trouble-name-missing = there is no name
web-desk-trouble-name-too-long = the name is too long
web-desk-trouble-name-unreadable = the name can’t be read; check the file’s encoding
web-desk-trouble-class-missing = there is no class
web-desk-trouble-class-too-long = the name of the class is too long
web-desk-trouble-duplicate = an earlier line names the same person; if they are two people, give dates of birth for both
web-desk-trouble-several = several people in the school have this name; give the date of birth
web-desk-trouble-birth-date = the date of birth can’t be read; taken without it
web-desk-trouble-snils = the SNILS has a mistake in it; taken without it
web-desk-trouble-email = the e-mail can’t be read; taken without it
web-desk-trouble-phone = this isn’t a mobile phone number; taken without it
web-desk-trouble-elsewhere = somebody of this name is in another class; without dates of birth they count as two people
web-desk-trouble-code = the code was not taken: it is in use, is for somebody else, or has a mistake in it

web-desk-find-label = Name or class
web-desk-find-note = For example: 6А Николаева. Parents are also found by their child’s name.
web-desk-find-button = Find
web-desk-found = { $count ->
    [0] Nobody was found
    [one] { $count } person was found
   *[other] { $count } people were found
}
web-desk-found-many = These are the first. Add a name or a class to narrow it down.

web-desk-person = Record
web-desk-facts = What the school knows
web-desk-facts-note = The e-mail that somebody gave at registration is seen by nobody but them.
web-desk-child = Child
web-desk-birth = Date of birth
web-desk-snils = SNILS
web-desk-email = E-mail in the journal
web-desk-phones = Phones
web-desk-address = Own e-mail
web-desk-address-state = { $state ->
    [confirmed] confirmed
    [unconfirmed] not confirmed: only you can restore access
   *[none] not given: only you can restore access
}
web-desk-known = known
web-desk-not-known = not known
web-desk-code = Invitation code
web-desk-code-state = { $state ->
    [live] A code was issued and is good until { $date }.
    [expired] The code ran out on { $date }. Please issue a new one.
    [withdrawn] The code is withdrawn.
    [used] The code was used.
   *[none] There is no code yet.
}
web-desk-code-foreign = The school printed this code itself. If the sheet is lost, issue a new code.
web-desk-invite = Issue a code
web-desk-reinvite = Issue a new code (the old one stops working)
web-desk-withdraw = Withdraw the code
web-desk-withdrawn = The code is withdrawn.
web-desk-code-ready = New invitation code
web-desk-code-ready-text = Read it out, or print the sheet. The earlier code no longer works.
web-desk-restore = Restore access
web-desk-restore-text = Whatever you do here, the person is told, and it is recorded in the log.
web-desk-see-login = Show the login
web-desk-send-link = Send the person a link for a new password
web-desk-no-chat = The bot doesn’t know where to write to this person: the link can only be shown.
web-desk-show-link = Show a link and a QR code here
web-desk-set-password = Set a temporary password
web-desk-stolen = Somebody else has registered
web-desk-stolen-text = If a stranger used the code, take the account back: everybody is signed out, and their chat and e-mail are cut off. Then show the link to the account’s owner.
web-desk-take-back = Take the account back
web-desk-taken-back = The account is cut off from the chat and the e-mail, and everybody is signed out. Now show its owner a link for a new password.
web-desk-login-is = Login
web-desk-told = The person has been told that you looked.
web-desk-link-sent = The link has gone to the person’s chat. It is good for an hour.
web-desk-link-is = Link for a new password
web-desk-link-text = Show the QR code to the person or print this page. The link works once, within an hour, and won’t be shown here again.
web-desk-link-qr = QR code with the link for a new password
web-desk-password-is = Temporary password
web-desk-login = Login
web-desk-password = Password
web-desk-password-text = Tell them to the person, who will choose their own password at the first sign-in. This one is good until { $date } and won’t be shown here again.
web-desk-no-parents = The list names no parents.
web-desk-add-parent = Add another parent

web-desk-audit-text = Everything that curators and the people themselves did with the school’s data. No entry can be changed or removed.
web-desk-audit-caption = Latest entries
web-desk-audit-when = When
web-desk-audit-who = Curator
web-desk-audit-what = What
web-desk-audit-whom = Whose record
web-desk-audit-older = Earlier entries

audit-registered = Registered
audit-card-added = A record or a child was added
audit-email-confirmed = E-mail confirmed
audit-password-changed = Password changed
audit-signed-in-by-gosuslugi = Signed in with Gosuslugi
audit-class-seen = Looked at a class
audit-person-seen = Looked at a record
audit-login-seen = Looked at a login
audit-audit-seen = Looked at this log
audit-list-imported = Imported a list
audit-list-exported = Downloaded the table
audit-invitations-issued = Codes issued
audit-invitation-issued = Code issued
audit-invitation-taken-over = Took over a printed code
audit-invitation-withdrawn = Code withdrawn
audit-invitations-printed = Printed invitations
audit-link-made = Link for a new password
audit-password-set = Temporary password
audit-account-taken-back = Took an account back from a stranger
audit-request-taken = Took a request
audit-request-answered = Answered a request
audit-request-closed = Closed a request
audit-curator-added = A curator was named
audit-curator-joined = A curator began
audit-curator-removed = A curator was removed

errors-roster-unreadable = This file can’t be read as CSV. If the list is in Excel, save it like this: File → Save As → CSV.
errors-roster-headings = The file lacks columns that are needed: class and name for pupils, name and position for staff.
errors-roster-too-long = The file has more than 5,000 lines. Please divide it, for instance by years.
errors-roster-empty = The file has headings but not a single line below them.
errors-roster-no-file = No file was chosen. Please choose one and press the button again.
errors-roster-stale = More than an hour has passed. Please upload the file again to see what would change.
