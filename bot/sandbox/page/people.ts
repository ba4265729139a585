import { badge, h, icon, iconButton, reconcile } from './dom.ts';
import { avatar, fullName, logo, preview, readablePhone, shortDate } from './format.ts';
import { openDialog } from './overlay.ts';
import type { Person } from './protocol.ts';
import type { Store } from './store.ts';
import type { PageLanguage, Words } from './words.ts';

interface Options {
  store: Store;
  words: Words;
  language: PageLanguage;
  onLanguage: () => void;
  onTheme: () => void;
}

/** The list of people with a phone each: whose chat to look at, and whom to be. */
export function peoplePanel({ store, words, language, onLanguage, onTheme }: Options) {
  const list = h('ul', { class: 'people-list' });
  const element = h(
    'section',
    { class: 'people', 'aria-label': words.people },
    h(
      'header',
      { class: 'brand' },
      logo(),
      h('span', { class: 'name' }, words.brand, h('small', {}, words.sandbox)),
      h(
        'button',
        {
          type: 'button',
          class: 'icon-button short',
          'aria-label': words.switchLanguage,
          title: words.switchLanguage,
          onclick: onLanguage,
        },
        words.otherLanguage,
      ),
      iconButton('theme', words.theme, onTheme),
    ),
    list,
    h(
      'button',
      { type: 'button', class: 'free-person', onclick: () => void askNewPerson(store, words, language) },
      h('span', { class: 'avatar add', 'aria-hidden': 'true' }, icon('plus')),
      h('span', { class: 'who' }, h('b', {}, words.freePerson), h('span', { class: 'about' }, words.freePersonHint)),
    ),
  );

  return {
    element,
    update() {
      const rows = store.snapshot.people.map((person) => ({
        person: { ...person, messages: person.messages.slice(-1) },
        unread: store.unread(person),
        chosen: person.id === store.current,
      }));
      reconcile(list, rows, { key: ({ person }) => String(person.id), make: (row) => h('li', {}, personRow(row)) });
    },
  };

  function personRow({ person, unread, chosen }: { person: Person; unread: number; chosen: boolean }) {
    const last = person.messages.at(-1);
    const about = person.about?.[language] ?? '';
    const phone = readablePhone(person.phone ?? '')
      .replaceAll(' ', '\u00a0')
      .replaceAll('-', '\u2011');
    return h(
      'button',
      {
        type: 'button',
        class: 'person-row',
        'aria-current': chosen && 'true',
        title: fullName(person),
        onclick: () => store.choose(person.id),
      },
      avatar(person),
      h(
        'span',
        { class: 'who' },
        h(
          'span',
          { class: 'first-line' },
          h('b', {}, fullName(person)),
          last && h('time', {}, shortDate(last.date, language)),
        ),
        h('span', { class: 'about' }, last ? about || phone : [about, phone].filter(Boolean).join(', ')),
        last &&
          h(
            'span',
            { class: 'second-line' },
            h('span', { class: 'preview' }, preview(person, words)),
            unread > 0 && badge(unread, words),
          ),
      ),
    );
  }
}

async function askNewPerson(store: Store, words: Words, language: PageLanguage): Promise<void> {
  const firstName = h('input', {
    name: 'firstName',
    required: true,
    maxlength: 64,
    autocomplete: 'off',
    autofocus: true,
  });
  const lastName = h('input', {
    name: 'lastName',
    maxlength: 64,
    autocomplete: 'off',
    placeholder: words.lastNameMaybe,
  });
  const phone = h('input', {
    name: 'phone',
    type: 'tel',
    required: true,
    pattern: '\\+?[0-9 \\(\\)\\-]{10,20}',
    autocomplete: 'off',
  });
  phone.value = `+7 905 ${digits(3)}-${digits(2)}-${digits(2)}`;
  const telegramLanguage = h(
    'select',
    { name: 'language' },
    ...(['ru', 'en'] as const).map((code) =>
      h('option', { value: code, selected: code === language }, words.languages[code] ?? code),
    ),
  );
  await openDialog(words, words.freePersonTitle, (close) => [
    h(
      'form',
      {
        class: 'fields',
        onsubmit: (event) => {
          event.preventDefault();
          close('added');
          void store.add({
            firstName: firstName.value,
            ...(lastName.value.trim() ? { lastName: lastName.value } : {}),
            phone: `+${phone.value.replace(/\D/g, '').replace(/^8(?=\d{10}$)/, '7')}`,
            language: telegramLanguage.value,
          });
        },
      },
      h('label', {}, words.firstName, firstName),
      h('label', {}, words.lastName, lastName),
      h('label', {}, words.phone, phone),
      h('label', {}, words.phoneLanguage, telegramLanguage),
      h(
        'footer',
        {},
        h('button', { type: 'button', class: 'quiet', onclick: () => close('') }, words.cancel),
        h('button', { type: 'submit', class: 'main' }, words.add),
      ),
    ),
  ]);
}

const digits = (count: number): string => String(Math.floor(Math.random() * 10 ** count)).padStart(count, '0');
