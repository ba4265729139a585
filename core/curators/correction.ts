import { readSnils, type SnilsError } from '../gosuslugi/snils.ts';
import { cleanName } from '../people/name.ts';
import { readMobile } from '../people/phone.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { readEmail } from '../verification/email.ts';
import type { CardView } from './card.ts';
import { LONGEST_CLASS, readClass, readDate, wrongName } from './roster-row.ts';

/** What a curator can correct of a card, in the order in which the form asks. Parts of i18n keys: `web-desk-field-birth`. */
export const correctable = ['name', 'class', 'birth', 'snils', 'email', 'phones'] as const;
export type Correctable = (typeof correctable)[number];

/** A form as it was typed. An empty field empties what the journal holds, but for SNILS: nobody could fill it in again from what is shown. */
export interface TypedCorrection extends Record<Correctable, string> {
  forgetSnils: boolean;
}

/** What the journal shall hold. */
export interface Correction {
  /** Empty only for a parent who has not registered yet. */
  name: string;
  /** Of a pupil; null for everybody else. */
  className: string | null;
  birthDate: Date | null;
  /** `keep`: as it is. */
  snilsHash: string | null | 'keep';
  email: string | null;
  /** In E.164. */
  phones: string[];
}

export type CorrectionError =
  | `correction.${'name-missing' | 'name-unreadable' | 'name-too-long' | 'class-missing' | 'class-too-long'}`
  | `correction.${'birth-date' | 'email' | 'phone' | 'too-many-phones'}`
  | SnilsError;

/** Numbers of one person, at most. */
const MOST_PHONES = 5;

/** Reads the form for a card of this role; whoever is `registered` or a pupil or on the staff has a name. */
export function readCorrection(
  typed: TypedCorrection,
  { role, state }: Pick<CardView, 'role' | 'state'>,
  { secrets, today }: { secrets: Pick<Secrets, 'hash'>; today: string },
): { ok: true; correction: Correction } | { ok: false; errors: Partial<Record<Correctable, CorrectionError>> } {
  const errors: Partial<Record<Correctable, CorrectionError>> = {};
  const read = <Value>(field: Correctable, result: Result<Value, CorrectionError>, otherwise: Value): Value => {
    if (result.ok) return result.value;
    errors[field] = result.error;
    return otherwise;
  };
  const unlessEmpty = <Value>(
    field: Correctable,
    reader: (text: string) => Result<Value, CorrectionError>,
  ): Value | null => (typed[field].trim() === '' ? null : read<Value | null>(field, reader(typed[field]), null));

  const mayBeUnnamed = role === 'parent' && state !== 'registered' && typed.name.trim() === '';
  const correction: Correction = {
    name: mayBeUnnamed ? '' : read('name', readName(typed.name), ''),
    className: role === 'student' ? read('class', readClassName(typed.class), '') : null,
    birthDate: unlessEmpty('birth', (text) => readBirthDate(text, today)),
    snilsHash: unlessEmpty('snils', (text) => {
      const snils = readSnils(text);
      return snils.ok ? ok(secrets.hash('snils', snils.value)) : snils;
    }),
    email: unlessEmpty('email', (text) => {
      const email = readEmail(text);
      return email.ok ? email : fail('correction.email');
    }),
    phones: read('phones', readPhones(typed.phones), []),
  };
  if (typed.snils.trim() === '' && !typed.forgetSnils) correction.snilsHash = 'keep';
  return Object.keys(errors).length === 0 ? { ok: true, correction } : { ok: false, errors };
}

function readName(text: string): Result<string, CorrectionError> {
  const name = cleanName(text);
  const wrong = wrongName(name);
  return wrong ? fail(`correction.${wrong}`) : ok(name);
}

function readClassName(text: string): Result<string, CorrectionError> {
  const className = readClass(text);
  if (className === '') return fail('correction.class-missing');
  return className.length > LONGEST_CLASS ? fail('correction.class-too-long') : ok(className);
}

function readBirthDate(text: string, today: string): Result<Date, CorrectionError> {
  const date = readDate(text.trim(), today);
  return date === null ? fail('correction.birth-date') : ok(new Date(`${date}T00:00:00Z`));
}

/** Numbers between commas, semicolons or lines; each once. */
function readPhones(text: string): Result<string[], CorrectionError> {
  const phones = new Set<string>();
  for (const part of text.split(/[,;\n]/)) {
    if (part.trim() === '') continue;
    const phone = readMobile(part);
    if (!phone.ok) return fail('correction.phone');
    phones.add(phone.value);
  }
  return phones.size > MOST_PHONES ? fail('correction.too-many-phones') : ok([...phones].sort());
}
