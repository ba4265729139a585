import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { hours, minutes, seconds } from '#core/clock.ts';
import { PER_CHAT, PER_TARGET } from '#core/verification/allowances.ts';
import { CALL_LIFETIME } from '#core/verification/calls.ts';
import { concurrently } from '#tests/support/database.ts';
import { ANNA_PHONE, LINE, type VerificationWorld, verificationWorld } from './world.ts';

const STRANGERS_PHONE = '+79167654321';

let world: VerificationWorld;
beforeAll(async () => {
  world = await verificationWorld();
}, 60_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

describe('abuse', () => {
  it('abuse 1: an attempt that was not confirmed proves nothing', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBeNull();
  });

  it('abuse 2: a proof counts for the conversation that gave it, for a day', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    await world.rings(ANNA_PHONE);
    expect(await world.withCalls((calls) => calls.proof(id, world.chat()))).toBeNull();
    expect(await world.withCalls((calls) => calls.proof(id, { ...anna, botId: 2n }))).toBeNull();
    expect(await world.withLinks((links) => links.proof(id, anna))).toBeNull();
    world.move(hours(24));
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBeNull();
  });

  it('abuse 12: one conversation, and all conversations towards one phone, get so many attempts', async () => {
    const request = { institutionId: 'sechenov', phone: ANNA_PHONE, ownContact: false };
    const anna = world.chat();
    const perHour = PER_CHAT[0]?.max ?? 0;
    for (let count = 0; count < perHour; count++) await world.startCall(anna, `+7905000${1000 + count}`);
    expect(await world.withCalls((calls) => calls.start({ ...request, chat: anna }))).toEqual({
      ok: false,
      error: 'call.too-many',
    });
    world.move(hours(1));
    await world.startCall(anna);

    for (let count = 1; count < (PER_TARGET[0]?.max ?? 0); count++) await world.startCall(world.chat());
    expect(await world.withCalls((calls) => calls.start({ ...request, chat: world.chat() }))).toEqual({
      ok: false,
      error: 'call.too-many',
    });
    // Strangers do not lock out the owner, for whom Telegram vouches.
    await world.startCall(world.chat(), ANNA_PHONE, true);
    const keys = (await world.prisma.limit.findMany()).map(({ key }) => key).join(' ');
    expect(keys).not.toContain('9051234567');
  });

  it('abuse 18: an expired attempt is not confirmed, although no job came by', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    world.move(CALL_LIFETIME);
    expect(await world.rings(ANNA_PHONE)).toBe('late');
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBeNull();
    expect(await world.news()).toEqual([[anna.chatId, { type: 'call-late', verificationId: id }]]);
  });

  it('abuse 25: parent and child prove their common phone at once: nobody is confirmed by chance', async () => {
    const [parent, child] = [world.chat(), world.chat()];
    const first = await world.startCall(parent);
    const second = await world.startCall(child);
    expect(await world.rings(ANNA_PHONE)).toBe('ambiguous');
    expect(await world.withCalls((calls) => calls.proof(first.id, parent))).toBeNull();
    expect(await world.withCalls((calls) => calls.proof(second.id, child))).toBeNull();
  });

  it('abuse 26: a stranger who waits for the owner’s call does not get it', async () => {
    const [stranger, owner] = [world.chat(), world.chat()];
    const theirs = await world.startCall(stranger);
    const own = await world.startCall(owner);
    expect(await world.rings(ANNA_PHONE)).toBe('ambiguous');
    expect(await world.news()).toEqual([
      [stranger.chatId, { type: 'call-ambiguous', verificationId: theirs.id }],
      [owner.chatId, { type: 'call-ambiguous', verificationId: own.id }],
    ]);

    // The owner shares the contact, as the text advises.
    const vouched = await world.startCall(owner, ANNA_PHONE, true);
    expect(await world.rings(ANNA_PHONE)).toBe('confirmed');
    expect(await world.withCalls((calls) => calls.proof(vouched.id, owner))).toBe(ANNA_PHONE);
    expect(await world.withCalls((calls) => calls.proof(theirs.id, stranger))).toBeNull();
  });

  it('abuse 26: the owner’s second, or late, call does not fall to the stranger either', async () => {
    const [stranger, owner] = [world.chat(), world.chat()];
    const own = await world.startCall(owner, ANNA_PHONE, true);
    world.move(minutes(1));
    const theirs = await world.startCall(stranger);
    await world.rings(ANNA_PHONE);
    expect(await world.withCalls((calls) => calls.proof(own.id, owner))).toBe(ANNA_PHONE);

    expect(await world.rings(ANNA_PHONE)).toBe('nobody');
    world.move(CALL_LIFETIME - minutes(1) + seconds(1));
    expect(await world.rings(ANNA_PHONE)).toBe('nobody');
    expect(await world.withCalls((calls) => calls.proof(theirs.id, stranger))).toBeNull();
  });

  it('lets another chat prove the number a minute after the first one did', async () => {
    const [first, second] = [world.chat(), world.chat()];
    await world.startCall(first);
    expect(await world.rings(ANNA_PHONE)).toBe('confirmed');
    world.move(seconds(1));
    const { id } = await world.startCall(second);
    expect(await world.rings(ANNA_PHONE)).toBe('ambiguous');
    world.move(minutes(1) + seconds(1));
    expect(await world.rings(ANNA_PHONE)).toBe('confirmed');
    expect(await world.withCalls((calls) => calls.proof(id, second))).toBe(ANNA_PHONE);
  });

  it('abuse 27: a report that is replayed, old, or from the future has no effect', async () => {
    const { id } = await world.startCall(world.chat());
    const now = world.clock.now();
    world.move(seconds(1));
    expect(await world.rings(ANNA_PHONE, LINE, new Date(now.getTime() - minutes(11)))).toBe('out-of-time');
    expect(await world.rings(ANNA_PHONE, LINE, new Date(now.getTime() + minutes(3)))).toBe('out-of-time');
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'waiting' });

    expect(await world.rings(STRANGERS_PHONE, LINE, now, 'same')).toBe('another-number');
    expect(await world.rings(ANNA_PHONE, LINE, now, 'same')).toBe('repeated');
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'waiting' });
  });

  it('abuse 27: reports of one call that come in parallel confirm once', async () => {
    const anna = world.chat();
    await world.startCall(anna);
    const at = world.clock.now();
    const same = await Promise.all(Array.from({ length: 6 }, () => world.rings(ANNA_PHONE, LINE, at, 'one')));
    expect(same.toSorted()).toEqual(['confirmed', ...Array(5).fill('repeated')]);
    expect(await world.news()).toHaveLength(1);
  });

  it('abuse 8: calls that come in parallel confirm once', async () => {
    concurrently('parallel calls');
    await world.startCall(world.chat());
    const taken = await Promise.all(Array.from({ length: 6 }, () => world.rings(ANNA_PHONE)));
    expect(taken.filter((one) => one === 'confirmed')).toHaveLength(1);
    expect(await world.news()).toHaveLength(1);
  });

  it('abuse 33: with calls switched off nothing begins', async () => {
    const off = await verificationWorld(null);
    const started = await off.withCalls((calls) =>
      calls.start({ chat: off.chat(), institutionId: 'sechenov', phone: ANNA_PHONE, ownContact: true }),
    );
    expect(started).toEqual({ ok: false, error: 'call.off' });
    expect(await off.prisma.verification.count()).toBe(0);
    await off.close();
  }, 60_000);
});
