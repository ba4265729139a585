import type { Hand } from './deeds.ts';
import type { GroupSendOptions, SandboxGroup, SandboxPerson, SendOptions } from './telegram/world.ts';

const answering = (replyTo: number | undefined): SendOptions => (replyTo === undefined ? {} : { replyTo });

/** The person's phone, opened at the chat with the bot. */
export function privateHand(person: SandboxPerson): Hand {
  return {
    messages: () => person.chat,
    send: (text, replyTo) => person.send(text, answering(replyTo)),
    sendPhoto: (bytes, caption, replyTo) => person.sendPhoto(bytes, caption, answering(replyTo)),
    sendDocument: (bytes, name, caption, replyTo) => person.sendDocument(bytes, name, caption, answering(replyTo)),
    sendAlbum: (items, replyTo) => person.sendAlbum(items, answering(replyTo)),
    sendVoice: (clip, replyTo) => person.sendVoice({ ...clip, ...answering(replyTo) }),
    sendVideo: (clip, replyTo) => person.sendVideo({ ...clip, ...answering(replyTo) }),
    sendVideoNote: (clip, replyTo) => person.sendVideoNote({ ...clip, ...answering(replyTo) }),
    sendSticker: (emoji, replyTo) => person.sendSticker(emoji, answering(replyTo)),
    sendLocation: (replyTo) => person.sendLocation(undefined, undefined, answering(replyTo)),
    press: (button, messageId) => person.press(button, messageId),
    react: (messageId, emoji) => person.react(messageId, emoji),
    edit: (messageId, text) => person.edit(messageId, text),
    delete: (messageId) => person.deleteMessage(messageId),
  };
}

/**
 * An operator's phone, opened at one topic of the group.
 * @param thread 0 for General
 */
export function groupHand(group: SandboxGroup, operator: { readonly id: number }, thread: number): Hand {
  const member = group.as(operator);
  const here = (replyTo: number | undefined): GroupSendOptions => ({
    ...answering(replyTo),
    ...(thread === 0 ? {} : { thread }),
  });
  return {
    messages: () => group.messages(),
    send: (text, replyTo) => member.send(text, here(replyTo)),
    sendPhoto: (bytes, caption, replyTo) => member.sendPhoto(bytes, caption, here(replyTo)),
    sendDocument: (bytes, name, caption, replyTo) => member.sendDocument(bytes, name, caption, here(replyTo)),
    sendAlbum: (items, replyTo) => member.sendAlbum(items, here(replyTo)),
    sendVoice: (clip, replyTo) => member.sendVoice({ ...clip, ...here(replyTo) }),
    sendVideo: (clip, replyTo) => member.sendVideo({ ...clip, ...here(replyTo) }),
    sendVideoNote: (clip, replyTo) => member.sendVideoNote({ ...clip, ...here(replyTo) }),
    sendSticker: (emoji, replyTo) => member.sendSticker(emoji, here(replyTo)),
    sendLocation: (replyTo) => member.sendLocation(undefined, undefined, here(replyTo)),
    press: (button, messageId) => member.press(button, messageId),
    react: (messageId, emoji) => member.react(messageId, emoji),
    edit: (messageId, text) => member.edit(messageId, text),
    delete: (messageId) => member.delete(messageId),
  };
}
