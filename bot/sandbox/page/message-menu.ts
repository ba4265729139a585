import { h, iconButton } from './dom.ts';
import { clockTime } from './format.ts';
import { type MenuItem, openMenu } from './overlay.ts';
import type { Message } from './protocol.ts';
import type { PageLanguage, Words } from './words.ts';

/** The reactions that lie nearest at hand on a phone. */
const NEAREST = ['👍', '❤', '👎', '🔥', '🎉', '😢', '🙏'];

export interface MenuOptions {
  words: Words;
  language: PageLanguage;
  /** Whose phone it is. */
  viewer: () => number;
  onReply: (message: Message) => void;
  /** Null takes the own reaction back. */
  onReact: (message: Message, emoji: string | null) => void;
  onEdit: (message: Message) => void;
  onDelete: (message: Message) => void;
  /** Whether this phone may delete the message. */
  mayDelete: (message: Message, own: boolean) => boolean;
}

/** The button beside a message with what can be done with it; a long press or a right click on the message does the same. */
export function messageMenu(message: Message, own: boolean, options: MenuOptions): HTMLElement {
  const { words, language } = options;
  const label = own
    ? words.ownMessage(message.text?.slice(0, 40) ?? '')
    : words.desk.messageMenu(clockTime(message.date, language));
  const button = iconButton('more', label, () => open(), 'own-menu');
  const open = () => openMenu(button, items(message, own, options), reactions(message, options));
  button.addEventListener('propusk-menu', open);
  return button;
}

function items(
  message: Message,
  own: boolean,
  { words, onReply, onEdit, onDelete, mayDelete }: MenuOptions,
): MenuItem[] {
  const changeable = own && message.text && !message.forwardedFrom && !message.viaBot;
  return [
    { label: words.desk.reply, icon: 'reply', run: () => onReply(message) },
    ...(changeable ? [{ label: words.edit, icon: 'edit' as const, run: () => onEdit(message) }] : []),
    ...(mayDelete(message, own) ? [{ label: words.remove, icon: 'trash' as const, run: () => onDelete(message) }] : []),
  ];
}

/** Some emoji are letters unless they are told to be pictures. */
const coloured = (emoji: string): string => (/^[\u2600-\u27bf]$/.test(emoji) ? `${emoji}\ufe0f` : emoji);

const mine = ({ reactions = [] }: Message, viewer: number): string | undefined =>
  reactions.find(({ by }) => by === viewer)?.emoji;

function reactions(message: Message, { words, viewer, onReact }: MenuOptions) {
  const chosen = mine(message, viewer());
  return {
    label: words.desk.reactions,
    items: NEAREST.map((emoji) => ({
      text: coloured(emoji),
      label: chosen === emoji ? words.desk.unreact(emoji) : words.desk.react(emoji),
      pressed: chosen === emoji,
      run: () => onReact(message, chosen === emoji ? null : emoji),
    })),
  };
}

/** The reactions below a message; a tap joins in, or takes the own one back. */
export function reactionRow(message: Message, { words, viewer, onReact }: MenuOptions): HTMLElement | null {
  const counts = new Map<string, number>();
  for (const { emoji } of message.reactions ?? []) counts.set(emoji, (counts.get(emoji) ?? 0) + 1);
  if (counts.size === 0) return null;
  const chosen = mine(message, viewer());
  return h(
    'span',
    { class: 'reactions' },
    ...[...counts].map(([emoji, count]) =>
      h(
        'button',
        {
          type: 'button',
          class: 'reaction',
          'aria-pressed': String(chosen === emoji),
          'aria-label': chosen === emoji ? words.desk.unreact(emoji) : words.desk.react(emoji),
          onclick: () => onReact(message, chosen === emoji ? null : emoji),
        },
        coloured(emoji),
        count > 1 && h('span', {}, String(count)),
      ),
    ),
  );
}
