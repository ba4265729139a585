import { z } from 'zod';
import type { Texts } from '#locales/texts.ts';
import type { ChatRef } from '../../chat.ts';
import { after, type Clock, minutes } from '../../clock.ts';
import type { Db } from '../../database.ts';
import type { Institution } from '../../institution.ts';
import type { Jobs } from '../../jobs.ts';
import type { Letter, Mailer } from '../../mail/letter.ts';
import { fileName } from '../../mail/printable.ts';
import { chatFacts, factsByNow } from '../facts.ts';
import { lockTicket } from '../standing.ts';
import type { MessageView } from '../ticket-message.ts';
import type { ReplyAddresses } from './address.ts';
import { letterDue } from './due.ts';
import { attach, type ChatFiles } from './files.ts';
import { forgotten } from './forgotten.ts';
import { type TicketFacts, ticketLetters } from './letters.ts';
import type { Said } from './said.ts';
import { OPENED, readersOf, waiting } from './waiting.ts';

const Payload = z.object({ ticketId: z.number().int() });
/** After so many tries a letter goes without the files that cannot be fetched. */
const TRIES_WITH_FILES = 5;
/** How often it is looked for letters that nobody planned: those of a group that was lost. */
const LOOKS = minutes(5);

export interface TicketLetterJobsDeps {
  transaction<Value>(work: (db: Db) => Promise<Value>): Promise<Value>;
  jobs(db: Db): Jobs;
  clock: Clock;
  texts: Texts;
  institutions: readonly Institution[];
  mailer: Mailer;
  files: ChatFiles;
  /** Null where answers cannot come back by letter. */
  addresses: ReplyAddresses | null;
  /** Base of every link, without a slash at the end. */
  publicUrl: string;
  /** The mailbox has these messages of a person, and no group shows them: they may be told so. In the transaction that noted it. */
  onRead(db: Db, chat: ChatRef, messages: readonly MessageView[]): Promise<void>;
  /** These files of a person reach nobody at the helpdesk: they are to be told. In the transaction that noted the letter. */
  onLeftOut(db: Db, ticket: TicketFacts, names: readonly string[]): Promise<void>;
  /** That transaction is committed. */
  onMessages(chat: ChatRef): void;
}

