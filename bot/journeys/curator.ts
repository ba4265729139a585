import { z } from 'zod';
import { CURATOR_LINK_PREFIX } from '#core/curators/curators.ts';
import type { Aside, Where } from './aside.ts';
import { Acting, curatorOf, enterCurator, gone, leave, left } from './curator-context.ts';
import { curatorPeople } from './curator-people.ts';
import { curatorRequests } from './curator-requests.ts';
import { back, button, goOn, phrase, screen } from './screen.ts';
import { again, go, type Journey, type Move, type StepContext, step } from './step.ts';

const AtDesk = Acting.extend({ page: z.uuid().optional() });

/** What a school's curator does in the chat. What needs a table, a file or a printer waits on the desk, a page of ours. */
export const curator: Journey = {
  /** Who serves several schools works in one at a time. */
  school: step({
    data: Acting,
    async screen({ core, chat }) {
      const own = await core.curators.of(chat);
      const rows = own.map(({ id, schoolName }) => [button('button-literal', `as:${id}`, { text: schoolName })]);
      return screen('curator-school', [...rows, [leave]]);
    },
    async on(signal, { core, chat, data }) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'leave') return left(data);
      const chosen = (await core.curators.of(chat)).find(({ id }) => signal.action === `as:${id}`);
      return chosen ? go('home', { ...data, curatorId: chosen.id }) : null;
    },
  }),

  home: step({
    data: Acting,
    async screen(context) {
      const { core, chat, data } = context;
      const own = await curatorOf(context);
      if (!own) return gone();
      const waiting = (await core.requests.waiting(own.id)).length;
      const several = (await core.curators.of(chat)).length > 1;
      const text = [phrase('curator-home', { school: own.schoolName, name: own.name, waiting })];
      return {
        text,
        buttons: [
          [button('button-requests', 'requests', { waiting })],
          [button('button-find', 'find')],
          [button('button-desk', 'desk')],
          ...(several ? [[button('button-other-school', 'school')]] : []),
          ...(data.journey === 'curator' ? [] : [[leave]]),
        ],
      };
    },
    async on(signal, { data }) {
      if (signal.kind === 'text') return go('found', { ...data, query: signal.text.slice(0, 100) });
      if (signal.kind !== 'action') return null;
      switch (signal.action) {
        case 'leave':
          return left(data);
        case 'requests':
          return go('requests', data);
        case 'find':
          return go('find', data);
        case 'desk':
          return go('desk', data);
        case 'school':
          return go('school', data);
        default:
          return null;
      }
    },
  }),

  /** The way to the pages for tables and printing. The link is made when it is asked for, and dies after ten minutes. */
  desk: step({
    data: AtDesk,
    async screen(context) {
      const { data } = context;
      if (!(await curatorOf(context))) return gone();
      if (!data.page) return screen('curator-desk', [[button('button-desk-link', 'open')], [back]]);
      return screen('curator-desk-open', [
        [{ label: 'button-desk-open', page: data.page, at: 'desk' }],
        [button('button-new-link', 'open')],
        [back],
      ]);
    },
    async on(signal, { core, chat, data }) {
      if (signal.kind !== 'action') return null;
      const { page: _, ...acting } = data;
      if (signal.action === 'leave') return left(data);
      if (signal.action === 'back') return go('home', acting);
      if (signal.action !== 'open') return null;
      const page = await core.desk.openPage(data.curatorId, chat);
      return page.ok ? go('desk', { ...acting, page: page.value }) : again(page.error);
    },
  }),

  ...curatorRequests,
  ...curatorPeople,
};

/** `/curator`: the curator's work, for whoever is one. */
export async function curatorCommand(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const move = await enterCurator(context, where);
  return move ? { move } : { screen: screen('curator-not-you', [[goOn]]) };
}

/** `/start cur-…`: makes whoever opens the one-time link a curator. Null for any other link. */
export async function curatorStart(context: StepContext<unknown>, where: Where, payload: string): Promise<Move | null> {
  if (!payload.startsWith(CURATOR_LINK_PREFIX)) return null;
  const accepted = await context.core.curators.accept(context.chat, payload);
  if (!accepted.ok) return again(accepted.error);
  const { id, schoolId, schoolName, name } = accepted.value;
  const move = await enterCurator(context, where);
  const school = await context.core.schools.byId(schoolId);
  if (move?.to !== 'step' || !school) return again('curator.link-unknown');
  const data = { ...Object(move.data), curatorId: id };
  return { ...move, step: 'home', data, notes: [phrase('curator-welcome', { school: schoolName, name })] };
}
