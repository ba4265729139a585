import type { Bilingual } from './page/protocol.ts';

/** Somebody on the stand-in of Gosuslugi. All are made up; their SNILS keep the checksum and belong to nobody here. */
export interface Citizen {
  id: string;
  familyName: string;
  givenName: string;
  middleName?: string;
  /** As Gosuslugi writes it: `112-233-445 95`. */
  snils?: string;
  /** Whether the account is a confirmed one. */
  trusted: boolean;
  email?: { value: string; verified: boolean };
  phone?: { value: string; verified: boolean };
  about: Bilingual;
}

/** People of the sandbox's school, as Gosuslugi knows them, and some whom no journal may take. */
export const sandboxCitizens: readonly Citizen[] = [
  {
    id: 'olga',
    familyName: 'Николаева',
    givenName: 'Ольга',
    middleName: 'Петровна',
    snils: '999-000-101 18',
    trusted: true,
    email: { value: 'olga@example.org', verified: true },
    phone: { value: '+79000000101', verified: true },
    about: { ru: 'Мама: в журнале есть её СНИЛС', en: 'A mother: the journal has her SNILS' },
  },
  {
    id: 'marina',
    familyName: 'Учителева',
    givenName: 'Марина',
    middleName: 'Львовна',
    snils: '999-000-102 19',
    trusted: true,
    email: { value: 'marina@example.org', verified: true },
    about: {
      ru: 'Учительница: СНИЛС в журнале нет, но почта и имя совпадают',
      en: 'A teacher: the journal lacks her SNILS, but her e-mail and name match',
    },
  },
  {
    id: 'unconfirmed',
    familyName: 'Учителева',
    givenName: 'Марина',
    middleName: 'Львовна',
    trusted: true,
    email: { value: 'marina@example.org', verified: false },
    about: { ru: 'Та же почта, но не подтверждена', en: 'The same e-mail, but not confirmed' },
  },
  {
    id: 'untrusted',
    familyName: 'Николаева',
    givenName: 'Ольга',
    middleName: 'Петровна',
    snils: '999-000-101 18',
    trusted: false,
    about: { ru: 'Учётная запись не подтверждённая', en: 'An account that is not a confirmed one' },
  },
  {
    id: 'stranger',
    familyName: 'Безвестный',
    givenName: 'Нестор',
    snils: '999-000-103 20',
    trusted: true,
    email: { value: 'nestor@example.org', verified: true },
    about: { ru: 'В журнале его нет', en: 'Unknown to the journal' },
  },
];
