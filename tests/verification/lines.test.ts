import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { concurrently } from '#tests/support/database.ts';
import { ANNA_PHONE, LINE, SECOND_LINE, type VerificationWorld, verificationWorld } from './world.ts';

let world: VerificationWorld;
beforeAll(async () => {
  world = await verificationWorld({ kind: 'static', numbers: [LINE, SECOND_LINE] });
}, 60_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

it('abuse 26: with two lines the called number tells the owner from the stranger', async () => {
  const [stranger, owner] = [world.chat(), world.chat()];
  const theirs = await world.startCall(stranger);
  const own = await world.startCall(owner);
  expect([theirs.line, own.line]).toEqual([LINE, SECOND_LINE]);

  expect(await world.rings(ANNA_PHONE, SECOND_LINE)).toBe('confirmed');
  expect(await world.withCalls((calls) => calls.proof(own.id, owner))).toBe(ANNA_PHONE);
  expect(await world.withCalls((calls) => calls.proof(theirs.id, stranger))).toBeNull();
});

it('attempts that begin in the same moment get different lines', async () => {
  concurrently('the choice of a line');
  const started = await Promise.all([world.startCall(world.chat()), world.startCall(world.chat())]);
  expect(started.map(({ line }) => line).toSorted()).toEqual([LINE, SECOND_LINE]);
});

it('people with other phones share a line', async () => {
  const [anna, boris] = [world.chat(), world.chat()];
  const first = await world.startCall(anna);
  const second = await world.startCall(boris, '+79050000009');
  expect([first.line, second.line]).toEqual([LINE, LINE]);
  expect(await world.rings('+79050000009', LINE)).toBe('confirmed');
  expect(await world.withCalls((calls) => calls.proof(first.id, anna))).toBeNull();
});

it('without the called number two conversations on two lines are ambiguous', async () => {
  await world.startCall(world.chat());
  await world.startCall(world.chat());
  const taken = await world.withCalls((calls) =>
    calls.received({ provider: 'test', eventId: 'no-called', caller: ANNA_PHONE, at: world.clock.now() }),
  );
  expect(taken).toBe('ambiguous');
});
