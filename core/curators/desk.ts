import type { Sessions } from '../accounts/sessions.ts';
import type { ChatRef } from '../chat.ts';
import { type Clock, hours, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import { closePages, livePage, openPage, type PageEnd, usePage } from '../pages.ts';
import { fail, ok, type Result } from '../result.ts';
import { actingCurator } from './acting.ts';

/** How long the button to the desk can be pressed, and how long a browser then stays signed in. Milliseconds. */
const DESK_PAGE_LIFETIME = minutes(10);
export const DESK_SESSION_LIFETIME = hours(4);

const PAGE = 'desk';

/** The way from a curator's chat to their desk in a browser. */
export function desk({ db, clock, sessions }: { db: Db; clock: Clock; sessions: Pick<Sessions, 'open'> }) {
  const curatorOf = async (curatorId: string) => (await actingCurator(db, curatorId)) !== null;

  return {
    /** A one-time page for the curator; their earlier ones die. */
    async openPage(curatorId: string, chat: ChatRef): Promise<Result<string, 'curator.gone'>> {
      if (!(await curatorOf(curatorId))) return fail('curator.gone');
      const subjectId = curatorId;
      await closePages({ db, clock }, PAGE, { subjectId });
      return ok(await openPage({ db, clock }, { purpose: PAGE, subjectId, chat, lifetime: DESK_PAGE_LIFETIME }));
    },

    /** Whether the page can be used; changes nothing. */
    async look(pageId: string): Promise<Result<{ chat: ChatRef | null }, PageEnd>> {
      const page = await livePage({ db, clock }, PAGE, pageId);
      if (!page.ok) return page;
      const { botId, chatId, subjectId } = page.value;
      if (!(await curatorOf(subjectId))) return fail('page.expired');
      return ok({ chat: botId === null || chatId === null ? null : { botId, chatId } });
    },

    /** Signs a browser in as the curator: once per page. @returns the session's token, for the cookie */
    async enter(pageId: string): Promise<Result<string, PageEnd>> {
      const page = await usePage({ db, clock }, PAGE, pageId);
      if (!page.ok) return page;
      const { subjectId: curatorId } = page.value;
      if (!(await curatorOf(curatorId))) return fail('page.expired');
      return ok(await sessions.open({ curatorId }, DESK_SESSION_LIFETIME));
    },
  };
}

export type Desk = ReturnType<typeof desk>;
