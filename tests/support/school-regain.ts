import { expect } from 'vitest';
import { all, attribute } from './html.ts';
import type { PlainBrowser } from './plain-browser.ts';
import { addressOf } from './school.ts';
import { type CuratorAtWork, findsAtDesk, type Search, shownAsQr, shownOnce } from './school-desk.ts';
import { linkIn, type Member, newBrowser, SITE, type Stage, signsIn, typesLogin } from './school-story.ts';

/** How somebody got back in, and what must be dead now. */
export interface Regained {
  password: string;
  deadLinks: string[];
}

/** Words of four syllables, as people invent them. */
const WORDS = ['kometa', 'zebra', 'sneg', 'veter', 'pirog', 'lampa', 'gorod', 'luna', 'reka', 'sova'];
let drawn = 0;

/** A password that nobody has had. */
export function anotherPassword(): string {
  drawn += 1;
  const word = (at: number): string => WORDS[at % WORDS.length] ?? '';
  return `${word(drawn)}${drawn}${word(drawn + 3)}${word(drawn * 7)}9`;
}

/** Somebody no longer knows the password, and gets back in; afterwards nothing of before opens the account. */
export async function regains(stage: Stage, member: Member, how: () => Promise<Regained>): Promise<void> {
  const { say, school } = stage;
  const elsewhere = newBrowser(stage);
  await signsIn(stage, member, elsewhere);
  const lost = member.password;

  const { password, deadLinks } = await how();
  await elsewhere.reloads();
  expect(elsewhere.shown.url).toContain(`${SITE}/s/${school.slug}/login`);
  expect(elsewhere.text).toMatch(say.text('web-login-note-ended'));
  await typesLogin(stage, elsewhere, member.login, lost);
  expect(elsewhere.status).toBe(422);
  expect(elsewhere.text).toMatch(say.text('errors-login-wrong'));
  expect(deadLinks.length).toBeGreaterThan(0);
  for (const link of deadLinks) {
    await elsewhere.opens(link);
    expect(elsewhere.status, link).toBe(410);
  }
  member.password = password;
  await signsIn(stage, member);
}

/** Chooses a new password on the page that a link leads to, after some that the journal does not take. */
async function choosesPassword({ say }: Stage, { login, name }: Member, browser: PlainBrowser): Promise<string> {
  expect(browser.status, browser.text).toBe(200);
  expect(browser.text).toMatch(say.text('web-reset-title'));
  expect(all(browser.shown.html, 'input').map((input) => attribute(input, 'value'))).toContain(login);
  const save = say.text('web-reset-button');
  for (const [password, error] of [
    ['', 'missing'],
    ['short1', 'journal-short'],
    ['with spaces 12', 'journal-characters'],
    [login.replace(/[^A-Za-z0-9]/g, '').repeat(2), 'login'],
    ['qwerty123', 'common'],
    [name.split(' ').slice(0, 2).join(''), 'personal'],
  ] as const) {
    await browser.presses(save, { password });
    expect(browser.status, `${password}: ${browser.text}`).toBe(422);
    expect(browser.text, password).toMatch(say.text(`errors-password-${error}`));
  }
  const password = anotherPassword();
  await browser.presses(save, { password });
  expect(browser.text).toMatch(say.text('web-reset-done-title'));
  await browser.follows(say.text('web-to-login'));
  return password;
}

const changed = ({ say }: Stage, { name }: Member): RegExp =>
  say.text('account-notice-password-changed', { curator: 'none', name });

/** Asks for a letter on the chat's screen, twice: only the newer link opens. */
export async function byEmail(stage: Stage, member: Member): Promise<Regained> {
  const { world, say, journal } = stage;
  const { chat, browser } = member;
  const email = member.email ?? '';
  await chat.opens('/recover').expects(say.text('recover-ways'));
  await chat.presses(say.button('by-email')).expects(say.text('recover-email'));
  await chat.types('zzz@@').expects(say.text('errors-email-unreadable'));
  const before = newestLetter(stage, email);
  await chat.types(email.toUpperCase()).expects(say.text('recover-sent', { email }));
  const first = await linkIn(world, email, 'reset', before);
  await chat.presses(say.button('resend')).expects(say.text('recover-resent'));
  const second = await linkIn(world, email, 'reset', first.id);
  expect(second.text).toContain(member.login);
  expect((await browser.opens(first.link)).status).toBe(410);
  await browser.opens(second.link);
  const password = await choosesPassword(stage, member, browser);
  await chat.expects(changed(stage, member));
  journal.did('password-changed', '', member.name);
  return { password, deadLinks: [first.link, second.link] };
}

