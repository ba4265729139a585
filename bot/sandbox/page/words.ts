import { en } from './words-en.ts';
import { ru } from './words-ru.ts';

export type PageLanguage = 'ru' | 'en';

/** What the page says. The Russian words set the pattern; those of another language have the same keys. */
export type Words = typeof ru;

export const words: Record<PageLanguage, Words> = { ru, en };
