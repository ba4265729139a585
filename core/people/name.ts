/** Longer than any name that is one; it must also fit into a caption. Characters. */
export const LONGEST_NAME = 200;

const PATRONYMIC = /(?:вич|вна|ична|инична)$/iu;
/** Turkic patronymics are two words: «Гасан оглы». */
const PATRONYMIC_ENDING = /^(?:оглы|оглу|кызы|гызы|улы|уулу)$/iu;

/** A name as 1C gives it, made presentable: composed characters, single spaces, nothing invisible. Empty when it has no letter. */
export function cleanName(text: string): string {
  const name = text
    .normalize('NFC')
    .replace(/[\p{Cf}\p{Cs}\p{Co}\p{Cn}]/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
  return /\p{L}/u.test(name) ? name : '';
}

/** A name for comparing: letter case, «ё», hyphens and spaces tell nobody apart; the order of the words does. */
export const nameKey = (name: string): string =>
  name
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{M}\p{N}]+/gu, ' ')
    .trim();

/**
 * How to greet a person whose full name is «Фамилия Имя Отчество», or a foreign name in the same order: by the given name alone.
 * A name in capitals is greeted in ordinary letters.
 */
export function givenName(fullName: string): string {
  const words = cleanName(fullName).split(' ');
  return ordinaryCase(words[givenIndex(words)] ?? words[0] ?? '');
}

function givenIndex(words: string[]): number {
  const ending = words.findIndex((word, index) => index >= 3 && PATRONYMIC_ENDING.test(word));
  if (ending > 0) return ending - 2;
  // The last such word: a surname may look like a patronymic («Абрамович Роман Аркадьевич»).
  const patronymic = words.findLastIndex((word) => PATRONYMIC.test(word));
  return words.length > 2 && patronymic > 0 ? patronymic - 1 : 1;
}

function ordinaryCase(word: string): string {
  if (word.length < 2 || word !== word.toUpperCase()) return word;
  return word
    .toLowerCase()
    .replace(/(^|[-’'])(\p{L})/gu, (_, before: string, letter: string) => before + letter.toUpperCase());
}
