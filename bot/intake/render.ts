import type { OutboxButton, OutboxKeyboard } from '#bot/delivery/message.ts';
import type { Button, KeyboardKey, Phrase, Screen } from '#bot/journeys/screen.ts';
import { type Language, languages } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';

/** What of a screen goes out: Telegram HTML and a keyboard, with the screen's number in every button that may go stale. */
export interface Rendered {
  html: string;
  keyboard?: OutboxKeyboard;
}

export function renderPhrases(texts: Texts, language: Language, phrases: readonly Phrase[]): string {
  return phrases
    .map(({ key, args, tight }, at) => `${at === 0 ? '' : tight ? '\n' : '\n\n'}${texts.html(language, key, args)}`)
    .join('');
}

export function renderScreen(texts: Texts, language: Language, screen: Screen, number: number): Rendered {
  const html = [renderPhrases(texts, language, screen.text), screen.html].filter(Boolean).join('\n\n');
  if (screen.keyboard) {
    const reply = screen.keyboard.map((row) =>
      row.map((key) => ({ text: texts.plain(language, key.label), contact: 'contact' in key })),
    );
    return { html, keyboard: { reply } };
  }
  const inline = (screen.buttons ?? []).map((row) => row.map((one) => renderButton(texts, language, one, number)));
  return inline.length > 0 ? { html, keyboard: { inline } } : { html };
}

function renderButton(texts: Texts, language: Language, button: Button, number: number): OutboxButton {
  const text = texts.plain(language, button.label, button.args);
  if ('url' in button) return { text, url: button.url };
  if ('site' in button) return { text, path: button.site };
  if ('page' in button) return { text, page: button.page, at: button.at ?? 'p' };
  return { text, data: 'anywhere' in button ? `~${button.anywhere}` : `${number}:${button.action}` };
}

/** What a pressed button's data says (`~name:argument` works anywhere), or null for data that is none of ours. */
export function readPress(
  data: string,
): { anywhere: string; argument: string } | { screen: number; action: string } | null {
  if (data.startsWith('~')) {
    const [anywhere = '', argument = ''] = data.slice(1).split(':', 2);
    return { anywhere, argument };
  }
  const parts = /^(\d{1,9}):(.+)$/s.exec(data);
  return parts ? { screen: Number(parts[1]), action: parts[2] ?? '' } : null;
}

/** The reply keyboard's key that was tapped (its label arrives as text), in whichever language it was shown. */
export function tappedKey(texts: Texts, screen: Screen, text: string): Exclude<KeyboardKey, { contact: true }> | null {
  for (const key of screen.keyboard?.flat() ?? []) {
    if ('contact' in key) continue;
    if (languages.some((language) => texts.plain(language, key.label) === text.trim())) return key;
  }
  return null;
}
