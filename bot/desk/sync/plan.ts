import { createHash } from 'node:crypto';
import { TEXT_LIMIT } from '#bot/delivery/rich.ts';
import { after, minutes, seconds } from '#core/clock.ts';
import { type Content, wordsOf } from '#core/helpdesk/content.ts';

/** A message of the ticket of which something may be left to do in the topic. */
export interface Line {
  id: bigint;
  author: 'person' | 'operator' | 'house';
  content: Content;
  /** What it said before it was changed last; null while it was not. */
  before: Content | null;
  language: string | null;
  albumId: string | null;
  createdAt: Date;
  /** Where the author's own message stands. */
  source: { chatId: bigint; messageId: number } | null;
  /** The message of this topic that it replies to, where there is one. */
  reply: { messageId: number; quote: string | null } | null;
  deleted: boolean;
  /** It was shown, maybe in a topic that is gone; or it never will be. */
  shown: boolean;
  /** Where it stands in this topic. */
  copy: Copy | null;
  /** When it was sent and Telegram's answer got lost: it may stand there. Those that were sent together have the same time. */
  unsure: Date | null;
  /** What the reader put under it, and what of that its author was shown. */
  reaction: string | null;
  reactionShown: string | null;
}

export interface Copy {
  id: bigint;
  messageId: number;
  hash: string;
  deleted: boolean;
}

/** A ticket as it should be, and its topic as far as we know of it. */
export interface View {
  now: Date;
  ticket: {
    id: number;
    open: boolean;
    topicId: number | null;
    topicClaimedAt: Date | null;
    topicName: string | null;
    topicClosed: boolean;
    cardId: number | null;
    cardHash: string | null;
  };
  wanted: { name: string; cardHash: string };
  /** The oldest first. Whoever shares a copy with one of them is here too. */
  lines: Line[];
  /** How long an album may still grow, in milliseconds. */
  albumPause: number;
}

/** The one next thing to do: a call to Telegram and what is to be remembered of it. */
export type Step =
  /** Nothing can be done before. */
  | { do: 'wait'; until: Date }
  | { do: 'create-topic'; name: string }
  | { do: 'card'; messageId: number | null; hash: string }
  /** Several texts become one message. */
  | { do: 'send'; how: 'text' | 'html' | 'single' | 'album'; lines: Line[]; hash: string }
  | { do: 'edit'; copy: Copy; lines: Line[]; hash: string }
  | { do: 'delete'; copy: Copy }
  /** At the operator's own message. */
  | { do: 'react'; line: Line; emoji: string | null }
  | { do: 'rename'; name: string }
  | { do: 'close-topic' }
  | { do: 'reopen-topic' };

/** While nobody knows what came of a claim, no other topic is made: Telegram may still tell of it. */
export const CLAIM_STANDS = seconds(30);
/** What is left of a text for what we add. */
const ROOM = 96;
const ALBUM_SIZE = 10;
/** An album that has grown for so long is complete, whatever our clock and its own say. */
const ALBUM_ENDS = minutes(1);

/** Works out what brings the topic nearer to what the database holds; null when nothing is left. */
export function planNext(view: View): Step | null {
  const { ticket, wanted, lines, now } = view;
  const unseen = lines.filter((line) => line.author !== 'operator' && !line.shown && !line.deleted);

  if (ticket.topicId === null) {
    if (!ticket.open && unseen.length === 0) return null;
    const stands = ticket.topicClaimedAt && after(ticket.topicClaimedAt, CLAIM_STANDS);
    return stands && stands > now ? { do: 'wait', until: stands } : { do: 'create-topic', name: wanted.name };
  }
  if (ticket.topicClosed && (ticket.open || unseen.length > 0 || ticket.cardId === null)) return { do: 'reopen-topic' };
  if (ticket.cardId === null) return { do: 'card', messageId: null, hash: wanted.cardHash };

  const changed = sending(view, unseen) ?? changing(lines) ?? reacting(lines);
  if (changed) return changed;
  if (ticket.cardHash !== wanted.cardHash) return { do: 'card', messageId: ticket.cardId, hash: wanted.cardHash };
  if (ticket.topicName !== wanted.name) return { do: 'rename', name: wanted.name };
  if (!ticket.open && !ticket.topicClosed) return { do: 'close-topic' };
  return null;
}

