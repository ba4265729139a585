import { HIDDEN } from '../faq/keepable.ts';
import { readSnils } from '../gosuslugi/snils.ts';
import { readMobile } from '../people/phone.ts';

/** Digits, whatever people put between them. */
const digitsOf = (least: number, most: number): string =>
  `\\d(?:[ \\p{Pd}−.]{0,3}\\d){${least - 1},${most - 1}}(?![\\d])`;

/** As it is printed, right or mistyped; dashes of any kind. */
const PRINTED_SNILS = /(?<!\d)\d{3}([ \p{Pd}−])\d{3}\1\d{3}[ \p{Pd}−]{1,3}\d{2}(?!\d)/gu;
const ELEVEN = new RegExp(`(?<![\\d+])${digitsOf(11, 11)}`, 'gu');
/** After what it is called; a digit too few is a slip, a telephone something else. */
const NAMED_SNILS = new RegExp(
  `((?:снилс|snils|страхов\\p{L}+ (?:номер|свидетельств)|insurance (?:number|no))\\p{L}*([^\\d\\n]{0,25}))(${digitsOf(9, 12)})`,
  'giu',
);
const ANOTHER_NUMBER = /тел|звон|моб|phone|call|договор|паспорт|полис|инн/iu;

/** Without SNILS as people write and mistype it. */
export const withoutToldSnils = (text: string): string =>
  text
    .replace(NAMED_SNILS, (whole, before: string, between: string, digits: string) =>
      ANOTHER_NUMBER.test(between) || (between.length > 6 && readMobile(digits).ok) ? whole : before + HIDDEN,
    )
    .replace(PRINTED_SNILS, (digits) => (readMobile(digits).ok ? digits : HIDDEN))
    .replace(ELEVEN, (digits) => (readSnils(digits).ok && !readMobile(digits).ok ? HIDDEN : digits));

const SIX = '(?<![\\p{L}\\d+-])\\d{3}[ -]?\\d{3}(?![\\p{L}\\d-])';
/** Nothing but six digits, in whatever groups. */
const LONE_SIX = /^\s*["«(]*(\d(?:[ \p{Pd}]{0,2}\d){5})["»).!?,]*\s*$/u;
const DATE = /^(?:0?[1-9]|[12]\d|3[01])[ \p{Pd}](?:0?[1-9]|1[0-2])[ \p{Pd}]\d{2}$/u;
/** “482913 doesn’t work”. */
const SIX_AND_COMPLAINT = new RegExp(
  `^(\\s*)${SIX}(?=\\s+(?:не|неверн\\p{L}*|просроч\\p{L}*|does|doesn|is|isn|wrong|invalid|expired)(?!\\p{L}))`,
  'iu',
);
/** «мне пришло 482913»; money and counted things are none. */
const SIX_THAT_CAME = new RegExp(
  `((?<!\\p{L})(?:приш(?:ёл|ел|ло|ла|ли)|приходит|прислал\\p{L}*|смс\\p{L}*|sms|цифр\\p{L}*|подтвержд\\p{L}*|received|got|confirmation|verification|digits)(?!\\p{L})[^\\d\\n.!?]{0,20})${SIX}(?!\\s*(?:руб|₽|р\\.|rub))`,
  'giu',
);
/** A code of four to eight digits, where nothing but where it came from stands between. */
const NAMED_CODE =
  /((?<!\p{L})(?:пин-?код\p{L}{0,2}|код\p{L}{0,2}|pin(?:[ -]?code)?|code)(?:[\s:=\p{Pd}]+(?:из|в|от|по|смс|sms|письм\p{L}*|звонк\p{L}*|подтвержд\p{L}*|from|the|letter|message|is|was|такой|вот|это|приш[её]л|мне)(?!\p{L}))*[\s:=\p{Pd}]+)\d(?:[ \p{Pd}]?\d){3,7}(?![\p{L}\d])(?!\s*год)/giu;

/** Without codes of letters and calls, as people pass them on. */
export function withoutToldCodes(text: string): string {
  const lone = LONE_SIX.exec(text)?.[1];
  if (lone !== undefined && !DATE.test(lone)) return HIDDEN;
  return text
    .replace(SIX_AND_COMPLAINT, `$1${HIDDEN}`)
    .replace(SIX_THAT_CAME, `$1${HIDDEN}`)
    .replace(NAMED_CODE, `$1${HIDDEN}`);
}
