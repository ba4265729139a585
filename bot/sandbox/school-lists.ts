import type { NotablePerson } from './http.ts';

/** The curator's chat with the bot. */
export const CURATOR_ID = 5_000_000_009;

/** Whom a newcomer can be at school. What the school knows of them stands in the lists below. */
export const schoolPeople: NotablePerson[] = [
  {
    id: CURATOR_ID,
    firstName: 'Клара',
    lastName: 'Ключевская',
    languageCode: 'ru',
    phone: '+79000000109',
    about: { ru: 'Куратор школы № 1399: команда /curator', en: 'Curator of school 1399: the command /curator' },
  },
  {
    id: 5_000_000_010,
    firstName: 'Ольга',
    lastName: 'Николаева',
    languageCode: 'ru',
    phone: '+79000000101',
    about: { ru: 'Мама двоих: 6А и 2Б, два листка', en: 'Mother of two, in 6А and 2Б: holds two sheets' },
  },
  {
    id: 5_000_000_011,
    firstName: 'Вера',
    lastName: 'Николаева',
    languageCode: 'ru',
    phone: '+79000000111',
    about: { ru: 'Ученица 6А, почты нет', en: 'A pupil of 6А without an e-mail' },
  },
  {
    id: 5_000_000_012,
    firstName: 'Марина',
    lastName: 'Учителева',
    languageCode: 'ru',
    phone: '+79000000102',
    about: { ru: 'Учительница, её сын учится в 6А', en: 'A teacher whose son is in 6А' },
  },
  {
    id: 5_000_000_013,
    firstName: 'Grace',
    lastName: 'Sample',
    languageCode: 'en',
    phone: '+79000000113',
    about: { ru: 'Мама из 6А, говорит по-английски', en: 'A mother in 6А who speaks English' },
  },
];

/** The first has a curator; the second has none, as a school that nobody looks after. */
export const SCHOOLS = `Номер;Название;Регион;Адрес журнала
1399;Школа № 1399;Москва;1399.eljur.ru
57;Гимназия № 57 им. А. С. Пушкина;Республика Татарстан;kazan57.eljur.ru
`;

/** As schools export them. The two whom the sandbox's Gosuslugi knows have there what stands here (`citizens.ts`). */
export const SCHOOL_LISTS = [
  `Класс;Ученик;Дата рождения;Мать;СНИЛС матери;Почта матери;Телефон матери;Отец
6А;Николаева Вера Сергеевна;14.03.2014;Николаева Ольга Петровна;999-000-101 18;olga@example.org;+7 900 000-01-01;
6А;Учителев Лев Маратович;02.11.2013;Учителева Марина Львовна;;;;
6А;Sample Oscar;21.06.2014;Sample Grace;;grace@example.org;8 (900) 000-01-13;
6А;Ёжиков-Иголкин Артём Фёдорович;30.12.2013;Ёжикова-Иголкина Алёна Игоревна;;;;
6А;Выдумкина Софья Львовна;08.09.2014;;;;;Выдумкин Лев Саввич
6А;Небылицын Савва Ильич;19.05.2014;Небылицына Дина Маратовна;;;;
2Б;Николаев Пётр Сергеевич;27.08.2018;Николаева Ольга Петровна;999-000-101 18;olga@example.org;+7 900 000-01-01;
2Б;Макетова Эмма Фёдоровна;11.01.2018;Макетова Ия Львовна;;;;
2Б;Шаблонов Тимур Маратович;05.04.2018;;;;;Шаблонов Марат Игоревич
`,
  `ФИО;Должность;Почта
Учителева Марина Львовна;Учитель математики;marina@example.org
Ключевская Клара Карловна;Заместитель директора;
`,
];
