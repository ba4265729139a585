import { z } from 'zod';

export const languages = ['ru', 'en'] as const;
export const Language = z.enum(languages);
export type Language = z.infer<typeof Language>;

/** The person's language, guessed from Telegram's IETF `language_code`: Russian for the post-Soviet neighbours too, else English. */
export function guessLanguage(code: string | undefined): Language {
  const primary = code?.toLowerCase().split('-')[0] ?? 'ru';
  return ['ru', 'be', 'uk', 'kk', 'ky', 'uz', 'tg', 'hy', 'az', 'tt'].includes(primary) ? 'ru' : 'en';
}
