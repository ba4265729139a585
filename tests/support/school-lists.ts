import iconv from 'iconv-lite';
import type { Language } from '#core/language.ts';

/** What the operator imports: a school, one of nearly the same name, and one far away. */
export const SCHOOLS = `Номер;Название;Регион;Адрес журнала
1399;Школа № 1399 имени Пушкина;Москва;1399.eljur.ru
1400;Школа № 1400;Москва;1400.eljur.ru
57;Гимназия № 57;Республика Татарстан;kazan57.eljur.ru
`;

/** What the curator imports: the class lists and the staff, as the two languages' table programs save them. */
export const lists = {
  ru: {
    pupils: `Класс;Ученик;Дата рождения;Родители
6А;Николаева Вера Сергеевна;14.03.2014;
6А;Ежов Глеб Олегович;11.11.2013;
6А;Учителев Лев Маратович;02.11.2013;Учителева Марина Львовна
2Б;Николаев Пётр Сергеевич;02.09.2017;
`,
    staff: 'ФИО;Должность\nУчителева Марина Львовна;Учитель математики\nСторожев Иван Ильич;Сторож\n',
    // As Excel saves it.
    encoding: 'win1251',
  },
  en: {
    pupils: `class,pupil,date of birth,parents
6А,Николаева Вера Сергеевна,2014-03-14,
6А,Ежов Глеб Олегович,2013-11-11,
6А,Учителев Лев Маратович,2013-11-02,Учителева Марина Львовна
2Б,Николаев Пётр Сергеевич,2017-09-02,
`,
    staff: 'name,position\nУчителева Марина Львовна,teacher of mathematics\nСторожев Иван Ильич,caretaker\n',
    encoding: 'utf8',
  },
} as const;

export const OLGA = 'Николаева Ольга Петровна';
export const VERA = 'Николаева Вера Сергеевна';
export const PYOTR = 'Николаев Пётр Сергеевич';
export const GLEB = 'Ежов Глеб Олегович';
export const MARINA = 'Учителева Марина Львовна';
export const LEV = 'Учителев Лев Маратович';
export const IVAN = 'Сторожев Иван Ильич';
export const KLARA = 'Ключевская Клара';

/** The list as a file from the curator's computer. */
export const csv = (text: string, language: Language): File =>
  new File([new Uint8Array(iconv.encode(text, lists[language].encoding))], 'list.csv', { type: 'text/csv' });
