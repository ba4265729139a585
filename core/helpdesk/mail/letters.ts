import type { Texts } from '#locales/texts.ts';
import type { Institution } from '../../institution.ts';
import type { Language } from '../../language.ts';
import { type LetterBody, letterHtml, letterText } from '../../mail/layout.ts';
import type { Letter } from '../../mail/letter.ts';
import { oneLine } from '../../mail/printable.ts';
import { quoteOf, reasonOf, rowsOf, type Said } from './said.ts';
import { laterId, OWN_HEADER, openingId, threadOf } from './thread.ts';

/** The helpdesk reads Russian, whatever the person speaks. */
const HELPDESK_LANGUAGE: Language = 'ru';

/** What a letter tells of the ticket itself. */
export interface TicketFacts {
  id: number;
  reason: string;
  botId: bigint;
  chatId: bigint;
  /** The person's. */
  language: Language;
  createdAt: Date;
  facts: Record<string, string>;
}

export interface TicketLetterDeps {
  texts: Texts;
  /** PUBLIC_URL without a slash at the end. */
  baseUrl: string;
  institution: Institution;
  /** Where the answer goes that the person gets; null where answers cannot come back. */
  replyTo: string | null;
}

/** Letters to a helpdesk's mailbox: one that opens a ticket's thread, and further ones with what was said since. */
export function ticketLetters({ texts, baseUrl, institution, replyTo }: TicketLetterDeps) {
  const language = HELPDESK_LANGUAGE;
  const writing = { texts, language, institution };
  const host = new URL(baseUrl).hostname;
  const say = (key: string, args: Record<string, string | number> = {}): string =>
    texts.plain(language, `mail-ticket-${key}`, args);

  const marker = replyTo ? { marker: say('marker') } : {};
  /** Where an answer finds its way by the ticket's number, and of a school's people, no number of theirs is told. */
  const named = replyTo === null && institution.kind !== 'school';
  const notes = [say(replyTo ? 'answer-here' : 'answer-elsewhere')];

  function letter(ticket: TicketFacts, body: LetterBody, messageId: string): Letter {
    return {
      to: institution.contacts.email,
      // The same in every letter: that, too, keeps a thread together.
      subject: oneLine(say('subject', { ticket: String(ticket.id), reason: reasonOf(ticket.reason, writing) })),
      html: letterHtml(body),
      text: letterText(body),
      messageId,
      ...(replyTo ? { replyTo } : {}),
      // RFC 3834: holiday notices stay away. Outlook asks for a header of its own.
      headers: {
        'Auto-Submitted': 'auto-generated',
        'X-Auto-Response-Suppress': 'All',
        [OWN_HEADER]: `ticket ${ticket.id}`,
      },
    };
  }

  return {
    /**
     * Who needs help, with what, what is known of them, and what was said so far.
     * @param heard Message-IDs of the operators' letters, the oldest first
     */
    opening(ticket: TicketFacts, said: readonly Said[] = [], heard: readonly string[] = []): Letter {
      const time = ticket.createdAt.toLocaleString(language, {
        timeZone: institution.timeZone,
        ...{ dateStyle: 'long', timeStyle: 'short' },
      });
      const body: LetterBody = {
        ...{ language, ...marker, title: say('title', { ticket: String(ticket.id) }) },
        paragraphs: [
          say('intro', { reason: reasonOf(ticket.reason, writing) }),
          ...(said.length > 0 ? [say('so-far')] : []),
        ],
        quotes: said.map((one) => quoteOf(one, writing)),
        facts: {
          title: say('facts'),
          rows: [
            ...rowsOf(ticket.facts, writing),
            [say('institution'), institution.name[language]],
            [say('time'), time],
            [say('language'), say(`language-${ticket.language}`)],
            ...(named ? [[say('chat'), `tg://user?id=${ticket.chatId}`] as [string, string]] : []),
          ],
        },
        ...{ notes, footer: say('footer') },
      };
      const opening = openingId(ticket, host);
      // With more said it is another letter: no mailbox may take it for a repetition. Its thread is the same.
      return said.length > 0
        ? { ...letter(ticket, body, laterId(ticket, statesOf(said), host)), ...threadOf(opening, heard) }
        : letter(ticket, body, opening);
    },

    /**
     * What was said since the last letter.
     * @param heard Message-IDs of the operators' letters, the oldest first
     */
    later(ticket: TicketFacts, said: readonly Said[], heard: readonly string[]): Letter {
      const body: LetterBody = {
        ...{ language, ...marker, title: say('title', { ticket: String(ticket.id) }) },
        paragraphs: [say('later')],
        quotes: said.map((one) => quoteOf(one, writing)),
        ...{ notes, footer: say('footer') },
      };
      const messageId = laterId(ticket, statesOf(said), host);
      return { ...letter(ticket, body, messageId), ...threadOf(openingId(ticket, host), heard) };
    },
  };
}

const statesOf = (said: readonly Said[]): { id: bigint; state: string }[] =>
  said.map(({ message: { id, editedAt }, what }) => ({ id, state: `${what} ${editedAt?.toISOString() ?? ''}` }));
