const AFTER_THE_WORD = /(?:парол[а-яё]*|password|passwd)(?:\s*[:=\p{Pd}]\s*|\s+)(?:(?:is|это|такой)\s+)?(\S{6,})/giu;

/** Whether what follows the word is a password: “пароль забыла” and “password of 1399.eljur.ru” are only words. */
const isPassword = (word: string): boolean =>
  /\p{L}/u.test(word) && /\d/.test(word) && !/^[\p{L}\d.-]+\.[a-zа-яё]{2,}$/iu.test(word);

/**
 * Whether a person's own words seem to give a password away: “my password is Summer2024”. What follows the word must hold a letter and a
 * digit.
 */
export const holdsPassword = (text: string): boolean =>
  [...text.normalize('NFKC').matchAll(AFTER_THE_WORD)].some(([, word = '']) => isPassword(word));

/** The same words without the password. @param mask stands in its place */
export const withoutPassword = (text: string, mask: string): string =>
  text.replace(AFTER_THE_WORD, (said, word: string) =>
    isPassword(word) ? said.slice(0, said.length - word.length) + mask : said,
  );
