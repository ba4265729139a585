import { describe, expect, it } from 'vitest';
import { houseAnswer } from '#bot/journeys/faq-house.ts';
import type { StepContext } from '#bot/journeys/step.ts';
import { courtesyOf } from '#core/faq/courtesy.ts';
import { isDanger } from '#core/faq/danger.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sharedFaq } from '#tests/support/faq.ts';

describe('somebody is in danger', () => {
  it.each([
    'мне плохо помогите умираю',
    'Мне очень плохо!!! помогите',
    'помогите я умираю',
    'умираю',
    'маме плохо, что делать',
    'у меня инфаркт',
    'у соседки кажется инсульт',
    'не могу дышать',
    'человек без сознания у турникета',
    'вызовите скорую',
    'нужна скорая помощь',
    'ПОЖАР',
    'у нас пожар!',
    'в общежитии пожар',
    'не хочу жить',
    'меня избивают',
    'help, i am dying',
    "I'm dying please help",
    "I can't breathe",
    'call an ambulance',
    'there is a fire in the building',
    'he is having a heart attack',
    'I want to die',
    'i feel very bad, help',
  ])('%s', (text) => expect(isDanger(text)).toBe(true));

  it.each([
    'умираю от смеха',
    'умираю как хочу спать',
    'телефон умирает, где qr',
    'помогите, телефон умирает',
    'батарея умирает',
    'мне плохо видно код',
    'мне плохо понятно что делать',
    'плохо работает',
    'сайт умирает и не открывается',
    'первая помощь при инсульте лекция',
    'где пожарный выход',
    'пожарная безопасность инструктаж',
    'помогите пожалуйста',
    'дедлайн горит',
    'нужна справка из скорой',
    'я ординатор скорой помощи',
    'dying of laughter',
    'I am dying to see my marks',
    'my phone is dying',
    'fire safety exam',
    'the fire alarm test',
    'help me please',
    '',
  ])('nobody is: %s', (text) => expect(isDanger(text)).toBe(false));
});

it.each([
  'бот ты тупой',
  'ты тупой',
  'тупой бот',
  'бесполезный бот',
  'какой же ты бестолковый',
  'you are useless',
  'useless bot',
  'this bot is so dumb',
])('an insult gets a calm word, and a human is offered: %s', (text) => expect(courtesyOf(text)).toBe('sorrow'));

it.each(['бесполезный код, не подходит', 'the code is useless', 'плохой qr'])('no insult: %s', (text) =>
  expect(courtesyOf(text)).toBeNull(),
);

const faq = (await sharedFaq()).current();
/** What is answered first at a step. */
function answered(text: string, journey: string, step: string, id: string | null): string | undefined {
  const institution = defaultInstitutions.find((one) => one.id === id) ?? null;
  const language = /[а-я]/i.test(text) ? 'ru' : 'en';
  const context = { faq, language, institution, institutions: defaultInstitutions } as unknown as StepContext<unknown>;
  const aside = houseAnswer(context, { journey, step, messageId: null, argument: '' }, text);
  return aside?.notes?.[0]?.key ?? aside?.screen?.text[0]?.key;
}

it.each([
  ['не хочу соглашаться', 'welcome', 'consent', 'isu', 'faq-house-refuse'],
  ["I don't want to agree", 'welcome', 'institution', null, 'faq-house-refuse-begin'],
  ['не хочу соглашаться', 'register', 'phone', 'isu', 'faq-house-erase'],
  ['это платно?', 'school', 'entry', 'eljur', 'faq-house-free'],
  ['сколько это займёт времени', 'invite', 'code', 'eljur', 'faq-house-time'],
  ['do i have to call? i am abroad', 'register', 'call', 'isu', 'faq-house-must-call'],
  ['мне обязательно звонить?', 'invite', 'code', 'eljur', 'faq-elsewhere-call'],
  ['i lost my phone with the qr code', 'home', 'home', 'isu', 'faq-house-lost-phone'],
  ['я боюсь вводить пароль на непонятном сайте', 'register', 'password', 'isu', 'faq-house-password-page'],
])('“%s” at %s/%s of %s: %s', (text, journey, step, institution, key) => {
  expect(answered(text, journey, step, institution)).toBe(key);
});
