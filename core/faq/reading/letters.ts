/**
 * What every reading begins with: the typed text without what carries no words (tags, emoji, invisible characters), letters that only look
 * like those of the alphabet around them put right, and addresses and codes set apart, which are never read as anything but themselves.
 */

const TAGS =
  /<\/?(?:a|b|i|u|s|p|br|em|div|pre|del|ins|code|span|strong|strike|blockquote|tg-[a-z]+)(?:\s[^<>]*)?\/?>/gi;
const ENTITIES: Readonly<Record<string, string>> = {
  nbsp: ' ',
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  laquo: '«',
  raquo: '»',
};
const EMOJI = /[\p{Extended_Pictographic}\p{Emoji_Modifier}\u{1F1E6}-\u{1F1FF}\u20E3\uFE0E\uFE0F]+/gu;
const INVISIBLE = /[\p{Cf}\p{Mn}]|(?!\s)\p{Cc}/gu;

/** Latin letters and the Cyrillic ones that look the same. */
const LATIN_TWINS = 'aeopcyxkmtbhABEKMHOPCTXYi';
const CYRILLIC_TWINS = 'аеорсухкмтвнАВЕКМНОРСТХУі';
const twins = (from: string, to: string): Map<string, string> =>
  new Map([...from].map((one, at) => [one, to[at] ?? one]));
const toCyrillic = twins(LATIN_TWINS, CYRILLIC_TWINS);
const toLatin = twins(CYRILLIC_TWINS, LATIN_TWINS);

const ADDRESS =
  /^[("'«<]*(?:https?:\/\/|www\.|t\.me\/|[\w.+-]+@[\w-]+\.|[\w-]+(?:\.[\w-]+)*\.(?:ru|com|org|net|me|edu)(?:$|[/?#),.;:!»"']))/i;
/** A card's code, or a login such as `Ivanov123`: Latin letters with several digits. */
const LONGEST_CODE = 40;
const CODE = /^(?=(?:.*\d){2})(?=.*[a-z])[a-z\d-]{4,}[.,;:!?)»"']*$/i;

/** The text with its capitals, in the composed form, with single spaces. */
export function tidy(text: string): string {
  return (
    text
      .normalize('NFC')
      .replace(TAGS, ' ')
      .replace(/&(nbsp|amp|lt|gt|quot|laquo|raquo);/g, (all, name: string) => ENTITIES[name] ?? all)
      .replace(EMOJI, ' ')
      .replace(/[‘’ʼ´]/g, "'")
      // Would become the letters “No”.
      .replaceAll('№', '#')
      .normalize('NFKC')
      .replace(INVISIBLE, '')
      .replace(/\p{L}+/gu, oneAlphabet)
      .replace(/\s+/g, ' ')
      .trim()
  );
}

/** A word of two alphabets becomes one of a single alphabet where the letters of the other one have twins; others stay («QRкод»). */
function oneAlphabet(word: string): string {
  if (!/[a-z]/i.test(word) || !/[а-яёі]/i.test(word)) return word;
  const cyrillic = [...word].map((one) => toCyrillic.get(one) ?? one).join('');
  const latin = [...word].map((one) => toLatin.get(one) ?? one).join('');
  const allCyrillic = !/[a-z]/i.test(cyrillic);
  const allLatin = !/[а-яё]/i.test(latin);
  // Both can be: the alphabet of most letters.
  if (allCyrillic && allLatin) return (word.match(/[а-яё]/gi) ?? []).length * 2 >= word.length ? cyrillic : latin;
  if (allCyrillic) return cyrillic;
  return allLatin ? latin : word;
}

/** An address of mail or of a page, or a code. @param chunk what stands between two spaces */
export const isFixed = (chunk: string): boolean =>
  ADDRESS.test(chunk) || (chunk.length <= LONGEST_CODE && CODE.test(chunk));

/** The form that is compared: small letters, «ё» as «е» (few people type it). */
export const folded = (text: string): string => text.toLowerCase().replaceAll('ё', 'е');

export type Script = 'latin' | 'cyrillic' | 'both' | 'none';

/** Whose letters these are. */
export function scriptOf(chunk: string): Script {
  const latin = /[a-z]/i.test(chunk);
  const cyrillic = /[а-яё]/i.test(chunk);
  if (latin && cyrillic) return 'both';
  if (latin) return 'latin';
  return cyrillic ? 'cyrillic' : 'none';
}
