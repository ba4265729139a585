import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Language } from '#core/language.ts';
import { readArticles, textsFolder } from '#locales/articles.ts';

const { examples } = readArticles();

/** What people type, of all intents. */
export const examplesIn = (wanted: Language): string[] =>
  examples.filter(({ language }) => language === wanted).flatMap(({ utterances }) => utterances);

/** Lines of the house's screens in both languages, without places to fill in. */
export function screenLines(): string[] {
  return ['ru', 'en'].flatMap((language) =>
    readdirSync(join(textsFolder, language))
      .filter((file) => file.endsWith('.ftl'))
      .flatMap((file) => readFileSync(join(textsFolder, language, file), 'utf8').split('\n'))
      .filter((line) => !/[{}[\]#@]|^\s*$/.test(line))
      .map((line) => line.replace(/^[\w-]+ =/, '').trim())
      .filter((line) => line.split(' ').length > 2),
  );
}

const ENGLISH = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.?&^";
const RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбю,?:';
const LARGE_ENGLISH = '~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>/@$';
const LARGE_RUSSIAN = 'ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ.";';
const pressed = (text: string, from: string, to: string): string =>
  [...text].map((one) => to[from.indexOf(one)] ?? one).join('');

/** Russian typed while the English keyboard was on. */
export const onEnglishKeys = (text: string): string => pressed(text, RUSSIAN + LARGE_RUSSIAN, ENGLISH + LARGE_ENGLISH);
/** English typed while the Russian keyboard was on. */
export const onRussianKeys = (text: string): string => pressed(text, ENGLISH + LARGE_ENGLISH, RUSSIAN + LARGE_RUSSIAN);

const plain = new Map([...'абвгдезиклмнопрстуф'].map((letter, at) => [letter, 'abvgdeziklmnoprstuf'[at] ?? '']));
const WAYS = [
  { ж: 'zh', й: 'y', х: 'kh', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'shch', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'yu', я: 'ya' },
  { ж: 'j', й: 'i', х: 'h', ц: 'c', ч: 'ch', ш: 'sh', щ: 'sch', ъ: '', ы: 'y', ь: "'", э: 'e', ю: 'u', я: 'ya' },
  { ж: 'zh', й: 'j', х: 'x', ц: 'c', ч: '4', ш: 'w', щ: 'sh', ъ: '', ы: 'y', ь: '', э: 'e', ю: 'ju', я: 'ja' },
  { ж: 'zh', й: 'i', х: 'h', ц: 'ts', ч: 'ch', ш: 'sh', щ: 'sh', ъ: '', ы: 'i', ь: '', э: 'e', ю: 'iu', я: 'ia' },
];
/** Four ways of writing small-lettered Russian in Latin letters. */
export const spellings = WAYS.map((way) => {
  const letters = new Map([...plain, ...Object.entries(way)]);
  return (text: string): string => [...text].map((one) => letters.get(one) ?? one).join('');
});
