import { createHash } from 'node:crypto';
import type { Ticket } from '#prisma/generated/client.ts';
import type { ChatRef } from '../../chat.ts';
import { type Clock, days, hours } from '../../clock.ts';
import type { Db } from '../../database.ts';
import { Language } from '../../language.ts';
import { within } from '../../limits.ts';
import { storable } from '../../mail/printable.ts';
import type { Content, NewMessage } from '../content.ts';
import { lockTicket, lockTickets } from '../standing.ts';
import type { Talk } from '../talk.ts';
import type { Operator } from '../ticket.ts';
import { type InboundLetter, MOST_BYTES, MOST_FILES } from './read.ts';

/** Letters of one ticket that reach the person. Nobody writes more; a loop that nothing else has stopped does. */
export const LETTERS_PER_TICKET = { max: 60, window: hours(1) };
/** So often the operators are told of letters that bring nothing: whoever has learnt a ticket's address floods no topic. */
const TOLD_OF_LETTERS = { max: 20, window: hours(1) };
/** How long it is remembered what the operators were told of a letter. */
const TOLD = days(7);

/** Of attachments that do not go on, so many are named. */
const NAMED = 20;

const STRANGER = 'stranger';
/** A line of ours with what somebody unknown wrote: whoever reads the mailbox gets it without delay. */
export const isOfStranger = (content: Content): boolean =>
  content.type === 'phrase' && content.key === `mail-inbound-${STRANGER}`;

/** Characters of one message in a chat, with room for what stands above it. */
const PAGE = 3_500;

/** What came of a letter. */
export type Reception =
  /** The person gets it. */
  | 'relayed'
  /** It came before. */
  | 'repeated'
  /** No answer is in it, and the operators were told so. */
  | 'empty'
  /** A machine wrote it, or it is one of ours: nobody gets it, and nobody is told. */
  | 'machine'
  | 'own'
  /** A letter of ours came back, and the operators were told so. */
  | 'bounced'
  /** Somebody wrote it who is none of the helpdesk's: the operators have the words, the person has not. */
  | 'stranger'
  /** The person cannot be reached, and the operators were told so. */
  | 'undelivered'
  /** Too many came: it is to be sent again later. */
  | 'later'
  /** There is no such ticket any more. */
  | 'unknown';

export interface ReceiveDeps {
  db: Db;
  clock: Clock;
  talk: Pick<Talk, 'house'>;
  /** Keeps an operator's answer, opens a closed ticket for it, and sends it on; false where it cannot reach the person, and the operators were told so. */
  answer(ticketId: number, operator: Operator, message: NewMessage): Promise<boolean>;
  /** Sends a line of our own to the person. */
  relay(chat: ChatRef, id: bigint, language: Language): Promise<void>;
  /** Whether whoever writes from this address is one of the helpdesk's. */
  mayAnswer(institutionId: string, address: string): boolean;
  /** Has the helpdesk's mailbox told what it does not know yet. */
  tellMailbox(ticketId: number): Promise<void>;
  /** Whether operators read in a group as well. */
  hasGroup(institutionId: string): boolean;
  /** Closes the ticket, and tells the person so. */
  close(ticketId: number, operator: Operator): Promise<unknown>;
}

