import { h, icon, reconcile } from './dom.ts';
import { fullName } from './format.ts';
import type { ArmedTrouble, Trouble, TroubleTarget } from './protocol.ts';
import type { Store } from './store.ts';
import type { Words } from './words.ts';

const TIMES = [1, 5, null];
const TARGETS: readonly TroubleTarget[] = ['everything', 'desk', 'person'];
/** What can only go wrong in a group. */
const OF_TOPICS = new Set<Trouble>(['topic-deleted', 'topic-closed']);

/** The fault switch: what the bot's next calls meet. It opens from its button and stays open while one tries the rest of the page. */
export function faultsPanel({ store, words }: { store: Store; words: Words }) {
  let open = false;
  let times: number | null = 1;
  let target: TroubleTarget = 'desk';
  const count = h('span', { class: 'badge', 'aria-hidden': 'true', hidden: true });
  const button = h(
    'button',
    {
      type: 'button',
      class: 'icon-button bolt',
      'aria-expanded': 'false',
      'aria-controls': 'faults',
      onclick: () => {
        open = !open;
        store.changed();
      },
    },
    icon('bolt'),
    count,
  );
  const howMany = h('div', { class: 'segments', role: 'group', 'aria-label': words.desk.howMany });
  const where = h('div', { class: 'segments', role: 'group', 'aria-label': words.desk.where });
  const switches = h('div', { class: 'switches' });
  const armed = h('ul', { class: 'armed' });
  const fine = h('p', { class: 'quiet-text' }, words.desk.nothingBroken);
  const repair = h(
    'button',
    { type: 'button', class: 'quiet', onclick: () => void store.desk.repair() },
    words.desk.repair,
  );
  const element = h(
    'section',
    { class: 'faults', id: 'faults', 'aria-label': words.desk.faults, tabindex: 0, hidden: true },
    h('header', {}, h('h2', {}, words.desk.faults), repair),
    h('p', { class: 'quiet-text' }, words.desk.faultsHint),
    h('div', { class: 'choices' }, howMany, where),
    switches,
    h('div', { class: 'state', role: 'status' }, fine, armed),
  );

  function choice<Value>(value: Value, label: string, chosen: boolean, choose: (value: Value) => void): HTMLElement {
    return h(
      'button',
      {
        type: 'button',
        'aria-pressed': String(chosen),
        onclick: () => {
          choose(value);
          store.changed();
        },
      },
      label,
    );
  }

  function fault(trouble: Trouble): HTMLElement {
    const [mark, label] = words.desk.troubles[trouble];
    return h(
      'button',
      {
        type: 'button',
        class: 'fault',
        onclick: () =>
          void store.desk.arm({
            trouble,
            target: OF_TOPICS.has(trouble) ? 'desk' : trouble === 'mail-down' ? 'everything' : target,
            times,
            personId: store.current,
          }),
      },
      h('b', {}, mark),
      h('span', {}, label),
    );
  }

  function whereOf({ target: place, personId }: ArmedTrouble): string {
    const person = store.snapshot.people.find(({ id }) => id === personId);
    return person ? fullName(person) : words.desk.targets[place];
  }

  const line = (one: ArmedTrouble): HTMLElement =>
    h(
      'li',
      {},
      h('b', {}, words.desk.troubles[one.trouble][1]),
      h('span', {}, `${whereOf(one)}; ${words.desk.left(one.left)}`),
    );

  return {
    element,
    button,
    update(): void {
      const troubles = store.snapshot.troubles;
      element.hidden = !open;
      const label = words.desk.faultsOpen(troubles.length);
      button.setAttribute('aria-expanded', String(open));
      button.setAttribute('aria-label', label);
      button.title = label;
      button.classList.toggle('on', troubles.length > 0);
      count.hidden = troubles.length === 0;
      count.textContent = String(troubles.length);
      reconcile(
        howMany,
        TIMES.map((value) => ({ value, chosen: value === times })),
        {
          key: ({ value }) => String(value),
          make: ({ value, chosen }) => choice(value, words.desk.times(value), chosen, (one) => (times = one)),
        },
      );
      reconcile(
        where,
        TARGETS.map((value) => ({ value, chosen: value === target })),
        {
          key: ({ value }) => value,
          make: ({ value, chosen }) => choice(value, words.desk.targets[value], chosen, (one) => (target = one)),
        },
      );
      if (switches.childElementCount === 0) {
        switches.append(...(Object.keys(words.desk.troubles) as Trouble[]).map(fault));
      }
      fine.hidden = troubles.length > 0;
      repair.hidden = troubles.length === 0;
      reconcile(armed, troubles, { key: ({ id }) => id, make: line });
    },
  };
}

/** A line that reminds of what goes wrong on purpose, wherever on the page one looks. */
export function brokenStrip({ store, words }: { store: Store; words: Words }) {
  const text = h('span', {});
  const element = h(
    'div',
    { class: 'broken-strip', hidden: true },
    icon('bolt'),
    text,
    h('button', { type: 'button', onclick: () => void store.desk.repair() }, words.desk.repair),
  );
  return {
    element,
    update(): void {
      const count = store.snapshot.troubles.length;
      element.hidden = count === 0;
      text.textContent = words.desk.brokenNow(count);
    },
  };
}
