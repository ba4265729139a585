import { type CountryCode, parsePhoneNumberFromString, validatePhoneNumberLength } from 'libphonenumber-js/max';
import { fail, ok, type Result } from '#core/result.ts';

export type PhoneError =
  | 'phone.unreadable'
  | 'phone.too-short'
  | 'phone.too-long'
  | 'phone.several'
  | 'phone.extension'
  | 'phone.landline'
  | 'phone.toll-free'
  | 'phone.foreign'
  | 'phone.not-mobile';

type Reading = Result<string, PhoneError>;

/** One run of digits as written, and what stands right after it. */
interface Run {
  digits: string;
  plus: boolean;
  extension: boolean;
  /** A letter follows: the digits may be the beginning of a number written with letters. */
  lettersFollow: boolean;
}

const RUN = /\+?(?:[ ().\-_*•·]*\d)+/g;
const EXTENSION = /^[\s,;:.(]*(?:доб[а-я]*|вн|внутр[а-я]*|ext[a-z]*|[xх#])[\s.:№#]*\d{1,6}/i;
const LONGEST_TEXT = 500;
/** A run this long cannot be one number: E.164 allows 15 digits, and people write a prefix before them. */
const MORE_THAN_ONE = 18;

/**
 * Reads the one mobile number of `country` that a person typed, in any usual spelling and with words around it.
 * @returns the number in E.164; else why it cannot be used
 */
export function readMobile(text: string, country = 'RU'): Reading {
  if (text.length > LONGEST_TEXT) return fail('phone.unreadable');
  const plain = plainText(text);
  const runs = runsIn(plain);
  const numbers = runs.filter(isLong);
  if (numbers.length === 0) return readFragments(plain, runs, country);

  const readings = numbers.map((run) => read(run, country));
  const [first] = readings;
  if (!first) return fail('phone.unreadable');
  const same = readings.every((one) => one.ok && first.ok && one.value === first.value);
  return readings.length === 1 || same ? first : fail('phone.several');
}

/** The different mobile numbers of a directory's cell, in E.164 and in the order written; everything else in it is left out. */
export function phonesIn(cell: string, country = 'RU'): string[] {
  const readings = runsIn(plainText(cell.slice(0, LONGEST_TEXT)))
    .filter(isLong)
    .map((run) => read(run, country));
  return [...new Set(readings.flatMap((one) => (one.ok ? [one.value] : [])))];
}

/** `+79051234567` → `+7 905 123-45-67`. */
export function prettyPhone(e164: string): string {
  const russian = /^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/.exec(e164);
  if (russian) return `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}`;
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** The number with only its country's code, which is no secret, and its last two digits readable: `+7 ••• •••-••-67`. */
export function maskPhone(e164: string): string {
  const [country = '', ...rest] = prettyPhone(e164).split(' ');
  const own = rest.length > 0 ? rest.join(' ') : country;
  const masked = own.slice(0, -2).replace(/\d/g, '•') + own.slice(-2);
  return rest.length > 0 ? `${country} ${masked}` : masked;
}

/** Full-width, Arabic and other digits become 0–9, every kind of space and dash the plain one; invisible marks go. */
function plainText(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{M}]/gu, '')
    .replace(/\p{Nd}/gu, decimalDigit)
    .replace(/[\p{Pd}−]/gu, '-')
    .replace(/[^\S\n]/gu, ' ');
}

/** Unicode lays decimal digits out in rows of ten, zero first: the value is the distance from the row's zero. */
function decimalDigit(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let zero = code;
  while (code - zero < 9 && /\p{Nd}/u.test(String.fromCodePoint(zero - 1))) zero--;
  return String(code - zero);
}

function runsIn(text: string): Run[] {
  const runs: Run[] = [];
  let takenUntil = 0;
  for (const match of text.matchAll(RUN)) {
    if (match.index < takenUntil) continue;
    const after = text.slice(match.index + match[0].length);
    const extension = EXTENSION.exec(after);
    takenUntil = match.index + match[0].length + (extension?.[0].length ?? 0);
    const parts = numbersOf(match[0]);
    runs.push(
      ...parts.map((part, index) => ({
        digits: part.replace(/\D/g, ''),
        plus: part.startsWith('+'),
        extension: extension !== null && index === parts.length - 1,
        lettersFollow: /^ ?\p{L}/u.test(after),
      })),
    );
  }
  return runs;
}

/** Numbers written with nothing but spaces between them are taken apart where each is a whole Russian one. */
function numbersOf(run: string): string[] {
  if (run.replace(/\D/g, '').length < MORE_THAN_ONE) return [run];
  const numbers: string[] = [];
  let current = '';
  for (const group of run.split(' ')) {
    current += group;
    if (/^\D*(?:[78](?:\D*\d){10}|9(?:\D*\d){9})$/.test(current)) {
      numbers.push(current);
      current = '';
    }
  }
  return current === '' ? numbers : [run];
}

/** Long enough for a number with its area code; a flat, a date or a local number is not. */
const isLong = (run: Run): boolean => run.digits.length >= (run.plus ? 8 : 10);

/** What a text without a whole number is: digits divided by slashes or commas, a number cut short, or no number at all. */
function readFragments(text: string, runs: Run[], country: string): Reading {
  const whole: Run = {
    digits: runs.map((run) => run.digits).join(''),
    plus: runs[0]?.plus ?? false,
    extension: false,
    lettersFollow: false,
  };
  if (isLong(whole) && !/\p{L}/u.test(text)) return read(whole, country);
  const [only, ...others] = runs;
  return only && others.length === 0 && !only.lettersFollow ? fail('phone.too-short') : fail('phone.unreadable');
}

function read(run: Run, country: string): Reading {
  if (run.extension) return fail('phone.extension');
  const reading = readDigits(run, country);
  const cutByLetter = !reading.ok && run.lettersFollow && reading.error === 'phone.too-short';
  return cutByLetter ? fail('phone.unreadable') : reading;
}

function readDigits({ digits, plus }: Run, country: string): Reading {
  const own = country as CountryCode;
  const number = parsePhoneNumberFromString(spelling(digits, plus, country), { defaultCountry: own, extract: false });
  if (!number?.isValid()) {
    if (!plus && parsePhoneNumberFromString(`+${digits}`)?.isValid()) return fail('phone.foreign');
    return fail(lengthError(plus && !digits.startsWith('7') ? `+${digits}` : digits, own));
  }
  if (number.country !== country) return fail('phone.foreign');
  switch (number.getType()) {
    case 'MOBILE':
    case 'FIXED_LINE_OR_MOBILE':
      return ok(number.number);
    case 'FIXED_LINE':
      return fail('phone.landline');
    case 'TOLL_FREE':
      return fail('phone.toll-free');
    default:
      return fail('phone.not-mobile');
  }
}

/** People also write +8 for 8, and 00 for +. No country's code begins with 89, so nothing else can be meant. */
function spelling(digits: string, plus: boolean, country: string): string {
  if (country === 'RU' && plus && /^89\d{9}$/.test(digits)) return digits;
  if (digits.startsWith('00')) return `+${digits.slice(2)}`;
  return plus ? `+${digits}` : digits;
}

function lengthError(text: string, country: CountryCode): PhoneError {
  if (country === 'RU' && !text.startsWith('+')) return russianLengthError(text);
  switch (validatePhoneNumberLength(text, country)) {
    case 'TOO_SHORT':
      return 'phone.too-short';
    case 'TOO_LONG':
    case 'INVALID_LENGTH':
      return 'phone.too-long';
    default:
      return 'phone.unreadable';
  }
}

/** The library takes 8 for a part of the number when a digit is missing, and allows 14 digits. */
function russianLengthError(digits: string): PhoneError {
  const missing = 10 - digits.replace(/^[78]/, '').length;
  if (missing === 0) return 'phone.unreadable';
  return missing > 0 ? 'phone.too-short' : 'phone.too-long';
}
