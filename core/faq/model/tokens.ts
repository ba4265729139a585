import { newStemmer } from 'snowball-stemmers';

const russian = newStemmer('russian');
const english = newStemmer('english');

/** So many stems are remembered; typed words repeat themselves, and the stemmer is the slowest part of reading. */
const REMEMBERED = 20_000;
const remembered = new Map<string, string>();

export interface Token {
  /** Lower case, `ё` written as `е`. */
  word: string;
  stem: string;
}

/** Lower case, compatibility forms folded, `ё` as `е`, typographic apostrophes as plain ones. */
export function plain(text: string): string {
  return text.normalize('NFKC').toLowerCase().replaceAll('ё', 'е').replace(/[’`]/g, "'");
}

const ADDRESS = /[\w.+-]*@[\w-]+(?:\.[\w-]+)*/g;
const LINK = /(?:https?:\/\/\S+|\b(?:[a-z0-9-]+\.)+(?:ru|com|org|net|info)\b\S*)/g;
/** An invitation's code: two letters of a role, then letters and digits, at least one of each. */
const CODE = /\b(?:st|pt|tr|ar)(?=[a-z0-9]*\d)[a-z0-9]{4,}\b/g;
const WORD = /[\p{L}\p{N}]+(?:'[\p{L}]+)*/gu;

/** The words of a message with their stems. Addresses, links, codes and long numbers stand as one invented word each. */
export function tokens(text: string): Token[] {
  const marked = plain(text)
    .replace(ADDRESS, (address) => ` xaddress ${address.slice(address.indexOf('@') + 1).replace(/[.-]/g, ' ')} `)
    .replace(LINK, (link) => ` xlink ${link.replace(/[^a-z]+/g, ' ')} `)
    .replace(CODE, (code) => ` xcode ${code.slice(0, 2)} `);
  return (marked.match(WORD) ?? []).map((word) => {
    const known = /^\d{5,}$/.test(word) ? 'xnumber' : word;
    return { word: known, stem: stem(known) };
  });
}

/** Only the words, between single spaces and within two more: quotes, dashes and line breaks of a pasted text do not matter. */
export const spaced = (text: string): string => ` ${(plain(text).match(/[\p{L}\p{N}]+/gu) ?? []).join(' ')} `;

/** The stem of one lower-case word: by the Russian rules when it has a Cyrillic letter, else by the English ones. */
export function stem(word: string): string {
  const known = remembered.get(word);
  if (known !== undefined) return known;
  if (remembered.size >= REMEMBERED) remembered.clear();
  const made = /\p{Script=Cyrillic}/u.test(word) ? russian.stem(word) : english.stem(word.replace(/'s$/, ''));
  remembered.set(word, made);
  return made;
}
