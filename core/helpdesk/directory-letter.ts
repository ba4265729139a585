import { z } from 'zod';
import type { Texts } from '#locales/texts.ts';
import type { Db } from '../database.ts';
import type { Institution } from '../institution.ts';
import { type LetterBody, letterHtml, letterText } from '../mail/layout.ts';
import type { Mailer } from '../mail/letter.ts';
import { oneLine } from '../mail/printable.ts';
import { prettyPhone } from '../people/phone.ts';

const Payload = z.object({ ticketId: z.number().int(), personId: z.uuid() });

interface Deps {
  transaction: <Value>(work: (db: Db) => Promise<Value>) => Promise<Value>;
  texts: Texts;
  institutions: readonly Institution[];
  mailer: Mailer;
  /** Base of every link, without a slash at the end. */
  publicUrl: string;
}

/** The job that asks the institution's own people to enter a corrected number into 1C. Without a number that still stands against 1C it sends nothing. */
export function directoryLetterJobs({ transaction, texts, institutions, mailer, publicUrl }: Deps) {
  return {
    async 'directory-letter'(payload: unknown): Promise<void> {
      const { ticketId, personId } = Payload.parse(payload);
      const corrected = await transaction((db) =>
        db.personPhone.findFirst({ where: { personId, correctedAt: { not: null } }, include: { person: true } }),
      );
      const institution = institutions.find(({ id }) => id === corrected?.institutionId);
      if (!corrected?.correctedAt || !institution) return;
      const { phone, person, correctedAt } = corrected;
      const { language } = institution.helpdesk;
      const say = (key: string, args: Record<string, string> = {}) =>
        texts.plain(language, `mail-directory-${key}`, args);
      const ticket = String(ticketId);
      const time = correctedAt.toLocaleString(language, {
        timeZone: institution.timeZone,
        dateStyle: 'long',
        timeStyle: 'short',
      });
      const body: LetterBody = {
        language,
        title: say('title'),
        paragraphs: [say('intro', { ticket })],
        facts: {
          title: say('facts'),
          rows: [
            [say('name'), oneLine(person.fullName)],
            [say('code'), oneLine(person.externalId)],
            [say('phone'), prettyPhone(phone)],
            [say('time'), time],
          ],
        },
        notes: [say('until')],
        footer: say('footer'),
      };
      const sent = await mailer.send({
        to: institution.contacts.email,
        subject: oneLine(say('subject', { ticket })),
        html: letterHtml(body),
        text: letterText(body),
        messageId: `directory.${ticketId}.${personId}.${correctedAt.getTime()}@${new URL(publicUrl).hostname}`,
        // RFC 3834: holiday notices stay away. Outlook asks for a header of its own.
        headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
      });
      // 1C would never learn of it: loud, and tried again in case the mailbox comes back.
      if (!sent.ok) throw new Error(`The helpdesk's mailbox of '${institution.id}' refuses letters`);
    },
  };
}
