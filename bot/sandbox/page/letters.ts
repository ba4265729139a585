import { api } from './api.ts';
import { h, icon, iconButton, reconcile } from './dom.ts';
import { shortDate } from './format.ts';
import { letterExtras } from './letter-extras.ts';
import type { LetterText } from './protocol.ts';
import type { Store } from './store.ts';
import type { PageLanguage, Words } from './words.ts';

/** The mailbox of everybody in the sandbox. */
export function lettersPanel({ store, words, language }: { store: Store; words: Words; language: PageLanguage }) {
  let opened: LetterText | null = null;
  let plain = false;
  const list = h('ul', { class: 'letter-list' });
  const empty = h(
    'div',
    { class: 'empty' },
    icon('letter'),
    h('b', {}, words.noLetters),
    h('p', {}, words.noLettersHint),
  );
  const reading = h('div', { class: 'letter-pane', hidden: true });
  const element = h('section', { class: 'panel letters', 'aria-label': words.letters }, empty, list, reading);

  async function open(id: string): Promise<void> {
    const letter = await store.attempt(() => api.letter(id));
    if (!letter) return;
    opened = letter;
    plain = !letter.html;
    store.open(id);
    show();
    reading.querySelector('button')?.focus();
  }

  function close(): void {
    const id = opened?.id;
    opened = null;
    update();
    list.querySelector<HTMLElement>(`[data-letter="${id}"]`)?.focus();
  }

  function show(): void {
    update();
    if (!opened) return;
    const letter = opened;
    const tab = (label: string, asText: boolean) =>
      h(
        'button',
        {
          type: 'button',
          'aria-pressed': String(plain === asText),
          onclick: () => {
            plain = asText;
            show();
          },
        },
        label,
      );
    reading.replaceChildren(
      h('header', {}, iconButton('back', words.toLetters, close), h('h2', {}, letter.subject)),
      h(
        'dl',
        {},
        h('dt', {}, words.letterFrom),
        h('dd', {}, letter.from),
        h('dt', {}, words.letterTo),
        h('dd', {}, letter.to),
      ),
      h('div', { class: 'segments' }, letter.html && tab(words.asDesigned, false), tab(words.asText, true)),
      plain
        ? h('pre', { class: 'plain-letter', tabindex: 0 }, ...linked(letter.text))
        : h('iframe', {
            class: 'letter-page',
            title: letter.subject,
            src: api.letterPage(letter.id),
            sandbox: 'allow-popups allow-popups-to-escape-sandbox',
          }),
      ...letterExtras(letter, store, words),
    );
  }

  function update(): void {
    const letters = store.snapshot.letters;
    empty.hidden = letters.length > 0;
    list.hidden = letters.length === 0 || opened !== null;
    reading.hidden = opened === null;
    reconcile(
      list,
      letters.map((letter) => ({ letter, unread: store.isUnread(letter) })),
      {
        key: ({ letter }) => letter.id,
        make: ({ letter, unread }) =>
          h(
            'li',
            {},
            h(
              'button',
              {
                type: 'button',
                class: unread ? 'letter-row unread' : 'letter-row',
                'data-letter': letter.id,
                onclick: () => void open(letter.id),
              },
              h(
                'span',
                { class: 'first-line' },
                h('span', { class: 'to' }, letter.to),
                h('time', {}, shortDate(letter.date, language)),
              ),
              h('span', { class: 'subject' }, letter.subject),
            ),
          ),
      },
    );
  }

  return { element, update };
}

/** A plain letter's text with its web addresses as links. */
function linked(text: string): Node[] {
  return text
    .split(/(https?:\/\/[^\s<>"]+)/)
    .map((part, at) =>
      at % 2 === 1
        ? h('a', { href: part, target: '_blank', rel: 'noreferrer noopener' }, part)
        : document.createTextNode(part),
    );
}
