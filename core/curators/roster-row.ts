import { z } from 'zod';
import { readSnils } from '../gosuslugi/snils.ts';
import { cleanName, LONGEST_NAME } from '../people/name.ts';
import { phonesIn } from '../people/phone.ts';
import type { Secrets } from '../secrets.ts';
import { readEmail } from '../verification/email.ts';
import type { Fact, RosterColumns, Whose } from './roster-columns.ts';

/** What a list holds of one person. SNILS is a keyed hash from the first moment. */
const Facts = z.object({
  /** Empty for a parent whom the list does not name. */
  name: z.string(),
  /** As in `2014-05-31`. */
  birthDate: z.string().nullable(),
  snilsHash: z.string().nullable(),
  email: z.string().nullable(),
  phones: z.array(z.string()),
  /** An invitation that the school has printed already. */
  code: z.string().nullable(),
});
export const RosterRow = z.discriminatedUnion('kind', [
  Facts.extend({ kind: z.literal('pupil'), line: z.number(), className: z.string(), parents: z.array(Facts) }),
  Facts.extend({ kind: z.literal('staff'), line: z.number(), role: z.enum(['teacher', 'staff']) }),
]);

export type PersonFacts = z.infer<typeof Facts>;
export type RosterRow = z.infer<typeof RosterRow>;
export type PupilRow = Extract<RosterRow, { kind: 'pupil' }>;

/** Of somebody whom a list does not name. */
export const NOTHING_KNOWN: PersonFacts = {
  ...{ name: '', birthDate: null, snilsHash: null, email: null, phones: [], code: null },
};

/** Why a line is not taken. Parts of i18n keys: `roster-trouble-name-missing`. */
const refusals = [
  'columns',
  'name-missing',
  'name-too-long',
  'name-unreadable',
  'class-missing',
  'class-too-long',
  'duplicate',
  'several',
] as const;
/** What of a line is left out, or worth a look, though the line is taken. */
export const remarks = ['birth-date', 'snils', 'email', 'phone', 'elsewhere', 'code', 'left'] as const;
export type Refusal = (typeof refusals)[number];
export type Remark = (typeof remarks)[number];

export interface RosterTrouble<Reason extends string = Refusal | Remark> {
  /** Line of the file, from 1. */
  line: number;
  reason: Reason;
}

/** In characters. */
export const LONGEST_CLASS = 30;
/** Whose birth date lies before this is a misprint. */
const OLDEST = '1920-01-01';

export type ReadRosterRow =
  | { ok: true; row: RosterRow; remarks: RosterTrouble<Remark>[] }
  | { ok: false; trouble: RosterTrouble<Refusal> };

/** Judges one record of a list. A fact that cannot be read is left out and told; without a name or a class the line is refused. */
export function readRosterRow(
  cells: readonly string[],
  line: number,
  columns: RosterColumns,
  { secrets, today }: { secrets: Pick<Secrets, 'hash'>; today: string },
): ReadRosterRow {
  const refused = (reason: Refusal): ReadRosterRow => ({ ok: false, trouble: { line, reason } });
  if (cells.slice(columns.width).some((extra) => extra.trim() !== '')) return refused('columns');

  const troubles = new Set<Remark>();
  const cell = (whose: Whose, fact: Fact): string =>
    columns.cells
      .filter((column) => column.whose === whose && column.fact === fact)
      .map(({ index }) => (cells[index] ?? '').trim())
      .filter((text) => text !== '')
      .join(fact === 'phone' ? '; ' : ' ');
  /** The fact, or null where the cell is empty or cannot be read. */
  const fact = (text: string, remark: Remark, read: (text: string) => string | null): string | null => {
    if (text === '') return null;
    const value = read(text);
    if (value === null) troubles.add(remark);
    return value;
  };
  const factsOf = (whose: Whose, name: string): PersonFacts => {
    const phone = cell(whose, 'phone');
    const phones = phonesIn(phone, 'RU').sort();
    if (phone !== '' && phones.length === 0) troubles.add('phone');
    return {
      name,
      birthDate: fact(cell(whose, 'birth'), 'birth-date', (text) => readDate(text, today)),
      snilsHash: fact(cell(whose, 'snils'), 'snils', (text) => {
        const snils = readSnils(text);
        return snils.ok ? secrets.hash('snils', snils.value) : null;
      }),
      email: fact(cell(whose, 'email'), 'email', (text) => {
        const email = readEmail(text);
        return email.ok ? email.value : null;
      }),
      phones,
      code: cell(whose, 'code') || null,
    };
  };

  const nameOf = (whose: Whose): string =>
    (['name', 'surname', 'given', 'patronymic'] as const).map((one) => cell(whose, one)).join(' ');
  const name = cleanName(nameOf('own'));
  const wrong = wrongName(name);
  if (wrong) return refused(wrong);
  const group = cells[columns.group] ?? '';

  if (columns.kind === 'staff') {
    const role = TEACHES.test(group) ? ('teacher' as const) : ('staff' as const);
    const row = { kind: 'staff' as const, line, role, ...factsOf('own', name) };
    return { ok: true, row, remarks: [...troubles].map((reason) => ({ line, reason })) };
  }

  const className = readClass(group);
  if (className === '') return refused('class-missing');
  if (className.length > LONGEST_CLASS) return refused('class-too-long');
  const parents: PersonFacts[] = [];
  for (const whose of new Set(columns.cells.map((column) => column.whose))) {
    if (whose === 'own') continue;
    const [first = '', ...others] = namesIn(nameOf(whose));
    if ([first, ...others].some((one) => one.length > LONGEST_NAME)) return refused('name-too-long');
    const facts = factsOf(whose, first);
    // A heading without a word below it is nobody.
    if (first !== '' || facts.snilsHash || facts.email || facts.phones.length > 0 || facts.code) parents.push(facts);
    for (const other of others) parents.push({ ...NOTHING_KNOWN, name: other });
  }
  const row = { kind: 'pupil' as const, line, className, parents, ...factsOf('own', name) };
  return { ok: true, row, remarks: [...troubles].map((reason) => ({ line, reason })) };
}

