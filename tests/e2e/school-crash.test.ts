import { setTimeout as sleep } from 'node:timers/promises';
import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, textOf } from '#tests/support/actor.ts';
import { fills } from '#tests/support/forms.ts';
import { BotProcess } from '#tests/support/process.ts';
import {
  addressOf,
  classOf,
  curatorOf,
  type Family,
  finishes,
  inCore,
  invitation,
  JOURNAL_PASSWORD,
  type SchoolOfTest,
  school,
  signsIn,
  visitor,
} from '#tests/support/school.ts';
import { type Words, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

/** Milliseconds after somebody goes to the page to send it: before it is read, while the password is hashed, while the account is made, and just after. */
const MOMENTS = [0, 70, 140];
const FRESH = 'zebra7kometa9sneg';

describe('kill -9 at a school', () => {
  const say = words('ru');
  let world: World;
  let bot: BotProcess;
  let ours: SchoolOfTest;
  beforeAll(async () => {
    world = await World.open({ framework: 'telegraf', house: 'elsewhere' });
    bot = await BotProcess.start(world.settings);
    world.url = bot.url;
    ours = await school(world);
  });
  afterAll(async () => {
    await bot?.kill9();
    await world?.close();
  });

  const codeOf = ({ parentId }: Family): Promise<string> =>
    invitation(world, ours, { personId: parentId, role: 'parent' });

  async function familyOf(pupil: string): Promise<Family> {
    const [family] = await classOf(world, ours, { pupils: [pupil] });
    if (!family) throw new Error('A class of nobody');
    return family;
  }

  /** Lets something begin, and kills the bot so long after; starts it again. */
  async function killedAfter<T>(moment: number, begins: () => Promise<T>): Promise<T> {
    const [begun] = await Promise.all([begins(), sleep(moment).then(() => bot.restart())]);
    return begun;
  }

  /** Sends a page's form; whoever gets no answer sends it again. A page that is gone has done its work. */
  async function sends(page: string, typed: Record<string, string>): Promise<number> {
    const answer = await fills(page, typed).catch(() => null);
    return answer?.status ?? 0;
  }

  const times = ({ person }: Actor, pattern: RegExp): number =>
    person.chat.filter((message) => message.from === 'bot' && pattern.test(textOf(message))).length;

  it('makes one account, whenever the page’s form meets the end, and tells of it after the restart', {
    timeout: 200_000,
  }, async () => {
    for (const [at, moment] of MOMENTS.entries()) {
      const family = await familyOf(`Аварийный Пётр${at}`);
      const { anna } = await toPage(await codeOf(family), say);
      const page = await addressOf(anna, say.button('enroll'));
      const email = `crash${at}@example.org`;
      const typed = { login: `crash${at}`, password: JOURNAL_PASSWORD, fullName: 'Аварийная Анна', email };
      const first = await killedAfter(moment, () => sends(page, typed));
      if (first !== 200) expect([200, 410]).toContain(await sends(page, typed));
      expect(await sends(page, typed)).toBe(410);
      await anna.expects(say.text('school-done', { host: ours.host }));
      await anna.expects(say.text('school-home', { role: 'parent' }));
      await world.quiet();

      const { prisma } = world.database;
      const [account, another] = await prisma.account.findMany({ where: { personId: family.parentId } });
      expect(another).toBeUndefined();
      const own = { accountId: account?.id ?? '' };
      expect({
        used: await prisma.invitation.count({ where: { usedById: account?.id ?? '' } }),
        enrollments: await prisma.enrollment.count({ where: own }),
        letters: await prisma.verification.count({ where: own }),
        noted: await prisma.audit.count({ where: { ...own, action: 'registered' } }),
        accounts: await prisma.account.count({ where: { schoolId: ours.id } }),
      }).toEqual({ used: 1, enrollments: 1, letters: 1, noted: 1, accounts: at + 1 });
      // What was on its way to Telegram or to the mail server may arrive again.
      expect(times(anna, say.text('school-done'))).toBeLessThanOrEqual(2);
      const letters = world.mailbox.letters().filter(({ to }) => to === email);
      expect([1, 2]).toContain(letters.length);
      expect((await signsIn(world, ours, { login: account?.login ?? '', password: JOURNAL_PASSWORD })).ok).toBe(true);
    }
  });

  it('tells of the account also when it dies with the answer just given', async () => {
    const family = await familyOf('Ответова Нина');
    const { anna } = await toPage(await codeOf(family), say);
    const page = await addressOf(anna, say.button('enroll'));
    // The bot can say nothing before it dies.
    world.telegram.fault({ method: 'sendMessage', times: 1, kind: 'slow', delayMs: 1500 });
    const typed = { login: 'nina', password: JOURNAL_PASSWORD, fullName: 'Ответова Ия', email: 'nina@example.org' };
    expect(await sends(page, typed)).toBe(200);
    await bot.kill9();
    expect(await sends(page, typed)).toBe(0);
    await bot.restart();
    await anna.expects(say.text('school-done'));
    await world.quiet();
    expect(await sends(page, typed)).toBe(410);
    expect(await world.database.prisma.account.count({ where: { personId: family.parentId } })).toBe(1);
    expect(world.mailbox.letters().filter(({ to }) => to === 'nina@example.org').length).toBeGreaterThan(0);
  });

  it('reads the photo of a sheet that came just before the end', async () => {
    const family = await familyOf('Снимков Илья');
    const code = await codeOf(family);
    const photo = await QRCode.toBuffer(`https://t.me/propusk_test_bot?start=${code}`, { width: 300 });
    const { anna } = await visitor(world, 'ru');
    await killedAfter(5, () => anna.does((person) => person.sendPhoto(photo)));
    await anna.expects(say.text('invitation-of-parents', { name: 'Снимков Илья' }));
    await anna.presses(say.button('invitation-mine')).expects(say.text('invite-so-far'));
    await anna.presses(say.button('no-more-codes')).expects(say.text('invite-page'));
  });

  it('brings everybody back in once: the letter, the new password, the curator’s link', {
    timeout: 120_000,
  }, async () => {
    const family = await familyOf('Забывалкин Фёдор');
    const curator = await curatorOf(world, ours, 'ru');
    const who = await finishes(world, await toPage(await codeOf(family), say), { name: 'Забывалкина Фаина' });
    const { anna, email, accountId, login } = who;
    await anna.types((await world.letter(email)).code).expects(say.text('school-email-confirmed', { email }));
    const before = await signsIn(world, ours, who);

    await anna.opens('/recover').presses(say.button('by-email'));
    await killedAfter(30, () => anna.does((person) => person.send(email)));
    await anna.expects(say.text('recover-sent', { email }));
    await world.quiet();
    const link = () =>
      world.mailbox
        .letters()
        .flatMap(({ to, text }) => (to === email ? (/https?:\S+\/reset\/[\w-]+/.exec(text)?.[0] ?? []) : []))
        .at(-1) ?? '';
    await eventually('the letter', link);

    const page = link();
    const first = await killedAfter(90, () => sends(page, { password: FRESH }));
    if (first !== 200) expect([200, 410]).toContain(await sends(page, { password: FRESH }));
    await anna.expects(say.text('account-notice-password-changed', { curator: 'none' }));
    await world.quiet();
    const account = await fetch(`${world.url}/s/${ours.slug}/account`, {
      headers: { cookie: before.cookie },
      redirect: 'manual',
    });
    expect(account.status).toBe(303);
    expect((await signsIn(world, ours, who)).ok).toBe(false);
    expect((await signsIn(world, ours, { login, password: FRESH })).ok).toBe(true);

    // The link is promised in the transaction that opens the page: it comes, or neither has happened.
    await inCore(world, (core) => core.restore.sendLink(curator.id, accountId));
    await bot.restart();
    await anna.expects(say.text('school-access-restored', { login }));
    expect(await sends(await addressOf(anna, say.button('new-password')), { password: `${FRESH}2` })).toBe(200);
    const { prisma } = world.database;
    const noted = (action: string) => prisma.audit.count({ where: { accountId, action } });
    expect({ changed: await noted('password-changed'), links: await noted('link-made') }).toEqual({
      changed: 2,
      links: 1,
    });
  });

  /** Somebody new, with the code's page before them. */
  async function toPage(code: string, { button, text }: Words): Promise<{ anna: Actor; say: Words }> {
    const who = await visitor(world, 'ru');
    await who.anna
      .types(code)
      .presses(button('invitation-mine'))
      .presses(button('no-more-codes'))
      .expects(text('invite-page'));
    return who;
  }
});