/** The jobs that write to helpdesks' mailboxes. What the mail server has taken is noted; until then it is tried again: at worst a letter comes twice. */
export function ticketLetterJobs(deps: TicketLetterJobsDeps) {
  const { transaction, jobs, clock, texts, institutions, mailer, files, addresses, publicUrl } = deps;
  const { onRead, onLeftOut, onMessages } = deps;

  async function look(ticketId: number) {
    const at = clock.now();
    return transaction(async (db) => {
      const row = await db.ticket.findUnique({ where: { id: ticketId }, select: { institutionId: true, botId: true } });
      if (!row) return null;
      const institution = institutions.find(({ id }) => id === row.institutionId);
      if (!institution)
        throw new Error(`No institution '${row.institutionId}' in the settings: a letter cannot be written`);
      const readers = await readersOf(db, institution, row.botId);
      if (!readers.letters) return null;
      const found = await waiting(db, ticketId, { copies: institution.helpdesk.letters === 'always' });
      if (!found) return null;
      const { ticket } = found;
      const chat = { botId: ticket.botId, chatId: ticket.chatId };
      const facts = factsByNow(ticket.facts, institution, await chatFacts(db, chat, institution.id));
      return { ...found, ticket: { ...ticket, facts }, institution, readers, at };
    });
  }

  const lettersOf = (institution: Institution, ticketId: number) =>
    ticketLetters({ texts, baseUrl: publicUrl, institution, replyTo: addresses?.of(ticketId) ?? null });

  async function send(letter: Letter, institution: Institution): Promise<void> {
    const sent = await mailer.send(letter);
    if (sent.ok) return;
    // Perhaps only too large for that mailbox.
    if (letter.attachments?.length) throw new TooLarge();
    // Nobody would ever learn of the person's trouble: loud, and tried again in case the mailbox comes back.
    throw new Error(`The helpdesk's mailbox of '${institution.id}' refuses letters`);
  }

  type Found = NonNullable<Awaited<ReturnType<typeof look>>>;

  const noteOpened = (db: Db, { ticket, institution }: Found) =>
    db.deskEvent.create({
      data: { at: clock.now(), institutionId: institution.id, ticketId: ticket.id, by: 'house', action: OPENED },
    });

  async function open(found: Found): Promise<void> {
    await send(lettersOf(found.institution, found.ticket.id).opening(found.ticket), found.institution);
    await transaction((db) => noteOpened(db, found));
  }

  /** Writes what waits; what nobody at the mailbox knows yet begins its thread. */
  async function tell(found: Found, patient: boolean): Promise<void> {
    const { ticket, said: lines, heard, institution, readers, at, opened } = found;
    const chat = { botId: ticket.botId, chatId: ticket.chatId };
    const { said, attachments } = await attach(lines, { files, patient });
    const letters = lettersOf(institution, ticket.id);
    const write = opened ? letters.later : letters.opening;
    let went = said;
    try {
      await send({ ...write(ticket, said, heard), attachments }, institution);
    } catch (error) {
      if (!(error instanceof TooLarge)) throw error;
      went = said.map((one) => ({ ...one, file: one.file && ('left-out' as const) }));
      await send(write(ticket, went, heard), institution);
    }
    await transaction(async (db) => {
      await lockTicket(db, ticket.id);
      if (!opened) await noteOpened(db, found);
      // As of when it was read: what was edited since goes again.
      await db.ticketMessage.updateMany({
        where: { id: { in: said.map(({ message }) => message.id) } },
        data: { mailedAt: at },
      });
      const news = lines.filter(({ message, what, seen }) => what === 'new' && message.author === 'person' && !seen);
      if (!readers.group)
        await onRead(
          db,
          chat,
          news.map(({ message }) => message),
        );
      const missing = readers.group ? [] : went.filter(({ what, file }) => what === 'new' && file === 'left-out');
      if (missing.length > 0) await onLeftOut(db, ticket, missing.map(nameOf));
    });
    onMessages(chat);
  }

  return {
    /** An escalation, to the address where the institution's helpdesk reads. */
    async 'ticket-letter'(payload: unknown): Promise<void> {
      const found = await look(Payload.parse(payload).ticketId);
      if (found?.open && !found.opened) await open(found);
    },

    /** What was said in a ticket since its last letter, with the letter that opens the thread before it if need be. */
    async 'ticket-mail'(payload: unknown, { attempt }: { attempt: number }): Promise<void> {
      const { ticketId } = Payload.parse(payload);
      let found = await look(ticketId);
      if (!found) return;
      if (found.said.length === 0) {
        if (!found.opened && found.open && !found.shown) await open(found);
        return;
      }
      for (;;) {
        await tell(found, attempt <= TRIES_WITH_FILES);
        if (!found.more) return;
        found = await look(ticketId);
        if (!found || found.said.length === 0) return;
      }
    },

    /** Plans the letters that were not wanted when there was something to tell, because a group that is lost by now would have shown it. */
    async 'ticket-mail-round'(): Promise<void> {
      await transaction(async (db) => {
        const { openings, talks } = await forgotten(db, institutions, clock);
        for (const ticketId of openings)
          await jobs(db).add('ticket-letter', { ticketId }, { key: `ticket-letter:${ticketId}` });
        for (const ticketId of talks) await letterDue({ jobs: jobs(db), clock }, ticketId);
        await planRound(jobs(db), clock);
      });
    },
  };
}

/** As its sender knows it; empty where it has no name, as pictures have none. */
const nameOf = ({ message: { content } }: Said): string =>
  content.type === 'media' ? fileName(content.name ?? '') : '';

/** One round is always planned, however many replicas plan it. */
export const planRound = (jobs: Jobs, clock: Clock): Promise<void> =>
  jobs.add('ticket-mail-round', {}, { key: 'ticket-mail-round', runAt: after(clock.now(), LOOKS) });

/** The letter was refused with its attachments. */
class TooLarge extends Error {}
