import { DirectoryUnreadable } from './row.ts';

/** Where each part of a record stands: positions of its cells, from 0. */
export interface Columns {
  id: number;
  /** Joined by spaces: one full name, or surname, given name and patronymic. */
  name: number[];
  role: number;
  /** Only when there is a role besides it. */
  status: number | undefined;
  phones: number[];
}

const ID = [
  'refkey',
  'ссылка',
  'guid',
  'гуид',
  'uuid',
  'uid',
  'id',
  'ид',
  'идентификатор',
  'externalid',
  'код',
  'code',
];
const FULL = ['фио', 'полноеимя', 'фамилияимяотчество', 'fullname', 'наименование', 'description'];
const SURNAME = ['фамилия', 'surname', 'lastname', 'familyname'];
const GIVEN = ['имя', 'givenname', 'firstname', 'name'];
const PATRONYMIC = ['отчество', 'patronymic', 'middlename'];
const ROLE = ['роль', 'роли', 'категория', 'role', 'roles', 'category'];
const STATUS = ['статус', 'состояние', 'status'];
/** A heading made of these words alone: «телефон матери» is somebody else's phone. */
const PHONE =
  /^(?:номера?|телефон[аы]?|тел|мобильн(?:ый|ого|ые)|моб|сотов(?:ый|ого|ые)|сот|контактн(?:ый|ые)|личн(?:ый|ые)|mobile|cell|phones?|numbers?|\d)+$/;
const NAMES_PHONE = /тел|моб|сот|phone|mobile|cell/;

/** A heading without what files differ in: «Ф. И. О. ученика» is `фиоученика`. */
export const plainHeading = (heading: string): string =>
  heading
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]/gu, '');

/** Finds the needed columns by their headings, Russian or English, in any order. @throws DirectoryUnreadable */
export function findColumns(headings: string[]): Columns {
  const plain = headings.map(plainHeading);
  const find = (names: string[]): number | undefined =>
    names.map((name) => plain.indexOf(name)).find((index) => index >= 0);

  const id = find(ID);
  const name = findName(find);
  const role = find(ROLE);
  const status = find(STATUS);
  const phones = plain.flatMap((heading, index) => (PHONE.test(heading) && NAMES_PHONE.test(heading) ? [index] : []));

  const missing = [
    id === undefined && 'the key (код, Ref_Key or id)',
    name.length === 0 && 'the name (ФИО, or Фамилия, Имя, Отчество)',
    role === undefined && status === undefined && 'the role (роль, категория or статус)',
    phones.length === 0 && 'the phone (телефон or мобильный)',
  ].filter((part) => part !== false);
  const roleOrStatus = role ?? status;
  if (missing.length > 0 || id === undefined || roleOrStatus === undefined) {
    throw new DirectoryUnreadable(`No column for ${missing.join('; ')}. Columns found: ${listed(headings)}.`);
  }
  return { id, name, role: roleOrStatus, status: role === undefined ? undefined : status, phones };
}

function findName(find: (names: string[]) => number | undefined): number[] {
  const full = find(FULL);
  if (full !== undefined) return [full];
  const surname = find(SURNAME);
  const given = find(GIVEN);
  if (surname === undefined) return find(['name']) === undefined ? [] : [find(['name']) ?? 0];
  return [surname, given, find(PATRONYMIC)].filter((index) => index !== undefined);
}

/** Headings come from a file that may be anything: at most twenty, short, printable. */
function listed(headings: string[]): string {
  const shown = headings.slice(0, 20).map(
    (heading) =>
      `“${heading
        .replace(/[\p{C}\s]+/gu, ' ')
        .trim()
        .slice(0, 40)}”`,
  );
  return shown.join(', ') + (headings.length > 20 ? ' and more' : '');
}
