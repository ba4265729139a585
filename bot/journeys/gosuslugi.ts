import { z } from 'zod';
import { readSnils } from '#core/gosuslugi/snils.ts';
import { Compared } from '#core/news.ts';
import { advised, compared } from './gosuslugi-texts.ts';
import { journalOf, ownAccount, schoolStart } from './school-place.ts';
import { type Button, back, button, human, type Phrase, phrase, screen } from './screen.ts';
import { enter, go, type Journey, type Move, type Step, type StepContext, step } from './step.ts';
import { thisMoment } from './time.ts';

const check = button('button-gosuslugi-compare', 'check');
const curator = button('button-gosuslugi-curator', 'curator');

const askCurator = (): Move => enter('curator-help', 'ask', { reason: 'gosuslugi.data' });

/** Where the person's data stand on Gosuslugi. */
function dataOn(context: StepContext<unknown>): Button[][] {
  const journal = journalOf(context);
  return journal ? [[{ label: 'button-gosuslugi-data', url: journal.gosuslugiData }]] : [];
}

/** The page that compares for whoever has an account; questions about Gosuslugi alone for everybody else. */
async function look(context: StepContext<unknown>, notes: Phrase[] = []): Promise<Move> {
  const own = await ownAccount(context);
  if (!own) return go('list');
  return go('page', { page: await context.core.gosuslugi.openPage(context.chat, own.account.id) }, notes);
}

/** What is asked of somebody whose account we do not know, in this order; each answer is a button's. */
const questions = ['trusted', 'snils', 'email', 'phone'] as const;
type Question = (typeof questions)[number];

const Answer = z.enum(['yes', 'unconfirmed', 'no']);
const Answers = z.partialRecord(z.enum(questions), Answer);
type Answers = z.infer<typeof Answers>;

const nextQuestion = (answers: Answers): Question | null => questions.find((one) => !(one in answers)) ?? null;

/** A contact may be given and yet not confirmed; the rest is there or not. */
const answersTo = (question: Question): Button[][] =>
  question === 'trusted' || question === 'snils'
    ? [[button('button-gosuslugi-yes', 'yes'), button('button-gosuslugi-no', 'no')]]
    : [
        [button('button-gosuslugi-confirmed', 'yes')],
        [button('button-gosuslugi-unconfirmed', 'unconfirmed'), button('button-gosuslugi-no', 'no')],
      ];

/** SNILS that somebody types all the same is taken out of the chat: like passwords, it has a page of ours. */
const privately = (journey: Journey): Journey =>
  Object.fromEntries(
    Object.entries(journey).map(([name, one]) => [
      name,
      {
        ...one,
        takes: (text) => (looksLikeSnils(text) ? 'yes' : 'no'),
        on(signal, context) {
          if ((signal.kind === 'text' || signal.kind === 'edited') && looksLikeSnils(signal.text)) {
            const { messageId } = signal;
            return go(name, context.data, [phrase('errors-snils-in-chat')], { deleteMessage: messageId });
          }
          return one.on(signal, context);
        },
      } satisfies Step,
    ]),
  );

/** Eleven digits, right or mistyped. */
function looksLikeSnils(text: string): boolean {
  const read = readSnils(text);
  return read.ok || read.error === 'snils.checksum';
}

/** Signing in by Gosuslugi: why it finds no user, what to correct and where, and how to get an account there. */
export const gosuslugi: Journey = privately({
  entry: step({
    screen: () => screen('gosuslugi-entry', [[check], [button('button-gosuslugi-none', 'none')], [back, human]]),

    on(signal, context) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'check') return look(context);
      if (signal.action === 'none') return go('none');
      return signal.action === 'back' ? schoolStart(context) : null;
    },
  }),

  /** The page is open; its answer comes as news. */
  page: step({
    data: z.object({ page: z.uuid() }),
    screen: ({ data }) =>
      screen('gosuslugi-page', [
        [{ label: 'button-gosuslugi-page', page: data.page, at: 'gosuslugi' }],
        [button('button-new-link', 'check')],
        [back, human],
      ]),

    on(signal, context) {
      if (signal.kind === 'news') {
        const { news } = signal;
        if (news.type !== 'gosuslugi-compared' || news.accountId !== context.accountId) return null;
        return go('result', { snils: news.snils, email: news.email, phone: news.phone });
      }
      if (signal.kind !== 'action') return null;
      if (signal.action === 'check')
        return look(context, [phrase('invite-page-new-link', { at: thisMoment(context) })]);
      return signal.action === 'back' ? go('entry') : null;
    },
  }),

  result: step({
    data: z.object({ snils: Compared, email: Compared, phone: Compared }),
    screen: (context) => ({
      text: compared(context.data),
      buttons: [[curator], ...dataOn(context), [button('button-check-again', 'check')], [back, human]],
    }),

    on(signal, context) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'curator') return askCurator();
      if (signal.action === 'check') return look(context);
      return signal.action === 'back' ? go('entry') : null;
    },
  }),

  /** Without an account there is nothing to compare with: what Gosuslugi must hold, one question after the other. */
  list: step({
    data: z.object({ answers: Answers.default({}) }),
    screen(context) {
      const question = nextQuestion(context.data.answers) ?? 'phone';
      return screen(`gosuslugi-ask-${question}`, [...answersTo(question), ...dataOn(context), [back, human]]);
    },

    on(signal, { data: { answers } }) {
      if (signal.kind !== 'action') return null;
      const answer = Answer.safeParse(signal.action);
      const question = nextQuestion(answers);
      if (answer.success && question) {
        const given = { ...answers, [question]: answer.data };
        return go(nextQuestion(given) ? 'list' : 'advice', { answers: given });
      }
      if (signal.action !== 'back') return null;
      const given = questions.filter((one) => one in answers);
      if (given.length === 0) return go('entry');
      return go('list', { answers: Object.fromEntries(given.slice(0, -1).map((one) => [one, answers[one]])) });
    },
  }),

  advice: step({
    data: z.object({ answers: Answers }),
    screen: (context) => ({
      text: advised(questions.filter((one) => context.data.answers[one] !== 'yes')),
      buttons: [[curator], ...dataOn(context), [back, human]],
    }),

    on(signal) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'curator') return askCurator();
      return signal.action === 'back' ? go('entry') : null;
    },
  }),

  none: step({
    screen(context) {
      const journal = journalOf(context);
      const help: Button[][] = journal ? [[{ label: 'button-gosuslugi-help', url: journal.gosuslugiHelp }]] : [];
      return screen('gosuslugi-none', [...help, [back, human]]);
    },
    on: (signal) => (signal.kind === 'action' && signal.action === 'back' ? go('entry') : null),
  }),
});
