import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { hours, minutes, seconds } from '#core/clock.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { CALL_LIFETIME } from '#core/verification/calls.ts';
import { ANNA_PHONE, LINE, type VerificationWorld, verificationWorld } from './world.ts';

const STRANGERS_PHONE = '+79167654321';

let world: VerificationWorld;
beforeAll(async () => {
  world = await verificationWorld();
}, 60_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

describe('a call', () => {
  it('shows the number to ring and for how long', async () => {
    const call = await world.startCall(world.chat());
    expect(call.line).toBe(LINE);
    expect(call.expiresAt.getTime() - world.clock.now().getTime()).toBe(CALL_LIFETIME);
    expect(await world.withCalls((calls) => calls.status(call.id))).toMatchObject({ state: 'waiting', line: LINE });
  });

  it.each([
    '89051234567',
    '79051234567',
    '9051234567',
    '+79051234567',
    '8 (905) 123-45-67',
    'sip:79051234567@trunk.example',
  ])('confirms whichever way the exchange writes the caller: %s', async (caller) => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    expect(await world.rings(caller, '88005553535')).toBe('confirmed');
    expect(await world.news()).toEqual([[anna.chatId, { type: 'call-confirmed', verificationId: id }]]);
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBe(ANNA_PHONE);
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'confirmed' });
  });

  it('needs no called number when there is one line only', async () => {
    const { id } = await world.startCall(world.chat());
    const taken = await world.withCalls((calls) =>
      calls.received({ provider: 'test', eventId: 'a', caller: ANNA_PHONE, at: world.clock.now() }),
    );
    expect(taken).toBe('confirmed');
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'confirmed' });
  });

  it('from another number, or a hidden one, is told to the only one who waits on that line', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    expect(await world.rings(STRANGERS_PHONE)).toBe('another-number');
    expect(await world.rings('anonymous')).toBe('another-number');
    const news = { type: 'call-from-another-number', verificationId: id };
    expect(await world.news()).toEqual([
      [anna.chatId, news],
      [anna.chatId, news],
    ]);
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBeNull();
  });

  it('from another number is told to nobody when several wait', async () => {
    await world.startCall(world.chat());
    await world.startCall(world.chat(), '+79050000001');
    expect(await world.rings(STRANGERS_PHONE)).toBe('nobody');
    expect(await world.news()).toEqual([]);
  });

  it('to a line that was not shown confirms nobody', async () => {
    await world.startCall(world.chat());
    expect(await world.rings(ANNA_PHONE, '+74951284374')).toBe('nobody');
    expect(await world.news()).toEqual([]);
  });

  it('made before the number was asked for confirms nobody', async () => {
    const before = world.clock.now();
    world.move(minutes(3));
    await world.startCall(world.chat());
    expect(await world.rings(ANNA_PHONE, LINE, before)).toBe('nobody');
    expect(await world.news()).toEqual([]);
  });

  it('a new attempt replaces the earlier one of the same conversation', async () => {
    const anna = world.chat();
    const first = await world.startCall(anna);
    const second = await world.startCall(anna, '+79050000002');
    expect(await world.withCalls((calls) => calls.status(first.id))).toMatchObject({ state: 'cancelled' });
    expect(await world.rings(ANNA_PHONE)).toBe('another-number');
    expect(await world.rings('+79050000002')).toBe('confirmed');
    expect(await world.withCalls((calls) => calls.proof(first.id, anna))).toBeNull();
    expect(await world.withCalls((calls) => calls.proof(second.id, anna))).toBe('+79050000002');
  });

  it('that did not come is told when time is up, once, and not when it came', async () => {
    const anna = world.chat();
    const { id, expiresAt } = await world.startCall(anna);
    const [expiry] = await world.jobs('call-expiry');
    expect(expiry?.payload).toEqual({ verificationId: id });
    expect(expiry?.runAt).toEqual(expiresAt);

    await world.withCalls((calls) => calls.expire(id));
    expect(await world.news()).toEqual([]);
    world.move(CALL_LIFETIME);
    await world.withCalls((calls) => calls.expire(id));
    await world.withCalls((calls) => calls.expire(id));
    const told = await world.jobs('signal');
    expect(new Set(told.map(({ payload }) => payload.id)).size).toBe(1);
    expect(told[0]?.payload.news).toEqual({ type: 'call-expired', verificationId: id });
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'expired' });
  });

  it('an attempt that is no longer kept counts as expired', async () => {
    const status = await world.withCalls((calls) => calls.status('00000000-0000-4000-8000-000000000000'));
    expect(status.state).toBe('expired');
  });
});

