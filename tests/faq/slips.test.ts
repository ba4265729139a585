import { describe, expect, it } from 'vitest';
import { articlesIn, faqFolders } from '#core/faq/folder.ts';
import { heardOut } from '#core/faq/model/clauses.ts';
import { train } from '#core/faq/model/model.ts';
import type { Model } from '#core/faq/model/types.ts';
import type { Understanding } from '#core/faq/understanding.ts';
import { sharedFaq } from '#tests/support/faq.ts';

const faq = (await sharedFaq()).current();
const articles = articlesIn(faq, faqFolders);

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'];
/** What happens to a word at one of its letters. */
const slips: Record<string, (word: string, at: number) => string> = {
  drop: (word, at) => word.slice(0, at) + word.slice(at + 1),
  double: (word, at) => word.slice(0, at) + word.charAt(at) + word.slice(at),
  swap: (word, at) => word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2),
  'next key': (word, at) => {
    const row = ROWS.find((keys) => keys.includes(word.charAt(at))) ?? '';
    const key = row.indexOf(word.charAt(at));
    return word.slice(0, at) + (row[key + 1] ?? row[key - 1] ?? '') + word.slice(at + 1);
  },
};

/** The text with a slip in each of its words of four letters and more, one word at a time. @param at which letter of so many */
function slipped(text: string, slip: (word: string, at: number) => string, at: (letters: number) => number): string[] {
  const small = text.toLowerCase();
  return [...small.matchAll(/\p{L}{4,}/gu)].map(({ 0: word, index }) => {
    return small.slice(0, index) + slip(word, at(word.length - 1)) + small.slice(index + word.length);
  });
}

/** The same numbers in every run. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}

it.each(Object.entries(slips))(
  'one slip in any word of a title (%s) costs nobody the article, nor makes a wrong answer',
  (_, slip) => {
    const roll = dice(1);
    const asked = articles.flatMap(({ title, intent }) => {
      return slipped(title, slip, roll).map((text) => ({ text, intent, ...faq.ask(text) }));
    });
    const missed = asked.filter(({ intent, ranking = [] }) => !ranking.some((one) => one.intent === intent));
    const wrong = asked.filter(({ outcome, intents, intent }) => outcome === 'answer' && intents[0]?.intent !== intent);
    const first = asked.filter(({ intent, ranking }) => ranking?.[0]?.intent === intent);
    // «Для клго этот код» says nothing to anybody.
    expect(missed.length / asked.length).toBeLessThan(0.01);
    expect(wrong.map(({ text }) => text)).toEqual([]);
    expect(first.length / asked.length).toBeGreaterThanOrEqual(0.95);
  },
);

/** What is asked most, in so few words that each of them counts. */
const common: [string, string][] = [
  ['забыл пароль', 'eljur.recover'],
  ['забыла пароль', 'eljur.recover'],
  ['forgot password', 'eljur.recover'],
  ['i forgot my password', 'eljur.recover'],
  ['письмо не приходит', 'eljur.letter_late_spam'],
  ['пропуск не работает', 'isu.qr_not_working'],
  ['where is my qr code', 'isu.qr_where'],
  ['код приглашения не подходит', 'eljur.wrong_code'],
];

it.each(common)('“%s” is asked with any one slip', (text, intent) => {
  const typed = Object.values(slips).flatMap((slip) =>
    [0, 1, 2, 3, 4, 5].flatMap((at) => slipped(text, slip, (letters) => Math.min(at, letters - 1))),
  );
  const astray = [...new Set(typed)].filter((one) => {
    const { outcome, ranking = [] } = faq.ask(one);
    const first = ranking[0]?.intent;
    return !ranking.some((found) => found.intent === intent) || (outcome === 'answer' && first !== intent);
  });
  expect(astray).toEqual([]);
});

it.each([
  'забыл пороль',
  'забыла праоль',
  'forgot pasword',
  'forgot passwrod',
  'i forgot my pasword',
  'I forgot my password',
])('“%s” is no question about the app', (text) => {
  const { outcome, intents } = faq.ask(text);
  expect([outcome, intents[0]?.intent]).toEqual(['answer', 'eljur.recover']);
});

