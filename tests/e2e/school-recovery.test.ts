import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fills } from '#tests/support/forms.ts';
import { saidIn } from '#tests/support/helpdesk-person.ts';
import {
  addressOf,
  classOf,
  curatorOf,
  enrolls,
  inCore,
  invitation,
  JOURNAL_PASSWORD,
  parent,
  type SchoolOfTest,
  saidOf,
  school,
  signsIn,
  visitor,
} from '#tests/support/school.ts';
import { confirms, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const FRESH = 'zebra7kometa9sneg';

describe.each(ways)('getting back in over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  let ours: SchoolOfTest;
  beforeAll(async () => {
    world = await World.open({ framework });
    ours = await school(world, { number: '1399', name: 'Школа № 1399 имени Пушкина', region: 'Москва', slug: '1399' });
  });
  afterAll(() => world.close());

  let count = 0;
  /** A registered parent, with a confirmed address unless told otherwise. */
  async function registered(confirmed = true) {
    count += 1;
    const who = await parent(world, language, { email: `back${count}@example.org` }, ours);
    if (!confirmed) return who;
    await confirms(world, who.email);
    await who.anna.expects(say.text('school-email-confirmed', { email: who.email }));
    return who;
  }

  const letterTo = (email: string) =>
    eventually(`the letter to ${email}`, () =>
      world.mailbox.letters().findLast(({ to, text }) => to === email && text.includes('/reset/')),
    );
  const linkIn = (text: string): string => /https?:\/\/\S+\/reset\/[\w-]+/.exec(text)?.[0] ?? '';

  it('by e-mail: the login and a link that works once, and everything else of the account dies', async () => {
    const who = await registered();
    const before = await signsIn(world, ours, who);
    expect(before.ok).toBe(true);
    await who.anna.opens('/recover').expects(say.text('recover-ways'));
    await who.anna.presses(say.button('by-email')).expects(say.text('recover-email'));
    await who.anna.types('back@').expects(say.text('errors-email-unreadable'));
    await who.anna.types(who.email.toUpperCase()).expects(say.text('recover-sent', { email: who.email }));

    const letter = await letterTo(who.email);
    expect(letter.text).toContain(who.login);
    const link = linkIn(letter.text);
    expect((await fills(link, { password: FRESH })).status).toBe(200);
    await who.anna.expects(say.text('account-notice-password-changed', { curator: 'none' }));
    expect((await fetch(link)).status).toBe(410);
    expect((await signsIn(world, ours, who)).ok).toBe(false);
    expect((await signsIn(world, ours, { login: who.login, password: FRESH })).ok).toBe(true);
    const old = await fetch(`${world.url}/s/${ours.slug}/account`, {
      headers: { cookie: before.cookie },
      redirect: 'manual',
    });
    expect(old.status).toBe(303);
  });

  it('abuse 10: only the newest letter’s link works', async () => {
    const who = await registered();
    await who.anna.opens('/recover').presses(say.button('by-email')).types(who.email).expects(say.text('recover-sent'));
    const first = await letterTo(who.email);
    await who.anna.presses(say.button('resend')).expects(say.text('recover-resent'));
    const second = await eventually('another letter', () =>
      world.mailbox
        .letters()
        .findLast(({ to, id, text }) => to === who.email && id > first.id && text.includes('/reset/')),
    );
    expect((await fills(linkIn(first.text), { password: FRESH })).status).toBe(410);
    expect((await fills(linkIn(second.text), { password: FRESH })).status).toBe(200);
  });

  it('abuse 14: says the same for an address that nobody has, that is not confirmed, and that is; two get no letter', async () => {
    const known = await registered();
    const unconfirmed = await registered(false);
    const said: string[] = [];
    const addresses = ['nobody@example.org', unconfirmed.email, known.email];
    for (const email of addresses) {
      const { anna } = await visitor(world, language);
      await anna.presses(say.button('forgot')).presses(say.button('by-email')).types(email);
      await anna.expects(say.text('recover-sent', { email }));
      said.push(saidOf(anna).replaceAll(email, '…'));
    }
    expect(new Set(said).size).toBe(1);
    await letterTo(known.email);
    await world.idle();
    for (const email of addresses.slice(0, 2)) {
      expect(world.mailbox.letters().some(({ to, text }) => to === email && text.includes('/reset/'))).toBe(false);
    }
  });

  it('abuse 4: takes one address at a time', async () => {
    const who = await registered();
    const { anna } = await visitor(world, language);
    await anna.presses(say.button('forgot')).presses(say.button('by-email'));
    await anna.types(`${who.email}, thief@example.org`).expects(say.text('errors-email-several'));
  });

  it('abuse 12: stops asking for letters at some point, and leads to the curator', async () => {
    const { anna } = await visitor(world, language);
    await anna.presses(say.button('forgot')).presses(say.button('by-email')).types('victim@example.org');
    await anna.expects(say.text('recover-sent'));
    for (let letter = 1; letter < 5; letter += 1) await anna.presses(say.button('resend'));
    await anna.presses(say.button('resend')).expects(say.text('errors-recovery-too-many'));
    await anna.presses(say.button('no-letter')).expects(say.text('curator-help-school'));
  });

  it('from the mobile application: the school is found, and its page leads to the letter', async () => {
    const who = await registered();
    const { anna } = await visitor(world, language);
    await anna.presses(say.button('forgot')).presses(say.button('from-app')).expects(say.text('recover-app'));
    await anna.types('zzzz 0000').expects(say.text('school-search-none', { query: 'zzzz 0000' }));
    await anna.types('1399 москва').expects(say.text('school-line', { name: 'Школа № 1399 имени Пушкина' }));
    await anna.presses(say.button('school', { name: 'Школа № 1399 имени Пушкина', region: 'Москва' }));
    await anna.expects(say.text('recover-school', { host: ours.host }));
    const login = await addressOf(anna, say.button('login-page'));
    expect(login).toBe(`${world.url}/s/1399/login`);
    const page = await (await fetch(login, { headers: { 'accept-language': language } })).text();
    expect(page).toContain('/s/1399/forgot');
    const forgot = await addressOf(anna, say.button('forgot-page'));
    expect(forgot).toBe(`${world.url}/s/1399/forgot`);
    expect((await fills(forgot, { email: who.email })).status).toBe(200);
    expect((await letterTo(who.email)).text).toContain(who.login);
    await anna.presses(say.button('by-email')).types(who.email).expects(say.text('recover-sent'));
  });

  it('without a confirmed e-mail: the curator hears of it, takes it, answers, and opens the way back', async () => {
    const curator = await curatorOf(world, ours, language);
    const who = await registered(false);
    await who.anna.opens('/recover').presses(say.button('no-confirmed-email'));
    await who.anna.expects(say.text('curator-help-words', { known: 'yes' }));
    await who.anna.types('Забыла пароль').expects(say.text('curator-help-asked'));
    await who.anna.expects(say.text('school-home', { login: who.login, role: 'parent' }));
    const request = await world.database.prisma.request.findFirstOrThrow({ where: { chatId: who.anna.person.id } });
    expect(request).toMatchObject({
      ...{ schoolId: ours.id, reason: 'recover.no-email', accountId: who.accountId },
      facts: { words: 'Забыла пароль' },
    });

    await inCore(world, (core) => core.requests.take(request.id, curator.id));
    await who.anna.expects(say.text('request-in-hand', { curator: curator.name }));
    await inCore(world, (core) => core.requests.answer(request.id, curator.id, 'Сейчас <помогу>'));
    await who.anna.expects(say.text('request-answered', { curator: curator.name, text: 'Сейчас <помогу>' }));
    await inCore(world, (core) => core.restore.sendLink(curator.id, who.accountId));
    await who.anna.expects(say.text('school-access-restored', { curator: curator.name, login: who.login }));
    const link = await addressOf(who.anna, say.button('new-password'));
    expect((await fills(link, { password: FRESH })).status).toBe(200);
    expect((await signsIn(world, ours, { login: who.login, password: FRESH })).ok).toBe(true);
  });

  it('tells the person what a curator looked at and did', async () => {
    const curator = await curatorOf(world, ours, language);
    const who = await registered();
    await inCore(world, (core) => core.restore.login(curator.id, who.accountId));
    await who.anna.expects(say.text('account-notice-login-seen', { curator: curator.name }));
    await who.anna.expects(say.text('account-notice-not-you'));
    await who.anna.presses(say.button('recover')).expects(say.text('recover-ways'));
  });

  it('a stranger finds the school first; without a curator the helpdesk hears of it, and not of whom', async () => {
    const lonely = await school(world, { number: '77', name: 'Гимназия 77', region: 'Казань' });
    const { anna } = await visitor(world, language);
    await anna
      .presses(say.button('no-code'))
      .presses(say.button('ask-curator'))
      .expects(say.text('curator-help-school'));
    await anna.types('гимназия 77 казань').expects(say.text('school-line', { name: lonely.name }));
    await anna.presses(say.button('school', { name: lonely.name, region: 'Казань' }));
    // Nobody asks for a story that nobody would read.
    await anna.expects(say.text('curator-help-none', { school: lonely.name }));
    await anna.types('Секретова Анна, 7Б, нужен код');
    expect(await world.database.prisma.ticket.count({ where: { chatId: anna.person.id } })).toBe(0);
    await anna.presses(say.button('tell-helpdesk')).expects(say.text('curator-help-absent'));
    await anna.expects(say.text('helpdesk-talk'));
    const [ticket] = await world.database.prisma.ticket.findMany({ where: { chatId: anna.person.id } });
    expect(ticket?.reason).toBe('curator.absent');
    expect(JSON.stringify(ticket?.facts)).not.toContain('Секретова');
    const letter = await eventually('the letter to the helpdesk', () =>
      world.mailbox.letters().find(({ subject }) => subject.includes(`[#${ticket?.id}]`)),
    );
    expect(letter.text).not.toMatch(/Секретова|7Б/);
    expect(letter.text).toContain('Гимназия 77');
    await anna.presses(say.button('helpdesk-back')).expects(say.text('school-entry'));
  });

  it('a journal’s person who writes to a human keeps name, login and addresses to themselves', async () => {
    const who = await registered();
    await who.anna.presses(say.button('human')).expects(say.text('human-ask-school'));
    await who.anna.types('Не открывается страница').expects(say.text('human-asked'));
    const ticket = await world.database.prisma.ticket.findFirstOrThrow({ where: { chatId: who.anna.person.id } });
    const facts = JSON.stringify(ticket.facts);
    const [said] = await saidIn(world, ticket.id);
    expect(said?.content).toEqual({ type: 'text', text: 'Не открывается страница' });
    for (const secret of [who.login, who.email, 'Николаева']) expect(facts).not.toContain(secret);
    await who.anna.presses(say.button('human')).presses(say.button('ask-curator'));
    await who.anna.expects(say.text('curator-help-words', { known: 'yes' }));
  });

  it('“wrong login or password”: typing, then the browser’s version, its cache, and the way back', async () => {
    const { anna } = await visitor(world, language);
    await anna.presses(say.button('wrong-login')).expects(say.text('login-help-typing'));
    for (const browser of ['chrome', 'yandex', 'safari', 'firefox', 'other']) {
      await anna.presses(say.button('still-wrong')).expects(say.text('login-help-browser'));
      await anna.presses(say.button(`browser-${browser}`)).expects(say.text('login-help-version', { browser }));
      await anna.presses(say.button('newest-version')).expects(say.text('login-help-cache', { browser }));
      await anna.presses(say.button('cleared')).expects(say.text('login-help-restore'));
      for (let step = 0; step < 4; step += 1) await anna.presses(say.button('back'));
      await anna.expects(say.text('login-help-typing'));
    }
    await anna.presses(say.button('still-wrong')).presses(say.button('in-app')).expects(say.text('login-help-app'));
    await anna.presses(say.button('helped')).expects(say.text('login-help-helped'));
    await anna.expects(say.text('school-entry'));
    await anna.presses(say.button('wrong-login')).presses(say.button('forgot')).expects(say.text('recover-ways'));
  });

  it('leads to Gosuslugi, to the school’s page, and back from everywhere', async () => {
    const { anna } = await visitor(world, language);
    await anna.presses(say.button('gosuslugi')).expects(say.text('gosuslugi-entry'));
    await anna.presses(say.button('back')).expects(say.text('school-entry'));
    await anna.presses(say.button('find-school')).expects(say.text('school-search'));
    await anna.types('shkola pushkina').expects(say.text('school-line', { name: 'Школа № 1399 имени Пушкина' }));
    await anna.presses(say.button('school', { name: 'Школа № 1399 имени Пушкина', region: 'Москва' }));
    await anna.expects(say.text('school-page', { host: ours.host }));
    await anna.presses(say.button('back')).expects(say.text('school-search'));
    await anna.presses(say.button('back')).expects(say.text('school-entry'));
    await anna.opens('/help').expects(say.text('help-text-school'));
    await anna.opens('/privacy').expects(say.text('privacy-text-school'));
  });

  it('a forgotten password of a pupil without e-mail is the curator’s, and the screen says so', async () => {
    const [family] = await classOf(world, ours, { pupils: ['Тихонов Юрий'] });
    const code = await invitation(world, ours, { personId: family?.pupil.id ?? '', role: 'student' });
    const { anna, login } = await enrolls(world, await visitor(world, language), code, { email: '' });
    await anna.expects(say.text('school-home-no-email'));
    await anna.presses(say.button('forgot')).presses(say.button('no-confirmed-email'));
    await anna.expects(say.text('curator-help-words', { known: 'yes', school: ours.name }));
    await anna.presses(say.button('back')).expects(say.text('school-home', { login, role: 'student' }));
    expect((await signsIn(world, ours, { login, password: JOURNAL_PASSWORD })).ok).toBe(true);
  });
});
