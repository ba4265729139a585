import { expect } from 'vitest';
import { auditActions } from '#core/curators/audit.ts';
import { loadTexts } from '#locales/texts.ts';
import { all, attribute, textOf } from './html.ts';
import { readQrOf } from './paper.ts';
import { addressOf } from './school.ts';
import { type Member, SITE, type Stage } from './school-story.ts';

/** A curator at work. */
export type CuratorAtWork = Pick<Member, 'chat' | 'browser' | 'name'>;

/** Signs in at the desk, by the one-time link of the chat. */
export async function opensDesk({ say }: Stage, { chat, browser }: CuratorAtWork): Promise<void> {
  await chat.opens('/curator').expects(say.text('curator-home', { waiting: 0 }));
  await chat.presses(say.button('desk')).expects(say.text('curator-desk'));
  await chat.presses(say.button('desk-link')).expects(say.text('curator-desk-open'));
  const link = await addressOf(chat, say.button('desk-open'));
  expect((await browser.opens(link)).text).toMatch(say.text('web-desk-entry-title'));
  await browser.presses(say.text('web-desk-entry-button'));
  expect(browser.status, browser.text).toBe(200);
  expect(browser.shown.language).toBe(say.language);
  expect((await browser.opens(link)).status).toBe(410);
  await browser.opens(`${SITE}/desk`);
}

export interface Search {
  query: string;
  /** What the list says of the wanted one. */
  role: 'student' | 'parent' | 'teacher';
  /** Names of all whom the query fits, the wanted one included; as the journal of actions calls them. */
  found: readonly string[];
}

/** Looks somebody up at the desk, and opens their record. */
export async function findsAtDesk(
  { say, journal }: Stage,
  { browser, name }: CuratorAtWork,
  wanted: string,
  { query, role, found }: Search,
): Promise<void> {
  await browser.follows(say.text('web-desk-find'));
  await browser.presses(say.text('web-desk-find-button'), { query });
  expect(browser.text).toMatch(say.text('web-desk-found', { count: found.length }));
  await browser.follows(wanted, say.text('web-desk-role', { role }));
  for (const [index, whom] of found.entries())
    journal.saw('person-seen', name, whom, found.slice(0, index).filter((one) => one === whom).length);
  expect(browser.text).toContain(wanted);
}

/** What the page shows once in big letters. */
export const shownOnce = ({ browser }: CuratorAtWork): string[] =>
  [...all(browser.shown.html, 'p'), ...all(browser.shown.html, 'dd')]
    .filter((element) => attribute(element, 'class') === 'login')
    .map(textOf);

/** The address in the QR code that the page shows. */
export async function shownAsQr({ say }: Stage, { browser }: CuratorAtWork): Promise<string> {
  const picture = all(browser.shown.html, 'img').find((img) =>
    say.text('web-desk-link-qr').test(attribute(img, 'alt')),
  );
  const read = picture && (await readQrOf(attribute(picture, 'src')));
  if (!read) throw new Error(`No QR code on ${browser.text}`);
  return read;
}

/** The journal of actions as the desk shows it, page after page, oldest first: `action | who | whom`. */
export async function readsJournal({ say, journal }: Stage, { browser, name }: CuratorAtWork): Promise<string[]> {
  const texts = loadTexts();
  const actions = new Map(
    auditActions.map((action): [string, string] => [texts.plain(say.language, `audit-${action}`), action]),
  );
  expect(actions.size).toBe(auditActions.length);
  await browser.follows(say.text('web-desk-audit'));
  journal.did('audit-seen', name);
  const lines: string[] = [];
  for (;;) {
    for (const row of all(browser.shown.html, 'tr').slice(1)) {
      const [when = '', who, what = '', whom] = all(row, 'td').map(textOf);
      expect(when).toMatch(/\d\d:\d\d/);
      lines.unshift([actions.get(what.replace(/ \([^)]*\)$/, '')) ?? what, who, whom].join(' | '));
    }
    const older = all(browser.shown.html, 'a').some((link) => say.text('web-desk-audit-older').test(textOf(link)));
    if (!older) return lines;
    await browser.follows(say.text('web-desk-audit-older'));
  }
}
