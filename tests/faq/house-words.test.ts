import { describe, expect, it } from 'vitest';
import type { Article } from '#core/faq/article.ts';
import { articlesIn, faqFolders } from '#core/faq/folder.ts';
import { houseWords, inHouseWords } from '#core/faq/house-words.ts';
import { sharedFaq } from '#tests/support/faq.ts';

const faq = (await sharedFaq()).current();
const words = houseWords(articlesIn(faq, faqFolders));
const leaves = (text: string): string => inHouseWords(text, words).text;

const names =
  'Александр Саша Сашин Алексей Анастасия Настя Анна Аня Анечка Антон Артём Борис Вадим Валентина Варвара Василий Вася Виктор ' +
  'Владимир Вова Галина Глеб Гульназ Даниил Дарья Даша Дмитрий Дима Евгений Женя Екатерина Катя Кати Елена Лена Лены Зоя Иван ' +
  'Ваня Вани Игорь Инна Ирина Ира Ирочка Камиля Кирилл Ксения Лариса Людмила Максим Мария Маша Маши Маше Михаил Миша Никита ' +
  'Николай Коля Оксана Олег Ольга Оля Павел Паша Полина Рустам Светлана Сергей Серёжа София Софья Степан Тамара Татьяна Таня ' +
  'Тимур Ульяна Фёдор Юлия Юля Юрий Яна Ярослав Иванов Иванова Иванову Петров Петрова Сидоров Смирнова Кузнецов Попов Ким ' +
  'Anna Alice Alex Andrew Boris Chen Daniel David Emily Emma George Harry Ivan Jack James Jane John Kate Laura Lucy Maria Mike ' +
  'Nancy Oliver Olga Peter Sarah Smith Brown Johnson Tom Vera Wang William Petrov Petrova Ivanov Ivanova';

describe('what of a question leaves the house', () => {
  it('is what the articles are written in, in any spelling of letters', () => {
    expect(leaves('Где мой QR-код?')).toBe('где мой qr код');
    expect(leaves('не приходит письмо на почту')).toBe('не приходит письмо на почту');
    expect(leaves('where is my QR code')).toBe('where is my qr code');
    expect(inHouseWords('где мой абракадабр QR', words)).toEqual({ text: 'где мой … qr', known: 3 });
  });

  it.each(names.split(' '))('is no name: %s', (name) => {
    expect(leaves(`код приглашения ${name} не подходит`)).toBe('код приглашения … не подходит');
    expect(leaves(name.toLowerCase())).toBe('…');
  });

  it('is no name that is spelled like a word, where it can be told', () => {
    expect(leaves('не пришло ли письмо')).toBe('не пришло ли письмо');
    expect(leaves('не пришло письмо, фамилия Ли')).toMatch(/^не пришло письмо .*…$/);
    expect(leaves('Код не подходит. Код чужой?')).toMatch(/^код не подходит код/);
    expect(leaves('не работает вход через Госуслуги')).toBe('не работает вход через госуслуги');
  });

  it.each([
    '+7 905 123-45-67',
    '89051234567',
    '８９０５１２３４５６７',
    '112-233-445 95',
    'anna.petrova@student.sechenov.ru',
    'почта@школа.рф',
    'st1a2b3c4d5e',
    '6А',
    'login77',
    '٠٥٥١٢٣',
  ])('is no number, address or code: %s', (own) => {
    expect(leaves(`код ${own} не подходит`)).toBe('код … не подходит');
  });

  it('is no word that people typed for one or two articles only, and no placeholder', () => {
    const article = (intent: string, utterances: string[], body: string): Article => ({
      ...{ intent, title: 'Код', body, utterances, topic: 'codes', order: 1, siblings: [], institution: 'eljur' },
      language: 'ru',
    });
    const own = houseWords([
      article('eljur.a', ['код для Маши', 'Маши код', 'срочно'], 'Пишите: { $email }.'),
      article('eljur.b', ['Маши нет', 'срочно'], 'Ждите.'),
      article('eljur.c', ['срочно'], 'Ждите.'),
    ]);
    expect([...own].sort()).toEqual(['ждите', 'код', 'пишите', 'срочно']);
  });
});
