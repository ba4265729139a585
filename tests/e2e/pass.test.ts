import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ReadPass, readPass } from '#core/access/token.ts';
import { passText } from '#tests/support/pass.ts';
import { atStep, type Guest, goesOn, guest, MINUTE, rings, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

describe.each(ways)('the pass over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  let gate: (token: string) => Promise<unknown>;
  beforeAll(async () => {
    world = await World.open({ framework });
    gate = await world.gate();
  });
  afterAll(() => world.close());

  const pictures = ({ anna }: Guest) => anna.person.chat.filter(({ photo, deleted }) => photo && !deleted);
  const shown = async ({ anna }: Guest): Promise<string> => passText((await anna.picture()).bytes);

  it('says whose it is and until when, is protected, and opens the gate once', async () => {
    const who = await atStep(world, 'home', language);
    const { message } = await who.anna.picture();
    expect(message.caption).toMatch(say.text('pass-caption', { name: who.anna.name }));
    expect(message.protected).toBe(true);
    const until = /\d\d:\d\d:\d\d/.exec(message.caption ?? '')?.[0];
    const token = await shown(who);
    const { issuedAt, lifetime } = readPass(token) as ReadPass;
    const ends = new Date((issuedAt + lifetime) * 1000);
    expect(until).toBe(ends.toLocaleTimeString('ru-RU', { timeZone: 'Europe/Moscow' }));
    // It was made before Telegram had it, and lives for two minutes.
    expect(lifetime).toBe(120);
    expect(issuedAt * 1000).toBeLessThanOrEqual(message.date);
    expect(await gate(token)).toMatchObject({ result: 'OK', holder: who.anna.name });
    await world.passes(4000);
    expect(await gate(token)).toEqual({ result: 'REFUSED', reason: 'E_REPLAY' });
  });

  it('comes by /pass at any time, and refreshes in its own message', async () => {
    const who = await atStep(world, 'home', language);
    const first = await shown(who);
    await world.passes(1000);
    await who.anna.opens('/pass').expects(say.text('pass-caption'));
    expect(pictures(who)).toHaveLength(2);
    const second = await shown(who);
    expect(second).not.toBe(first);

    await world.passes(1000);
    await who.anna.presses(say.button('refresh-pass')).expects(say.text('pass-caption'));
    expect(pictures(who)).toHaveLength(2);
    expect(who.anna.said().map(({ messageId }) => messageId)).toEqual([pictures(who).at(-1)?.messageId]);
    const third = await shown(who);
    expect(third).not.toBe(second);
    expect(await gate(third)).toMatchObject({ result: 'OK' });
  });

  it('is replaced by an expired picture when its time is over, and comes anew in its place', async () => {
    const who = await atStep(world, 'home', language);
    const token = await shown(who);
    await world.passes(151_000);
    await who.anna.expects(say.text('pass-expired-caption'));
    expect(pictures(who)).toHaveLength(1);
    expect(() =>
      passText(world.telegram.file(pictures(who)[0]?.photo?.fileId ?? '')?.bytes ?? new Uint8Array()),
    ).toThrow();
    expect(await gate(token)).toEqual({ result: 'REFUSED', reason: 'E_EXPIRED' });

    await who.anna.presses(say.button('new-pass')).expects(say.text('pass-caption'));
    expect(pictures(who)).toHaveLength(1);
    expect(await gate(await shown(who))).toMatchObject({ result: 'OK' });
  });

  it('a refreshed pass is not replaced at the older one’s end', async () => {
    const who = await atStep(world, 'home', language);
    await world.passes(100_000);
    await who.anna.presses(say.button('refresh-pass')).expects(say.text('pass-caption'));
    await world.passes(60_000);
    await world.idle();
    await world.delivered(who.anna.person.id);
    expect(pictures(who)[0]?.caption).toMatch(say.text('pass-caption'));
    expect(await gate(await shown(who))).toMatchObject({ result: 'OK' });
  });

  it('abuse 36: is refused when changed, at a second gate, and when the person is blocked or gone', async () => {
    const who = await atStep(world, 'home', language);
    const token = await shown(who);
    const other = await world.gate();
    const changed = `${token.slice(0, 100)}${(Number(token[100]) + 1) % 10}${token.slice(101)}`;
    expect(await gate(changed)).toMatchObject({ result: 'REFUSED' });
    expect(await gate(token)).toMatchObject({ result: 'OK' });
    expect(await other(token)).toEqual({ result: 'REFUSED', reason: 'E_REPLAY' });

    await world.passes(2000);
    await who.anna.presses(say.button('refresh-pass')).expects(say.text('pass-caption'));
    const { prisma } = world.database;
    await prisma.account.updateMany({
      where: { person: { fullName: who.anna.name } },
      data: { blockedAt: world.clock.now() },
    });
    expect(await gate(await shown(who))).toEqual({ result: 'REFUSED', reason: 'E_USER_INACTIVE' });
    await who.anna.opens('/pass').expects(say.text('errors-pass-blocked'));
  });

  it('is gone with the role that it stood for', async () => {
    const who = await atStep(world, 'home', language);
    await world.database.prisma.person.updateMany({
      where: { fullName: who.anna.name },
      data: { roles: ['student', 'staff'] },
    });
    expect(await gate(await shown(who))).toMatchObject({ result: 'REFUSED' });
    await who.anna.presses(say.button('refresh-pass')).expects(say.text('errors-pass-not-authorized'));
    await who.anna.expects(say.text('authorize-line-owed', { role: 'staff' }));
  });

  it('comes anew when the person has deleted its message', async () => {
    const who = await atStep(world, 'home', language);
    const { message } = await who.anna.picture();
    const data = message.buttons?.flat()[0]?.callback_data ?? '';
    who.anna.person.deleteMessage(message.messageId);
    await who.anna.does((person) => person.pressStale(data, { messageId: message.messageId, expired: false }));
    await who.anna.expects(say.text('pass-caption'));
    expect(pictures(who)).toHaveLength(1);
  });

  it('abuse 13: goes with the account into a new chat, and dies in the old one', async () => {
    const who = await atStep(world, 'home', language);
    const old = await shown(who);
    // Until the owner's own call is forgotten, a second chat with the same number is suspicious.
    await world.passes(20 * MINUTE);
    await who.anna.opens('/pass').expects(say.text('pass-caption'));
    const live = await shown(who);
    const before = (await world.letter(who.mail)).id;
    const fresh = await guest(world, language, { known: false, phone: who.anna.phone });
    const { anna } = fresh;
    await goesOn(world, fresh, 'call');
    await rings(world, anna);
    const masked = `${who.mail[0]}•••@example.org`;
    await anna.expects(say.text('register-known', { email: masked }));
    expect(anna.transcript()).not.toContain(who.mail);
    const letter = await world.letter(who.mail, before);
    expect(letter.subject).toMatch(language === 'ru' ? /другого чата|чат/ : /chat/);
    expect(await gate(live)).toMatchObject({ result: 'OK' });
    await world.passes(2000);

    await world.confirms(letter.link);
    await anna.expects(say.text('register-joined'));
    await anna.expects(say.text('home', { name: who.anna.name }));
    await anna.opens('/pass').expects(say.text('pass-caption', { name: who.anna.name }));
    await world.passes(1000);
    await anna.presses(say.button('refresh-pass')).expects(say.text('pass-caption'));
    expect(await gate(await shown(fresh))).toMatchObject({ result: 'OK' });
    for (const token of [old, live]) expect(await gate(token)).toMatchObject({ result: 'REFUSED' });

    await who.anna.opens('/pass').expects(say.text('pass-not-registered'));
    await who.anna.opens('/start').expects(say.text('welcome-institution'));
  });

  it('abuse 20: a chat joins no account without the letter to its owner', async () => {
    const owner = await atStep(world, 'home', language);
    await world.passes(20 * MINUTE);
    const stranger = await goesOn(
      world,
      await guest(world, language, { known: false, phone: owner.anna.phone }),
      'call',
    );
    await rings(world, stranger.anna);
    await stranger.anna.expects(say.text('register-known'));
    await stranger.anna.types('123456').expects(say.text('errors-code-wrong'));
    await stranger.anna.opens('/pass').expects(say.text('pass-not-registered'));
    await owner.anna.opens('/pass').expects(say.text('pass-caption'));
  });
});
