import { expect, it } from 'vitest';
import { saysItGoesOn } from '#core/helpdesk/goes-on.ts';

it.each([
  'у меня всё равно ничего не вышло',
  'всё равно не открывается',
  'спасибо, но все равно не пускает',
  'ой, нет, всё равно письма нет, верните обращение',
  'до сих пор жду письмо',
  'опять та же ошибка',
  'вопрос не решён',
  'проблема осталась',
  'то же самое',
  'откройте моё обращение снова',
  'still doesn’t work',
  'it STILL does not let me in',
  "still can't get in",
  'same problem again',
  'my problem was not solved',
  'please reopen my request',
  'nothing changed',
])('“%s” says that the trouble goes on', (text) => {
  expect(saysItGoesOn(text)).toBe(true);
});

it.each([
  'где мой QR-код',
  'спасибо, всё заработало',
  'всё равно спасибо',
  'мне всё равно',
  'письмо не пришло',
  'как снова получить пропуск?',
  'как открыть пропуск',
  'школа 57',
  'where is my QR code',
  'thank you again',
  'the e-mail has not come',
  'do I need a new code',
])('“%s” does not', (text) => {
  expect(saysItGoesOn(text)).toBe(false);
});

it('is read on the wrong keyboard too', () => {
  expect(saysItGoesOn('dct hfdyj yt gecrftn')).toBe(false);
  expect(saysItGoesOn('dct hfdyj yt gecrftn', ['все равно не пускает'])).toBe(true);
});
