import { isHeld } from './pressing.ts';
import type { Words } from './words.ts';

type Child = Node | string | null | undefined | false;
type Attributes = Record<string, string | number | boolean | null | undefined | ((event: Event) => void)>;

/** An element with attributes (`on…` are listeners; false, null and undefined are left out) and children. */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === 'function') element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children) if (child) element.append(child);
  return element;
}

const strokes = {
  people:
    'M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM2.5 20c.6-3.4 3.2-5.5 6.5-5.5s5.9 2.1 6.5 5.5M16 4.3a3.5 3.5 0 0 1 0 6.4M18 14.8c2 .8 3.2 2.6 3.6 5.2',
  chat: 'M4 5.5h16a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1h-8l-5 4v-4H4a1 1 0 0 1-1-1v-10a1 1 0 0 1 1-1Z',
  letter: 'M4 5.5h16a1 1 0 0 1 1 1v11a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1v-11a1 1 0 0 1 1-1Zm-.5 1.5L12 13l8.5-6',
  phone:
    'M6.5 3.5h3l1.5 4.5-2.2 1.6a12 12 0 0 0 5.6 5.6L16 13l4.5 1.5v3a3 3 0 0 1-3.2 3A16 16 0 0 1 3.5 6.7a3 3 0 0 1 3-3.2Z',
  gate: 'M4 21V5a1.5 1.5 0 0 1 3 0v16M17 21V5a1.5 1.5 0 0 1 3 0v16M7 10h4v7H7M17 10h-4v7h4',
  info: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM12 11v5.5M12 7.5v.2',
  send: 'M4.2 5.1c-.3-1 .7-1.8 1.6-1.4l14.3 7.2c.9.5.9 1.7 0 2.2L5.8 20.3c-.9.4-1.9-.4-1.6-1.4L6 13l7-1-7-1-1.8-5.9Z',
  attach: 'M20 11.5 12.3 19a5 5 0 0 1-7.1-7.1l8-7.9a3.4 3.4 0 0 1 4.8 4.8l-7.9 7.9a1.8 1.8 0 0 1-2.5-2.5l7.2-7.2',
  slash:
    'M5 3.5h14a1.5 1.5 0 0 1 1.5 1.5v14a1.5 1.5 0 0 1-1.5 1.5H5A1.5 1.5 0 0 1 3.5 19V5A1.5 1.5 0 0 1 5 3.5ZM14.5 7.5l-5 9',
  back: 'M14.5 5 7.5 12l7 7',
  more: 'M12 6v.1M12 12v.1M12 18v.1',
  plus: 'M12 5v14M5 12h14',
  close: 'M6 6l12 12M18 6 6 18',
  theme: 'M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z',
  link: 'M9 6H6.5A1.5 1.5 0 0 0 5 7.5v10A1.5 1.5 0 0 0 6.5 19h10a1.5 1.5 0 0 0 1.5-1.5V15M13 5h6v6M19 5l-8 8',
  image:
    'M5 4.5h14a1 1 0 0 1 1 1v13a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1v-13a1 1 0 0 1 1-1ZM4.5 17l4.5-4.5 3.5 3.5 2.5-2.5 4.5 4.5M15 9.5v.1',
  album:
    'M8 4.5h11a1 1 0 0 1 1 1V15M5 8h10a1 1 0 0 1 1 1v9.5a1 1 0 0 1-1 1H5a1 1 0 0 1-1-1V9a1 1 0 0 1 1-1ZM4.5 17l3-3 3 3 2-2 3 3',
  smile: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM8.5 14.5c1.8 2.3 5.2 2.3 7 0M9 9.5v.2M15 9.5v.2',
  voice: 'M12 3.5a2.5 2.5 0 0 1 2.5 2.5v6a2.5 2.5 0 0 1-5 0V6A2.5 2.5 0 0 1 12 3.5ZM6 11.5a6 6 0 0 0 12 0M12 17.5V21',
  forward: 'M13.5 6l6.5 6-6.5 6v-4C8 14 5.5 16 4 19c0-5 3-9 9.5-9V6Z',
  contact: 'M12 11.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM5 20c.7-3.5 3.5-5.5 7-5.5s6.3 2 7 5.5',
  place:
    'M12 21c4.5-4.5 6.5-7.6 6.5-11a6.5 6.5 0 0 0-13 0c0 3.4 2 6.5 6.5 11ZM12 12.2a2.2 2.2 0 1 0 0-4.4 2.2 2.2 0 0 0 0 4.4Z',
  file: 'M7 3.5h7l4 4V20a.5.5 0 0 1-.5.5h-10.5A.5.5 0 0 1 6.5 20V4A.5.5 0 0 1 7 3.5ZM14 3.5v4h4',
  edit: 'M5 19l.8-3.7L15.5 5.6a1.5 1.5 0 0 1 2.1 0l.8.8a1.5 1.5 0 0 1 0 2.1L8.7 18.2 5 19Z',
  trash: 'M5 7h14M10 7V4.5h4V7M7 7l.8 12.5h8.4L17 7',
  reply: 'M9.5 6 4 11.5 9.5 17v-3.6c4.7 0 7.7 1.4 10 5.1-.4-5.6-3.4-9-10-9.2V6Z',
  play: 'M8.5 6.2v11.6c0 .5.5.8 1 .5l8.6-5.8c.4-.2.4-.8 0-1L9.5 5.7c-.5-.3-1 0-1 .5Z',
  desk: 'M4.5 14v-2.5a7.5 7.5 0 0 1 15 0V14M4.5 12.5H7a.5.5 0 0 1 .5.5v4.5a.5.5 0 0 1-.5.5H5.5a1 1 0 0 1-1-1v-4.5ZM19.5 12.5H17a.5.5 0 0 0-.5.5v4.5a.5.5 0 0 0 .5.5h1.5a1 1 0 0 0 1-1v-4.5ZM19 18c0 1.7-1.6 2.5-3.5 2.5H13',
  bolt: 'M13 3 5.5 13.5H11L10 21l8-11h-5.5L13 3Z',
  lock: 'M7 10.5h10a.5.5 0 0 1 .5.5v8.5H6.5V11a.5.5 0 0 1 .5-.5ZM8.5 10.5V8a3.5 3.5 0 0 1 7 0v2.5',
  copy: 'M9 8.5h10a.5.5 0 0 1 .5.5v10.5H9.5A.5.5 0 0 1 9 19V8.5ZM15 8.5V5a.5.5 0 0 0-.5-.5H5A.5.5 0 0 0 4.5 5v10a.5.5 0 0 0 .5.5h4',
  block: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM5.8 5.8l12.4 12.4',
  globe: 'M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18ZM3.5 12h17M12 3c-5 5.5-5 12.5 0 18M12 3c5 5.5 5 12.5 0 18',
} as const;

