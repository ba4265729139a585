import { h, iconButton, reconcile } from './dom.ts';
import { faultsPanel } from './faults.ts';
import { openMenu } from './overlay.ts';
import type { Operator } from './protocol.ts';
import type { Store } from './store.ts';
import { topicPanel } from './topic.ts';
import { topicList } from './topics.ts';
import type { PageLanguage, Words } from './words.ts';

interface Options {
  store: Store;
  words: Words;
  language: PageLanguage;
  onRing: (number: string) => void;
}

/** The operators' side: their group with its topics, who of them speaks, and the fault switch. */
export function deskPanel({ store, words, language, onRing }: Options) {
  const desk = store.desk;
  const title = h('b', {});
  const state = h('span', { class: 'subtitle' });
  const who = h('select', {
    class: 'operator',
    'aria-label': words.desk.you,
    onchange: () => desk.speakAs(Number(who.value)),
  });
  const faults = faultsPanel({ store, words });
  const menu = iconButton('more', words.desk.groupMenu, () => openMenu(menu, groupItems()));
  const list = topicList({ store, words, language, onOpen: (thread) => void open(thread) });
  const topic = topicPanel({ store, words, language, onRing, onBack: close });
  const element = h(
    'section',
    { class: 'desk', 'aria-label': words.desk.place },
    h('header', { class: 'desk-head' }, h('div', { class: 'who' }, title, state), who, faults.button, menu),
    faults.element,
    list.element,
    topic.element,
  );

  async function open(thread: number): Promise<void> {
    await desk.open(thread);
    topic.focus();
  }

  function close(): void {
    const thread = desk.thread;
    desk.close();
    element.querySelector<HTMLElement>(`[data-topic="${thread}"]`)?.focus();
  }

  function groupItems() {
    const { bot, kind } = desk.desk ?? {};
    const item = (label: string, doing: 'remove-bot' | 'return-bot' | 'demote-bot' | 'upgrade') => ({
      label,
      icon:
        doing === 'return-bot' ? ('plus' as const) : doing === 'upgrade' ? ('forward' as const) : ('block' as const),
      run: () => void desk.act({ do: doing }),
    });
    return [
      ...(bot === 'administrator' ? [] : [item(words.desk.returnBot, 'return-bot')]),
      ...(bot === 'administrator' ? [item(words.desk.demoteBot, 'demote-bot')] : []),
      ...(bot === 'absent' ? [] : [item(words.desk.removeBot, 'remove-bot')]),
      ...(kind === 'group' ? [item(words.desk.upgrade, 'upgrade')] : []),
    ];
  }

  const nameOf = ({ name, senior }: Operator): string =>
    `${name[language]}, ${senior ? words.desk.senior : words.desk.operator}`;

  return {
    element,
    update(): void {
      const group = desk.desk;
      if (!group) return;
      title.textContent = group.title;
      state.textContent = words.desk.bot[group.bot];
      state.classList.toggle('bad', group.bot !== 'administrator');
      reconcile(
        who,
        group.operators.map(({ toasts: _toasts, ...operator }) => operator),
        {
          key: ({ id }) => String(id),
          make: (operator) => h('option', { value: operator.id }, nameOf({ ...operator, toasts: [] })),
        },
      );
      who.value = String(desk.operator?.id ?? '');
      faults.update();
      list.update();
      topic.update();
    },
  };
}
