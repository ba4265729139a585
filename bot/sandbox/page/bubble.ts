import { api } from './api.ts';
import { h, icon, iconButton } from './dom.ts';
import { clockTime, readablePhone } from './format.ts';
import { copyText, type MenuItem, openMenu, openPicture } from './overlay.ts';
import type { Button, Message } from './protocol.ts';
import { richText } from './rich.ts';
import type { PageLanguage, Words } from './words.ts';

interface Options {
  words: Words;
  language: PageLanguage;
  onPress: (message: Message, row: number, column: number) => void;
  onMiniApp: (url: string, title: string) => void;
  onRing: (number: string) => void;
  onCommand: (command: string) => void;
  /** For a link to the bot itself: opens it here. Undefined for any other link. */
  botLink: (url: string) => (() => void) | undefined;
  onEdit: (message: Message) => void;
  onDelete: (message: Message) => void;
}

/** One message as the phone shows it, with the buttons below it. */
export function bubble(message: Message, options: Options): HTMLElement {
  const { words, language } = options;
  const own = message.from === 'person';
  return h(
    'article',
    { class: `message ${message.from}`, 'data-message': message.id },
    h(
      'div',
      { class: message.photo ? 'bubble with-photo' : 'bubble' },
      message.forwardedFrom && h('div', { class: 'forwarded' }, words.forwardedFrom(message.forwardedFrom)),
      message.viaBot && h('div', { class: 'forwarded' }, words.viaBot(`@${message.viaBot}`)),
      photo(message, words),
      attachment(message, words),
      h(
        'div',
        { class: 'text' },
        message.html ? richText(message.html, taps(options)) : null,
        h(
          'span',
          { class: 'meta' },
          message.edited ? `${words.edited} ` : null,
          h('time', {}, clockTime(message.date, language)),
        ),
      ),
      own && ownMenu(message, options),
    ),
    message.buttons && inlineKeyboard(message, message.buttons, options),
  );
}

function photo({ photo: picture, text }: Message, words: Words): HTMLElement | null {
  if (!picture) return null;
  const source = api.photo(picture.fileId);
  return h(
    'button',
    {
      type: 'button',
      class: 'photo',
      'aria-label': words.enlarge,
      onclick: () => openPicture(words, source, text?.split('\n')[0] ?? ''),
    },
    h('img', { src: source, alt: '', width: picture.width, height: picture.height, loading: 'eager' }),
  );
}

function attachment(message: Message, words: Words): HTMLElement | null {
  const line = (name: Parameters<typeof icon>[0], title: string, more = '') =>
    h('div', { class: 'attachment' }, icon(name), h('span', {}, h('b', {}, title), more && h('span', {}, more)));
  if (message.contact) return line('contact', message.contact.firstName, readablePhone(message.contact.phone));
  if (message.sticker) return h('div', { class: 'sticker', role: 'img', 'aria-label': words.sticker }, icon('smile'));
  if (message.voice) return line('voice', words.voice, '0:03');
  if (message.location) return line('place', words.location);
  if (message.document) return line('file', message.document.name, `${Math.ceil(message.document.size / 1024)} KB`);
  return null;
}

function taps({ words, onRing, onCommand, botLink }: Options) {
  return {
    onCommand,
    botLink,
    onNumber: (number: string, element: HTMLElement) =>
      openMenu(element, [
        { label: words.ring, icon: 'phone', run: () => onRing(number) },
        { label: words.copy, icon: 'copy', run: () => void copyText(number, words) },
      ]),
  };
}

function ownMenu(message: Message, { words, onEdit, onDelete }: Options): HTMLElement {
  const items: MenuItem[] = [{ label: words.remove, icon: 'trash', run: () => onDelete(message) }];
  if (message.text && !message.photo && !message.forwardedFrom && !message.viaBot) {
    items.unshift({ label: words.edit, icon: 'edit', run: () => onEdit(message) });
  }
  const button = iconButton(
    'more',
    words.ownMessage(message.text?.slice(0, 40) ?? ''),
    () => openMenu(button, items),
    'own-menu',
  );
  return button;
}

function inlineKeyboard(message: Message, rows: readonly (readonly Button[])[], options: Options): HTMLElement {
  return h(
    'div',
    { class: 'inline-keyboard' },
    ...rows.map((row, y) =>
      h('div', { class: 'row' }, ...row.map((button, x) => inlineButton(message, button, y, x, options))),
    ),
  );
}

function inlineButton(message: Message, button: Button, row: number, column: number, options: Options): HTMLElement {
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
