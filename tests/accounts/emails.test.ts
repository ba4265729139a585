import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hours, minutes } from '#core/clock.ts';
import { PER_TARGET } from '#core/verification/allowances.ts';
import { type AccountOfTest, good, type JournalWorld, journalWorld } from './world.ts';

let world: JournalWorld;
beforeAll(async () => {
  world = await journalWorld();
}, 60_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

const start = (account: AccountOfTest, email: string, chat: AccountOfTest['chat'] | null = account.chat) =>
  world.core(({ emails }) => emails.start(account.id, chat, email, 'ru'));
const letter = async (id: string) => {
  const facts = await world.core(({ links }) => links.letter(id));
  if (!facts) throw new Error('no letter');
  return facts;
};
const press = (token: string) => world.core(({ links }) => links.confirmByToken(token));
const addressOf = async ({ id }: { id: string }) => {
  const { email, emailVerifiedAt } = await world.prisma.account.findUniqueOrThrow({ where: { id } });
  return { email, confirmed: emailVerifiedAt !== null };
};

describe('the address of a school account', () => {
  it('is kept at once where there is none, and confirmed by the letter’s link', async () => {
    const anna = await world.account();
    const { id } = good(await start(anna, 'anna@mail.ru'));
    expect(await addressOf(anna)).toEqual({ email: 'anna@mail.ru', confirmed: false });
    expect(await world.jobs('letter')).toEqual([{ letter: 'confirm-school', verificationId: id, language: 'ru' }]);
    const { token, school } = await letter(id);
    expect(school).toBe('Школа № 1399');

    expect((await press(token)).ok).toBe(true);
    expect(await addressOf(anna)).toEqual({ email: 'anna@mail.ru', confirmed: true });
    expect(await world.news()).toEqual([
      [anna.chat.chatId, { type: 'email-confirmed', accountId: anna.id, email: 'anna@mail.ru' }],
    ]);
    expect(await world.prisma.audit.findMany()).toMatchObject([{ action: 'email-confirmed', accountId: anna.id }]);
    expect(await start(anna, 'anna@mail.ru')).toEqual({ ok: false, error: 'email.confirmed-already' });
  });

  it('is confirmed by the code in the chat that asked, which needs no news of it', async () => {
    const [anna, boris] = [await world.account(), await world.account()];
    const { id } = good(await start(anna, 'anna@mail.ru'));
    const { code } = await letter(id);
    const type = (chat: AccountOfTest['chat']) => world.core(({ emails }) => emails.confirmByCode(chat, anna.id, code));
    expect(await type(boris.chat)).toEqual({ ok: false, error: 'link.unknown' });
    expect(await type(anna.chat)).toEqual({ ok: true, value: { id } });
    expect(await addressOf(anna)).toEqual({ email: 'anna@mail.ru', confirmed: true });
    expect(await world.news()).toEqual([]);
    expect(await world.core(({ emails }) => emails.waiting(anna.id))).toBeNull();
  });

  it('may be the whole family’s, each account by a letter of its own, all from one chat', async () => {
    const [mother, child] = [await world.account({ role: 'parent' }), await world.account({ chat: false })];
    const letters = [
      good(await start(mother, 'family@mail.ru')).id,
      good(await start(child, 'family@mail.ru', mother.chat)).id,
    ];
    for (const id of letters) expect((await press((await letter(id)).token)).ok).toBe(true);
    expect([await addressOf(mother), await addressOf(child)]).toEqual([
      { email: 'family@mail.ru', confirmed: true },
      { email: 'family@mail.ru', confirmed: true },
    ]);
  });

  it('can be given on a page when no chat speaks for the account; then nobody is told', async () => {
    const anna = await world.account({ chat: false });
    const { id } = good(await start(anna, 'anna@mail.ru', null));
    expect((await press((await letter(id)).token)).ok).toBe(true);
    expect(await addressOf(anna)).toMatchObject({ confirmed: true });
    expect(await world.news()).toEqual([]);
  });

  it('is told of where the account’s chat is by now', async () => {
    const anna = await world.account();
    const { id } = good(await start(anna, 'anna@mail.ru'));
    await world.prisma.conversation.updateMany({ where: anna.chat, data: { accountId: null } });
    const newer = await world.chat(anna.id);
    await press((await letter(id)).token);
    expect((await world.news()).map(([chat]) => chat)).toEqual([newer.chatId]);
  });

  it('gets no letter once the account is erased', async () => {
    const anna = await world.account();
    const { id } = good(await start(anna, 'anna@mail.ru'));
    await world.prisma.account.delete({ where: { id: anna.id } });
    expect(await world.core(({ links }) => links.letter(id))).toBeNull();
  });
});

describe('reminders', () => {
  const remind = (accountId: string, job: string) => world.core(({ emails }) => emails.remind({ accountId }, job));

  it('reach the account’s chat while the address waits', async () => {
    const anna = await world.account({ email: 'anna@mail.ru', verified: false });
    await remind(anna.id, '41');
    expect(await world.news()).toEqual([[anna.chat.chatId, { type: 'email-reminder', accountId: anna.id }]]);
    const [first] = await world.jobs('signal');
    await world.forgetJobs();
    // The job that runs again says the same; the second reminder is another.
    await remind(anna.id, '41');
    await remind(anna.id, '42');
    const ids = (await world.jobs('signal')).map(({ id }) => id);
    expect(ids[0]).toBe(first?.id);
    expect(ids[1]).not.toBe(first?.id);
  });

  it('are for nobody without an address, with a confirmed one, or erased', async () => {
    for (const { id } of [await world.account(), await world.account({ email: 'anna@mail.ru' })]) await remind(id, '1');
    await remind('0b6f1f0e-8f5c-4a55-9a55-3d2c1b0a9f8e', '1');
    expect(await world.news()).toEqual([]);
  });
});

describe('abuse', () => {
  it('abuse 24: a slip in a new address takes nobody’s account away', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const { id } = good(await start(anna, 'anna@mial.ru'));
    expect(await addressOf(anna)).toEqual({ email: 'anna@mail.ru', confirmed: true });
    const opened = await world.core(({ recovery }) =>
      recovery.openByEmail({ institutionId: 'eljur', schoolId: null, email: 'anna@mail.ru' }),
    );
    expect(opened).toHaveLength(1);

    await press((await letter(id)).token);
    expect(await addressOf(anna)).toEqual({ email: 'anna@mial.ru', confirmed: true });
    // Whoever reads the old address learns of it.
    expect(await world.jobs('email-changed-letter')).toMatchObject([{ accountId: anna.id, to: 'anna@mail.ru' }]);
  });

  it('abuse 10: an older letter is worth nothing, wherever it was asked for', async () => {
    const anna = await world.account();
    const older = await letter(good(await start(anna, 'first@mail.ru')).id);
    const newer = await letter(good(await start(anna, 'second@mail.ru', await world.chat())).id);
    expect(await press(older.token)).toEqual({ ok: false, error: 'link.replaced' });
    expect((await press(newer.token)).ok).toBe(true);
    expect(await addressOf(anna)).toEqual({ email: 'second@mail.ru', confirmed: true });
  });

  it('abuse 7: looking at a link, however often, sends no letter and confirms nothing', async () => {
    const anna = await world.account();
    const { token } = await letter(good(await start(anna, 'anna@mail.ru')).id);
    await world.forgetJobs();
    for (let look = 0; look < 5; look += 1)
      expect(await world.core(({ links }) => links.look(token))).toMatchObject({ value: { state: 'waiting' } });
    expect(await world.jobs('letter')).toEqual([]);
    expect(await addressOf(anna)).toEqual({ email: 'anna@mail.ru', confirmed: false });
  });

  it('abuse 12: nobody is bombed with letters, even from accounts without a chat', async () => {
    const allowed = PER_TARGET[0]?.max ?? 0;
    for (let round = 0; round < allowed; round += 1) {
      const account = await world.account({ chat: false });
      expect((await start(account, 'victim@mail.ru', null)).ok).toBe(true);
    }
    const one = await world.account({ chat: false });
    expect(await start(one, 'victim@mail.ru', null)).toEqual({ ok: false, error: 'link.too-many' });
    expect(await addressOf(one)).toEqual({ email: null, confirmed: false });
    world.move(hours(1) + minutes(1));
    expect((await start(one, 'victim@mail.ru', null)).ok).toBe(true);
  });

  it('abuse 13: a letter that would give the account another address dies with a new password', async () => {
    const anna = await world.account({ email: 'anna@mail.ru' });
    const { token } = await letter(good(await start(anna, 'thief@mail.ru')).id);
    await world.core(({ recovery }) => recovery.changeOwn(anna.id, 'hash'));
    expect(await press(token)).toEqual({ ok: false, error: 'link.replaced' });
    expect(await addressOf(anna)).toEqual({ email: 'anna@mail.ru', confirmed: true });
  });
});
