import { renderHtml } from './render.ts';
import { nameOf, serviceNote } from './service.ts';
import type { StoredMessage } from './stored.ts';
import type { Attachment, ChatMessage, Clip, Media, Message } from './types.ts';

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
  const { message, by, at, markup, reaction, reactions } = stored;
  const { from, message_thread_id: thread } = message;
  const base = {
    messageId: message.message_id,
    from: by,
    authorId: from.id,
    authorName: message.sender_chat && 'title' in message.sender_chat ? message.sender_chat.title : nameOf(from),
    date: at,
    ...(message.is_topic_message && thread !== undefined ? { threadId: thread } : {}),
  };
  if (stored.deleted) return { ...base, deleted: true };

  const words = message.text ?? message.caption;
  const entities = message.entities ?? message.caption_entities;
  const service = serviceNote(message);
  const replyTo = repliedTo(message);
  return {
    ...base,
    ...(message.text === undefined ? {} : { text: message.text }),
    ...(message.caption === undefined ? {} : { caption: message.caption }),
    ...(entities ? { entities } : {}),
    ...(words === undefined ? {} : { html: renderHtml(words, entities) }),
    ...attached(message),
    ...(service ? { service } : {}),
    ...(message.media_group_id ? { albumId: message.media_group_id } : {}),
    ...forwarded(message),
    ...(message.via_bot ? { viaBot: message.via_bot.username ?? '' } : {}),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...(message.quote ? { quote: message.quote.text } : {}),
    ...(message.reply_markup ? { buttons: message.reply_markup.inline_keyboard } : {}),
    ...(markup?.kind === 'keyboard' ? { replyKeyboard: markup } : {}),
    ...(reaction ? { reaction } : {}),
    ...(reactions?.length ? { reactions } : {}),
    ...(message.has_protected_content ? { protected: true as const } : {}),
    ...(message.edit_date === undefined ? {} : { edited: true as const }),
  };
}

/** What there is besides words. An animation comes with its document, which the phone does not show. */
function attached(media: Media): Partial<ChatMessage> {
  const { document, contact, video, animation, audio, voice, video_note, sticker, location, venue } = media;
  const photo = media.photo?.at(-1);
  return {
    ...(photo ? { photo: { fileId: photo.file_id, width: photo.width, height: photo.height } } : {}),
    ...(document && !animation
      ? { document: { fileId: document.file_id, name: document.file_name ?? '', size: document.file_size ?? 0 } }
      : {}),
    ...(video ? { video: { ...clip(video), width: video.width, height: video.height } } : {}),
    ...(animation ? { animation: { ...clip(animation), width: animation.width, height: animation.height } } : {}),
    ...(audio ? { audio: clip(audio) } : {}),
    ...(voice ? { voice: true as const, voiceClip: clip(voice) } : {}),
    ...(video_note ? { videoNote: clip(video_note) } : {}),
    ...(sticker ? { sticker: true as const, ...(sticker.emoji ? { stickerEmoji: sticker.emoji } : {}) } : {}),
    ...(contact
      ? {
          contact: {
            phone: contact.phone_number,
            firstName: contact.first_name,
            ...(contact.user_id === undefined ? {} : { userId: contact.user_id }),
          },
        }
      : {}),
    ...(location ? { location } : {}),
    ...(venue ? { venue: { title: venue.title, address: venue.address } } : {}),
  };
}

const clip = (file: Attachment & { duration: number }): Clip => ({
  fileId: file.file_id,
  name: file.file_name ?? '',
  size: file.file_size ?? 0,
  duration: file.duration,
});

function forwarded({ forward_origin: origin }: Message): Pick<ChatMessage, 'forwardedFrom'> {
  return typeof origin?.sender_user_name === 'string' ? { forwardedFrom: origin.sender_user_name } : {};
}

/** The server lets every message of a topic reply to the topic's head; the phone shows only replies that somebody meant. */
function repliedTo({ reply_to_message: replied, external_reply, message_thread_id: thread }: Message) {
  if (external_reply) return undefined;
  return replied?.forum_topic_created && replied.message_id === thread ? undefined : replied?.message_id;
}