/** Answers of operators that came by letter, on their way into the chat. Safe to repeat: a letter has one effect, by whichever ways it comes. */
export function inboundLetters(deps: ReceiveDeps) {
  const { db, clock, talk, answer, relay, hasGroup, close } = deps;
  /** True for the first letter of this kind with this number. */
  const first = (what: string, ticketId: number, messageId: string): Promise<boolean> =>
    within(db, clock, `letter-${what}:${ticketId}:${hash(messageId)}`, { max: 1, window: TOLD });

  const phrase = (key: string, args: Record<string, string | number> = {}): Content => ({
    ...{ type: 'phrase', key: `mail-inbound-${key}`, args },
  });

  /** The named ticket; where it is closed and another is open, that one. */
  async function current(ticket: Ticket): Promise<number> {
    if (!ticket.closedAt) return ticket.id;
    const all = await lockTickets(db, ticket, ticket.institutionId);
    return all.find(({ closedAt }) => closedAt === null)?.id ?? ticket.id;
  }

  async function say(ticketId: number, key: string, args: Record<string, string | number> = {}): Promise<void> {
    await talk.house(ticketId, 'desk', phrase(key, args));
  }

  async function complain(ticketId: number, key: string, args: Record<string, string>): Promise<void> {
    if (await within(db, clock, `letter-lines:${ticketId}`, TOLD_OF_LETTERS)) await say(ticketId, key, args);
  }

  /** Everything of the letter that the person gets, in its order. */
  function parts({ text, files, messageId }: InboundLetter): NewMessage[] {
    const messages: NewMessage[] = [
      ...pages(text).map((page): NewMessage => ({ content: { type: 'text', text: page } })),
      ...files.map((file): NewMessage => ({ content: { type: 'file', caption: '' }, file })),
    ];
    // By one of them the letter is known again.
    return messages.map((message, index) => (index === 0 ? { ...message, mailId: messageId } : message));
  }

  return {
    /** Takes an answer to this ticket. Its address was checked by the caller. */
    async take(ticketId: number, letter: InboundLetter): Promise<Reception> {
      const { messageId, from, writer } = letter;
      const ticket = await lockTicket(db, ticketId);
      if (!ticket) return 'unknown';
      if (letter.own) return 'own';
      // What a list sends on is an answer only where it says to which of our letters: nothing else that lists send could be told from a loop.
      if (writer === 'machine' || (writer === 'list' && !letter.answers.includes(ticketId))) return 'machine';
      if (writer === 'bounce') {
        if (!(await first('bounced', ticketId, messageId))) return 'repeated';
        await complain(ticketId, 'bounced', { address: from.address });
        return 'bounced';
      }
      const known = await db.ticketMessage.findFirst({
        // Also where it went into the ticket that took this one's place.
        where: { mailId: messageId, ticket: { botId: ticket.botId, chatId: ticket.chatId } },
        select: { id: true },
      });
      if (known) return 'repeated';
      const sender = from.address;
      if (!deps.mayAnswer(ticket.institutionId, sender)) return ofStranger(await current(ticket), letter);
      if (parts(letter).length === 0 && !letter.closes) {
        if (!(await first('empty', ticketId, messageId))) return 'repeated';
        await complain(ticketId, 'empty', { from: sender });
        return 'empty';
      }
      if (!(await within(db, clock, `ticket-letters:${ticketId}`, LETTERS_PER_TICKET))) {
        if (await first('too-many', ticketId, messageId)) await complain(ticketId, 'too-many', { from: sender });
        return 'later';
      }
      return relayed(await current(ticket), letter, hasGroup(ticket.institutionId));
    },
  };

  /** Whoever has learnt a ticket's address does not speak for the helpdesk. Of their files the names are told: the letter itself goes back, or stays. */
  async function ofStranger(
    ticketId: number,
    { from, text, files, dropped, messageId }: InboundLetter,
  ): Promise<Reception> {
    if (!(await within(db, clock, `letter-strangers:${ticketId}`, TOLD_OF_LETTERS))) return 'later';
    if (!(await first('stranger', ticketId, messageId))) return 'stranger';
    const all = [...files.map(({ name }) => name), ...dropped].slice(0, NAMED);
    const names = all.map((name) => `📎 ${name}`).join('\n');
    const room = Math.max(PAGE / 2, PAGE - names.length);
    const words = text.length > room ? `${text.slice(0, room)}…` : text;
    const said = storable([words, names.slice(0, PAGE / 2)].filter(Boolean).join('\n'));
    await say(ticketId, STRANGER, { from: from.address || '—', text: said || '—' });
    await deps.tellMailbox(ticketId);
    return 'stranger';
  }

  async function relayed(ticketId: number, letter: InboundLetter, group: boolean): Promise<Reception> {
    const { from, closes, dropped } = letter;
    const operator: Operator = { id: `mail:${from.address}`, name: from.name, senior: false };
    for (const message of parts(letter)) {
      if (!(await answer(ticketId, operator, message))) return 'undelivered';
    }
    if (group) await showInGroup(ticketId, letter);
    if (dropped.length > 0) await tellDropped(ticketId, from.address, dropped);
    if (closes) await close(ticketId, operator);
    return 'relayed';
  }

  /** A line in the topic: what was answered by letter. No letter repeats it. */
  async function showInGroup(ticketId: number, { from, text, files }: InboundLetter): Promise<void> {
    const said = [storable(text.slice(0, PAGE)), ...files.map(({ name }) => `📎 ${name}`)].filter(Boolean).join('\n');
    if (said === '') return;
    const id = await talk.house(ticketId, 'desk', phrase('answered', { name: from.name, text: said }));
    await db.ticketMessage.update({ where: { id }, data: { mailedAt: clock.now() } });
  }

  async function tellDropped(ticketId: number, from: string, names: readonly string[]): Promise<void> {
    const megabytes = MOST_BYTES / 1_000_000;
    const some = names.length > NAMED ? [...names.slice(0, NAMED), '…'] : names;
    await say(ticketId, 'dropped', { from, files: MOST_FILES, megabytes, names: some.join(', ') });
    const id = await talk.house(ticketId, 'person', phrase('partly'));
    const { botId, chatId, language } = await db.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    await relay({ botId, chatId }, id, Language.catch('ru').parse(language));
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 32);

/** A long text as messages of a chat, parted between paragraphs, lines or words. */
function pages(text: string): string[] {
  const found: string[] = [];
  let rest = text;
  while (rest.length > PAGE) {
    const head = rest.slice(0, PAGE);
    const at = ['\n\n', '\n', ' '].map((gap) => head.lastIndexOf(gap)).find((place) => place > PAGE / 2) ?? PAGE;
    // No character of two halves is torn.
    const end = /[\uD800-\uDBFF]/.test(rest.charAt(at - 1)) ? at - 1 : at;
    found.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end).trimStart();
  }
  return rest === '' ? found : [...found, rest];
}
