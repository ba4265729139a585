import type { Db } from '#core/database.ts';
import { ok } from '#core/result.ts';
import type { Links } from '#core/verification/links.ts';
import type { LinkPage } from './confirm.tsx';
import { languageOf } from './house.ts';

/** The letters' links as their page needs them: each look and each press in a transaction of its own. */
export function linkPage({
  transaction,
  links,
}: {
  transaction: <Value>(work: (db: Db) => Promise<Value>) => Promise<Value>;
  links: (db: Db) => Pick<Links, 'look' | 'confirmByToken'>;
}): LinkPage {
  return {
    look: (token) =>
      transaction(async (db) => {
        const seen = await links(db).look(token);
        if (!seen.ok) return seen;
        const { state, maskedEmail, institutionId, chat, accountId } = seen.value;
        const language = await languageOf(db, chat);
        return ok({ state, maskedEmail, institutionId, language, ofAccount: accountId !== null });
      }),

    confirm: (token) => transaction((db) => links(db).confirmByToken(token)),
  };
}