it('is one about the app where an app or a phone is named', () => {
  for (const text of [
    'забыл пороль от приложения',
    'forgot pasword for the diary app',
    'приложение элжур забыл пароль',
  ])
    expect(faq.ask(text).intents[0]?.intent).toBe('eljur.recover_app');
});

describe('the model', () => {
  const lots = (text: string, times: number): string[] => Array.from({ length: times }, (_, at) => `${text} ${at}`);
  const examples = (intent: string, utterances: string[], names?: string[]) => {
    return { intent, language: 'en' as const, utterances, errors: [], ...(names ? { names } : {}) };
  };

  it('takes what stands in a few examples for a slip where another word is far commoner, and no list or concept has it', () => {
    const { readings } = train({
      concepts: [{ name: 'parable', words: ['bycicle'] }],
      examples: [
        examples('town.bicycle', [...lots('lend me a bicycle', 120), ...lots('a bicicle', 5), ...lots('a bycicle', 5)]),
        examples('none', lots('good morning', 20)),
      ],
    });
    expect(readings('my bicicle')[0]).toBe('my bicycle');
    // An editor's own word is what it is.
    expect(readings('my bycicle')[0]).toBe('my bycicle');
  });

  it('hardly means an article whose matter is not named', () => {
    const input = (names?: string[]) => ({
      concepts: [{ name: 'tower', words: ['tower'] }],
      examples: [
        examples('town.gate', lots('I lost my key of the gate', 8)),
        examples('town.tower', lots('I lost my key to go up', 12), names),
      ],
    });
    const [free, bound] = [train(input()), train(input(['tower']))];
    const likely = (model: Model, text: string): number =>
      model.probabilities(text).find(({ intent }) => intent === 'town.tower')?.confidence ?? 0;
    expect(likely(bound, 'lost my key')).toBeLessThan(likely(free, 'lost my key') / 2);
    const named = 'lost my key of the tower';
    expect(likely(bound, named)).toBeCloseTo(likely(free, named), 6);
    const all = bound.probabilities('lost my key');
    expect(all.reduce((sum, { confidence }) => sum + confidence, 0)).toBeCloseTo(1, 6);
  });
});

describe('what no article answers', () => {
  it.each([
    'мне обязательно звонить? я заграницей',
    'do i have to call? i am abroad',
    'i lost my phone with the qr code',
    'что такое 1с',
    'я боюсь вводить пароль на непонятном сайте',
  ])('gets none at once: %s', (text) => expect(faq.ask(text).outcome).not.toBe('answer'));

  it('a story is heard out: what one of its sentences surely asks is offered beside what the whole sounds like', () => {
    const told =
      'Здравствуйте, я бабушка Лены из 2В, дочь в отъезде, а мне в школе велели зарегистрироваться в журнале, чтобы видеть отметки, ' +
      'выдали листок, но там код ученика, а не родителей, как мне теперь быть и что делать';
    expect(faq.ask(told).intents.map(({ intent }) => intent)).toContain('eljur.code_whose');
    const whole: Understanding = { outcome: 'answer', intents: [{ intent: 'town.a', confidence: 0.9 }] };
    const says = (answers: Record<string, string>) => (text: string) => {
      const intent = Object.entries(answers).find(([part]) => text.includes(part))?.[1];
      const found: Understanding = { outcome: 'none', intents: [{ intent: 'none', confidence: 1 }] };
      return intent ? { outcome: 'answer' as const, intents: [{ intent, confidence: 0.9 }] } : found;
    };
    const story =
      'First of all I went to town. There was a long and tedious queue. The bicycle has no bell. So what shall I do about all that now?';
    const heard = heardOut(story, whole, says({ bicycle: 'town.b' }));
    expect([heard.outcome, ...heard.intents.map(({ intent }) => intent)]).toEqual(['suggest', 'town.a', 'town.b']);
    expect(heardOut(story, whole, says({ bicycle: 'town.b', queue: 'town.a' }))).toBe(whole);
    expect(heardOut('The bicycle has no bell', whole, says({ bicycle: 'town.b' }))).toBe(whole);
  });
});
