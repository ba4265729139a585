import { openBot } from './bot-link.ts';
import { h } from './dom.ts';
import { fullName } from './format.ts';
import { openDialog } from './overlay.ts';
import type { Store } from './store.ts';
import type { Words } from './words.ts';

/** The payload with which another page's link to the bot led here: it stands behind `#start=`. */
let waiting = payloadOf(location.hash);
addEventListener('hashchange', () => {
  waiting = payloadOf(location.hash) ?? waiting;
});

function payloadOf(hash: string): string | null {
  return new URLSearchParams(hash.slice(1)).get('start');
}

/** Asks, once the page knows its people, who follows the link; then opens the bot as that person. */
export function arrival(store: Store, words: Words): void {
  const payload = waiting;
  if (payload === null || store.snapshot.people.length === 0) return;
  waiting = null;
  history.replaceState(null, '', location.pathname);
  const who = h(
    'select',
    { autofocus: true },
    ...store.snapshot.people.map((person) =>
      h('option', { value: person.id, selected: person.id === store.current }, fullName(person)),
    ),
  );
  void openDialog(words, words.linkTitle, (close) => [
    h(
      'form',
      {
        class: 'fields',
        onsubmit: (event) => {
          event.preventDefault();
          close('open');
          store.choose(Number(who.value));
          void openBot(store, payload);
        },
      },
      h('p', {}, words.linkText),
      h('label', {}, words.linkWho, who),
      h(
        'footer',
        {},
        h('button', { type: 'button', class: 'quiet', onclick: () => close('') }, words.cancel),
        h('button', { type: 'submit', class: 'main' }, words.linkOpen),
      ),
    ),
  ]);
}
