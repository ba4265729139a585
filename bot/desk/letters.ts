import type { Logger } from 'pino';
import type { HelpdeskMail } from '#bot/config.ts';
import { type ImapReader, startImap } from '#bot/providers/imap.ts';
import { startInboundSmtp } from '#bot/providers/inbound-smtp.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { type ReplyAddresses, replyAddresses } from '#core/helpdesk/mail/address.ts';
import { letterDue } from '#core/helpdesk/mail/due.ts';
import type { ChatFiles } from '#core/helpdesk/mail/files.ts';
import { planRound, ticketLetterJobs } from '#core/helpdesk/mail/jobs.ts';
import type { InboundLetter } from '#core/helpdesk/mail/read.ts';
import { letterReader } from '#core/helpdesk/mail/read-aside.ts';
import { inboundLetters, type Reception } from '#core/helpdesk/mail/receive.ts';
import { isHelpdesks } from '#core/helpdesk/mail/senders.ts';
import type { Institution } from '#core/institution.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import type { Mailer } from '#core/mail/letter.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import { answerPerson, RECEIPT, reactToPerson, relayToPerson } from './relay.ts';
import { closeTicket } from './told.ts';

export interface LettersDeps {
  settings: HelpdeskMail | null;
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  clock: Clock;
  log: Logger;
  secrets: Secrets;
  texts: Texts;
  institutions: readonly Institution[];
  mailer: Mailer;
  files: ChatFiles;
  publicUrl: string;
  /** Something was left for this chat. */
  onMessages(chat: ChatRef): void;
  /** Something of a ticket is to be shown to its group. */
  onTicket(): void;
}

/** The helpdesk by letter, both ways. */
export interface HelpdeskLetters {
  /** To be run by the job runner. */
  readonly jobs: ReturnType<typeof ticketLetterJobs>;
  /** Where our own door for letters listens, `smtp://host:port`; null without one. */
  readonly url: string | null;
  /** Lets what is in hand end. */
  stop(): Promise<void>;
}

/** Opens the ways by which answers to the helpdesk's letters come back, and makes the jobs that write those letters. */
export async function startHelpdeskLetters(deps: LettersDeps): Promise<HelpdeskLetters> {
  const { settings, transaction, clock, log, secrets, publicUrl } = deps;
  const addresses = settings && replyAddresses(secrets, settings.address);

  const jobs = ticketLetterJobs({
    ...deps,
    ...{ addresses, jobs: sqlJobs },
    async onRead(db, chat, messages) {
      for (const { source } of messages) if (source) await reactToPerson(db, clock, chat, source.messageId, RECEIPT);
    },
    async onLeftOut(db, { id, botId, chatId, language }, names) {
      const known = names.filter(Boolean).join(', ');
      const args = { names: known || 'none', count: names.length };
      const line = await deps.core(db).talk.house(id, 'person', { type: 'phrase', key: 'mail-ticket-left-out', args });
      await relayToPerson(db, clock, { botId, chatId }, [line], language);
    },
  });
  await transaction((db) => planRound(sqlJobs(db), clock));

  if (!settings || !addresses) return { jobs, url: null, stop: async () => undefined };
  const receive = receiver({ ...deps, settings, addresses, host: new URL(publicUrl).hostname });
  const smtp = settings.smtp
    ? await startInboundSmtp({
        settings: settings.smtp,
        log,
        ticketOf: addresses.ticketOf,
        receive: receive.forTickets,
      })
    : null;
  const imap: ImapReader | null = settings.imap
    ? startImap({ settings: settings.imap, log, ticketIn: addresses.ticketIn, receive: receive.found })
    : null;

  return {
    jobs,
    url: smtp && settings.smtp ? `smtp://${settings.smtp.host}:${smtp.port}` : null,
    async stop() {
      await smtp?.close();
      await imap?.stop();
    },
  };
}

/** Reads letters and takes them for their tickets, a transaction for each. */
function receiver(deps: LettersDeps & { settings: HelpdeskMail; addresses: ReplyAddresses; host: string }) {
  const { transaction, core, clock, log, addresses, host, onMessages, onTicket } = deps;
  const readLetter = letterReader();

  async function take(letter: InboundLetter, ticketId: number): Promise<Reception> {
    const chats: ChatRef[] = [];
    const came = await transaction((db) => {
      chats.length = 0;
      const house = core(db);
      return inboundLetters({
        ...{ db, clock, talk: house.talk },
        async answer(id, operator, message) {
          const answered = await answerPerson({ core: house, db, clock }, id, operator, message);
          if (answered.kept === 'answer') chats.push(answered.chat);
          return answered.kept === 'answer';
        },
        async relay(chat, id, language) {
          await relayToPerson(db, clock, chat, [id], language);
          chats.push(chat);
        },
        mayAnswer(id, address) {
          const institution = deps.institutions.find((one) => one.id === id);
          // Whoever reads the mailbox to which answers come may answer from there.
          return address === deps.settings.address || (institution ? isHelpdesks(institution, address) : false);
        },
        tellMailbox: (id) => letterDue({ jobs: sqlJobs(db), clock }, id),
        hasGroup: (id) => deps.institutions.some((one) => one.id === id && one.helpdesk.groups.length > 0),
        async close(id, operator) {
          const ticket = await house.tickets.find(id);
          if (ticket) await closeTicket({ core: house, jobs: sqlJobs(db), ticket, operator });
        },
      }).take(ticketId, letter);
    });
    for (const chat of chats) onMessages(chat);
    onTicket();
    const [level, words] = told[came];
    log[level]({ ticket: ticketId, came }, words);
    return came;
  }

  async function all(letter: InboundLetter, tickets: readonly number[]): Promise<Reception[]> {
    const receptions: Reception[] = [];
    for (const ticketId of tickets) receptions.push(await take(letter, ticketId));
    return receptions;
  }

  return {
    /** Of a letter whose tickets its envelope names. */
    forTickets: async (raw: Uint8Array, tickets: readonly number[], envelopeFrom: string): Promise<Reception[]> =>
      all(await readLetter(raw, { envelopeFrom, host }), tickets),

    /** Of a letter that lay in a mailbox: its headers name the ticket, or what it returns does. Empty where nothing of ours is in it. */
    async found(raw: Uint8Array): Promise<Reception[]> {
      const letter = await readLetter(raw, { envelopeFrom: null, host });
      const tickets = letter.to.flatMap((address) => addresses.ticketOf(address) ?? []);
      const returned = letter.writer === 'bounce' ? addresses.ticketIn(letter.returned) : null;
      return all(letter, [...new Set([...tickets, ...(returned === null ? [] : [returned])])]);
    },
  };
}

const told: Record<Reception, ['debug' | 'info' | 'warn' | 'error', string]> = {
  relayed: ['info', 'an answer came by letter'],
  repeated: ['debug', 'a letter came again'],
  empty: ['warn', 'a letter came without an answer in it'],
  machine: ['info', 'a letter that a machine wrote was left'],
  own: ['warn', 'a letter of our own came back: does the helpdesk’s mailbox forward to the tickets’ addresses?'],
  stranger: ['warn', 'a letter came from none of the helpdesk’s addresses: the operators have it, the person has not'],
  bounced: ['error', 'a letter to the helpdesk was returned: nobody may read its mailbox'],
  undelivered: ['warn', 'an answer by letter does not reach the person'],
  later: ['warn', 'too many letters came for a ticket: the rest waits'],
  unknown: ['info', 'a letter came for a ticket that is no more'],
};
