import { api } from './api.ts';
import { h, icon, reconcile } from './dom.ts';
import { clockTime, fullName, readablePhone } from './format.ts';
import type { Store } from './store.ts';
import type { PageLanguage, Words } from './words.ts';

const OTHER = 'other';

/** The telephone: rings a number from any number, as the sandbox's exchange lets one do. */
export function telephonePanel({ store, words, language }: { store: Store; words: Words; language: PageLanguage }) {
  let person = 0;
  let suggested = '';
  const from = h('select', { id: 'call-from', onchange: () => update() });
  const other = h('input', { id: 'call-other', type: 'tel', autocomplete: 'off', placeholder: '+7 905 000-00-00' });
  const otherField = h('div', { class: 'field' }, h('label', { for: 'call-other' }, words.otherNumberLabel), other);
  const to = h('input', { id: 'call-to', type: 'tel', required: true, autocomplete: 'off' });
  const ring = h('button', { type: 'submit', class: 'main wide ring' }, icon('phone'), h('span', {}, words.ringNow));
  const log = h('ol', { class: 'attempts' });
  const noCalls = h('p', { class: 'quiet-text' }, words.noCalls);
  const element = h(
    'section',
    { class: 'panel telephone', 'aria-label': words.telephone },
    h('p', { class: 'quiet-text' }, words.telephoneHint),
    h(
      'form',
      {
        class: 'fields card',
        onsubmit: (event) => {
          event.preventDefault();
          void call(from.value === OTHER ? other.value : from.value, to.value);
        },
      },
      h('div', { class: 'field' }, h('label', { for: 'call-from' }, words.callFrom), from),
      otherField,
      h('div', { class: 'field' }, h('label', { for: 'call-to' }, words.callTo), to),
      ring,
    ),
    h('h2', {}, words.callLog),
    noCalls,
    log,
  );

  async function call(caller: string, called: string): Promise<void> {
    ring.disabled = true;
    ring.classList.add('ringing');
    ring.querySelector('span')?.replaceChildren(words.ringing);
    const started = Date.now();
    await store.attempt(() => api.ring(caller, called));
    await new Promise((resolve) => setTimeout(resolve, Math.max(0, 600 - (Date.now() - started))));
    ring.disabled = false;
    ring.classList.remove('ringing');
    ring.querySelector('span')?.replaceChildren(words.ringNow);
  }

  function fillNumbers(): void {
    const options = store.snapshot.people
      .filter((one) => one.phone)
      .map((one) => ({ value: one.phone ?? '', label: `${fullName(one)}, ${readablePhone(one.phone ?? '')}` }));
    reconcile(from, [...options, { value: OTHER, label: words.otherNumber }], {
      key: ({ value, label }) => `${value} ${label}`,
      make: ({ value, label }) => h('option', { value }, label),
    });
  }

  function update(): void {
    fillNumbers();
    if (store.current !== person) {
      person = store.current;
      from.value = store.person?.phone ?? OTHER;
    }
    otherField.hidden = from.value !== OTHER;
    other.required = from.value === OTHER;
    const shown = readablePhone(store.shownNumber);
    if (shown !== suggested) {
      if (to.value === suggested) to.value = shown;
      suggested = shown;
    }
    noCalls.hidden = store.snapshot.calls.length > 0;
    reconcile(log, store.snapshot.calls.slice(0, 30), {
      key: ({ id }) => id,
      make: ({ from: caller, to: called, at, outcome }) =>
        h(
          'li',
          { class: outcome === 'answered' ? 'good' : 'bad' },
          h(
            'span',
            { class: 'first-line' },
            h('b', {}, `${readablePhone(caller)} → ${readablePhone(called)}`),
            h('time', {}, clockTime(at, language)),
          ),
          h('span', {}, words.outcomes[outcome]),
        ),
    });
  }

  return {
    element,
    update,
    /** Rings a number that a message shows, from the chosen person's phone. */
    ring(number: string): void {
      from.value = store.person?.phone ?? OTHER;
      to.value = readablePhone(number.replace(/[^\d+]/g, ''));
      store.show('telephone');
      void call(from.value, to.value);
    },
  };
}
