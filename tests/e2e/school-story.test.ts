import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadTexts } from '#locales/texts.ts';
import { cutSheets, type PaperSheet } from '#tests/support/paper.ts';
import { addressOf } from '#tests/support/school.ts';
import { type CuratorAtWork, findsAtDesk, opensDesk, readsJournal, shownOnce } from '#tests/support/school-desk.ts';
import { ExpectedJournal } from '#tests/support/school-journal.ts';
import { csv, GLEB, IVAN, KLARA, LEV, lists, MARINA, OLGA, PYOTR, SCHOOLS, VERA } from '#tests/support/school-lists.ts';
import {
  anotherPassword,
  asksInVain,
  asksInVainUnconfirmed,
  byCuratorsLink,
  byEmail,
  byOneTimePassword,
  byShownCode,
  fromApp,
  givesAnotherEmail,
  regains,
} from '#tests/support/school-regain.ts';
import {
  confirmsEmail,
  fillsEnrollment,
  findsLoginPage,
  linkIn,
  type Member,
  newBrowser,
  newcomer,
  propusk,
  SITE,
  type Stage,
  signsIn,
  typesLogin,
} from '#tests/support/school-story.ts';
import { MINUTE, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

const texts = loadTexts();

/** More than the limits of letters and of looks ask for. */
const LATER = 61 * MINUTE;

describe.each(ways)('a school’s year begins, over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  /** How the desk calls a parent whom neither the list nor anybody else has named. */
  const unnamed = texts.plain(language, 'web-desk-person');
  let world: World;
  let stage: Stage;
  let klara: CuratorAtWork;
  let sheets: PaperSheet[];
  let olga: Member;
  let vera: Member;
  let gleb: Member;
  let marina: Member;
  beforeAll(async () => {
    world = await World.open({ framework, settings: { PUBLIC_URL: SITE } });
    const school = { name: 'Школа № 1399 имени Пушкина', query: '1399 москва', slug: '1399' };
    stage = {
      ...{ world, say, journal: new ExpectedJournal(world) },
      school: { ...school, region: 'Москва', host: '1399.eljur.ru' },
    };
  });
  afterAll(() => world.close());

  /** The printed sheet of these people, by what stands on it. */
  function sheet(prefix: 'st' | 'pt' | 'tr' | 'ar', name: string): PaperSheet {
    const found = sheets.filter(({ code, text }) => code.startsWith(prefix) && text.includes(name));
    expect(found, `${prefix} ${name}`).toHaveLength(1);
    return found[0] ?? { code: '', text: '', link: '', photo: async () => Buffer.alloc(0) };
  }

  /** A telephone's camera opens the link on a sheet: Telegram sends `/start <code>`. */
  const startOf = (link: string): string => `/start ${new URL(link).searchParams.get('start')}`;

  it('the operator names the curator, who opens the link once', async () => {
    const file = `${world.settings.DATA_DIR}/schools.csv`;
    await writeFile(file, SCHOOLS);
    expect(await propusk(world, 'school', 'import', file)).toMatch(/added +3/);
    const printed = await propusk(world, 'curator', 'add', '--school', '1399.eljur.ru', '--name', KLARA);
    const link = /https:\/\/t\.me\/propusk_test_bot\?start=cur-[\w-]{43}/.exec(printed)?.[0] ?? '';
    expect(link.length).toBeLessThan('https://t.me/propusk_test_bot?start='.length + 65);
    stage.journal.did('curator-added', '', '');

    const chat = await world.person({ languageCode: language, known: false, name: KLARA });
    klara = { chat, browser: newBrowser(stage), name: KLARA };
    await chat.opens('/curator').expects(say.text('curator-not-you'));
    await chat.opens(startOf(link)).expects(say.text('curator-welcome', { school: stage.school.name, name: KLARA }));
    stage.journal.did('curator-joined', KLARA);
    const thief = await world.person({ languageCode: language, known: false });
    await thief.opens(startOf(link)).expects(say.text('errors-curator-link-used'));
    await thief.opens('/curator').expects(say.text('curator-not-you'));
  });

  it('the curator imports the lists at the desk, and prints the sheets', async () => {
    const { browser } = klara;
    await opensDesk(stage, klara);
    expect(browser.text).toMatch(say.text('web-desk-nobody-yet'));
    const stranger = newBrowser(stage);
    expect((await stranger.opens(`${SITE}/desk`)).status).toBe(401);

    await browser.follows(say.text('web-desk-import'));
    await browser.presses(say.text('web-desk-import-button'), { list: csv('Имя;Город\nАнна;Москва\n', language) });
    expect(browser.text).toMatch(say.text('errors-roster-headings'));
    for (const [list, lines] of [
      [lists[language].pupils, 4],
      [lists[language].staff, 2],
    ] as const) {
      await browser.follows(say.text('web-desk-import'));
      await browser.presses(say.text('web-desk-import-button'), { list: csv(list, language) });
      expect(browser.text).toMatch(say.text('web-desk-preview-text'));
      await browser.presses(say.text('web-desk-apply', { lines }));
      expect(browser.text).toMatch(say.text('web-desk-applied'));
      stage.journal.did('list-imported', KLARA);
    }

    await browser.follows(say.text('web-desk-class-name', { name: '6А' }));
    stage.journal.saw('class-seen', KLARA, '6А');
    for (const name of [VERA, GLEB, LEV, MARINA]) expect(browser.text).toContain(name);
    expect(browser.text).not.toContain(PYOTR);
    await browser.presses(say.text('web-desk-issue-button'));
    expect(browser.text).toMatch(say.text('web-desk-issued', { count: 6 }));
    stage.journal.did('invitations-issued', KLARA);

    await browser.follows(say.text('web-desk-classes'));
    const { type, bytes } = await browser.downloads(say.text('web-desk-print-button'), { perPage: '8', language });
    stage.journal.did('invitations-printed', KLARA);
    // The parents whom the lists do not name: Olga, who does so herself when she registers, and somebody who never does.
    for (const name of [VERA, OLGA, PYOTR, OLGA, GLEB, unnamed, LEV, MARINA, MARINA, IVAN])
      stage.journal.did('invitation-issued', KLARA, name);
    expect(type).toBe('application/pdf');
    sheets = cutSheets(bytes, 8);
    expect(sheets).toHaveLength(10);
    for (const { code, link } of sheets) expect(link).toBe(`https://t.me/propusk_test_bot?start=${code}`);
    expect(sheet('pt', VERA).text).toMatch(say.text('sheet-to-parents'));
    expect(sheet('st', VERA).text).toMatch(say.text('sheet-to-pupil'));
    expect(sheet('tr', MARINA).text).toMatch(say.text('sheet-to-staff'));
    expect(sheet('ar', IVAN).text).toContain('1399.eljur.ru/hello');
  });

  it('a parent of two registers: a photo of one sheet, the link of the other, and much in between', async () => {
    olga = await newcomer(stage, OLGA);
    const { chat, browser } = olga;
    await chat.types('Pt1o095tc').expects(say.text('errors-invitation-capitals'));
    await chat.types('the quick brown fox').expects(say.text('faq-unknown'));
    await world.restart();
    await chat.does(async (person) => person.sendPhoto(await sheet('pt', VERA).photo()));
    await chat.expects(say.text('invitation-of-parents', { name: VERA, class: '6А' }));
    await chat.presses(say.button('invitation-not-mine')).expects(say.text('invite-not-mine'));
    await chat.types(sheet('pt', VERA).code).presses(say.button('invitation-mine')).expects(say.text('invite-so-far'));

    await chat.opens('/start').expects(say.text('welcome-resume'));
    await chat.presses(say.button('continue')).expects(say.text('invite-so-far'));
    await chat.opens('/cancel').expects(say.text('welcome-cancelled'));
    await world.restart();
    await chat.opens(startOf(sheet('pt', VERA).link)).expects(say.text('invite-confirm-ask'));
    await chat.presses(say.button('invitation-mine')).expects(say.text('invite-so-far'));
    await chat.opens(startOf(sheet('pt', PYOTR).link)).expects(say.text('invite-added'));
    await chat.opens(startOf(sheet('pt', PYOTR).link)).expects(say.text('errors-invitation-again'));
    await chat.types(sheet('st', VERA).code).expects(say.text('errors-invitation-other-role'));
    await chat.presses(say.button('no-more-codes')).expects(say.text('invite-page-email', { role: 'parent' }));

    const replaced = await addressOf(chat, say.button('enroll'));
    await chat.presses(say.button('back')).expects(say.text('invitation-of-parents', { name: PYOTR, class: '2Б' }));
    await chat.presses(say.button('no-more-codes')).expects(say.text('invite-page'));
    expect((await browser.opens(replaced)).status).toBe(410);
    await world.restart();
    await browser.opens(await addressOf(chat, say.button('enroll')));
    for (const child of [VERA, PYOTR]) expect(browser.text).toContain(child);
    const button = say.text('web-enroll-button');
    const right = { fullName: OLGA, login: 'olga', email: `olga-${language}@example.org` };
    await browser.presses(button, { ...right, password: 'olga2014', email: '' });
    for (const error of ['email-required', 'password-login']) expect(browser.text).toMatch(say.text(`errors-${error}`));
    await browser.presses(button, { ...right, login: 'olga@example.org', fullName: '', password: 'Вера14032014' });
    for (const error of ['login-email', 'name-empty', 'password-birth-date'])
      expect(browser.text).toMatch(say.text(`errors-${error}`));

    await fillsEnrollment(stage, olga, { ...right, password: anotherPassword() });
    stage.journal.did('registered', '', OLGA);
    await chat.expects(say.text('school-home', { name: OLGA, role: 'parent', login: olga.login }));
    await signsIn(stage, olga);
    expect(browser.text).toMatch(say.text('web-account-email-waiting', { email: right.email }));
    await confirmsEmail(stage, olga);
    stage.journal.did('email-confirmed', '', OLGA);
    await chat.types(sheet('pt', VERA).code).expects(say.text('errors-invitation-used'));
  });

  it('her daughter registers on the same telephone: the chat stays the mother’s', async () => {
    vera = { ...olga, name: VERA, browser: newBrowser(stage) };
    const { chat } = vera;
    await chat.opens(startOf(sheet('st', VERA).link)).expects(say.text('invite-confirm-own'));
    await chat.presses(say.button('register-separately')).expects(say.text('invite-page-email', { role: 'student' }));
    await fillsEnrollment(stage, vera, { login: 'vera', password: anotherPassword() });
    stage.journal.did('registered', '', VERA);
    await chat.expects(say.text('school-home', { name: OLGA, role: 'parent', login: olga.login }));
  });

  it('a pupil without e-mail registers with a code that was replaced, typed on the school’s page', async () => {
    await opensDesk(stage, klara);
    await findsAtDesk(stage, klara, GLEB, { query: '6а ежов', role: 'student', found: [GLEB, unnamed] });
    await klara.browser.presses(say.text('web-desk-reinvite'));
    const [code = ''] = shownOnce(klara);
    stage.journal.did('invitation-issued', KLARA, GLEB);

    gleb = await newcomer(stage, GLEB);
    const { chat, browser } = gleb;
    await chat.types(sheet('st', GLEB).code).expects(say.text('errors-invitation-withdrawn'));
    await findsLoginPage(stage, browser);
    await browser.follows(say.text('web-login-code'));
    await browser.presses(say.text('web-code-button'), { code: `${code.slice(0, 4)} ${code.slice(4)}`.toUpperCase() });
    await chat.opens(startOf(browser.linkOf(say.text('web-code-go-button'))));
    await chat.expects(say.text('invitation-of-pupil', { name: GLEB, class: '6А' }));
    await chat.presses(say.button('invitation-mine')).expects(say.text('invite-page-email', { role: 'student' }));
    await world.restart();
    await fillsEnrollment(stage, gleb, { login: 'gleb.e', password: anotherPassword(), email: '' });
    gleb.email = null;
    stage.journal.did('registered', '', GLEB);
    await chat.expects(say.text('school-home-no-email'));
    await chat.opens('/children').expects(say.text('children-not-for-pupils'));
  });

  it('a teacher who is a parent registers with both codes, and confirms by the letter’s code', async () => {
    marina = await newcomer(stage, MARINA);
    const { chat } = marina;
    await chat.opens(startOf(sheet('tr', MARINA).link)).presses(say.button('invitation-mine'));
    await chat.types(sheet('pt', LEV).code).expects(say.text('invite-added'));
    await chat.presses(say.button('no-more-codes')).expects(say.text('invite-page-email', { role: 'teacher' }));
    await fillsEnrollment(
      stage,
      marina,
      { login: 'Marina_L', password: anotherPassword(), email: `marina-${language}@example.org` },
      { name: MARINA, apps: ['ЭлЖур.Учитель', 'ЭлЖур.Дневник'] },
    );
    stage.journal.did('registered', '', MARINA);
    const { code } = await linkIn(world, marina.email ?? '', 'l');
    await chat.types(code).expects(say.text('school-email-confirmed', { email: marina.email ?? '' }));
    stage.journal.did('email-confirmed', '', MARINA);
  });

  it('each signs in at the school’s page, and sees the account and the children', async () => {
    for (const [member, children, role, address] of [
      [olga, [VERA, PYOTR], 'parent', 'confirmed'],
      [vera, [], 'student', 'none'],
      [gleb, [], 'student', 'none'],
      [marina, [LEV], 'teacher', 'confirmed'],
    ] as const) {
      const { browser, login, email } = member;
      await findsLoginPage(stage, browser);
      await typesLogin(stage, browser, login.toUpperCase(), anotherPassword());
      expect(browser.text).toMatch(say.text('errors-login-wrong'));
      await signsIn(stage, member);
      expect(browser.text).toMatch(say.text('web-account-role', { role }));
      for (const child of children) expect(browser.text).toContain(child);
      for (const other of [VERA, PYOTR, LEV]) {
        if (other !== member.name && !children.some((child) => child === other))
          expect(browser.text).not.toContain(other);
      }
      expect(browser.text).toMatch(say.text(`web-account-email-${address}`, { email: email ?? '' }));
      const elsewhere = newBrowser(stage);
      await signsIn(stage, member, elsewhere);
      await browser.presses(say.text('web-account-sign-out-everywhere'));
      expect(browser.text).toMatch(say.text('web-login-note-signed-out-everywhere'));
      await elsewhere.reloads();
      expect(elsewhere.text).toMatch(say.text('web-login-note-ended'));
    }
  });

  it('the parent gets back in by e-mail, from the application, and by the curator’s link', async () => {
    await regains(stage, olga, () => byEmail(stage, olga));
    await world.passes(LATER);
    await world.restart();
    await regains(stage, olga, () => fromApp(stage, olga));
    await world.passes(LATER);
    await regains(stage, olga, () => byCuratorsLink(stage, olga, klara));
    for (const child of [VERA, PYOTR]) expect(olga.browser.text).toContain(child);
  });

  it('the daughter, whom the bot does not know, by a QR code on the curator’s screen', async () => {
    await opensDesk(stage, klara);
    await regains(stage, vera, () =>
      byShownCode(stage, vera, klara, { query: 'николаева вера', role: 'student', found: [VERA, OLGA] }),
    );
    await klara.browser.follows(say.text('web-desk-find'));
    expect(klara.browser.text).not.toContain('/reset/');
  });

  it('the pupil without e-mail by the curator; with one, by every way', async () => {
    const email = `gleb-${language}@example.org`;
    await asksInVain(stage, gleb, email);
    await world.passes(LATER);
    await regains(stage, gleb, () => byCuratorsLink(stage, gleb, klara));

    const { browser, chat } = gleb;
    await browser.follows(say.text('web-account-add-email'));
    await browser.presses(say.text('web-email-button'), { email, password: 'notmine12' });
    expect(browser.text).toMatch(say.text('errors-password-wrong'));
    await browser.presses(say.text('web-email-button'), { email, password: gleb.password });
    expect(browser.text).toMatch(say.text('web-email-sent', { email }));
    gleb.email = email;
    await asksInVainUnconfirmed(stage, gleb, email);
    await confirmsEmail(stage, gleb);
    stage.journal.did('email-confirmed', '', GLEB);
    await chat.opens('/start').expects(say.text('school-home-confirmed', { email }));
    await world.passes(LATER);
    await regains(stage, gleb, () => byEmail(stage, gleb));
    await world.passes(LATER);
    await regains(stage, gleb, () => fromApp(stage, gleb));
  });

  it('the teacher by every way, and by a one-time password', async () => {
    await regains(stage, marina, () => byEmail(stage, marina));
    await world.passes(LATER);
    await regains(stage, marina, () => fromApp(stage, marina));
    await world.passes(LATER);
    await opensDesk(stage, klara);
    await regains(stage, marina, async () => {
      const confirmation = await givesAnotherEmail(stage, marina, `stranger-${language}@example.org`);
      const search = { query: 'учителева', role: 'teacher', found: [MARINA, MARINA] } as const;
      const { password, deadLinks } = await byOneTimePassword(stage, marina, klara, search);
      return { password, deadLinks: [...deadLinks, confirmation] };
    });
    expect(marina.browser.text).toMatch(say.text('web-account-email-confirmed', { email: marina.email ?? '' }));
    expect(marina.browser.text).toContain(LEV);
  });

  it('the journal of actions has every look and every act, and nothing else; the log has no secrets', async () => {
    await opensDesk(stage, klara);
    const shown = await readsJournal(stage, klara);
    expect([...shown].sort()).toEqual([...stage.journal.lines].sort());
    await klara.browser.follows(say.text('web-desk-classes'));
    await klara.browser.presses(say.text('web-desk-leave'));
    expect((await klara.browser.opens(`${SITE}/desk`)).status).toBe(401);

    await world.idle();
    const log = world.log.join('\n');
    const links = world.mailbox.letters().flatMap(({ text }) => /\/(?:l|reset)\/([\w-]{43})/.exec(text)?.[1] ?? []);
    expect(links.length).toBeGreaterThan(10);
    const members = [olga, vera, gleb, marina];
    const secrets = [
      ...members.flatMap(({ login, password, name }) => [login, password, ...name.split(' ')]),
      ...links,
    ];
    for (const secret of [...secrets, ...sheets.map(({ code }) => code), 'example.org'])
      expect(log).not.toContain(secret);
    expect(await world.database.prisma.account.count()).toBe(members.length);
  });
});
