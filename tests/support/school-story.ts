import { expect } from 'vitest';
import type { Actor } from './actor.ts';
import { PlainBrowser } from './plain-browser.ts';
import { BotProcess } from './process.ts';
import { addressOf } from './school.ts';
import type { ExpectedJournal } from './school-journal.ts';
import type { Words } from './stories.ts';
import { eventually } from './time.ts';
import type { World } from './world.ts';

/** Where the house is known to be, wherever it listens. */
export const SITE = 'http://journal.propusk.test';

/** Somebody in the story: a chat, a browser of their own, and what they know of their account. */
export interface Member {
  chat: Actor;
  browser: PlainBrowser;
  name: string;
  login: string;
  password: string;
  /** Null for who gave none. */
  email: string | null;
}

/** Where the story plays. */
export interface Stage {
  world: World;
  journal: ExpectedJournal;
  say: Words;
  /** As people look for it, as it is called, and the last part of its pages' addresses. */
  school: { query: string; name: string; slug: string; region: string; host: string };
}

/** A browser that nobody has used yet. */
export const newBrowser = ({ world, say }: Pick<Stage, 'world' | 'say'>): PlainBrowser =>
  new PlainBrowser(world, { language: say.language === 'ru' ? 'ru-RU,ru;q=0.9' : 'en-GB,en;q=0.9', site: SITE });

/** Runs a command of the operator's as a process of its own. @returns what it printed */
export async function propusk({ settings }: World, ...args: string[]): Promise<string> {
  const command = ['--import', 'tsx', 'bot/cli.ts', ...args];
  const { code, stdout, stderr } = await (await BotProcess.begin(settings, [process.execPath, command])).ended();
  if (code !== 0) throw new Error(`propusk ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout;
}

/** Somebody whom the bot meets for the first time: agrees, and stands where the journal begins. */
export async function newcomer({ world, say }: Stage, name: string): Promise<Member> {
  const chat = await world.person({ languageCode: say.language, known: false, name });
  await chat.opens('/start eljur').expects(say.text('welcome-consent-school'));
  await chat.presses(say.button('agree')).expects(say.text('school-entry'));
  return { chat, browser: newBrowser({ world, say }), name, login: '', password: '', email: null };
}

/** The newest letter to this address that has such a link, newer than another one. */
export async function linkIn(
  world: World,
  to: string,
  at: 'l' | 'reset',
  newerThan = 0,
): Promise<{ link: string; text: string; id: number; code: string }> {
  const pattern = new RegExp(`${SITE.replaceAll('.', '\\.')}/${at}/[\\w-]{43}`);
  const letter = await eventually(`a letter to ${to} with a link to /${at}`, () =>
    world.mailbox.letters().findLast((one) => one.to === to && one.id > newerThan && pattern.test(one.text)),
  );
  const { text, id } = letter;
  return { text, id, link: pattern.exec(text)?.[0] ?? '', code: /^\d{6}$/m.exec(text)?.[0] ?? '' };
}

/** Opens the letter's link and presses the button there. */
export async function confirmsEmail({ world, say }: Stage, { browser, chat, email }: Member): Promise<void> {
  const { link } = await linkIn(world, email ?? '', 'l');
  expect((await browser.opens(link)).text).toMatch(say.text('web-link-title'));
  expect((await browser.presses(say.text('web-link-button'))).text).toMatch(say.text('web-address-confirmed-title'));
  await chat.expects(say.text('school-email-confirmed', { email: email ?? '' }));
  expect((await browser.opens(link)).status).toBe(410);
}

/** Finds the school's login page as people do who know neither address nor bot. */
export async function findsLoginPage({ say, school }: Stage, browser: PlainBrowser): Promise<void> {
  await browser.opens(`${SITE}/hello`);
  await browser.presses(say.text('web-hello-button'), { q: school.query });
  const found = await browser.follows(school.name);
  expect(found.url).toBe(`${SITE}/s/${school.slug}/login`);
  expect(found.language).toBe(say.language);
}

/** Types login and password on the page that is shown. */
export const typesLogin = ({ say }: Stage, browser: PlainBrowser, login: string, password: string) =>
  browser.presses(say.text('web-login-button'), { login, password });

/** Signs in from the school's page, and sees the account. */
export async function signsIn(stage: Stage, member: Member, browser = member.browser): Promise<string> {
  const { say, school } = stage;
  await browser.opens(`${SITE}/s/${school.slug}/login`);
  await typesLogin(stage, browser, member.login, member.password);
  expect(browser.status, browser.text).toBe(200);
  expect(browser.shown.url, browser.text).toBe(`${SITE}/s/${school.slug}/account`);
  expect(browser.shown.language).toBe(say.language);
  for (const fact of [member.name, member.login, school.name]) expect(browser.text).toContain(fact);
  return browser.text;
}

/** Fills in the page of the enrollment behind the chat's button, and waits until the chat has heard of it. */
export async function fillsEnrollment(
  { say, school }: Stage,
  member: Member,
  typed: { login: string; password: string; email?: string; fullName?: string },
  expected: { name: string; apps: string[] } = { name: member.name, apps: ['ЭлЖур.Дневник'] },
): Promise<void> {
  const { chat, browser } = member;
  await browser.opens(await addressOf(chat, say.button('enroll')));
  expect(browser.status, browser.text).toBe(200);
  expect(browser.shown.language).toBe(say.language);
  const asked = browser.shown;
  await browser.presses(say.text('web-enroll-button'), typed);
  expect(browser.text).toMatch(say.text('web-enrolled-title'));
  const login = new RegExp(`^${typed.login}\\d{3}$`, 'm').exec(browser.text)?.[0] ?? '';
  expect(login).not.toBe('');
  const done = browser.shown;
  await chat.expects(say.text('school-done', { name: expected.name, login, host: school.host }));
  for (const app of expected.apps) await chat.expects(say.text('school-done-app', { app }));

  // The browser's Back, and the button once more: nothing happens twice.
  browser.shown = asked;
  expect((await browser.presses(say.text('web-enroll-button'), typed)).status).toBe(410);
  browser.shown = done;
  await browser.follows(say.text('web-enrolled-sign-in'));
  expect(browser.shown.url).toBe(`${SITE}/s/${school.slug}/login`);
  Object.assign(member, { login, password: typed.password, email: typed.email ?? null });
}
