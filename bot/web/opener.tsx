import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';
import { readInitData } from './init-data.ts';

const outside = {
  'init-data.absent': 'outside-absent',
  'init-data.forged': 'outside-forged',
  'init-data.old': 'outside-old',
} as const;

/** What a page's form sent as Telegram's word about who opened it. */
export const initOf = (form: Record<string, unknown>): string => (typeof form.init === 'string' ? form.init : '');

/**
 * Why the form of a Mini App's page is refused: Telegram does not say that the chat's own person opened it. Null when it does, or
 * when pages are ordinary links.
 * @param miniAppOf the bot's token when pages open as Mini Apps
 * @param chatId the private chat the page belongs to; Telegram gives it the number of its user
 */
export function notTheOpener(initData: string, miniAppOf: string | null, chatId: string, now: Date) {
  if (miniAppOf === null) return null;
  const opened = readInitData(initData, miniAppOf, now);
  if (!opened.ok) return outside[opened.error];
  return String(opened.value.userId) === chatId ? null : 'outside-forged';
}

/** Shown by the page's script, instead of the form, when a Mini App's page is opened outside Telegram. */
export function Outside({ language, texts, answers }: { language: Language; texts: Texts; answers: Answers }) {
  return (
    <div id="outside" hidden>
      <p class="trouble">{texts.plain(language, 'web-outside-absent-text')}</p>
      {answers.toChat(language)}
    </div>
  );
}

/** Where the page's script puts Telegram's word; nothing on an ordinary page. */
export function InitField({ miniAppOf, initData }: { miniAppOf: string | null; initData: string }) {
  return miniAppOf === null ? null : <input type="hidden" name="init" id="init" value={initData} />;
}
