import { z } from 'zod';
import { errorKey } from '#locales/texts.ts';
import { type Aside, numberIn, type Where } from './aside.ts';
import { Acting, curatorOf, gone, left, waiting } from './curator-context.ts';
import { personOf, requestText, short } from './curator-words.ts';
import type { Notices } from './notices.ts';
import { anywhere, back, button, goOn, phrase, screen } from './screen.ts';
import { again, enter, go, type Journey, note, type StepContext, step } from './step.ts';

const OfRequest = Acting.extend({ request: z.int() });
type OfRequest = z.infer<typeof OfRequest>;

const home = ({ request: _, ...data }: OfRequest) => data;

/** The people who wait for this curator's school. */
export const curatorRequests: Journey = {
  requests: step({
    data: Acting,
    async screen(context) {
      if (!(await curatorOf(context))) return gone();
      const requests = await context.core.requests.waiting(context.data.curatorId);
      const rows = requests.map(({ id, name, words, mine }) => [
        button('button-request', `request:${id}`, {
          number: String(id),
          who: short(name || words),
          mine: mine ? 'yes' : 'no',
        }),
      ]);
      return screen(rows.length === 0 ? 'curator-no-requests' : 'curator-requests', [...rows, [back]]);
    },
    on(signal, { data }) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'leave') return left(data);
      if (signal.action === 'back') return go('home', data);
      const request = /^request:(\d{1,9})$/.exec(signal.action)?.[1];
      return request ? go('request', { ...data, request: Number(request) }) : null;
    },
  }),

  request: step({
    data: OfRequest,
    async screen(context) {
      const { core, data } = context;
      if (!(await curatorOf(context))) return gone();
      const request = await core.requests.view(data.request, data.curatorId);
      if (!request.ok) return screen(errorKey(request.error), [[back]]);
      const { state, mine, curator, personId } = request.value;
      const shown = state === 'closed' ? 'closed' : mine ? 'mine' : state;
      const text = [
        ...requestText(context, request.value),
        phrase('curator-request-state', { state: shown, curator: curator ?? '' }),
      ];
      if (state === 'closed' || (state === 'taken' && !mine)) return { text, buttons: [[back]] };
      return {
        text,
        buttons: [
          ...(mine ? [] : [[button('button-request-take', 'take')]]),
          [personId ? button('button-person', `person:${personId}`) : button('button-find', 'find')],
          [button('button-answer', 'answer')],
          ...(mine ? [[button('button-request-close', 'close')]] : []),
          [back],
        ],
      };
    },
    async on(signal, context) {
      const { core, data } = context;
      const { curatorId, request } = data;
      if (signal.kind !== 'action') return null;
      const person = personOf(signal.action);
      if (person) return go('person', { ...home(data), person, request });
      switch (signal.action) {
        case 'leave':
          return left(data);
        case 'back':
          return go('requests', home(data));
        case 'find':
          return go('find', home(data));
        case 'answer':
          return go('answer', data);
        case 'take': {
          const taken = await core.requests.take(request, curatorId);
          return taken.ok ? note('curator-request-yours') : again(taken.error);
        }
        case 'close': {
          const closed = await core.requests.close(request, curatorId);
          return closed.ok ? go('requests', home(data), [phrase('curator-request-closed')]) : again(closed.error);
        }
        default:
          return null;
      }
    },
  }),

  answer: step({
    data: OfRequest,
    openWords: true,
    screen: async (context) => ((await curatorOf(context)) ? screen('curator-answer', [[back]]) : gone()),
    async on(signal, { core, data }) {
      if (signal.kind === 'action') {
        if (signal.action === 'leave') return left(data);
        return signal.action === 'back' ? go('request', data) : null;
      }
      if (signal.kind !== 'text') return null;
      const answered = await core.requests.answer(data.request, data.curatorId, signal.text);
      return answered.ok ? go('request', data, [phrase('curator-answer-sent')]) : again(answered.error);
    },
  }),
};

/** The button under the message that somebody waits: takes the request and opens it. */
export async function takeRequest(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const { core, chat } = context;
  const request = numberIn(where.argument);
  for (const { id: curatorId } of await core.curators.of(chat)) {
    const taken = await core.requests.take(request, curatorId);
    if (!taken.ok && taken.error === 'request.unknown') continue;
    if (!taken.ok) return { screen: screen(errorKey(taken.error), [[goOn]]) };
    const data = { ...waiting(context, where), curatorId, request };
    return { move: enter('curator', 'request', data, [phrase('curator-request-yours')]) };
  }
  return { screen: screen('errors-request-unknown', [[goOn]]) };
}

/** What curators read of requests, wherever in the chat they are. */
export const curatorNotices = {
  async 'request-made'(context, { requestId }) {
    const { core, chat } = context;
    for (const { id: curatorId, schoolName } of await core.curators.of(chat)) {
      const request = await core.requests.view(requestId, curatorId);
      if (!request.ok) continue;
      // A colleague was quicker than this message.
      if (request.value.state !== 'waiting') return null;
      const text = [phrase('curator-request-made', { school: schoolName }), ...requestText(context, request.value)];
      return { screen: { text, buttons: [[anywhere('button-request-take', `request-take:${requestId}`)], [goOn]] } };
    }
    return null;
  },

  async 'request-taken'({ core, chat }, { requestId, curator }) {
    if ((await core.curators.of(chat)).length === 0) return null;
    return { screen: screen('curator-request-taken', [[goOn]], { number: String(requestId), curator }) };
  },
} satisfies Notices;
