import type { PasswordPage } from '#bot/web/password.tsx';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import { Language } from '#core/language.ts';
import { fail, ok } from '#core/result.ts';
import type { Secrets } from '#core/secrets.ts';

interface Deps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  secrets: Secrets;
  institutions: readonly Institution[];
}

/** Carries a refusal out of a transaction that must leave no trace. */
class Refusal<Code> extends Error {
  readonly code: Code;

  constructor(code: Code) {
    super('refused');
    this.code = code;
  }
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
        const conversation = await db.conversation.findUniqueOrThrow({ where: { botId_chatId: chat } });
        const language = Language.catch('ru').parse(conversation.language);
        const institution = institutions.find(({ id }) => id === institutionId);
        const institutionName = institution?.name[language] ?? '';
        return ok({ language, fullName, institutionName, hints: words, chatId: String(chat.chatId) });
      });
    },

    async submit(token, passwordHash) {
      const page = secrets.open('page', token);
      if (!page) return fail('page.unknown');
      try {
        return await transaction(async (db) => {
          const completed = await core(db).registrations.complete(page, passwordHash);
          // The page stays usable: what was written on the way goes with the transaction.
          if (!completed.ok) throw new Refusal(completed.error);
          return completed;
        });
      } catch (error) {
        if (error instanceof Refusal) return fail(error.code);
        throw error;
      }
    },
  };
}
