import { h } from './dom.ts';
import { clockTime } from './format.ts';
import { inlineKeyboard, type KeyboardOptions } from './inline-keyboard.ts';
import { media } from './media.ts';
import { type MenuOptions, messageMenu, reactionRow } from './message-menu.ts';
import { copyText, openMenu } from './overlay.ts';
import type { Message } from './protocol.ts';
import { richText } from './rich.ts';
import type { Words } from './words.ts';

export interface BubbleOptions extends KeyboardOptions, MenuOptions {
  onRing: (number: string) => void;
  onCommand: (command: string) => void;
}

/** A message with what the chat around it tells of it. */
export interface Shown {
  readonly message: Message;
  /** Whether the phone's owner wrote it. */
  readonly own: boolean;
  /** Empty where everybody knows. */
  readonly author: string;
  /** What the message that it answers says; null where it answers none. */
  readonly answered: string | null;
  /** Whether it goes on with an album. */
  readonly continues: boolean;
}

/** A note that operators write for themselves. */
export const isNote = ({ author, text = '' }: Message): boolean => author !== undefined && text.startsWith('//');

/** One message as the phone shows it, with the buttons below it. */
export function bubble({ message, own, author, answered, continues }: Shown, options: BubbleOptions): HTMLElement {
  const { words, language } = options;
  if (message.service) return serviceLine(message, words);
  const classes = ['message', own ? 'person' : 'bot', isNote(message) && 'note', continues && 'continues'];
  const menu = messageMenu(message, own, options);
  const reactions = reactionRow(message, options);
  const meta = h(
    'span',
    { class: 'meta' },
    message.edited ? `${words.edited} ` : null,
    h('time', {}, clockTime(message.date, language)),
  );
  const looks = ['bubble', message.photo && 'with-photo', message.sticker && 'bare', !message.html && 'wordless'];
  const body = h(
    'div',
    { class: looks.filter(Boolean).join(' ') },
    author && h('div', { class: 'author' }, author),
    message.forwardedFrom && h('div', { class: 'forwarded' }, words.forwardedFrom(message.forwardedFrom)),
    message.viaBot && h('div', { class: 'forwarded' }, words.viaBot(`@${message.viaBot}`)),
    answered !== null && h('div', { class: 'answered' }, message.quote ?? answered),
    media(message, words),
    h('div', { class: 'text' }, message.html ? richText(message.html, taps(options)) : null, reactions ? null : meta),
    reactions && h('div', { class: 'foot' }, reactions, meta),
    menu,
  );
  body.addEventListener('contextmenu', (event) => {
    if (getSelection()?.toString()) return;
    event.preventDefault();
    menu.dispatchEvent(new Event('propusk-menu'));
  });
  return h(
    'article',
    { class: classes.filter(Boolean).join(' '), 'data-message': message.id },
    body,
    message.buttons && inlineKeyboard(message, message.buttons, options),
  );
}

function serviceLine({ id, service, author }: Message, words: Words): HTMLElement {
  const text = service ? words.desk.service[service.kind](service.name ?? author?.name ?? '') : '';
  return h('p', { class: 'service', 'data-message': id }, text);
}

function taps({ words, onRing, onCommand, botLink }: BubbleOptions) {
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
