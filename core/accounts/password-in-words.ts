const AFTER_THE_WORD = /(?:парол[а-яё]*|password|passwd)(?:\s*[:=\p{Pd}]\s*|\s+)(?:(?:is|это|такой)\s+)?(\S{6,})/giu;

/**
 * Whether a person's own words seem to give a password away: “my password is Summer2024”. What follows the word must hold a letter and a
 * digit, so that «пароль забыла» and “password of 1399.eljur.ru” are only words.
 */
export const holdsPassword = (text: string): boolean =>
  [...text.normalize('NFKC').matchAll(AFTER_THE_WORD)].some(
    ([, word = '']) => /\p{L}/u.test(word) && /\d/.test(word) && !/^[\p{L}\d.-]+\.[a-zа-яё]{2,}$/iu.test(word),
  );
