import { renderHtml } from './render.ts';
import type { StoredMessage } from './state.ts';
import type { ChatMessage } from './types.ts';

const views = new WeakMap<StoredMessage, ChatMessage>();

/** What the phone shows of a stored message. */
export function chatMessage(stored: StoredMessage): ChatMessage {
  const known = views.get(stored);
  if (known) return known;
  const view = look(stored);
  views.set(stored, view);
  return view;
}

function look(stored: StoredMessage): ChatMessage {
  const { message, by, at, markup } = stored;
  const base = { messageId: message.message_id, from: by, date: at };
  if (stored.deleted) return { ...base, deleted: true };

  const words = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const photo = message.photo?.at(-1);
  const { contact, document, forward_origin: origin } = message;
  return {
    ...base,
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.caption === undefined ? {} : { caption: message.caption }),
    ...(entities ? { entities } : {}),
    ...(words === undefined ? {} : { html: renderHtml(words, entities) }),
    ...(photo ? { photo: { fileId: photo.file_id, width: photo.width, height: photo.height } } : {}),
    ...(document
      ? { document: { fileId: document.file_id, name: document.file_name ?? '', size: document.file_size ?? 0 } }
      : {}),
    ...(contact
      ? {
          contact: {
            phone: contact.phone_number,
            firstName: contact.first_name,
            ...(contact.user_id === undefined ? {} : { userId: contact.user_id }),
          },
        }
      : {}),
    ...(message.sticker ? { sticker: true as const } : {}),
    ...(message.voice ? { voice: true as const } : {}),
    ...(message.location ? { location: message.location } : {}),
    ...(typeof origin?.sender_user_name === 'string' ? { forwardedFrom: origin.sender_user_name } : {}),
    ...(message.via_bot ? { viaBot: message.via_bot.username ?? '' } : {}),
    ...(message.reply_to_message ? { replyTo: message.reply_to_message.message_id } : {}),
    ...(message.reply_markup ? { buttons: message.reply_markup.inline_keyboard } : {}),
    ...(markup?.kind === 'keyboard' ? { replyKeyboard: markup } : {}),
    ...(stored.reaction ? { reaction: stored.reaction } : {}),
    ...(message.has_protected_content ? { protected: true as const } : {}),
    ...(message.edit_date === undefined ? {} : { edited: true as const }),
  };
}
