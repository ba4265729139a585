import { describe, expect, it } from 'vitest';
import { houseAnswer } from '#bot/journeys/faq-house.ts';
import { understood } from '#bot/journeys/faq-understood.ts';
import { allSteps, findStep } from '#bot/journeys/journeys.ts';
import type { StepContext } from '#bot/journeys/step.ts';
import { type Complaint, complaintOf } from '#core/faq/complaints.ts';
import { courtesyOf } from '#core/faq/courtesy.ts';
import { faqFolder } from '#core/faq/folder.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import type { Language } from '#core/language.ts';
import { sharedFaq } from '#tests/support/faq.ts';

const faq = (await sharedFaq()).current();
const meant = (text: string, language: Language) => complaintOf(text, faq.readings(text, language));

/** What people say who think that everybody sees what they see; slips and other keyboards among it. */
const said: [Complaint, string[], string[]][] = [
  [
    'come',
    [
      'не приходит',
      'ничего не пришло',
      'Не пришёл!!',
      'жду уже 20 минут',
      'где оно?',
      'ну и где',
      'yt ghb[jlbn',
      'не получил',
      'когда придёт',
    ],
    [
      "it doesn't come",
      'it has not come',
      'nothing arrived',
      'still waiting',
      'where is it?',
      "didn't get it",
      'never received',
    ],
  ],
  [
    'code',
    ['код не пришёл', 'Код не приходит', 'где код?', 'нет кода', 'kod ne prihodit', 'не получил код', 'жду код'],
    ['the code has not come', 'no code', 'where is the code', 'code did not arrive', 'i am waiting for the code'],
  ],
  [
    'call',
    ['куда звонить?', 'какой номер набирать', 'на какой номер звонить'],
    ['where do I call', 'which number do I ring', 'who do i call'],
  ],
  ['letter', ['письмо не пришло', 'нет письма', 'где письмо'], ['no letter', 'the letter does not come']],
  [
    'stuck',
    [
      'не работает',
      'не могу',
      'не получается',
      'почему не открывается',
      'что-то не так',
      'ошибка',
      'всё зависло',
      'ничего не происходит',
      'не вижу',
      'yt hf,jnftn',
    ],
    [
      "doesn't work",
      'not working',
      "i can't",
      'nothing happens',
      'it fails',
      'something went wrong',
      'error',
      'I am stuck',
      "won't open",
    ],
  ],
  [
    'thing',
    ['кнопка не работает', 'ссылка не открывается', 'где кнопка'],
    ['the button does not work', 'the link is broken'],
  ],
  ['forgotten', ['не помню', 'я не помню'], ["I don't remember", "i can't remember"]],
];

describe.each(said)('what is a complaint of nothing named: %s', (complaint, russian, english) => {
  it.each(russian)('«%s»', (text) => expect(meant(text, 'ru')).toBe(complaint));
  it.each(english)('“%s”', (text) => expect(meant(text, 'en')).toBe(complaint));
});

it.each([
  'код не подходит',
  'the code does not work',
  'турникет не работает',
  'не пришло письмо от деканата',
  'не могу войти в журнал',
  'я помню',
  'приходит',
  'могу',
  'где моя группа',
  'спасибо, пришло',
  'it works now',
  'что дальше',
  'мама мыла раму',
  '',
  'не '.repeat(200),
])('what says more, or something else: %s', (text) => expect(meant(text, 'ru')).toBeNull());

const university = ['register', 'authorize', 'home'];
/** Every step at which words are answered, at each institution that may stand there. */
const places = allSteps()
  .filter(([journey, step]) => !['human', 'curator'].includes(journey) && !findStep(journey, step)?.openWords)
  .flatMap(([journey, step]) => {
    const at = journey === 'welcome' ? ['isu', 'eljur', null] : [university.includes(journey) ? 'isu' : 'eljur'];
    return at.map((institution): [string, string, string | null] => [journey, step, institution]);
  });
/** A school has no number to call. */
const atEveryStep = said.filter(([complaint]) => complaint !== 'call');
const short: Record<Language, string[]> = {
  ru: [
    ...atEveryStep.flatMap(([, russian]) => russian.slice(0, 3)),
    'что дальше',
    'и?',
    'не понятно',
    'непонятно',
    'не знаю',
    'долго',
  ],
  en: [
    ...atEveryStep.flatMap(([, , english]) => english.slice(0, 3)),
    'what now',
    'unclear',
    "don't know",
    'how long',
    'so?',
  ],
};

