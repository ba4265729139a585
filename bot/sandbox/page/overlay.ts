import { h, type IconName, icon, iconButton } from './dom.ts';
import type { Words } from './words.ts';

export interface MenuItem {
  label: string;
  icon: IconName;
  run: () => void;
}

/** Small things that stand in one row above a menu's items. */
export interface MenuRow {
  label: string;
  items: readonly { text: string; label: string; pressed: boolean; run: () => void }[];
}

/** A small menu beside its button. Arrows move, Enter chooses, Escape and a click elsewhere close it. */
export function openMenu(anchor: HTMLElement, items: readonly MenuItem[], row?: MenuRow): void {
  document.querySelector('.menu')?.remove();
  const close = () => {
    menu.remove();
    document.removeEventListener('pointerdown', outside, true);
    if (anchor.isConnected) anchor.focus({ preventScroll: true });
  };
  const choose = (run: () => void) => {
    close();
    run();
  };
  const outside = (event: Event) => {
    if (!menu.contains(event.target as Node)) close();
  };
  const menu = h(
    'div',
    { class: 'menu', role: 'menu' },
    row && menuRow(row, choose),
    ...items.map((item) =>
      h(
        'button',
        {
          type: 'button',
          role: 'menuitem',
          onclick: () => choose(item.run),
        },
        icon(item.icon),
        item.label,
      ),
    ),
  );
  menu.addEventListener('keydown', (event) => {
    const buttons = [...menu.querySelectorAll('button')];
    const at = buttons.indexOf(document.activeElement as HTMLButtonElement);
    const step = STEPS[event.key] ?? 0;
    if (event.key === 'Escape' || event.key === 'Tab') close();
    if (step === 0 && event.key !== 'Escape' && event.key !== 'Tab') return;
    event.preventDefault();
    buttons[(at + step + buttons.length) % buttons.length]?.focus();
  });
  (anchor.closest('dialog') ?? document.querySelector('#app'))?.append(menu);
  const place = anchor.getBoundingClientRect();
  const { width, height } = menu.getBoundingClientRect();
  const below = place.bottom + 6 + height <= innerHeight;
  menu.style.top = `${below ? place.bottom + 6 : Math.max(8, place.top - height - 6)}px`;
  menu.style.left = `${Math.max(8, Math.min(place.left, innerWidth - width - 8))}px`;
  document.addEventListener('pointerdown', outside, true);
  menu.querySelector<HTMLElement>('[role=menuitem]')?.focus({ preventScroll: true });
}

const STEPS: Record<string, number> = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 };

function menuRow({ label, items }: MenuRow, choose: (run: () => void) => void): HTMLElement {
  return h(
    'div',
    { class: 'menu-row', role: 'group', 'aria-label': label },
    ...items.map((item) =>
      h(
        'button',
        {
          type: 'button',
          role: 'menuitemcheckbox',
          'aria-checked': String(item.pressed),
          'aria-label': item.label,
          onclick: () => choose(item.run),
        },
        item.text,
      ),
    ),
  );
}

/** A modal window with its own close button; resolves when it is closed, with its return value. */
export function openDialog(
  words: Words,
  title: string,
  content: (close: (value: string) => void) => Node[],
  kind = '',
): Promise<string> {
  return new Promise((resolve) => {
    const close = (value: string) => dialog.close(value);
    const dialog = h(
      'dialog',
      { class: `dialog ${kind}`.trim(), 'aria-label': title },
      h(
        'header',
        {},
        h('h2', {}, title),
        iconButton('close', words.close, () => close('')),
      ),
      ...content(close),
    );
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(dialog.returnValue);
    });
    dialog.addEventListener('click', (event) => {
      if (event.target === dialog) close('');
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}

/** Asks yes or no. */
export async function confirmed(words: Words, title: string, text: string, yes: string): Promise<boolean> {
  const answer = await openDialog(words, title, (close) => [
    h('p', {}, text),
    h(
      'footer',
      {},
      h('button', { type: 'button', class: 'quiet', onclick: () => close('') }, words.cancel),
      h('button', { type: 'button', class: 'main', autofocus: true, onclick: () => close('yes') }, yes),
    ),
  ]);
  return answer === 'yes';
}

/** A short word at the bottom that goes away by itself; at the bottom of `within`, where that is not the whole page. */
export function toast(text: string, within: Element | null = document.querySelector('#app')): void {
  let place = within?.querySelector(':scope > .toasts');
  if (!place) {
    place = h('div', { class: 'toasts', role: 'status', 'aria-live': 'polite' });
    within?.append(place);
  }
  const note = h('div', { class: 'toast' }, text);
  place.append(note);
  setTimeout(() => note.remove(), 4500);
}

/** A picture as large as the window allows. */
export function openPicture(words: Words, source: string, text: string): void {
  void openDialog(words, text || words.photo, () => [h('img', { src: source, alt: text || words.photo })], 'picture');
}

/** A Mini App over the chat; when it does not let itself be framed, it can be opened beside. */
export function openMiniApp(words: Words, url: string, title: string): void {
  void openDialog(
    words,
    title || words.miniApp,
    () => [
      h('iframe', {
        src: url,
        title: title || words.miniApp,
        sandbox:
          'allow-scripts allow-forms allow-same-origin allow-downloads allow-popups allow-popups-to-escape-sandbox',
      }),
      h(
        'footer',
        {},
        h('a', { href: url, target: '_blank', rel: 'noreferrer noopener', class: 'quiet' }, words.openInTab),
      ),
    ],
    'mini-app',
  );
}

/** Copies a text; where the browser does not let the page do so, shows it instead. */
export async function copyText(text: string, words: Words): Promise<void> {
  await navigator.clipboard.writeText(text).then(
    () => toast(words.copied),
    () => toast(text),
  );
}
