# Above an operator's words in the person's chat.
desk-message-header = 💬 Helpdesk
button-helpdesk-answer = 💬 Answer the helpdesk

# Below a changed message, before the old one, struck out.
desk-was = ✏️ Was:
# In place of words that the person changed so that a secret came in.
desk-taken-out = 🔒 Removed by the assistant: it looks as though the person’s edit brought in a password, a SNILS or a code. In their chat the message is deleted.
# A changed message that Telegram does not let us change in its place.
desk-edited = ✏️ A new version of this message

# What kind of message it is, where it cannot be shown.
desk-what = { $kind ->
    [photo] 🖼 Photo.
    [video] 🎬 Video.
    [animation] 🎞 Animation.
    [audio] 🎵 Audio.
    [document] 📎 File.
    [voice] 🎤 Voice message.
    [video_note] 🎥 Video message.
    [sticker] 🏷 Sticker.
    [location] 📍 A place on the map.
    [venue] 📍 A place.
    [contact] 👤 A contact.
    [poll] 📊 A poll.
    [dice] 🎲 A dice.
   *[other] 📦 A message.
}
desk-unshown = ⚠️ This cannot be shown: { $what }

# In reply to an operator's message that did not arrive.
desk-failed = { $failure ->
    [person_blocked-bot] ⚠️ Not delivered: the person has blocked the bot. When they write again, a line here will say so.
    [person_gone] ⚠️ Not delivered: this person is no longer on Telegram. Use the phone or e-mail, if the card has them.
    [file_lost] ⚠️ Not delivered: the file is gone. Please send it again.
   *[other] ⚠️ Not delivered: Telegram did not accept this message. Please try to put it differently.
}
desk-person-back = 👋 The person is writing to the bot again. What did not arrive before can be sent once more.
desk-trouble = Another problem: { $reason }
desk-maybe-again = 🔁 Possibly a repeat

# Over words that their sender has only forwarded.
desk-forwarded = ↪️ Forwarded:
desk-forwarded-from = ↪️ Forwarded from { $from }:
