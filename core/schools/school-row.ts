import { plainHeading } from '../people/columns.ts';
import { cleanName } from '../people/name.ts';
import { DirectoryUnreadable } from '../people/row.ts';

/** Where each part of a school stands: positions of its cells, from 0. */
export interface SchoolColumns {
  number: number | undefined;
  name: number | undefined;
  region: number;
  address: number;
  curators: number | undefined;
}

/** A school as a file wrote it, cleaned. */
export interface ReadSchool {
  line: number;
  /** Empty where the school has only a name. */
  number: string;
  name: string;
  region: string;
  /** The journal's address without anything around it: 1399.eljur.ru. */
  host: string;
  curators: string[];
}

export type SchoolRefusal =
  | 'columns'
  | 'name-missing'
  | 'region-missing'
  | 'address-missing'
  | 'address-unreadable'
  | 'too-long'
  | 'unreadable'
  | 'duplicate';

/** What an operator must look at in one line. */
export interface SchoolTrouble {
  line: number;
  reason: SchoolRefusal;
}

const HEADINGS = {
  number: ['номер', 'номершколы', 'number', 'no', 'n'],
  name: ['название', 'наименование', 'школа', 'имя', 'name', 'school'],
  region: ['регион', 'субъект', 'область', 'город', 'region', 'area', 'city'],
  address: ['адрес', 'адресжурнала', 'журнал', 'сайт', 'хост', 'address', 'host', 'url', 'journal', 'site'],
  curators: ['куратор', 'кураторы', 'curator', 'curators'],
};

const LONGEST_NUMBER = 50;
const LONGEST_NAME = 300;
const LONGEST_PERSON = 200;

/** Finds the columns by their headings, Russian or English, in any order. @throws DirectoryUnreadable */
export function findSchoolColumns(headings: readonly string[]): SchoolColumns {
  const plain = headings.map(plainHeading);
  const find = (names: readonly string[]): number | undefined =>
    names.map((name) => plain.indexOf(name)).find((index) => index >= 0);

  const [number, name, region, address] = [
    find(HEADINGS.number),
    find(HEADINGS.name),
    find(HEADINGS.region),
    find(HEADINGS.address),
  ];
  const missing = [
    number === undefined && name === undefined && 'the number or the name (номер, название)',
    region === undefined && 'the region (регион)',
    address === undefined && 'the journal’s address (адрес)',
  ].filter((part) => part !== false);
  if (missing.length > 0 || region === undefined || address === undefined)
    throw new DirectoryUnreadable(`No column for ${missing.join('; ')}.`);
  return { number, name, region, address, curators: find(HEADINGS.curators) };
}

/** Judges one line of a file. @param width how many columns have headings */
export function readSchool(
  cells: readonly string[],
  line: number,
  columns: SchoolColumns,
  width: number,
): ReadSchool | SchoolTrouble {
  const refused = (reason: SchoolRefusal): SchoolTrouble => ({ line, reason });
  if (cells.slice(width).some((extra) => extra.trim() !== '')) return refused('columns');

  const raw = (index: number | undefined): string => (index === undefined ? '' : (cells[index] ?? ''));
  const number = plain(raw(columns.number)).replace(/^(?:№|N|No\.?)\s*/iu, '');
  const region = plain(raw(columns.region));
  const name = plain(raw(columns.name)) || (number === '' ? '' : `№ ${number}`);
  const address = raw(columns.address).trim();
  const curators = raw(columns.curators)
    .split(/[,;\n]/)
    .map(cleanName)
    .filter((one) => one !== '');

  if (name === '') return refused('name-missing');
  if (region === '') return refused('region-missing');
  if (address === '') return refused('address-missing');
  const host = hostIn(address);
  if (host === null) return refused('address-unreadable');
  if ([number, name, region, ...curators].some((text) => text.includes('\uFFFD'))) return refused('unreadable');
  const longest = [number.length > LONGEST_NUMBER, name.length > LONGEST_NAME, region.length > LONGEST_NAME];
  if (longest.includes(true) || curators.some(({ length }) => length > LONGEST_PERSON)) return refused('too-long');
  return { line, number, name, region, host, curators: [...new Set(curators)] };
}

/** Composed, on one line, nothing invisible. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();

const HOST = /^(?=.{4,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]*[a-z0-9]$/;

/** The host of an address such as `1399.eljur.ru`, `https://1399.eljur.ru/hello` or «школа.рф» (in its Latin form); null when it is none. */
function hostIn(address: string): string | null {
  const url = URL.parse(/^https?:\/\//i.test(address) ? address : `https://${address}`);
  if (url?.port !== '' || url.username !== '' || url.password !== '') return null;
  return HOST.test(url.hostname) ? url.hostname : null;
}
