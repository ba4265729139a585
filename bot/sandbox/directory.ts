import type { NotablePerson } from './http.ts';

/** Whom a newcomer can be in the sandbox's chat. Their phones are those of `sandboxDirectory`, but for one. */
export const notablePeople: NotablePerson[] = [
  {
    id: 5_000_000_001,
    firstName: 'Анна',
    lastName: 'Примерова',
    languageCode: 'ru',
    phone: '+79000000001',
    about: { ru: 'Студентка: есть в справочнике', en: 'A student, known to the directory' },
  },
  {
    id: 5_000_000_002,
    firstName: 'Пётр',
    lastName: 'Образцов',
    languageCode: 'ru',
    phone: '+79000000002',
    about: { ru: 'Сотрудник', en: 'A member of staff' },
  },
  {
    id: 5_000_000_003,
    firstName: 'Алёна',
    languageCode: 'ru',
    phone: '+79000000003',
    about: { ru: 'И студентка, и сотрудница: нужны две почты', en: 'Student and staff at once: owes two e-mails' },
  },
  {
    id: 5_000_000_004,
    firstName: 'Alice',
    lastName: 'Sample',
    languageCode: 'en',
    phone: '+79000000004',
    about: { ru: 'Студентка, говорит по-английски', en: 'A student who speaks English' },
  },
  {
    id: 5_000_000_005,
    firstName: 'Иван',
    lastName: 'Двойников',
    languageCode: 'ru',
    phone: '+79000000005',
    about: { ru: 'Один номер на двоих с сестрой', en: 'Shares one phone with his sister' },
  },
  {
    id: 5_000_000_006,
    firstName: 'Зинаида',
    lastName: 'Проводная',
    languageCode: 'ru',
    phone: '+79000000006',
    about: { ru: 'В справочнике только городской телефон', en: 'The directory has only her landline' },
  },
  {
    id: 5_000_000_007,
    firstName: 'Нестор',
    lastName: 'Безвестный',
    languageCode: 'ru',
    phone: '+79990000007',
    about: { ru: 'Его нет в справочнике', en: 'Unknown to the directory' },
  },
  {
    id: 5_000_000_008,
    firstName: 'Максимилиан',
    languageCode: 'ru',
    phone: '+79000000008',
    about: { ru: 'Очень длинное имя', en: 'Has a very long name' },
  },
];

const HEADINGS = 'Код;ФИО;Телефон;Роль';
const SIZE = 200;

/** The records behind the notable people; each number is written in another way, as directories do. */
const KNOWN = [
  ['Примерова Анна Ивановна', '8 (900) 000-00-01', 'студент'],
  ['Образцов Пётр Семёнович', '+7 900 000-00-02, раб. +7 (495) 000-00-02 доб. 12', 'сотрудник'],
  ['Щукина-Ёлочкина Алёна Артёмовна', '8-900-000-00-03', 'студент, сотрудник'],
  ['Sample Alice', '+79000000004', 'student'],
  ['Двойников Иван Близнецович', '9000000005', 'студент'],
  ['Двойникова Инна Близнецовна', '8 900 000 00 05', 'студент'],
  ['Проводная Зинаида Трубковна', '8 (495) 000-00-06', 'сотрудник'],
  [
    'Преображенский-Великоновгородский Максимилиан-Александр Константинопольевич',
    '8(900)0000008 / +7 999 000-08-08',
    'сотрудник',
  ],
];

const SURNAMES = [
  'Выдумкин',
  'Макетов',
  'Черновиков',
  'Небылицын',
  'Тестов',
  'Шаблонов',
  'Пробников',
  'Ёжиков-Иголкин',
];
const MEN = [
  ['Артём', 'Лев', 'Тимур', 'Илья', 'Глеб', 'Савва'],
  ['Фёдорович', 'Львович', 'Маратович', 'Игоревич', 'Ильич', 'Саввич'],
];
const WOMEN = [
  ['Алёна', 'Вера', 'Дина', 'Ия', 'Софья', 'Эмма'],
  ['Фёдоровна', 'Львовна', 'Маратовна', 'Игоревна', 'Ильинична', 'Саввична'],
];
const SPELLINGS = [
  (n: string) => `+7 900 ${n.slice(0, 3)}-${n.slice(3, 5)}-${n.slice(5)}`,
  (n: string) => `8 (900) ${n.slice(0, 3)}-${n.slice(3, 5)}-${n.slice(5)}`,
  (n: string) => `8900${n}`,
  (n: string) => `900 ${n.slice(0, 3)} ${n.slice(3)}`,
  (n: string) => `тел. +7(900)${n}; 8-999-${n.slice(0, 3)}-${n.slice(3)}`,
];

/** The sandbox's university directory as a CSV file of 1C: 200 invented people, always the same. */
export function sandboxDirectory(): string {
  const invented = Array.from({ length: SIZE - KNOWN.length }, (_, index) => inventedRecord(index));
  const records = [...KNOWN, ...invented].map((cells, index) => [String(index + 1).padStart(9, '0'), ...cells]);
  return `${[HEADINGS, ...records.map((cells) => cells.map(quoted).join(';'))].join('\r\n')}\r\n`;
}

function inventedRecord(index: number): string[] {
  const woman = index % 2 === 1;
  const couple = Math.floor(index / 2);
  const round = Math.floor(couple / SURNAMES.length);
  const surname = pick(SURNAMES, couple)
    .split('-')
    .map((part) => (woman ? `${part}а` : part))
    .join('-');
  const [given = [], patronymics = []] = woman ? WOMEN : MEN;
  const rest = `${pick(given, round)} ${pick(patronymics, round + Math.floor(round / given.length))}`;
  const phone = pick(SPELLINGS, index)(String(101 + index).padStart(7, '0'));
  const role = index % 20 === 0 ? 'студент, сотрудник' : index % 4 === 0 ? 'сотрудник' : 'студент';
  return [`${surname} ${rest}`, phone, role];
}

function pick<Item>(items: Item[], index: number): Item {
  const item = items[index % items.length];
  if (item === undefined) throw new Error('Nothing to pick from');
  return item;
}

const quoted = (cell: string): string => (/[";\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
