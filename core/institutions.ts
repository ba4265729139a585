import { Helpdesk, type Institution } from './institution.ts';

const helpdesk = Helpdesk.parse({});

/** The institutions that the assistant knows without a file of settings: those of the two documents it was made from. */
export const defaultInstitutions: Institution[] = [
  {
    id: 'isu',
    kind: 'university',
    name: { ru: 'Сеченовский университет', en: 'Sechenov University' },
    url: 'https://isu.sechenov.ru',
    contacts: { email: 'helpdesk@smartics.ru', phone: '+7 (495) 128-43-74' },
    timeZone: 'Europe/Moscow',
    workingHours: { ru: 'будни, 9:00–18:00 по Москве', en: 'weekdays, 9:00–18:00 Moscow time' },
    helpdesk,
    country: 'RU',
    corporateDomains: { student: 'student.sechenov.ru', staff: 'staff.sechenov.ru' },
    corporateEmailHelp: 'https://isu.sechenov.ru',
    apps: {
      name: 'Sechenov',
      appStore: 'https://apps.apple.com/ru/search?term=Sechenov',
      googlePlay: 'https://play.google.com/store/search?q=Sechenov&c=apps',
    },
    contactSkipsCall: false,
  },
  {
    id: 'eljur',
    kind: 'school',
    name: { ru: 'Школа (ЭлЖур)', en: 'School (ElJur journal)' },
    url: 'https://eljur.ru/hello',
    contacts: { email: 'helpdesk@smartics.ru', phone: '+7 (495) 128-43-74' },
    timeZone: 'Europe/Moscow',
    workingHours: { ru: 'будни, 9:00–18:00 по Москве', en: 'weekdays, 9:00–18:00 Moscow time' },
    helpdesk,
    apps: {
      name: 'ЭлЖур.Дневник',
      appStore:
        'https://apps.apple.com/ru/search?term=%D0%AD%D0%BB%D0%96%D1%83%D1%80.%D0%94%D0%BD%D0%B5%D0%B2%D0%BD%D0%B8%D0%BA',
      googlePlay:
        'https://play.google.com/store/search?q=%D0%AD%D0%BB%D0%96%D1%83%D1%80.%D0%94%D0%BD%D0%B5%D0%B2%D0%BD%D0%B8%D0%BA&c=apps',
    },
    teacherApps: {
      name: 'ЭлЖур.Учитель',
      appStore:
        'https://apps.apple.com/ru/search?term=%D0%AD%D0%BB%D0%96%D1%83%D1%80.%D0%A3%D1%87%D0%B8%D1%82%D0%B5%D0%BB%D1%8C',
      googlePlay:
        'https://play.google.com/store/search?q=%D0%AD%D0%BB%D0%96%D1%83%D1%80.%D0%A3%D1%87%D0%B8%D1%82%D0%B5%D0%BB%D1%8C&c=apps',
    },
    gosuslugiHelp: 'https://www.gosuslugi.ru/help/faq/login/1',
    gosuslugiData: 'https://lk.gosuslugi.ru/settings/account',
  },
];
