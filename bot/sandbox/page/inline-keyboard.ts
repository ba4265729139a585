import { h, icon } from './dom.ts';
import { copyText } from './overlay.ts';
import type { Button, Message } from './protocol.ts';
import type { Words } from './words.ts';

export interface KeyboardOptions {
  words: Words;
  onPress: (message: Message, row: number, column: number) => void;
  onMiniApp: (url: string, title: string) => void;
  /** For a link to the bot itself: opens it here. Undefined for any other link. */
  botLink: (url: string) => (() => void) | undefined;
}

/** The buttons below a message. */
export function inlineKeyboard(
  message: Message,
  rows: readonly (readonly Button[])[],
  options: KeyboardOptions,
): HTMLElement {
  return h(
    'div',
    { class: 'inline-keyboard' },
    ...rows.map((row, y) =>
      h('div', { class: 'row' }, ...row.map((button, x) => inlineButton(message, button, y, x, options))),
    ),
  );
}

function inlineButton(
  message: Message,
  button: Button,
  row: number,
  column: number,
  options: KeyboardOptions,
): HTMLElement {
  const { words, onPress, onMiniApp } = options;
  const opensBot = button.url && options.botLink(button.url);
  if (button.url && !opensBot) {
    const label = h('span', { class: 'spoken' }, ` (${words.opensLink})`);
    return h(
      'a',
      { href: safeUrl(button.url), target: '_blank', rel: 'noreferrer noopener' },
      button.text,
      icon('link'),
      label,
    );
  }
  const onclick = () => {
    if (opensBot) opensBot();
    else if (button.webApp) onMiniApp(button.webApp, button.text);
    else if (button.copy) void copyText(button.copy, words);
    else onPress(message, row, column);
  };
  return h('button', { type: 'button', onclick }, button.text);
}

/** A link that runs nothing, whatever the bot says. */
const safeUrl = (url: string): string => (/^(https?|tg|tel|mailto):/i.test(url) ? url : '#');