describe('a contact instead of a call', () => {
  const [university] = defaultInstitutions.filter((one) => one.kind === 'university');
  if (!university) throw new Error('no university');

  it('counts where the institution allows it', async () => {
    const anna = world.chat();
    const institution = { ...university, contactSkipsCall: true };
    const contact = { chat: anna, institution, phone: ANNA_PHONE, ownContact: true };
    const confirmed = await world.withCalls((calls) => calls.confirmByContact(contact));
    if (!confirmed.ok) throw new Error(confirmed.error);
    expect(await world.withCalls((calls) => calls.proof(confirmed.value.id, anna))).toBe(ANNA_PHONE);
  });

  it.each([
    ['the institution wants a call', false, true],
    ['the contact is somebody else’s', true, false],
  ])('does not count when %s', async (_why, contactSkipsCall, ownContact) => {
    const contact = {
      chat: world.chat(),
      institution: { ...university, contactSkipsCall },
      phone: ANNA_PHONE,
      ownContact,
    };
    const refused = await world.withCalls((calls) => calls.confirmByContact(contact));
    expect(refused).toEqual({ ok: false, error: 'call.needed' });
    expect(await world.prisma.verification.count()).toBe(0);
  });
});

describe('calls that came to nothing', () => {
  const inVain = (chat: ChatRef) => world.withCalls((calls) => calls.inVain(chat, 'sechenov'));
  const tries = async (chat: ChatRef, phone = ANNA_PHONE) => {
    await world.startCall(chat, phone);
    world.move(CALL_LIFETIME);
  };

  it('are counted however they ended, for a day, in this chat and institution', async () => {
    const anna = world.chat();
    await tries(anna);
    const { id } = await world.startCall(anna);
    expect(await inVain(anna)).toEqual({ attempts: 1, untold: 1 });
    await world.withCalls((calls) => calls.failed(id, 'call.provider-down'));
    world.move(seconds(1));
    await world.startCall(anna);
    world.move(seconds(30));
    // The same number anew: nobody has seen that call either.
    await world.startCall(anna);
    expect(await inVain(anna)).toEqual({ attempts: 3, untold: 3 });
    expect(await world.withCalls((calls) => calls.inVain(anna, 'another'))).toEqual({ attempts: 0, untold: 0 });
    expect(await inVain(world.chat())).toEqual({ attempts: 0, untold: 0 });
    world.move(hours(25));
    expect(await inVain(anna)).toEqual({ attempts: 0, untold: 0 });
  });

  it('are not those to a number that was mistyped', async () => {
    const anna = world.chat();
    await world.startCall(anna, STRANGERS_PHONE);
    world.move(seconds(30));
    await tries(anna);
    expect(await inVain(anna)).toEqual({ attempts: 1, untold: 1 });
  });

  it('are forgotten once a call is confirmed', async () => {
    const anna = world.chat();
    await tries(anna);
    await tries(anna);
    await world.startCall(anna);
    await world.rings(ANNA_PHONE);
    expect(await inVain(anna)).toEqual({ attempts: 0, untold: 0 });
    world.move(minutes(1));
    await tries(anna);
    expect(await inVain(anna)).toEqual({ attempts: 1, untold: 1 });
  });

  it('are told to the helpdesk once', async () => {
    const anna = world.chat();
    await tries(anna);
    await world.prisma.ticket.create({
      data: {
        ...{ ...anna, institutionId: 'sechenov', reason: 'call.not-confirmed', language: 'ru', facts: {} },
        createdAt: world.clock.now(),
      },
    });
    world.move(seconds(1));
    await tries(anna);
    expect(await inVain(anna)).toEqual({ attempts: 2, untold: 1 });
  });
});
