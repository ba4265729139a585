import { describe, expect, it } from 'vitest';
import { cleanWords } from '#core/helpdesk/clean.ts';

/** What must not be read by anybody, and the words in which people send it to a helpdesk. */
describe('secrets as people tell them to a helpdesk', () => {
  it.each([
    // Passwords, alone.
    ['Summer2024', 'Summer2024'],
    ['summer2024', 'summer2024'],
    ['kotik_2010', 'kotik_2010'],
    ['summer2024!', 'summer2024!'],
    ['qwerty123', 'qwerty123'],
    ['1q2w3e4r', '1q2w3e4r'],
    ['пароль123', 'пароль123'],
    ['йцукен12', 'йцукен12'],
    ['вот: Summer2024', 'Summer2024'],
    ['вот он Kotik2010', 'Kotik2010'],
    ['it is Summer2024', 'Summer2024'],
    // With the login before them, as when they were asked for that.
    ['ivanova2005 Summer2024', 'Summer2024'],
    ['ivanova2005\nsummer2024', 'summer2024'],
    ['ivanova2005/Summer2024', 'Summer2024'],
    ['ivanova2005: qwerty123', 'qwerty123'],
    ['anna@mail.ru Summer2024', 'Summer2024'],
    ['anna@mail.ru:Summer2024', 'Summer2024'],
    ['мои данные anna@mail.ru ; kotik2010', 'kotik2010'],
    ['логин ivanova2005, Summer2024', 'Summer2024'],
    ['логин: ivanova, п: Kotik2010', 'Kotik2010'],
    ['логин и пароль: ivanova2005 Summer2024', 'Summer2024'],
    ['логин/пароль ivanova2005/kotik10', 'kotik10'],
    ['login and password: ivanova2005 Summer2024', 'Summer2024'],
    ['my login is ivanova2005 and pass Summer2024', 'Summer2024'],
    // In a sentence.
    ['пасс: kotik2010', 'kotik2010'],
    ['ввожу Summer2024 и не пускает', 'Summer2024'],
    ['I type in Summer2024 and it says it is wrong', 'Summer2024'],
    ['я поставила вот такой kotik2010', 'kotik2010'],
    ['пароль то ли Kotik2010, то ли Kotik2011', 'Kotik2011'],
    ['пароль: Summer2024 (раньше был Winter2023)', 'Winter2023'],
    // SNILS.
    ['112-233-445 95', '112-233-445'],
    ['112-233-445-95', '112-233-445'],
    ['112–233–445 96', '112–233–445'],
    ['112 233 445 95', '112 233 445'],
    ['112 233 445 96', '112 233 445'],
    ['1 1 2 2 3 3 4 4 5 9 5', '1 1 2 2 3 3'],
    ['112 23 34 45 95', '112 23 34'],
    ['снилс мой такой: 11223344596', '11223344596'],
    ['СНИЛС ребёнка — 112 233 445 9', '112 233 445'],
    ['my SNILS number is 112-233-445-96', '112-233-445'],
    ['страховой номер 11223344596', '11223344596'],
    // Codes of letters and calls.
    ['482913', '482913'],
    ['482913.', '482913'],
    ['4 8 2 9 1 3', '4 8 2 9 1 3'],
    ['48 29 13', '48 29 13'],
    ['482-913?', '482-913'],
    ['мне пришло 482913', '482913'],
    ['смс 482913', '482913'],
    ['в письме цифры 482 913', '482 913'],
    ['I received 482913', '482913'],
    ['482913 не подходит', '482913'],
    ["482913 doesn't work", '482913'],
    ['код из смс 4821', '4821'],
    ['код: 48-29-13', '48-29-13'],
    ['пин-код 4821', '4821'],
    // Invitations.
    ['st7wx3hm9', '7wx3hm9'],
    ['ST7WX3HM9RA', '7WX3HM9'],
    ['мне дали код pt 7wx3 hm9r', '7wx3'],
    ['учитель дал зе7цч3рь9кф', '7цч3рь9'],
    ['приглашение: ыe7цч3рь9', '7цч3рь9'],
  ])('%s', (words, secret) => {
    const { text, hidden } = cleanWords(words);
    expect(text).not.toContain(secret);
    expect(hidden).toBe(true);
    expect(cleanWords(text)).toEqual({ text, hidden: false });
  });

  it.each([
    ['логин ivanova2005, Summer2024', 'ivanova2005'],
    ['anna@mail.ru:Summer2024', 'anna@mail.ru'],
    ['ввожу Summer2024 и не пускает', 'не пускает'],
    ['мне пришло 482913', 'мне пришло'],
  ])('leaves the rest of “%s”', (words, left) => {
    expect(cleanWords(words).text).toContain(left);
  });
});

describe('what only looks like a secret', () => {
  it.each([
    '101-ЛД',
    'группа 101-ЛД, ЛД-21-03',
    'ЛД2103',
    'обращение 142',
    '#142',
    '№ 500123',
    'договор 500123 от 01.09.2026',
    'кабинет 305, корпус 2',
    'ауд. 1205',
    'room 1205',
    'школа 1399, 10-Б класс',
    'school1399',
    '22.11.2026',
    '22-11-26',
    '01.09.2026 в 10:30',
    'индекс 119991, Москва',
    '89051234567',
    '+7 905 123-45-67',
    '8 (905) 123 45 67',
    'СНИЛС забыла, телефон 89051234567',
    'снилс у меня есть, звоните 8 905 123-45-67',
    'логин ivanova2005',
    'мой логин ivanova2005, не пускает',
    'login: ivanova2005',
    'ввожу логин ivanova2005 и ничего',
    'студент2024',
    '@anna_petrova2005',
    'anna.petrova2005@mail.ru',
    'почта anna2005@mail.ru и petrova2006@yandex.ru',
    'iPhone15Pro',
    'у меня iPhone 13, Windows10Pro',
    'Xiaomi RedmiNote12',
    'I use iPhone15Pro',
    'scan_2024.pdf',
    'ошибка ERR_404, код ошибки 404',
    'с 2019 по 2024 год училась на 310501',
    'оплатила 150000 рублей',
    'пришло 2 письма 15.11.2026',
    'пришлите на 119991, Москва, Трубецкая 8',
    'мне 2010 года рождения, 6А класс',
    'https://student.sechenov.ru/login',
    'ip 192.168.100.10',
    'расписание 1,2,3,4,5,6 уроки',
  ])('%s', (words) => {
    expect(cleanWords(words)).toEqual({ text: words, hidden: false });
  });
});
