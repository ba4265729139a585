/** The keys of the two keyboards, of which one was on when the other was meant. Unlike in logins, here also the signs on the digits. */
const LATIN = '`qwertyuiop[]asdfghjkl;\'zxcvbnm,./~QWERTYUIOP{}ASDFGHJKL:"ZXCVBNM<>?@#$^&|';
const RUSSIAN = 'ёйцукенгшщзхъфывапролджэячсмитьбю.ЁЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ,"№;:?/';

const keys = (from: string, to: string): Map<string, string> =>
  new Map([...from].map((key, at) => [key, to[at] ?? key]));
const russian = keys(LATIN, RUSSIAN);
const latin = keys(RUSSIAN, LATIN);

const typed = (text: string, by: Map<string, string>): string => {
  let result = '';
  for (const one of text) result += by.get(one) ?? one;
  return result;
};

/** What these keys give on the Russian keyboard: “gfhjkm&” → «пароль?». Capitals matter: `"` is «Э», `'` is «э». */
export const onRussianKeys = (text: string): string => typed(text, russian);

/** What these keys give on the English keyboard: «цруку,» → “where?”. */
export const onLatinKeys = (text: string): string => typed(text, latin);
