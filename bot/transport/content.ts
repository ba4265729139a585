import { z } from 'zod';
import type { Original } from '#bot/intake/signal.ts';
import { type Content, Entity } from '#core/helpdesk/content.ts';

/** Without what no phone types and PostgreSQL refuses: null characters, and halves of surrogate pairs. */
export const Text = z.string().transform((text) => text.replace(/\0|\p{Cs}/gu, ''));

const File = z.object({
  file_id: z.string(),
  file_name: Text.optional(),
  file_size: z.number().optional(),
  mime_type: z.string().optional(),
});

// Whatever stands in these, the person gets an answer: null for what is there and cannot be named.
const file = File.nullish().catch(null);

/** What of a message its content is read from; other fields stand beside it. */
export const contentShape = {
  text: Text.optional(),
  caption: Text.optional(),
  entities: z.array(Entity).optional().catch(undefined),
  caption_entities: z.array(Entity).optional().catch(undefined),
  photo: z
    .array(z.object({ file_id: z.string(), width: z.number(), height: z.number(), file_size: z.number().optional() }))
    .optional()
    .catch([]),
  ...{ video: file, animation: file, audio: file, document: file, voice: file, video_note: file, sticker: file },
  location: z.object({ latitude: z.number(), longitude: z.number() }).nullish().catch(null),
  venue: z.object({ title: Text, address: Text }).nullish().catch(null),
  contact: z
    .object({
      phone_number: Text,
      first_name: Text.optional(),
      last_name: Text.optional(),
      user_id: z.number().optional(),
    })
    .optional(),
  poll: z.object({ question: Text }).nullish().catch(null),
  dice: z.object({ emoji: z.string(), value: z.number() }).nullish().catch(null),
  ...{
    live_photo: z.unknown().optional(),
    story: z.unknown().optional(),
    checklist: z.unknown().optional(),
    game: z.unknown().optional(),
    rich_message: z.unknown().optional(),
  },
};

const Buttons = z
  .object({ inline_keyboard: z.array(z.array(z.object({ callback_data: z.string().optional() }))) })
  .optional()
  .catch(undefined);

/** What of a message tells where it stands among others. */
export const originShape = {
  message_id: z.int(),
  message_thread_id: z.int().optional(),
  media_group_id: z.string().optional(),
  reply_to_message: z.object({ message_id: z.int(), reply_markup: Buttons }).optional().catch(undefined),
  quote: z.object({ text: Text }).optional().catch(undefined),
};

const Said = z.object(contentShape);
type Said = z.infer<typeof Said>;
const Placed = z.object({ ...contentShape, ...originShape });

/** What a message says, and where it stands; null for what says nothing (service messages, payments, giveaways). */
export function originalOf(message: z.infer<typeof Placed>): Original | null {
  const content = contentOf(message);
  if (!content) return null;
  const { message_id: messageId, media_group_id: albumId, reply_to_message: replied, quote } = message;
  // Every message of a topic replies to the topic's head, unless its author replied to another.
  const reply = replied && replied.message_id !== message.message_thread_id ? replied.message_id : undefined;
  const data = replied?.reply_markup?.inline_keyboard.flat().flatMap((one) => one.callback_data ?? []) ?? [];
  return {
    ...{ content, messageId },
    ...(reply === undefined ? {} : { replyToMessageId: reply }),
    ...(reply === undefined || data.length === 0 ? {} : { replyToData: data }),
    ...(quote && quote.text !== '' ? { quote: quote.text } : {}),
    ...(albumId === undefined ? {} : { albumId }),
  };
}

/** What a message says: a text, a file that Telegram has, or what only Telegram can copy. Null for what it cannot copy either. */
export function contentOf(message: Said): Content | null {
  const { text } = message;
  if (text !== undefined) return { type: 'text', text, ...marked(text, message.entities) };
  return mediaOf(message) ?? copyOf(message);
}

// An animation comes with a document of the same file.
const filed = ['animation', 'video', 'audio', 'document', 'voice', 'video_note', 'sticker'] as const;

function mediaOf(message: Said): Content | null {
  const { photo = [], caption } = message;
  const said = caption ? { caption, ...marked(caption, message.caption_entities) } : {};
  const [largest] = [...photo].sort((one, other) => other.width * other.height - one.width * one.height);
  if (largest) return { type: 'media', kind: 'photo', fileId: largest.file_id, ...sized(largest.file_size), ...said };
  for (const kind of filed) {
    const found = message[kind];
    if (!found) continue;
    const name = found.file_name ? { name: found.file_name } : {};
    return { type: 'media', kind, fileId: found.file_id, ...name, ...sized(found.file_size), ...said };
  }
  return null;
}

/** What Telegram would refuse is left out: entities of a text that lost some letters. */
function marked(text: string, entities: Entity[] = []): { entities?: Entity[] } {
  const inside = entities.filter(({ offset, length }) => offset + length <= text.length);
  return inside.length > 0 ? { entities: inside } : {};
}

const sized = (size: number | undefined) => (Number.isInteger(size) && size !== undefined ? { size } : {});

function copyOf({ location, venue, contact, poll, dice, ...message }: Said): Content | null {
  // A venue comes with its location.
  if (venue) return { type: 'copy', what: 'venue', summary: `${venue.title}, ${venue.address}` };
  if (location) return { type: 'copy', what: 'location', summary: `${location.latitude}, ${location.longitude}` };
  if (contact) {
    const { first_name: first, last_name: last, phone_number: phone } = contact;
    return { type: 'copy', what: 'contact', summary: [first, last, phone].filter(Boolean).join(' ') };
  }
  if (poll) return { type: 'copy', what: 'poll', summary: poll.question };
  if (dice) return { type: 'copy', what: 'dice', summary: `${dice.emoji} ${dice.value}` };
  const others = [message.live_photo, message.story, message.checklist, message.game, message.rich_message];
  return others.some((one) => one !== undefined) ? { type: 'copy', what: 'other', summary: '' } : null;
}
