import { api } from './api.ts';
import { openBot } from './bot-link.ts';
import { h, reconcile } from './dom.ts';
import type { InlineList } from './protocol.ts';
import type { Store } from './store.ts';
import type { Words } from './words.ts';

interface Options {
  store: Store;
  words: Words;
  /** Keeps the focus; the list is worked from there by keys. */
  input: HTMLTextAreaElement;
  /** What was picked is on its way into the chat. */
  onPicked: () => void;
}

/** Who types on is not asked about, in milliseconds. */
const PAUSE = 250;
/** This near the list's end its next part is fetched, pixels. */
const NEAR_END = 80;

/** What the bot offers above the text field while that begins with the bot's name, as on a phone. */
export function inlineList({ store, words, input, onPicked }: Options) {
  const name = () => `@${store.snapshot.botUsername}`;
  /** What the list is for: whose, and what they typed; null while the field begins otherwise. */
  let wanted: { personId: number; text: string } | null = null;
  let parts: InlineList[] = [];
  let chosen = 0;
  let later = 0;
  let loading = false;

  const lead = h('button', { type: 'button', class: 'inline-lead', onclick: () => void leave() });
  const list = h('div', { class: 'inline-list', role: 'listbox', id: 'inline-list', tabindex: 0 });
  const told = h('div', { class: 'spoken', role: 'status' });
  const element = h('div', { class: 'inline-offers', hidden: true }, lead, list);
  const outer = h('div', {}, told, element);
  list.addEventListener('scroll', () => {
    if (list.scrollHeight - list.scrollTop - list.clientHeight < NEAR_END) void more();
  });
  list.addEventListener('keydown', (event) => void takes(event));
  // The field keeps the focus, or a phone's keyboard would go away.
  list.addEventListener('mousedown', (event) => event.preventDefault());

  const lines = () => parts.flatMap(({ queryId, results }) => results.map((result) => ({ ...result, queryId })));

  function typed(text: string): string | null {
    const start = `${name()} `;
    return name() !== '@' && text.toLowerCase().startsWith(start.toLowerCase()) ? text.slice(start.length) : null;
  }

  async function ask(offset: string): Promise<void> {
    const asked = wanted;
    if (!asked || loading) return;
    loading = true;
    const part = await store.attempt(() => api.inline(asked.personId, asked.text, offset));
    loading = false;
    if (wanted !== asked) return void (wanted && ask(''));
    if (!part) return;
    parts = offset === '' ? [part] : [...parts, part];
    if (offset === '') chosen = 0;
    draw();
    if (offset === '') list.scrollTop = 0;
    told.textContent = words.inlineFound(lines().length);
  }

  async function more(): Promise<void> {
    const offset = parts.at(-1)?.nextOffset ?? '';
    if (offset !== '') await ask(offset);
  }

  async function leave(): Promise<void> {
    const parameter = parts[0]?.button?.startParameter;
    onPicked();
    if (parameter !== undefined) await openBot(store, parameter);
  }

  async function pick(at: number): Promise<void> {
    const line = lines()[at];
    if (!line) return;
    onPicked();
    input.focus();
    await store.act({ do: 'pick', queryId: line.queryId, resultId: line.id });
  }

  function draw(): void {
    const shown = lines();
    const button = parts[0]?.button;
    element.hidden = shown.length === 0 && !button;
    lead.hidden = !button;
    lead.textContent = button?.text ?? '';
    list.hidden = shown.length === 0;
    list.setAttribute('aria-label', words.inlineList(name()));
    reconcile(
      list,
      shown.map(({ id, title, description }, at) => ({ id, title, description, at, now: at === chosen })),
      {
        key: ({ id }) => id,
        make: ({ title, description, at, now }) =>
          h(
            'div',
            { role: 'option', id: `inline-${at}`, 'aria-selected': String(now), onclick: () => void pick(at) },
            h('b', {}, title),
            h('span', {}, description),
          ),
      },
    );
    const active = list.hidden ? null : `inline-${chosen}`;
    describe(input, { 'aria-controls': active && list.id, 'aria-activedescendant': active });
    describe(list, { 'aria-activedescendant': active });
    if (active) list.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }

  function close(): void {
    window.clearTimeout(later);
    wanted = null;
    parts = [];
    told.textContent = '';
    draw();
  }

  /** Whether a key pressed in the field, or in the list, is for the list; then it is done. */
  function takes(event: KeyboardEvent): boolean {
    if (!wanted || event.isComposing) return false;
    const last = lines().length - 1;
    const moves: Record<string, number> = { ArrowDown: chosen + 1, ArrowUp: chosen - 1 };
    const to = moves[event.key];
    if (to !== undefined && last >= 0) {
      chosen = Math.min(Math.max(to, 0), last);
      draw();
      if (chosen === last) void more();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      void pick(chosen);
    } else if (event.key === 'Escape') {
      onPicked();
      input.focus();
    } else {
      return false;
    }
    event.preventDefault();
    return true;
  }

  return {
    element: outer,

    /** Called with what stands in the field, whenever that may have changed. */
    update(text: string): void {
      const query = typed(text);
      if (query === null) {
        if (wanted) close();
        return;
      }
      if (wanted?.text === query && wanted.personId === store.current) return;
      wanted = { personId: store.current, text: query };
      window.clearTimeout(later);
      later = window.setTimeout(() => void ask(''), PAUSE);
    },

    takes,
  };
}

/** Sets attributes; null takes one away. */
function describe(element: HTMLElement, attributes: Record<string, string | null>): void {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null) element.removeAttribute(name);
    else element.setAttribute(name, value);
  }
}