/** From the mobile application: the school is found, its login page leads to “Forgot password?”. */
export async function fromApp(stage: Stage, member: Member): Promise<Regained> {
  const { world, say, school, journal } = stage;
  const { chat, browser } = member;
  const email = member.email ?? '';
  await findsSchoolInChat(stage, member);
  await browser.opens(await addressOf(chat, say.button('login-page')));
  expect(browser.shown.url).toBe(`${SITE}/s/${school.slug}/login`);
  await browser.follows(say.text('web-login-forgot'));
  await browser.presses(say.text('web-forgot-button'), { email: '' });
  expect(browser.status).toBe(422);
  const before = newestLetter(stage, email);
  await browser.presses(say.text('web-forgot-button'), { email });
  expect(browser.text).toMatch(say.text('web-forgot-sent', { email }));
  const letter = await linkIn(world, email, 'reset', before);
  await browser.opens(letter.link);
  const password = await choosesPassword(stage, member, browser);
  await chat.expects(changed(stage, member));
  journal.did('password-changed', '', member.name);
  return { password, deadLinks: [letter.link] };
}

export async function findsSchoolInChat({ say, school }: Stage, { chat }: Member): Promise<void> {
  const { name, region, query, host } = school;
  await chat.opens('/recover').presses(say.button('from-app')).expects(say.text('recover-app'));
  await chat.types(query).expects(say.text('school-line', { name }));
  await chat.presses(say.button('school', { name, region })).expects(say.text('recover-school', { host }));
}

/** Writes to the curator, who takes the request, sends a link through the bot, answers, and closes it. */
export async function byCuratorsLink(stage: Stage, member: Member, curator: CuratorAtWork): Promise<Regained> {
  const { say, journal } = stage;
  const { chat, browser, name, login } = member;
  const asked = await openLetter(stage, member);
  const words = `Забыли пароль, ${name}`;
  await chat
    .opens('/recover')
    .presses(say.button('no-confirmed-email'))
    .expects(say.text('curator-help-words', { known: 'yes' }));
  await chat.types(words).expects(say.text('curator-help-asked'));
  await curator.chat.expects(say.text('curator-request-words', { words }));
  await curator.chat.presses(say.button('request-take')).expects(say.text('curator-request-yours'));
  journal.did('request-taken', curator.name);
  await chat.expects(say.text('request-in-hand', { curator: curator.name }));
  await curator.chat
    .presses(say.button('person'))
    .expects(say.text('curator-card-registered', { address: member.email === null ? 'none' : 'confirmed' }));
  journal.saw('person-seen', curator.name, name);
  await curator.chat.presses(say.button('see-login')).expects(say.text('curator-login', { login, name }));
  journal.did('login-seen', curator.name, name);
  await chat.expects(say.text('account-notice-login-seen', { curator: curator.name, name }));
  await curator.chat.presses(say.button('send-link')).expects(say.text('curator-link-sent'));
  journal.did('link-made', curator.name, name);
  await chat.expects(say.text('school-access-restored', { curator: curator.name, name, login }));
  const link = await addressOf(chat, say.button('new-password'));
  await browser.opens(link);
  const password = await choosesPassword(stage, member, browser);
  await chat.expects(changed(stage, member));
  journal.did('password-changed', '', name);

  await curator.chat.presses(say.button('back')).expects(say.text('curator-request-state', { state: 'mine' }));
  await curator.chat.presses(say.button('answer')).expects(say.text('curator-answer'));
  await curator.chat.types('Готово!').expects(say.text('curator-answer-sent'));
  journal.did('request-answered', curator.name);
  await chat.expects(say.text('request-answered', { curator: curator.name, text: 'Готово!' }));
  await curator.chat.presses(say.button('request-close')).expects(say.text('curator-request-closed'));
  journal.did('request-closed', curator.name);
  return { password, deadLinks: [link, ...asked] };
}

/** For somebody whom the bot does not know: the desk shows the link as a QR code once, and they scan it. */
export async function byShownCode(
  stage: Stage,
  member: Member,
  curator: CuratorAtWork,
  search: Search,
): Promise<Regained> {
  const { say, journal } = stage;
  await findsAtDesk(stage, curator, member.name, search);
  expect(curator.browser.text).toMatch(say.text('web-desk-no-chat'));
  await curator.browser.presses(say.text('web-desk-show-link'));
  const first = await shownAsQr(stage, curator);
  await curator.browser.presses(say.text('web-desk-show-link'));
  const link = await shownAsQr(stage, curator);
  for (const _ of [first, link]) journal.did('link-made', curator.name, member.name);
  expect(link.startsWith(`${SITE}/reset/`)).toBe(true);
  expect((await member.browser.opens(first)).status).toBe(410);
  await member.browser.opens(link);
  const password = await choosesPassword(stage, member, member.browser);
  journal.did('password-changed', '', member.name);
  return { password, deadLinks: [first, link] };
}

