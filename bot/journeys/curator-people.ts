import { z } from 'zod';
import type { CardDetails, CardView } from '#core/curators/card.ts';
import { MOST_FOUND } from '#core/curators/cards.ts';
import { asksSomething } from '#core/faq/asking.ts';
import { errorKey } from '#locales/texts.ts';
import { Acting, curatorOf, gone, left } from './curator-context.ts';
import { cardArgs, personOf, short } from './curator-words.ts';
import { understood } from './faq-understood.ts';
import { type Button, back, button, type Phrase, phrase, screen } from './screen.ts';
import { again, go, type Journey, type Move, note, type StepContext, step } from './step.ts';

const OfPerson = Acting.extend({
  person: z.uuid(),
  /** Where the curator came from: a search, or a request. */
  query: z.string().optional(),
  request: z.int().optional(),
});
type OfPerson = z.infer<typeof OfPerson>;

const Found = Acting.extend({ query: z.string() });
/** Longer than any name and class. Characters. */
const LONGEST_QUERY = 100;

const personButton = (card: CardView): Button[] => {
  const args = cardArgs({
    ...card,
    fullName: short(card.fullName),
    childName: card.childName && short(card.childName),
  });
  return [button('button-card', `person:${card.id}`, args)];
};

/** What is typed is looked for. What finds nobody may be a question, but only when it clearly is one: names are nobody else's business. */
async function searched(context: StepContext<Acting>, text: string): Promise<Move> {
  const { core, data } = context;
  const query = text.slice(0, LONGEST_QUERY);
  const found = await core.cards.find(data.curatorId, query);
  const asks = text.includes('?') || asksSomething(text) || understood(context, text).outcome === 'human';
  return found.ok && found.value.length === 0 && asks
    ? { to: 'again', notes: [phrase('curator-nobody', { query })], unread: true }
    : go('found', { ...data, query });
}

/** Finding somebody by name or class, and helping them. */
export const curatorPeople: Journey = {
  find: step({
    data: Acting,
    screen: async (context) => ((await curatorOf(context)) ? screen('curator-find', [[back]]) : gone()),
    on(signal, context) {
      const { data } = context;
      if (signal.kind === 'text') return searched(context, signal.text);
      if (signal.kind !== 'action') return null;
      if (signal.action === 'leave') return left(data);
      return signal.action === 'back' ? go('home', data) : null;
    },
  }),

  found: step({
    data: Found,
    async screen(context) {
      const { core, data } = context;
      const found = await core.cards.find(data.curatorId, data.query);
      if (!found.ok || !(await curatorOf(context))) return gone();
      const people = found.value;
      if (people.length === 0) return screen('curator-nobody', [[back]], { query: data.query });
      const key = people.length === MOST_FOUND ? 'curator-found-many' : 'curator-found';
      return screen(key, [...people.map(personButton), [back]], { query: data.query });
    },
    on(signal, context) {
      const { data } = context;
      const { query: _, ...acting } = data;
      if (signal.kind === 'text') return searched(context, signal.text);
      if (signal.kind !== 'action') return null;
      if (signal.action === 'leave') return left(data);
      if (signal.action === 'back') return go('find', acting);
      const person = personOf(signal.action);
      return person ? go('person', { ...data, person }) : null;
    },
  }),

  person: step({
    data: OfPerson,
    async screen(context) {
      const { core, data } = context;
      if (!(await curatorOf(context))) return gone();
      const found = await core.cards.look(data.curatorId, data.person);
      if (!found.ok) return screen(errorKey(found.error), [[back]]);
      const card = found.value;
      return {
        text: [phrase('curator-card', cardArgs(card)), stateOf(card)],
        buttons: [...helping(card), ...card.parents.map(personButton), [back]],
      };
    },
    async on(signal, context) {
      if (signal.kind !== 'action') return null;
      const { data } = context;
      if (signal.action === 'leave') return left(data);
      if (signal.action === 'back') return backFrom(data);
      const person = personOf(signal.action);
      return person ? go('person', { ...data, person }) : help(context, signal.action);
    },
  }),
};

function stateOf({ state, left, addressState }: CardDetails): Phrase {
  if (left) return phrase('curator-card-left', { whose: left });
  return state === 'registered'
    ? phrase('curator-card-registered', { address: addressState ?? 'none' })
    : phrase(`curator-card-${state}`);
}

/** What can be done for somebody, by how far they are. Passwords are the desk's: they never travel through the chat. */
function helping(card: CardDetails): Button[][] {
  if (card.left) return [[button('button-desk', 'desk')]];
  if (card.state === 'registered') {
    return [
      [button('button-see-login', 'login')],
      ...(card.hasChat ? [[button('button-send-link', 'link')]] : []),
      [button('button-desk-help', 'desk')],
    ];
  }
  if (card.state === 'waiting') return [[button('button-invite', 'invite')]];
  return [[button('button-reinvite', 'invite')], [button('button-withdraw', 'withdraw')]];
}

function backFrom({ person: _, query, request, ...acting }: OfPerson): Move {
  if (request !== undefined) return go('request', { ...acting, request });
  return query === undefined ? go('find', acting) : go('found', { ...acting, query });
}

async function help({ core, data }: StepContext<OfPerson>, action: string): Promise<Move | null> {
  const { curatorId, person } = data;
  if (action === 'desk') return go('desk', data);
  if (action === 'invite') {
    const invited = await core.cards.invite(curatorId, person);
    return invited.ok ? note('curator-invited', { code: invited.value.code }) : again(invited.error);
  }
  if (action === 'withdraw') {
    const withdrawn = await core.cards.withdraw(curatorId, person);
    return withdrawn.ok ? note('curator-withdrawn') : again(withdrawn.error);
  }
  if (action !== 'login' && action !== 'link') return null;
  const card = await core.cards.look(curatorId, person);
  if (!card.ok) return again(card.error);
  const { accountId } = card.value;
  if (!accountId) return again('curator.no-account');
  if (action === 'login') {
    const seen = await core.restore.login(curatorId, accountId);
    return seen.ok ? note('curator-login', { login: seen.value.login, name: seen.value.fullName }) : again(seen.error);
  }
  const sent = await core.restore.sendLink(curatorId, accountId);
  return sent.ok ? note('curator-link-sent') : again(sent.error);
}
