const latinKeys = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,.~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>';
const cyrillicKeys = 'ёйцукенгшщзхъфывапролджэячсмитьбюЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ';

const pairs = (from: string, to: string): Map<string, string> =>
  new Map([...from].map((key, at) => [key, [...to][at] ?? key]));
const toLatin = pairs(cyrillicKeys, latinKeys);
const toCyrillic = pairs(latinKeys, cyrillicKeys);

const replaced = (text: string, by: Map<string, string>): string => [...text].map((one) => by.get(one) ?? one).join('');

/** What the same keys give on a Latin keyboard: «пароль» → “gfhjkm”. */
export const typedOnLatinKeys = (text: string): string => replaced(text, toLatin);

/** What the same keys give on a Russian keyboard: “gfhjkm” → «пароль». */
export const typedOnCyrillicKeys = (text: string): string => replaced(text, toCyrillic);

const LETTERS: Record<string, readonly string[]> = {
  ё: ['e', 'yo', 'e'],
  ж: ['zh', 'zh', 'j'],
  й: ['y', 'i', 'j'],
  х: ['kh', 'h', 'h'],
  ц: ['ts', 'c', 'c'],
  ч: ['ch', 'ch', 'ch'],
  ш: ['sh', 'sh', 'sh'],
  щ: ['shch', 'sch', 'sch'],
  ъ: ['', '', ''],
  ы: ['y', 'y', 'i'],
  ь: ['', '', ''],
  э: ['e', 'e', 'e'],
  ю: ['yu', 'iu', 'u'],
  я: ['ya', 'ia', 'ja'],
};
const plain = pairs('абвгдезиклмнопрстуф', 'abvgdeziklmnoprstuf');

/** How people spell a small-lettered Russian word in Latin letters, in the three usual ways. */
export function transliterations(word: string): string[] {
  const spelled = [0, 1, 2].map((way) =>
    [...word].map((letter) => LETTERS[letter]?.[way] ?? plain.get(letter) ?? letter).join(''),
  );
  return [...new Set(spelled)];
}
