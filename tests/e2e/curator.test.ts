import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atDesk, Browser, csvFile, curator, deskLink } from '#tests/support/curator.ts';
import { fills } from '#tests/support/forms.ts';
import { readPdf } from '#tests/support/pdf.ts';
import {
  addressOf,
  card,
  classOf,
  enrolls,
  inCore,
  JOURNAL_PASSWORD,
  parent,
  saidOf,
  school,
  signsIn,
  visitor,
} from '#tests/support/school.ts';
import { ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const LIST = `Класс;Ученик;Дата рождения;Родители;E-mail
6А;Николаева Варвара;31.05.2014;Николаева Ольга, Николаев Пётр;
6А;Абрамов Лев;02.11.2014;;lev@example.org
7Б;Соколова Анна;;Соколов Иван;`;

describe.each(ways)('the curator over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const auditOf = async (schoolId: string): Promise<string[]> =>
    (await world.database.prisma.audit.findMany({ where: { schoolId }, orderBy: { id: 'asc' } })).map(
      ({ action }) => action,
    );

  it('imports a class, prints its sheets, and a parent and a pupil register with them', async () => {
    const ours = await school(world, { name: 'Школа № 1399' });
    const who = await curator(world, ours, language);
    const desk = await atDesk(world, who);
    expect(desk.text).toMatch(say.text('web-desk-nobody-yet'));

    await desk.get('/desk/import');
    const preview = await desk.sends('/desk/import', { list: csvFile(LIST) });
    expect(preview.text).toMatch(say.text('web-desk-preview-text'));
    expect(await world.database.prisma.person.count({ where: { schoolId: ours.id } })).toBe(0);
    await desk.sends('/desk/import/apply');
    expect(desk.text).toMatch(say.text('web-desk-applied'));
    expect(desk.text).toContain('7Б');
    expect(await world.database.prisma.person.count({ where: { schoolId: ours.id } })).toBe(3 + 4);

    await desk.get(`/desk/class/${encodeURIComponent('6А')}`);
    expect(desk.text).toContain('Николаева Варвара');
    expect(desk.text).not.toContain('Соколова');
    const printed = await desk.sends('/desk/print');
    expect(printed.headers.get('Content-Type')).toBe('application/pdf');
    const onPaper = readPdf(printed.bytes).pages.flatMap(({ texts }) => texts.map(({ text }) => text));
    const codes = onPaper.filter((text) => /^(st|pt)[a-z2-9]{10}$/.test(text));
    expect(codes.filter((code) => code.startsWith('pt'))).toHaveLength(3);
    expect(codes.filter((code) => code.startsWith('st'))).toHaveLength(2);
    expect(onPaper.join(' ')).toContain('Николаев');

    const pupilCode = codes.find((code) => code.startsWith('st')) ?? '';
    const parentCode = codes.find((code) => code.startsWith('pt')) ?? '';
    // The first sheet is of a parent whom the list does not name.
    const mother = await enrolls(world, await visitor(world, language), parentCode, { name: 'Абрамова Ольга' });
    expect((await signsIn(world, ours, mother)).ok).toBe(true);
    const child = await enrolls(world, await visitor(world, language), pupilCode);
    expect((await signsIn(world, ours, child)).ok).toBe(true);

    await desk.get('/desk');
    expect(desk.text).toMatch(say.text('web-desk-of', { registered: 1, all: 2 }));
    expect(desk.text).toContain('<img src="data:image/png;base64,');
    // Printing again leaves out whoever has registered, and the others keep their codes.
    const again = readPdf((await desk.sends('/desk/print')).bytes).pages.flatMap(({ texts }) =>
      texts.map(({ text }) => text),
    );
    expect(again).not.toContain(pupilCode);
    for (const code of codes.filter((one) => one !== pupilCode && one !== parentCode)) expect(again).toContain(code);
    expect(await auditOf(ours.id)).toEqual(
      expect.arrayContaining(['curator-joined', 'list-imported', 'class-seen', 'invitations-printed', 'registered']),
    );
  });

  it('gets a request, takes it, answers, and sends a link: the person is back in, and was told of everything', async () => {
    const ours = await school(world);
    const who = await curator(world, ours, language);
    const other = await curator(world, ours, language);
    const lost = await parent(world, language, {}, ours);
    const { anna } = lost;
    await anna.opens('/recover').expects(say.text('recover-ways'));
    await anna.presses(say.button('no-confirmed-email')).expects(say.text('curator-help-words', { known: 'yes' }));
    await anna.types('Забыла пароль <b>от журнала</b>').expects(say.text('curator-help-asked'));

    await other.chat.expects(say.text('curator-request-made', { school: ours.name }));
    await who.chat.expects(/Забыла пароль <b>от журнала<\/b>/);
    await who.chat.presses(say.button('request-take')).expects(say.text('curator-request-yours'));
    await other.chat.expects(say.text('curator-request-taken', { curator: who.name }));
    await anna.expects(say.text('request-in-hand', { curator: who.name }));
    // A colleague who presses the old button learns the same.
    await other.chat.presses(say.button('request-take')).expects(say.text('errors-request-taken'));

    await who.chat.presses(say.button('answer')).expects(say.text('curator-answer'));
    await who.chat.types('Сейчас пришлю ссылку').expects(say.text('curator-answer-sent'));
    await anna.expects(/Сейчас пришлю ссылку/);

    await who.chat
      .presses(say.button('person'))
      .expects(say.text('curator-card-registered', { address: 'unconfirmed' }));
    await who.chat.presses(say.button('see-login')).expects(new RegExp(lost.login));
    await anna.expects(say.text('account-notice-login-seen', { curator: who.name }));
    await who.chat.presses(say.button('send-link')).expects(say.text('curator-link-sent'));
    await anna.expects(say.text('school-access-restored', { curator: who.name, login: lost.login }));
    expect(saidOf(who.chat)).not.toMatch(/\/reset\//);
    const page = await addressOf(anna, say.button('new-password'));
    const set = await fills(page, { password: 'zebra7kometa9sneg' });
    expect(set.status).toBe(200);
    expect((await signsIn(world, ours, { ...lost, password: 'zebra7kometa9sneg' })).ok).toBe(true);
    expect((await signsIn(world, ours, { ...lost, password: JOURNAL_PASSWORD })).ok).toBe(false);

    await who.chat.presses(say.button('back')).expects(say.text('curator-request-state', { state: 'mine' }));
    await who.chat.presses(say.button('request-close')).expects(say.text('curator-request-closed'));
    expect(await auditOf(ours.id)).toEqual(
      expect.arrayContaining(['request-taken', 'request-answered', 'login-seen', 'link-made', 'request-closed']),
    );
  });

  it('shows a link as a QR code and sets a one-time password for somebody whom the bot does not know', async () => {
    const ours = await school(world);
    const who = await curator(world, ours, language);
    const lost = await parent(world, language, {}, ours);
    await world.database.prisma.conversation.updateMany({
      where: { accountId: lost.accountId },
      data: { accountId: null },
    });
    const desk = await atDesk(world, who);
    const path = `/desk/person/${lost.family.parentId}`;
    await desk.get(path);
    expect(desk.text).toMatch(say.text('web-desk-no-chat'));
    expect(desk.text).not.toContain(lost.login);
    expect(desk.text).not.toContain(lost.email);

    await desk.sends(`${path}/login`);
    expect(desk.text).toContain(lost.login);
    await desk.sends(`${path}/show`);
    const link = /https?:\/\/[^<"\s]+\/reset\/[\w-]{43}/.exec(desk.text)?.[0] ?? '';
    expect(desk.text).toContain('data:image/png;base64,');
    await desk.get(path);
    expect(desk.text).not.toContain('/reset/');

    await desk.sends(`${path}/password`);
    const once = [...desk.text.matchAll(/<dd class="login">([^<]+)<\/dd>/g)].map(([, value]) => value ?? '');
    expect(once[0]).toBe(lost.login);
    // The password closed the link that was open, and signs in to nothing but a new password.
    expect((await fetch(link)).status).toBe(410);
    const first = await signsIn(world, ours, { ...lost, password: once[1] ?? '' });
    expect(first.page).toMatch(/\/new-password$/);
  });

  it('abuse 5: acts on nobody of another school, in the chat or on the desk', async () => {
    const [ours, theirs] = [await school(world), await school(world)];
    const who = await curator(world, ours, language);
    const stranger = await parent(world, language, {}, theirs);
    const [theirFamily] = await classOf(world, theirs, { className: '9Г', pupils: ['Чужакова Дарья'] });
    await card(world, ours, { role: 'student', name: 'Своя Дарья', className: '9Г' });

    const desk = await atDesk(world, who);
    expect((await desk.get(`/desk/person/${stranger.family.parentId}`)).status).toBe(404);
    expect((await desk.get(`/desk/class/${encodeURIComponent('9Г')}`)).text).not.toContain('Чужакова');
    await desk.get('/desk/find');
    expect((await desk.sends('/desk/find', { query: 'Чужакова' })).text).toMatch(
      say.text('web-desk-found', { count: 0 }),
    );
    const form = /name="form" value="([^"]+)"/.exec(desk.text)?.[1] ?? '';
    for (const act of ['login', 'show', 'send', 'password', 'take-back', 'invite', 'withdraw', 'add-parent']) {
      const answer = await desk.post(`/desk/person/${theirFamily?.parentId}/${act}`, { form });
      expect(answer.status, act).toBe(404);
      expect(answer.text, act).not.toContain('Чужакова');
      const registered = await desk.post(`/desk/person/${stranger.family.parentId}/${act}`, { form });
      expect(registered.status, act).toBe(404);
      expect(registered.text, act).not.toContain(stranger.login);
    }
    expect((await signsIn(world, theirs, stranger)).ok).toBe(true);
    expect(await world.database.prisma.invitation.count({ where: { personId: theirFamily?.parentId ?? '' } })).toBe(0);

    await who.chat.opens('/curator').expects(say.text('curator-home', { waiting: 0, school: ours.name }));
    await who.chat.types('Чужакова').expects(say.text('curator-nobody'));
    await who.chat.types('9г дарья').expects(say.text('curator-found'));
    const labels = who.chat.person.chat
      .at(-1)
      ?.buttons?.flat()
      .map(({ text }) => text)
      .join();
    expect(labels).toContain('Своя Дарья');
    expect(labels).not.toContain('Чужакова');
  });

  it('issues, reissues and withdraws a code in the chat', async () => {
    const ours = await school(world);
    const who = await curator(world, ours, language);
    await classOf(world, ours, { pupils: ['Жукова Инна'] });
    await who.chat.opens('/curator').types('жукова 6a').expects(say.text('curator-found'));
    await who.chat.presses(/^Жукова Инна/).expects(say.text('curator-card-waiting'));
    await who.chat.presses(say.button('invite'));
    const [first = ''] = await who.chat.expects(/st[a-z2-9]{10}/);
    await who.chat.presses(say.button('reinvite'));
    const [second = ''] = await who.chat.expects(/st[a-z2-9]{10}/);
    expect(second).not.toBe(first);
    const pupil = await visitor(world, language);
    await pupil.anna.types(first).expects(say.text('errors-invitation-withdrawn'));
    await who.chat.presses(say.button('withdraw')).expects(say.text('curator-withdrawn'));
    await pupil.anna.types(second).expects(say.text('errors-invitation-withdrawn'));
  });

  it('keeps what was under way: the curator’s work comes between', async () => {
    const ours = await school(world);
    const who = await curator(world, ours, language);
    await who.chat.presses(say.button('curator-leave')).expects(say.text('welcome-institution'));
    await who.chat.opens('/start eljur').expects(say.text('welcome-consent-school'));
    await who.chat.opens('/curator').expects(say.text('curator-home', { waiting: 0 }));
    await who.chat.presses(say.button('find')).expects(say.text('curator-find'));
    await who.chat.opens('/curator').expects(say.text('curator-home', { waiting: 0 }));
    await who.chat.presses(say.button('curator-leave')).expects(say.text('welcome-consent-school'));
  });

  it('serves two schools, one at a time', async () => {
    const [first, second] = [await school(world, { name: 'Школа А' }), await school(world, { name: 'Школа Б' })];
    const who = await curator(world, first, language);
    const { link } = await inCore(world, ({ curators }) => curators.add(second.id, who.name));
    await who.chat.opens(`/start ${link}`).expects(say.text('curator-welcome', { school: second.name }));
    await who.chat.expects(say.text('curator-home', { waiting: 0, school: second.name }));
    await who.chat.presses(say.button('other-school')).expects(say.text('curator-school'));
    await who.chat.presses('Школа А').expects(say.text('curator-home', { waiting: 0, school: first.name }));
  });

  it('the link that makes a curator works once, and nobody else’s command does anything', async () => {
    const ours = await school(world);
    const { link } = await inCore(world, ({ curators }) => curators.add(ours.id, 'Климова Ирина'));
    const anna = await world.person({ languageCode: language, known: false });
    await anna.opens('/curator').expects(say.text('curator-not-you'));
    await anna.opens(`/start ${link}x`).expects(say.text('errors-curator-link-unknown'));
    await anna.opens(`/start ${link}`).expects(say.text('curator-welcome'));
    const late = await world.person({ languageCode: language, known: false });
    await late.opens(`/start ${link}`).expects(say.text('errors-curator-link-used'));
    await late.opens('/curator').expects(say.text('curator-not-you'));
  });

  it('the desk’s link works once, after looking at it as often as one likes', async () => {
    const ours = await school(world);
    const who = await curator(world, ours, language);
    const link = await deskLink(who);
    for (const _ of [1, 2]) expect((await fetch(link)).status).toBe(200);
    expect((await fetch(link, { method: 'HEAD' })).status).toBe(200);
    const thief = new Browser(world.url);
    expect((await thief.post(link, {}, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    const browsers = [new Browser(world.url), new Browser(world.url)];
    const answers = await Promise.all(browsers.map((browser) => browser.post(link, {})));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 410]);
    expect((await fetch(link)).status).toBe(410);
  });

  it('a curator who was removed loses the desk, the chat and the open link at once', async () => {
    const ours = await school(world);
    await classOf(world, ours);
    const who = await curator(world, ours, language);
    const desk = await atDesk(world, who);
    const link = await deskLink(who);
    await inCore(world, ({ curators }) => curators.revoke(who.id));
    expect((await desk.get('/desk')).status).toBe(401);
    expect((await new Browser(world.url).post(link, {})).status).toBe(410);
    await who.chat.presses(say.button('new-link')).expects(say.text('errors-curator-gone'));
    await who.chat.opens('/curator').expects(say.text('curator-not-you'));
  });

  it('without a curator the helpdesk learns which school waits, and nothing of the person', async () => {
    const ours = await school(world, { number: '77', region: 'Казань' });
    const lost = await parent(world, language, { name: 'Тайнова Елена' }, ours);
    await lost.anna
      .opens('/recover')
      .presses(say.button('no-confirmed-email'))
      .expects(say.text('curator-help-none', { school: ours.name }));
    await lost.anna.presses(say.button('tell-helpdesk')).expects(say.text('curator-help-absent'));
    const letter = await eventually('the letter to the helpdesk', () =>
      world.mailbox.letters().findLast(({ text }) => text.includes('Казань')),
    );
    expect(letter.text).toContain('77');
    expect(letter.text).not.toContain('Тайнова');
    expect(letter.text).not.toContain(lost.login);
    expect(letter.text).not.toContain(lost.email);
  });

  it('no name, login, code or token stands in the log', async () => {
    const log = world.log.join('\n');
    for (const secret of ['Николаева', 'Абрамов', 'lev@example.org', 'Чужакова']) expect(log).not.toContain(secret);
    expect(log).not.toMatch(/\/(desk|reset)\/[\w-]{43}/);
  });
});
