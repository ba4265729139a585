import { api } from './api.ts';
import { h, reconcile } from './dom.ts';
import { clockTime } from './format.ts';
import { reasons } from './gate-words.ts';
import { changeOneDigit, scan } from './scan.ts';
import type { Store } from './store.ts';
import { type GateState, turnstile } from './turnstile.ts';
import type { PageLanguage, Words } from './words.ts';

type Which = 'first' | 'second';

interface Attempt {
  id: number;
  at: number;
  gate: Which;
  open: boolean;
  text: string;
}

/** A turnstile that reads pictures, and the ways to try it. */
export function gatePanel({ store, words, language }: { store: Store; words: Words; language: PageLanguage }) {
  let which: Which = 'first';
  let attempts: Attempt[] = [];
  let busy = false;
  const picture = turnstile();
  const held = h('div', { class: 'held', hidden: true });
  const verdict = h('b', {}, words.gateIdle);
  const reason = h('span', {});
  const digits = h('small', {});
  const answer = h('div', { class: 'verdict', role: 'status', 'aria-live': 'polite' }, verdict, reason, digits);
  const stage = h('div', { class: 'stage card' }, picture.element, held, answer);
  const gates = h('div', { class: 'segments', role: 'group', 'aria-label': words.whichGate });
  const hold = h('button', { type: 'button', class: 'main wide hold', onclick: () => void holdLast(false) });
  const holdChanged = h(
    'button',
    { type: 'button', class: 'quiet wide', onclick: () => void holdLast(true) },
    words.holdChanged,
  );
  const file = h('input', {
    type: 'file',
    accept: 'image/*',
    hidden: true,
    tabindex: -1,
    'aria-label': words.holdFile,
  });
  const holdFile = h('button', { type: 'button', class: 'quiet wide', onclick: () => file.click() }, words.holdFile);
  const noPass = h('p', { class: 'quiet-text' }, words.noPass);
  const log = h('ol', { class: 'attempts' });
  const logTitle = h('h2', {}, words.gateLog);
  const element = h(
    'section',
    { class: 'panel gate', 'aria-label': words.gate },
    h('p', { class: 'quiet-text' }, words.gateHint),
    gates,
    stage,
    hold,
    noPass,
    h('div', { class: 'pair' }, holdChanged, holdFile),
    file,
    h('p', { class: 'quiet-text small' }, words.dropHere),
    logTitle,
    log,
  );

  file.addEventListener('change', () => {
    const chosen = file.files?.[0];
    file.value = '';
    if (chosen) void present(chosen, false);
  });
  stage.addEventListener('dragover', (event) => {
    event.preventDefault();
    stage.classList.add('dropping');
  });
  stage.addEventListener('dragleave', () => stage.classList.remove('dropping'));
  stage.addEventListener('drop', (event) => {
    event.preventDefault();
    stage.classList.remove('dropping');
    const dropped = event.dataTransfer?.files[0];
    if (dropped) void present(dropped, false);
  });

  async function holdLast(changed: boolean): Promise<void> {
    const photo = store.lastPhoto;
    if (photo) await present(api.photo(photo.fileId), changed);
  }

  async function present(source: Blob | string, changed: boolean): Promise<void> {
    if (busy) return;
    busy = true;
    show('reading', words.gateReading);
    try {
      const seen = await scan(source);
      held.replaceChildren(...(seen.kind === 'unreadable' ? [] : [seen.canvas]));
      held.hidden = seen.kind === 'unreadable';
      if (seen.kind !== 'text')
        return show('closed', words.gateClosed, seen.kind === 'no-code' ? words.noCode : words.unreadablePicture);

      const text = changed ? changeOneDigit(seen.text) : seen.text;
      const count = /^\d+$/.test(text) ? words.digits(text.length) : words.characters(text.length);
      const { open, code, holder } = await api.gate(text, which);
      const said = open ? (holder ?? '') : (reasons[language][code] ?? code);
      show(open ? 'open' : 'closed', open ? words.gateOpen : words.gateClosed, said, count);
      const shown = open ? [words.gateOpen, holder].filter(Boolean).join(', ') : said;
      attempts = [{ id: attempts.length, at: Date.now(), gate: which, open, text: shown }, ...attempts].slice(0, 20);
    } catch (error) {
      show('idle', words.gateIdle);
      store.onError(error);
    } finally {
      busy = false;
      update();
    }
  }

  function show(state: GateState, title: string, why = '', count = ''): void {
    picture.show(state);
    stage.dataset.state = state;
    verdict.textContent = title;
    reason.textContent = why;
    digits.textContent = count;
  }

  function chooseGate(gate: Which): void {
    which = gate;
    held.hidden = true;
    show('idle', words.gateIdle);
    update();
  }

  function update(): void {
    const photo = store.lastPhoto;
    hold.textContent = words.holdPass(store.person?.firstName ?? '');
    hold.disabled = !photo;
    holdChanged.disabled = !photo;
    noPass.hidden = photo !== undefined;
    reconcile(
      gates,
      (['first', 'second'] as const).map((gate) => ({ gate, chosen: gate === which })),
      {
        key: ({ gate }) => gate,
        make: ({ gate, chosen }) =>
          h(
            'button',
            { type: 'button', 'aria-pressed': String(chosen), onclick: () => chooseGate(gate) },
            words.gateNames[gate],
          ),
      },
    );
    logTitle.hidden = attempts.length === 0;
    reconcile(log, attempts, {
      key: ({ id }) => String(id),
      make: ({ at, gate, open, text }) =>
        h(
          'li',
          { class: open ? 'good' : 'bad' },
          h('span', { class: 'first-line' }, h('b', {}, words.gateNames[gate]), h('time', {}, clockTime(at, language))),
          h('span', {}, text),
        ),
    });
  }

  return { element, update };
}
