import fc from 'fast-check';
import { expect, it } from 'vitest';
import { cleanName, givenName } from '#core/people/name.ts';

it.each([
  ['  Иванов \t Иван\r\nИванович ', 'Иванов Иван Иванович'],
  ['Иванов\u00a0Иван', 'Иванов Иван'],
  ['Ку\u00adку\u200bшкин\u202e Ян\u0000', 'Кукушкин Ян'],
  ['Кюи\u0306', 'Кюй'],
  ['Ёжиков Пётр', 'Ёжиков Пётр'],
  ['<b>Иван</b>', '<b>Иван</b>'],
  ['\ud800Иван', 'Иван'],
  [' - 12 ', ''],
  ['', ''],
])('cleans %j', (text, clean) => expect(cleanName(text)).toBe(clean));

it('is done in one go, and leaves nothing invisible', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const clean = cleanName(text);
      expect(cleanName(clean)).toBe(clean);
      expect(clean).not.toMatch(/\p{C}|\s\s|^\s|\s$/u);
    }),
  );
});

it.each([
  ['Петрова Анна Ивановна', 'Анна'],
  ['Анна Ивановна Петрова', 'Анна'],
  ['Петрова Анна', 'Анна'],
  ['Абрамович Роман Аркадьевич', 'Роман'],
  ['Абрамович Роман', 'Роман'],
  ['Ильина Ия Ильинична', 'Ия'],
  ['Алиев Вагиф Гасан оглы', 'Вагиф'],
  ['Римский-Корсаков Николай Андреевич', 'Николай'],
  ['ИВАНОВА АННА-МАРИЯ ПЕТРОВНА', 'Анна-Мария'],
  ['Sample Alice', 'Alice'],
  ['Сукарно', 'Сукарно'],
  ['', ''],
])('greets %s as %s', (full, given) => expect(givenName(full)).toBe(given));