/** What a copy says, as far as it depends on the messages that it shows. */
export function fingerprint(lines: readonly Line[]): string {
  const says = lines.filter(({ deleted }) => !deleted).map(({ id, content }) => [String(id), content]);
  return createHash('sha256').update(JSON.stringify(says)).digest('base64url').slice(0, 24);
}

function sending({ now, albumPause }: View, waiting: readonly Line[]): Step | null {
  const [first, ...others] = waiting;
  if (!first) return null;
  const send = (how: 'text' | 'html' | 'single' | 'album', together: Line[]): Step => ({
    ...{ do: 'send', how, lines: together },
    hash: fingerprint(together),
  });

  if (first.albumId !== null && canBeOfAlbum(first.content)) {
    const album = [first];
    for (const line of others) {
      if (line.albumId !== first.albumId || album.length === ALBUM_SIZE || !together(first.content, line.content))
        break;
      if (!sameSending(first, line)) break;
      album.push(line);
    }
    const last = album.at(-1) ?? first;
    const isWhole = album.length === ALBUM_SIZE || waiting.length > album.length;
    const until = after(last.createdAt, albumPause);
    // A clock that was put back must not make anybody wait for long.
    if (!isWhole && until > now && until < after(now, ALBUM_ENDS)) return { do: 'wait', until };
    return album.length > 1 ? send('album', album) : send('single', album);
  }
  const how = formOf(first.content);
  if (how === 'single') return send(how, [first]);
  const run = [first];
  let length = lengthOf(first);
  for (const line of others) {
    length += lengthOf(line) + 1;
    if (formOf(line.content) !== how || line.reply || line.author !== first.author || length > TEXT_LIMIT - ROOM) break;
    if (!sameSending(first, line)) break;
    run.push(line);
  }
  return send(how, run);
}

/** What may stand there already is sent again as it was, so that it can be known for a repeat. */
const sameSending = (one: Line, other: Line): boolean => one.unsure?.getTime() === other.unsure?.getTime();

function formOf(content: Content): 'text' | 'html' | 'single' {
  if (content.type === 'text') return 'text';
  return content.type === 'html' || content.type === 'phrase' || content.type === 'trouble' ? 'html' : 'single';
}

/** As far as it can be told without the texts of locales/, and with some room for a flag and for whose words they are; an article stands alone. */
function lengthOf({ content }: Line): number {
  const sum = (values: (string | number)[]) =>
    values.reduce<number>((length, one) => length + String(one).length + 30, 0);
  if (content.type === 'html') return TEXT_LIMIT;
  if (content.type === 'phrase') return 600 + sum(Object.values(content.args));
  if (content.type === 'trouble') return 200 + sum(Object.entries(content.facts).flat());
  const forwarded = content.type === 'text' || content.type === 'media' ? content.forwarded : undefined;
  return wordsOf(content).length + 8 + (forwarded === undefined ? 0 : forwarded.length + 40);
}

const albumForms: Partial<Record<string, string>> = {
  photo: 'seen',
  video: 'seen',
  document: 'document',
  audio: 'audio',
};
const albumForm = (content: Content): string | undefined =>
  content.type === 'media' ? albumForms[content.kind] : undefined;
const canBeOfAlbum = (content: Content): boolean => albumForm(content) !== undefined;
const together = (one: Content, other: Content): boolean => albumForm(one) === albumForm(other);

/** Copies whose messages say something else by now, or nothing at all. */
function changing(lines: readonly Line[]): Step | null {
  const seen = new Set<bigint>();
  for (const { copy } of lines) {
    if (!copy || copy.deleted || seen.has(copy.id)) continue;
    seen.add(copy.id);
    const shown = lines.filter((line) => line.author !== 'operator' && line.copy?.id === copy.id);
    if (shown.length === 0) continue;
    const left = shown.filter(({ deleted }) => !deleted);
    if (left.length === 0) return { do: 'delete', copy };
    const hash = fingerprint(left);
    if (hash !== copy.hash) return { do: 'edit', copy, lines: left, hash };
  }
  return null;
}

/** What the person put under an operator's message. */
function reacting(lines: readonly Line[]): Step | null {
  const line = lines.find(
    ({ author, source, deleted, reaction, reactionShown }) =>
      author === 'operator' && source !== null && !deleted && reaction !== reactionShown,
  );
  return line ? { do: 'react', line, emoji: line.reaction } : null;
}
