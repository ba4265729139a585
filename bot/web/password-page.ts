import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import { fail, ok } from '#core/result.ts';
import type { Secrets } from '#core/secrets.ts';
import { languageOf } from './house.ts';
import type { PasswordPage } from './password.tsx';
import { orNothing } from './refusal.ts';

interface Deps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  secrets: Secrets;
  institutions: readonly Institution[];
}

/** What the password page needs, over registration's use cases. */
export function passwordPageOf({ transaction, core, secrets, institutions }: Deps): PasswordPage {
  return {
    async look(token) {
      const page = secrets.open('page', token);
      if (!page) return fail('page.unknown');
      return transaction(async (db) => {
        const seen = await core(db).registrations.look(page);
        if (!seen.ok) return seen;
        const { chat, institutionId, fullName, words } = seen.value;
        const language = await languageOf(db, chat);
        const institution = institutions.find(({ id }) => id === institutionId);
        const institutionName = institution?.name[language] ?? '';
        return ok({ language, fullName, institutionName, hints: words, chatId: String(chat.chatId) });
      });
    },

    async submit(token, passwordHash) {
      const page = secrets.open('page', token);
      if (!page) return fail('page.unknown');
      // The page stays usable: what was written on the way goes with the transaction.
      return orNothing(transaction, (db) => core(db).registrations.complete(page, passwordHash));
    },
  };
}
