import { api } from './api.ts';
import { h } from './dom.ts';
import { fileLink } from './media.ts';
import { toast } from './overlay.ts';
import type { LetterText } from './protocol.ts';
import type { Store } from './store.ts';
import type { Words } from './words.ts';

/** What stands below a letter: its files, and a form for whoever can answer it. */
export function letterExtras(letter: LetterText, store: Store, words: Words): HTMLElement[] {
  const { id, files, answerable } = letter;
  const links = files.map(({ name, size }, at) => fileLink({ name, size, href: api.letterFile(id, at) }, words));
  return [
    ...(links.length > 0 ? [h('div', { class: 'letter-files' }, ...links)] : []),
    ...(answerable ? [answerForm(id, store, words)] : []),
  ];
}

/** What is written here goes back by mail, as from any mail program. */
function answerForm(id: string, store: Store, words: Words): HTMLElement {
  const text = h('textarea', {
    required: true,
    maxlength: 4096,
    'aria-label': words.desk.letterText,
    placeholder: words.desk.letterText,
  });
  return h(
    'form',
    {
      class: 'answer-letter',
      'aria-label': words.desk.letterAnswer,
      onsubmit: async (event) => {
        event.preventDefault();
        const sent = await store.attempt(() => api.answerLetter(id, text.value));
        if (!sent) return;
        text.value = '';
        toast(words.desk.letterSent);
      },
    },
    h('h3', {}, words.desk.letterAnswer),
    text,
    h('button', { type: 'submit', class: 'main' }, words.desk.letterSend),
  );
}