const TEACHES = /учител|преподават|воспитат|педагог|классн\p{L}* руковод|тьютор|teacher|tutor/iu;

/** Why a name as `cleanName` gave it is none. */
export function wrongName(name: string): 'name-missing' | 'name-unreadable' | 'name-too-long' | null {
  if (name === '') return 'name-missing';
  if (name.includes('\uFFFD')) return 'name-unreadable';
  return name.length > LONGEST_NAME ? 'name-too-long' : null;
}

/** The names in a cell for all parents: «Николаева А. П. (мать); Николаев П. С.» */
const namesIn = (text: string): string[] =>
  text
    .replace(/\([^)]*\)/g, ' ')
    .split(/[;,/\n]|\s+и\s+/u)
    .map(cleanName)
    .filter((name) => name !== '');

/** Latin letters that stand for the same Cyrillic ones in the names of classes. */
const CYRILLIC: Record<string, string> = {
  ...{ A: 'А', B: 'В', C: 'С', E: 'Е', H: 'Н', K: 'К', M: 'М', O: 'О', P: 'Р', T: 'Т', X: 'Х' },
};

/** One spelling for «6 а», `6-A`, «6 "А" класс»: 6А. Other names of classes keep their words. */
export function readClass(text: string): string {
  const plain = text
    .normalize('NFKC')
    .replace(/[\p{C}\s]+/gu, ' ')
    .replace(/["'«»“”„]/g, '')
    .replace(/(?:^|\s)кл(?:асс)?\.?(?=\s|$)/giu, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  const usual = /^0?(\d{1,2}) ?[-–—]? ?(\p{L})$/u.exec(plain);
  if (!usual) return plain;
  const letter = (usual[2] ?? '').toUpperCase();
  return `${usual[1]}${CYRILLIC[letter] ?? letter}`;
}

/** `31.05.2014`, `2014-05-31`, `31/5/2014` → `2014-05-31`; null for what is no day, or one that nobody can be born on. */
export function readDate(text: string, today: string): string | null {
  const plain = text
    .normalize('NFKC')
    .replace(/(?:\s*г\.?|\s+0?0:00(?::00)?)$/u, '')
    .trim();
  const russian = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/.exec(plain);
  const iso = /^(\d{4})-(\d{2})-(\d{2})$/.exec(plain);
  const [year, month, day] = iso ? iso.slice(1) : russian ? [russian[3], russian[2], russian[1]] : [];
  if (!year || !month || !day) return null;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  const real = new Date(`${date}T00:00:00Z`);
  if (Number.isNaN(real.getTime()) || real.toISOString().slice(0, 10) !== date) return null;
  return date >= OLDEST && date <= today ? date : null;
}
