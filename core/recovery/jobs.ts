import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Texts } from '#locales/texts.ts';
import type { Db } from '../database.ts';
import type { Institution } from '../institution.ts';
import { Language } from '../language.ts';
import type { AccountLetter } from '../mail/account-letter.ts';
import type { Mailer } from '../mail/letter.ts';
import { compose } from '../mail/letters.ts';
import type { Secrets } from '../secrets.ts';
import { RESET_PAGE_LIFETIME } from './doors.ts';
import type { Recovery } from './recovery.ts';

const Request = z.object({
  institutionId: z.string(),
  schoolId: z.uuid().nullable(),
  email: z.string(),
  language: Language,
});
const Change = z.object({ accountId: z.uuid(), to: z.string(), at: z.string() });

export interface RecoveryJobsDeps {
  transaction: <Value>(work: (db: Db) => Promise<Value>) => Promise<Value>;
  recovery: (db: Db) => Pick<Recovery, 'openByEmail'>;
  secrets: Secrets;
  texts: Texts;
  institutions: readonly Institution[];
  mailer: Mailer;
  /** Base of every link, without a slash at the end. */
  publicUrl: string;
}

/** The jobs that write to owners of school accounts. What the mail server may take later is tried again; a refused address stays silent. */
export function recoveryJobs({
  transaction,
  recovery,
  secrets,
  texts,
  institutions,
  mailer,
  publicUrl,
}: RecoveryJobsDeps) {
  async function send(institutionId: string, language: Language, letter: AccountLetter): Promise<void> {
    const institution = institutions.find(({ id }) => id === institutionId);
    if (!institution) throw new Error(`No institution '${institutionId}' in the settings: a letter cannot be written`);
    await mailer.send(compose({ texts, baseUrl: publicUrl, institution, language, letter }));
  }

  return {
    /** Logins and one-time links for whoever has confirmed the address; nothing for one that nobody has. */
    async 'recovery-letter'(payload: unknown): Promise<void> {
      const { language, ...request } = Request.parse(payload);
      // A letter that is tried again opens new pages: the links of the one that did not leave are dead.
      const opened = await transaction((db) => recovery(db).openByEmail(request));
      if (opened.length === 0) return;
      await send(request.institutionId, language, {
        type: 'recovery',
        to: request.email,
        id: randomUUID(),
        accounts: opened.map(({ login, school, pageId }) => ({ login, school, token: secrets.token('page', pageId) })),
        minutes: RESET_PAGE_LIFETIME / 60_000,
      });
    },

    /** To the address that another one has replaced: if that was not its owner, they learn of it. */
    async 'email-changed-letter'(payload: unknown): Promise<void> {
      const { accountId, to, at } = Change.parse(payload);
      const account = await transaction((db) =>
        db.account.findUnique({
          where: { id: accountId },
          include: { school: { select: { name: true } }, conversations: { select: { language: true } } },
        }),
      );
      if (!account?.school) return;
      const language = Language.catch('ru').parse(account.conversations[0]?.language);
      const id = `${accountId}.${Date.parse(at)}`;
      await send(account.institutionId, language, { type: 'email-changed', to, id, school: account.school.name });
    },
  };
}
