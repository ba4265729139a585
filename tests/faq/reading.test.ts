import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createReader, learnReader } from '#core/faq/reading/reader.ts';
import { examplesIn, onEnglishKeys, onRussianKeys, screenLines, spellings } from './typing.ts';

const reader = createReader(learnReader({ ru: examplesIn('ru'), en: examplesIn('en') }));
const best = (text: string) => {
  const [first] = reader.read(text);
  if (!first) throw new Error(`No reading of “${text}”`);
  return first;
};
/** Sentences in one alphabet: what a person would type without a glance at the screen. */
const sentences = (language: 'ru' | 'en') =>
  examplesIn(language).filter(
    (text) =>
      text.split(' ').length > 2 &&
      (language === 'ru' ? /^[а-яё ,.!?«»—-]+$/i : /^[a-z ,.!?'-]+$/i).test(text) &&
      !/(\p{L})\1\1/iu.test(text),
  );
const small = (text: string) => text.toLowerCase().replaceAll('ё', 'е').replace(/\s+/g, ' ').trim();

describe('what stands as it was meant', () => {
  it('reads every example of every article as it stands', () => {
    const misread = (['ru', 'en'] as const).flatMap((language) =>
      examplesIn(language).filter((text) => text.split(' ').length > 1 && best(text).how !== 'plain'),
    );
    expect(misread).toEqual([]);
  });

  it('reads the house’s own screens as they stand, though it has learnt from the examples alone', () => {
    const texts = screenLines();
    expect(texts.length).toBeGreaterThan(500);
    const misread = texts.filter((text) => best(text).how !== 'plain');
    expect(misread.length / texts.length, misread.join('\n')).toBeLessThan(0.01);
  });

  it.each([
    'где кнопка link email в настройках ису?',
    'give me телефон of isu поддержка',
    'в app дневника login failed, где там restore?',
    'ку, че делаешь',
    'пасс от журнала вылетел из башки',
    'мой куар',
    'саппорт сеченов',
    'кодд преглашения не верный пшет',
    'lost my pasword to teh school diray',
    'no gosuslugi',
    'выгрузить в csv или pdf',
  ])('leaves alone: %s', (text) => {
    expect(best(text)).toMatchObject({ text, how: 'plain' });
  });

  it.each([
    ['адрес ivanov.petr@student.sechenov.ru не принимает', 'ivanov.petr@student.sechenov.ru'],
    ['xnj ltkfnm c rjljv pt7k3m9x2', 'pt7k3m9x2'],
    ['ne otkryvaetsya https://eljur.ru/hello?a=1', 'https://eljur.ru/hello?a=1'],
    ['zabyl login Petrov123 ot elzhura', 'petrov123'],
    ['qr na turnikete ne rabotaet', 'qr'],
    ['gde moy qr v isu', 'isu'],
  ])('keeps addresses, codes and names: %s', (text, kept) => {
    expect(best(text).text.split(' ')).toContain(kept);
  });

  it('drops what carries no words', () => {
    expect(best('<b>Где</b>&nbsp;мой 🙏🏽 QR-код\u200b?😭😭').text).toBe('где мой qr-код?');
    expect(best('помогиииите срочнооо').text).toBe('помогите срочно');
    expect(best('operatorrrr please').text).toBe('operator please');
    // The Latin “o”, “c” and “p” among Russian letters.
    expect(best('пapoль oт пoчты').text).toBe('пароль от почты');
  });
});

describe('the other keyboard layout', () => {
  it('reads back every Russian sentence typed on Latin keys', () => {
    const misread = sentences('ru').filter((text) => best(onEnglishKeys(text)).text !== small(text));
    expect(misread).toEqual([]);
  });

  it('reads back every English sentence typed on Russian keys', () => {
    const misread = sentences('en').filter((text) => best(onRussianKeys(text)).text !== small(text));
    expect(misread).toEqual([]);
  });

  it('reads a sentence of which only a part was typed so', () => {
    expect(best("не могу войти в 'k;eh")).toMatchObject({ text: 'не могу войти в элжур', how: 'mixed' });
    expect(best('где мой gfhjkm')).toMatchObject({ text: 'где мой пароль', how: 'mixed' });
  });

  it('knows the signs that lie on digits', () => {
    expect(best("ghbkj;tybt ctxtyjd d 'gcnjht tcnm&").text).toBe('приложение сеченов в эпсторе есть?');
    expect(best('Ult vjq gfhjkm&').language).toBe('ru');
  });
});

describe('Russian in Latin letters', () => {
  it('reads nearly every word in each of the usual ways of spelling', () => {
    for (const [at, spell] of spellings.entries()) {
      const words = sentences('ru')
        .filter((_, number) => number % 4 === at)
        .map(small);
      // The stem decides: an ending may be spelled alike in two cases.
      const stems = (text: string) => (text.match(/[а-я]+/g) ?? []).map((word) => word.slice(0, 4));
      const right = words.flatMap((text) => {
        const read = new Set(stems(best(spell(text)).text));
        return stems(text).map((stem) => read.has(stem));
      });
      expect(right.filter(Boolean).length / right.length).toBeGreaterThan(0.95);
    }
  });

  it.each([
    ['u menya kod bez bukv st, prosto cifry', 'у меня код без букв st, просто цифры'],
    ['parol zabyl a pochtu ne ukazyval, kto pomozhet', 'пароль забыл а почту не указывал, кто поможет'],
    ['pismo ot elzhura vse ne idet', 'письмо от элжура все не идет'],
    ["4to delat esli ne prixodit pis'mo", 'что делать если не приходит письмо'],
    ['wkola ne daet kod', 'школа не дает код'],
    ['kogda nachinayutsya kanikuly', 'когда начинаются каникулы'],
    ['spasibo bolshoe', 'спасибо большое'],
  ])('%s', (typed, meant) => {
    expect(best(typed)).toMatchObject({ text: meant, language: 'ru', how: 'translit' });
  });
});

describe('English in Russian letters', () => {
  it.each([
    ['хау ту клир кэш энд кукис', 'how to clear cache and cookies'],
    ['кэн ай юз хоум фон', 'can i use home phone'],
    ['ай эм стьюдент энд стафф, вич имейл', 'i am student and staff, which email'],
    ['хуз код из ит, майн ор май сонс', 'whose code is it, mine or my sons'],
    ['госуслуги логин даз нот файнд ми', 'gosuslugi login does not find me'],
    ['тэнк ю вери мач', 'thank you very much'],
    ['ай форгот май пассворд', 'i forgot my password'],
    ['хау ту рисет пасворд', 'how to reset password'],
    ['ай нид э хьюман', 'i need a human'],
    ['зе имейл дид нот кам', 'the email did not come'],
    ['плиз ресторе май аккаунт', 'please restore my account'],
    ['кью ар код даз нот ворк', 'qr code does not work'],
  ])('%s', (typed, meant) => {
    expect(best(typed)).toMatchObject({ text: meant, language: 'en', how: 'translit' });
  });
});

it('weighs one to four readings, whatever is typed, and reads the same the same', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 80 }),
    fc.array(fc.constantFrom(..."qwзйпароль 123.,;[]'`<&@-👍\n"), { maxLength: 60 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(anything, (text) => {
      const readings = reader.read(text);
      expect(readings.length).toBeGreaterThan(0);
      expect(readings.length).toBeLessThanOrEqual(4);
      expect(readings.reduce((sum, one) => sum + one.weight, 0)).toBeCloseTo(1);
      expect(readings.map((one) => one.weight)).toEqual(readings.map((one) => one.weight).sort((a, b) => b - a));
      expect(reader.read(text)).toEqual(readings);
      for (const one of readings) expect(one.text).toBe(one.text.toLowerCase());
    }),
  );
});
