import type { ComparePage } from '#bot/web/gosuslugi.tsx';
import type { Institution } from '#core/institution.ts';
import { fail, ok } from '#core/result.ts';
import type { Secrets } from '#core/secrets.ts';
import { type House, languageOf } from './house.ts';
import { orNothing } from './refusal.ts';

interface Deps {
  house: House;
  secrets: Secrets;
  institutions: readonly Institution[];
}

/** What the page that compares needs, over the use cases. */
export function comparePageOf({ house, secrets, institutions }: Deps): ComparePage {
  return {
    async look(token) {
      const page = secrets.open('page', token);
      if (!page) return fail('page.unknown');
      return house(async ({ core, db }) => {
        const seen = await core.gosuslugi.look(page);
        if (!seen.ok) return seen;
        const { chat, institutionId } = seen.value;
        const language = await languageOf(db, chat);
        const institution = institutions.find(({ id }) => id === institutionId);
        const dataUrl = institution?.kind === 'school' ? institution.gosuslugiData : null;
        return ok({ language, chatId: String(chat.chatId), dataUrl });
      });
    },

    async compare(token, statement) {
      const page = secrets.open('page', token);
      if (!page) return fail('page.unknown');
      return orNothing(house, ({ core }) => core.gosuslugi.compare(page, statement));
    },
  };
}
