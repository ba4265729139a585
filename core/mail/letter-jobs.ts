import { z } from 'zod';
import type { Texts } from '#locales/texts.ts';
import type { Db } from '../database.ts';
import type { Institution } from '../institution.ts';
import type { Jobs } from '../jobs.ts';
import { Language } from '../language.ts';
import { tell } from '../news.ts';
import { LINK_LIFETIME, type Links } from '../verification/links.ts';
import type { Letter, Mailer } from './letter.ts';
import { compose, type LetterSubject } from './letters.ts';

const LetterPayload = z.object({
  letter: z.enum(['confirm-email', 'confirm-corporate', 'relink', 'confirm-school', 'already-used']),
  verificationId: z.uuid(),
  language: Language,
});

/** After so many tries, about ten seconds, the person is told that the mail server is away. */
const DELAYED_AT = 3;

export interface LetterJobsDeps {
  transaction: <Value>(work: (db: Db) => Promise<Value>) => Promise<Value>;
  jobs: (db: Db) => Jobs;
  links: (db: Db) => Pick<Links, 'letter'>;
  texts: Texts;
  institutions: readonly Institution[];
  mailer: Mailer;
  /** Base of every link, without a slash at the end. */
  publicUrl: string;
}

/** The job that sends letters to people. The mail server is spoken to outside any transaction; what it may take later is tried again. */
export function letterJobs({ transaction, jobs, links, texts, institutions, mailer, publicUrl }: LetterJobsDeps) {
  function known(institutionId: string): Institution {
    const institution = institutions.find(({ id }) => id === institutionId);
    if (!institution) throw new Error(`No institution '${institutionId}' in the settings: a letter cannot be written`);
    return institution;
  }

  const write = (institution: Institution, language: Language, letter: LetterSubject): Letter =>
    compose({ texts, baseUrl: publicUrl, institution, language, letter });

  return {
    /** The letter of a verification, unless that is over by now. A refused address, or a server long away, is news for the conversation. */
    async letter(payload: unknown, { attempt }: { attempt: number }): Promise<void> {
      const { letter: type, verificationId, language } = LetterPayload.parse(payload);
      const found = await transaction((db) => links(db).letter(verificationId));
      if (!found) return;

      const { email: to, institutionId, token, code, school } = found;
      const letter: LetterSubject =
        type === 'already-used'
          ? { type, to, verificationId }
          : { type, to, verificationId, token, code, school, minutes: LINK_LIFETIME / 60_000 };
      const tellChat = (type: 'letter-refused' | 'letter-delayed'): Promise<void> =>
        transaction(async (db) => {
          const chat = await db.verification.findUniqueOrThrow({
            where: { id: verificationId },
            select: { botId: true, chatId: true },
          });
          await tell(jobs(db), chat, `${type}:${verificationId}`, { type, verificationId });
        });
      const sent = await mailer.send(write(known(institutionId), language, letter)).catch(async (error: unknown) => {
        if (attempt === DELAYED_AT) await tellChat('letter-delayed');
        throw error;
      });
      if (!sent.ok) await tellChat('letter-refused');
    },
  };
}