/** Of what the house, or an article, is sure at a step; what is offered there; null where nobody knows. */
function heard(text: string, language: Language, [journey, step, id]: [string, string, string | null]) {
  const institution = defaultInstitutions.find((one) => one.id === id) ?? null;
  const context = { faq, language, institution, institutions: defaultInstitutions } as unknown as StepContext<unknown>;
  const where = { journey, step, messageId: null, argument: '' };
  if (courtesyOf(text)) return 'a calm word';
  const aside = houseAnswer(context, where, text);
  const key = aside?.notes?.[0]?.key ?? aside?.screen?.text[0]?.key;
  if (key) return key;
  const { outcome, intents } = understood(context, text, where);
  const own = institution ? intents.filter(({ intent }) => intent.startsWith(`${faqFolder(institution)}.`)) : intents;
  if (outcome === 'answer' && own[0] === intents[0]) return intents[0]?.intent ?? null;
  return outcome === 'suggest' && own.length > 0 ? own.map(({ intent }) => intent).join(', ') : null;
}

it.each(places)('at %s/%s of %s whoever complains in two words is never left alone with it', (...place) => {
  const unheard = (['ru', 'en'] as const).flatMap((language) =>
    short[language].filter((text) => heard(text, language, place) === null),
  );
  expect(unheard).toEqual([]);
  const offered = ['не приходит', 'не работает', 'код не пришёл'].flatMap((text) =>
    heard(text, 'ru', place)?.split(', '),
  );
  for (const intent of offered.filter((one) => one?.includes('.')))
    expect(faq.article(intent ?? '', 'en'), intent).not.toBeNull();
});

describe('what is meant', () => {
  it.each([
    ['не приходит', "it doesn't come", 'register', 'letter', 'isu', 'isu.email_not_received'],
    ['не приходит', 'nothing came', 'authorize', 'letter', 'isu', 'isu.email_not_received'],
    ['не приходит', "didn't get it", 'school', 'letter', 'eljur', 'eljur.letter_late_spam'],
    ['не пришло', "it hasn't come", 'recover', 'sent', 'eljur', 'eljur.letter_late_spam'],
    ['жду', 'still waiting', 'register', 'call', 'isu', 'isu.call_not_confirmed'],
    ['куда звонить?', 'where do I call', 'register', 'call', 'isu', 'isu.call_not_confirmed'],
    ['на какой номер', 'which number', 'register', 'call', 'isu', 'isu.call_not_confirmed'],
    ['код не пришёл', 'the code has not come', 'register', 'letter', 'isu', 'isu.email_not_received'],
    ['код не пришёл', 'the code has not come', 'school', 'letter', 'eljur', 'eljur.letter_late_spam'],
    ['код не пришёл', 'the code has not come', 'welcome', 'consent', 'eljur', 'eljur.where_code'],
    ['где код', 'no code', 'school', 'entry', 'eljur', 'eljur.where_code'],
    ['код не пришёл', 'the code has not come', 'register', 'phone', 'isu', 'faq-house-sms'],
    ['код не приходит', 'code did not arrive', 'register', 'call', 'isu', 'faq-house-sms'],
    ['код не пришёл', 'the code has not come', 'welcome', 'consent', 'isu', 'faq-house-sms'],
    ['не приходит', "it doesn't come", 'register', 'phone', 'isu', 'faq-house-sms'],
    ['где код', 'where is the code', 'home', 'home', 'isu', 'isu.qr_where'],
  ])('«%s», “%s” at %s/%s: %s', (russian, english, journey, step, institution, expected) => {
    expect(heard(russian, 'ru', [journey, step, institution])).toBe(expected);
    expect(heard(english, 'en', [journey, step, institution])).toBe(expected);
  });

  it('is what goes wrong most at the step, where nothing is waited for', () => {
    expect(heard('не работает', 'ru', ['invite', 'code', 'eljur'])).toMatch(/^eljur\.wrong_code, /);
    expect(heard('не получается', 'ru', ['register', 'phone', 'isu'])).toMatch(/^isu\.phone_mismatch, /);
    expect(heard("i can't", 'en', ['gosuslugi', 'entry', 'eljur'])).toMatch(/^eljur\.gosuslugi_not_found, /);
    expect(heard('кнопка не работает', 'ru', ['register', 'name', 'isu'])).toMatch(/^isu\.phone_mismatch, /);
  });

  it('is left to the words where they say it: a link at a letter, what a school’s person forgot', () => {
    expect(heard('ссылка не работает', 'ru', ['register', 'letter', 'isu'])).toBe('isu.email_not_received');
    expect(heard('не помню', 'ru', ['school', 'entry', 'eljur'])).toMatch(/^eljur\.recover/);
  });
});

it('takes examples of articles for nothing but what they are of', () => {
  const taken = (['ru', 'en'] as const).flatMap((language) =>
    ['isu', 'eljur']
      .flatMap((folder) => faq.articles(folder, language))
      .flatMap(({ intent, utterances }) =>
        utterances.flatMap((text) => (complaintOf(text) === null ? [] : { intent, complaint: complaintOf(text) })),
      ),
  );
  const codes = { complaint: 'code', intent: expect.stringMatching(/^(?:isu\.qr_where|eljur\.where_code)$/) };
  expect(taken).toEqual(taken.map(() => codes));
  expect(taken.length).toBeLessThan(5);
});
