import { api } from './api.ts';
import { base64 } from './base64.ts';
import { openBot, startOf } from './bot-link.ts';
import { h, icon, iconButton, reconcile } from './dom.ts';
import { copyText, toast } from './overlay.ts';
import { addressee, paper, photograph } from './paper.ts';
import type { PrintedSheet, SheetPile } from './protocol.ts';
import { scan } from './scan.ts';
import type { Store } from './store.ts';
import type { PageLanguage, Words } from './words.ts';

const PER_PAGE = [1, 2, 4, 8];

/** The invitations that a school's curator has printed, as if they lay on the table, and a phone's camera to point at them. */
export function sheetsPanel({ store, words, language }: { store: Store; words: Words; language: PageLanguage }) {
  let piles: readonly SheetPile[] = [];
  let pileId = '';
  let sheetId = '';
  let readFor: unknown = null;
  const choice = h('select', { id: 'sheet-pile', onchange: () => choose(choice.value) });
  const empty = h('div', { class: 'empty' }, icon('file'), h('b', {}, words.noSheets), h('p', {}, words.noSheetsHint));
  const list = h('ul', { class: 'letter-list' });
  const prints = h('p', { class: 'prints' });
  const pile = h(
    'div',
    { class: 'pile' },
    h('p', { class: 'quiet-text' }, words.sheetsHint),
    h('div', { class: 'field' }, h('label', { for: 'sheet-pile' }, words.sheetPile), choice),
    list,
    h('p', { class: 'quiet-text small' }, words.printPile),
    prints,
  );
  const pane = h('div', { class: 'letter-pane', hidden: true });
  const element = h('section', { class: 'panel sheets', 'aria-label': words.sheets }, empty, pile, pane);

  function choose(id: string): void {
    pileId = id;
    draw();
  }

  /** Invitations come and go with what the curator does: they are read again whenever something has happened. */
  function read(): Promise<void> {
    return store.read('sheets', async () => {
      const found = await store.attempt(() => api.sheets());
      if (!found) return;
      piles = found;
      draw();
    });
  }

  function open(sheet: PrintedSheet): void {
    sheetId = sheet.id;
    draw();
    pane.querySelector('button')?.focus();
  }

  function close(): void {
    const id = sheetId;
    sheetId = '';
    draw();
    list.querySelector<HTMLElement>(`[data-sheet="${id}"]`)?.focus();
  }

  /** Reads the code from the picture, as a phone's camera does, and follows it. */
  async function pointCamera(qr: HTMLImageElement): Promise<void> {
    const seen = await scan(await photograph(qr));
    if (seen.kind !== 'text') return toast(words.noCode);
    const payload = startOf(seen.text, store.snapshot.botLinks);
    if (payload === null) return toast(`${words.notTheBot} ${seen.text}`);
    await openBot(store, payload);
  }

  async function sendPhoto(qr: HTMLImageElement): Promise<void> {
    const picture = await base64(await photograph(qr));
    store.show('chat');
    await store.act({ do: 'send-photo', base64: picture });
  }

  function show(sheet: PrintedSheet): HTMLElement {
    const sheetPaper = paper(sheet, words);
    const qr = sheetPaper.querySelector('img');
    const does = (work: (qr: HTMLImageElement) => Promise<void>) => () => {
      if (qr) void store.attempt(() => work(qr));
    };
    const camera = h('button', { type: 'button', class: 'main wide', onclick: does(pointCamera) });
    camera.dataset.camera = '';
    return h(
      'div',
      { class: 'held-sheet' },
      h('header', {}, iconButton('back', words.toSheets, close), h('h2', {}, sheet.name)),
      sheetPaper,
      camera,
      h('button', { type: 'button', class: 'quiet wide', onclick: does(sendPhoto) }, words.sendPhoto),
      h(
        'button',
        { type: 'button', class: 'quiet wide', onclick: () => void copyText(sheet.code, words) },
        words.copyCode,
      ),
    );
  }

  function draw(): void {
    const chosen = piles.find(({ id }) => id === pileId) ?? piles[0];
    pileId = chosen?.id ?? '';
    const sheet = chosen?.sheets.find(({ id }) => id === sheetId);
    if (!sheet) sheetId = '';
    empty.hidden = chosen !== undefined;
    pile.hidden = chosen === undefined || sheet !== undefined;
    pane.hidden = sheet === undefined;

    reconcile(
      choice,
      piles.map(({ id, schoolName, className }) => ({ id, schoolName, className })),
      {
        key: ({ id }) => id,
        make: ({ id, schoolName, className }) =>
          h('option', { value: id }, `${schoolName}, ${className || words.sheetStaff}`),
      },
    );
    choice.value = pileId;
    reconcile(list, chosen?.sheets ?? [], {
      key: ({ id }) => id,
      make: (one) =>
        h(
          'li',
          {},
          h(
            'button',
            { type: 'button', class: 'letter-row', 'data-sheet': one.id, onclick: () => open(one) },
            h('span', { class: 'to' }, addressee(one, words)),
            h('span', { class: 'subject' }, one.name),
          ),
        ),
    });
    reconcile(
      prints,
      PER_PAGE.map((perPage) => ({ perPage, pile: pileId })),
      {
        key: ({ perPage }) => String(perPage),
        make: ({ perPage, pile: id }) =>
          h(
            'a',
            {
              href: api.sheetsPdf(id, perPage, language),
              target: '_blank',
              rel: 'noreferrer noopener',
              'aria-label': words.printed(perPage),
            },
            String(perPage),
          ),
      },
    );
    reconcile(pane, sheet ? [sheet] : [], { key: ({ id }) => id, make: show });
    nameCamera();
  }

  function nameCamera(): void {
    const camera = pane.querySelector<HTMLButtonElement>('[data-camera]');
    if (camera) camera.textContent = words.pointCamera(store.person?.firstName ?? '');
  }

  return {
    element,
    update() {
      nameCamera();
      if (readFor === store.snapshot || !element.checkVisibility()) return;
      readFor = store.snapshot;
      void read();
    },
  };
}