export type IconName = keyof typeof strokes;

/** A line drawing that says nothing to a screen reader: its button has a name. */
export function icon(name: IconName): SVGSVGElement {
  const svg = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS('http://www.w3.org/2000/svg', 'path');
  path.setAttribute('d', strokes[name]);
  svg.append(path);
  return svg;
}

/** A button with a picture only; `label` is its name. */
export function iconButton(
  name: IconName,
  label: string,
  onclick: (event: Event) => void,
  extra = '',
): HTMLButtonElement {
  return h(
    'button',
    { type: 'button', class: `icon-button ${extra}`.trim(), 'aria-label': label, title: label, onclick },
    icon(name),
  );
}

/** How many are unread: a number to see, words to hear. */
export const badge = (count: number, words: Words): HTMLElement =>
  h(
    'span',
    { class: 'badge' },
    h('span', { 'aria-hidden': 'true' }, String(count)),
    h('span', { class: 'spoken' }, ` ${words.unread(count)}`),
  );

/**
 * Brings the children of `parent` in line with `items`, touching only what changed: focus, scroll and a screen
 * reader's place stay. While one of them is being pressed they all wait for its end.
 */
export function reconcile<Item>(
  parent: HTMLElement,
  items: readonly Item[],
  { key, make }: { key: (item: Item) => string; make: (item: Item) => HTMLElement },
): void {
  if (isHeld(parent, () => reconcile(parent, items, { key, make }))) return;
  const known = new Map(
    [...parent.children].map((child) => [(child as HTMLElement).dataset.key ?? '', child as HTMLElement]),
  );
  let place: Element | null = parent.firstElementChild;
  for (const item of items) {
    const id = key(item);
    const content = JSON.stringify(item);
    const old = known.get(id);
    known.delete(id);
    let element = old;
    if (!element || element.dataset.content !== content) {
      element = make(item);
      element.dataset.key = id;
      element.dataset.content = content;
      if (old) {
        const hadFocus = old.contains(document.activeElement);
        old.replaceWith(element);
        if (old === place) place = element;
        if (hadFocus) element.querySelector<HTMLElement>('button, a')?.focus({ preventScroll: true });
      }
    }
    if (element === place) place = place.nextElementSibling;
    else parent.insertBefore(element, place);
  }
  for (const gone of known.values()) gone.remove();
}