/** The old custom: the curator tells a password, which is changed at the first sign-in. */
export async function byOneTimePassword(
  stage: Stage,
  member: Member,
  curator: CuratorAtWork,
  search: Search,
): Promise<Regained> {
  const { say, school, journal } = stage;
  const { chat, browser, name, login } = member;
  const asked = await openLetter(stage, member);
  await findsAtDesk(stage, curator, name, search);
  await curator.browser.presses(say.text('web-desk-set-password'));
  const [shownLogin, told = ''] = shownOnce(curator);
  expect(shownLogin).toBe(login);
  journal.did('password-set', curator.name, name);
  await chat.expects(say.text('account-notice-password-set', { curator: curator.name, name }));

  await browser.opens(`${SITE}/s/${school.slug}/login`);
  await typesLogin(stage, browser, login, told);
  expect(browser.shown.url).toBe(`${SITE}/s/${school.slug}/new-password`);
  expect(browser.text).toMatch(say.text('web-new-password-forced'));
  await browser.opens(`${SITE}/s/${school.slug}/account`);
  expect(browser.shown.url).toBe(`${SITE}/s/${school.slug}/new-password`);
  await browser.presses(say.text('web-new-password-button'), { password: 'short1' });
  expect(browser.text).toMatch(say.text('errors-password-journal-short'));
  const password = anotherPassword();
  await browser.presses(say.text('web-new-password-button'), { password });
  expect(browser.text).toMatch(say.text('web-account-note-changed'));
  await chat.expects(changed(stage, member));
  journal.did('password-changed', '', name);

  const again = newBrowser(stage);
  await again.opens(`${SITE}/s/${school.slug}/login`);
  await typesLogin(stage, again, login, told);
  expect(again.text).toMatch(say.text('errors-login-wrong'));
  return { password, deadLinks: asked };
}

const newestLetter = ({ world }: Stage, email: string): number =>
  world.mailbox.letters().findLast(({ to }) => to === email)?.id ?? 0;

/** Who has a confirmed address asks for a letter first, and leaves it lying: whatever happens next must close its link. */
async function openLetter(stage: Stage, member: Member): Promise<string[]> {
  const { world, say } = stage;
  const { chat, email, browser } = member;
  if (email === null) return [];
  const newest = newestLetter(stage, email);
  await chat.opens('/recover').presses(say.button('by-email')).types(email).expects(say.text('recover-sent'));
  const { link } = await linkIn(world, email, 'reset', newest);
  expect((await browser.opens(link)).status).toBe(200);
  return [link];
}

/** Gives another address on the account's page, and leaves its letter lying. @returns the link that would confirm it */
export async function givesAnotherEmail(stage: Stage, member: Member, email: string): Promise<string> {
  const { world, say } = stage;
  const { browser } = member;
  await signsIn(stage, member);
  await browser.follows(say.text('web-account-change-email'));
  await browser.presses(say.text('web-email-button'), { email, password: member.password });
  expect(browser.text).toMatch(say.text('web-email-sent', { email }));
  const { link } = await linkIn(world, email, 'l');
  expect((await browser.opens(link)).status).toBe(200);
  return link;
}

/** Asks for a letter in both ways, and gets none, in the same words as everybody. */
export async function asksInVain(stage: Stage, member: Member, email: string): Promise<void> {
  const { world, say, school } = stage;
  const { chat, browser } = member;
  await chat
    .opens('/recover')
    .presses(say.button('by-email'))
    .types(email)
    .expects(say.text('recover-sent', { email }));
  await findsSchoolInChat(stage, member);
  await browser.opens(`${SITE}/s/${school.slug}/forgot`);
  await browser.presses(say.text('web-forgot-button'), { email });
  expect(browser.text).toMatch(say.text('web-forgot-sent', { email }));
  await world.idle();
  expect(world.mailbox.letters().filter(({ to }) => to === email)).toEqual([]);
}

/** An address that is not confirmed yet restores nothing. */
export async function asksInVainUnconfirmed({ world, say }: Stage, { chat }: Member, email: string): Promise<void> {
  await chat.opens('/recover').presses(say.button('by-email')).types(email).expects(say.text('recover-sent'));
  await world.idle();
  expect(world.mailbox.letters().filter(({ to, text }) => to === email && text.includes('/reset/'))).toEqual([]);
}
