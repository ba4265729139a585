import { expect, it } from 'vitest';
import { isHelpdesks } from '#core/helpdesk/mail/senders.ts';
import { Helpdesk, Institution } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';

const [university] = defaultInstitutions;
const at = (email: string, senders: string[] = []): Institution =>
  Institution.parse({ ...university, contacts: { email, phone: '+7 (495) 128-43-74' }, helpdesk: { senders } });
const known = (institution: Institution, ...addresses: string[]): boolean[] =>
  addresses.map((address) => isHelpdesks(institution, address));

it('the helpdesk writes from its address, and from others of its domain', () => {
  const smartics = at('Helpdesk@smartics.ru');
  expect(known(smartics, 'helpdesk@smartics.ru', 'Olga@Smartics.ru', 'helpdesk+olga@smartics.ru')).not.toContain(false);
  const strangers = ['helpdesk@smartics.ru.example.org', 'olga@notsmartics.ru', 'helpdesk@mail.smartics.ru'];
  expect(known(smartics, ...strangers, 'a@gmail.com', '@smartics.ru', 'smartics.ru', '')).not.toContain(true);
  // Whoever judges letters before us may have held it for the other one's.
  const two = ['helpdesk@smartics.ru@example.org', 'a@example.org@smartics.ru', 'a@example.org, b@smartics.ru'];
  expect(known(smartics, ...two, 'helpdesk@smаrtics.ru')).not.toContain(true);
  expect(known(at('ISU.Helpdesk@Yandex.ru'), 'isu.helpdesk@yandex.ru', 'maria@yandex.ru')).toEqual([true, false]);
  expect(known(at('helpdesk@Smartics.ru'), 'maria@smartics.ru')).toEqual([true]);
});

it('where anybody may have an address, only its own is the helpdesk’s', () => {
  const mail = [
    'isu.helpdesk@yandex.ru',
    'school57@internet.ru',
    'isu@xmail.ru',
    'isu@ya.ru',
    'isu@live.com',
    'isu@pm.me',
  ];
  for (const email of [...mail, 'helpdesk@student.sechenov.ru', 'helpdesk@staff.sechenov.ru']) {
    expect(known(at(email), email, `somebody@${email.split('@')[1]}`)).toEqual([true, false]);
  }
});

it('others are named by the settings: addresses, or whole domains', () => {
  const more = at('isu.helpdesk@yandex.ru', ['Olga@gmail.com', '@partner.example.ru']);
  expect(known(more, 'olga@gmail.com', 'pavel@partner.example.ru')).toEqual([true, true]);
  expect(known(more, 'pavel@gmail.com', 'pavel@sub.partner.example.ru')).toEqual([false, false]);
  for (const wrong of ['partner.example.ru', 'Olga <olga@gmail.com>', '@ru', 'olga@'])
    expect(Helpdesk.safeParse({ senders: [wrong] }).success).toBe(false);
});
