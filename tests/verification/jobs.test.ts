import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { minutes, seconds } from '#core/clock.ts';
import { fail, ok } from '#core/result.ts';
import { CALL_LIFETIME } from '#core/verification/calls.ts';
import { type CallProvider, callJobs, PATIENCE } from '#core/verification/jobs.ts';
import { ANNA_PHONE, LINE, type VerificationWorld, verificationWorld } from './world.ts';

type Added = Awaited<ReturnType<CallProvider['add']>>;
type Status = Awaited<ReturnType<CallProvider['status']>>;

let world: VerificationWorld;
/** The provider as it stands at the moment. */
let answers: { add: Added | null; status: Status };
let asked: string[];
let checks: number;

const provider: CallProvider = {
  async add(phone) {
    asked.push(`add ${phone}`);
    return answers.add ?? ok({ ref: `check-${++checks}`, line: '78005553535' });
  },
  async status(ref) {
    asked.push(`status ${ref}`);
    return answers.status;
  },
};

/** Runs the jobs of this name that wait now. */
async function run(name: 'call-start' | 'call-poll' | 'call-expiry', by: CallProvider | null = provider) {
  const jobs = callJobs({ transaction: world.transaction, calls: world.callsIn, provider: by, clock: world.clock });
  for (const { payload } of await world.take(name)) await jobs[name](payload);
}

beforeAll(async () => {
  world = await verificationWorld({ kind: 'dialog' });
}, 60_000);
beforeEach(async () => {
  answers = { add: null, status: ok('waiting') };
  asked = [];
  checks = 0;
  await world.reset();
});
afterAll(() => world.close());

describe('a provider that names the number', () => {
  it('is asked after the transaction; the conversation learns the number, then of the call', async () => {
    const anna = world.chat();
    const { id, line } = await world.startCall(anna);
    expect([line, asked]).toEqual([null, []]);

    await run('call-start');
    expect(asked).toEqual([`add ${ANNA_PHONE}`]);
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'waiting', line: LINE });

    const [poll] = await world.jobs('call-poll');
    expect(poll?.runAt.getTime()).toBe(world.clock.now().getTime() + seconds(5));
    await run('call-poll');
    expect(await world.jobs('call-poll')).toHaveLength(1);
    answers.status = ok('confirmed');
    await run('call-poll');
    expect(await world.jobs('call-poll')).toEqual([]);
    expect(await world.news()).toEqual([
      [anna.chatId, { type: 'call-ready', verificationId: id }],
      [anna.chatId, { type: 'call-confirmed', verificationId: id }],
    ]);
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBe(ANNA_PHONE);
  });

  it('is asked for one number, although the job runs twice', async () => {
    await world.startCall(world.chat());
    const [job] = await world.jobs('call-start');
    const jobs = callJobs({ transaction: world.transaction, calls: world.callsIn, provider, clock: world.clock });
    await jobs['call-start'](job?.payload);
    await jobs['call-start'](job?.payload);
    expect(asked).toEqual([`add ${ANNA_PHONE}`]);
    expect(await world.news()).toHaveLength(1);
  });

  it('says when the attempt ended before we thought so', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    await run('call-start');
    answers.status = ok('expired');
    await run('call-poll');
    expect((await world.news()).at(-1)).toEqual([anna.chatId, { type: 'call-expired', verificationId: id }]);
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'expired' });
    expect(await world.jobs('call-poll')).toEqual([]);
  });

  it('is no longer asked once the time is up', async () => {
    const { id } = await world.startCall(world.chat());
    await run('call-start');
    world.move(CALL_LIFETIME);
    answers.status = ok('confirmed');
    await run('call-poll');
    await run('call-expiry');
    expect(asked).toEqual([`add ${ANNA_PHONE}`]);
    expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'expired' });
    expect((await world.news()).map(([, { type }]) => type)).toEqual(['call-ready', 'call-expired']);
  });

  it('is asked at once when it hints', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    await run('call-start');
    await world.withCalls((calls) => calls.hint('check-1'));
    await world.withCalls((calls) => calls.hint('unheard-of'));
    const polls = await world.jobs('call-poll');
    expect(polls).toHaveLength(1);
    expect(polls[0]).toMatchObject({ payload: { verificationId: id }, runAt: world.clock.now() });
  });

  it('does nothing for an attempt that was replaced meanwhile', async () => {
    const anna = world.chat();
    const first = await world.startCall(anna);
    await world.startCall(anna, '+79050000003');
    await run('call-start');
    expect(asked).toEqual(['add +79050000003']);
    expect(await world.withCalls((calls) => calls.status(first.id))).toMatchObject({ state: 'cancelled', line: null });
  });
});

describe('abuse', () => {
  it.each(['call.provider-down', 'call.bad-number', 'call.too-many'] as const)(
    'abuse 33: a provider that refuses (%s) is said to, and nothing is confirmed',
    async (error) => {
      const anna = world.chat();
      const { id } = await world.startCall(anna);
      answers.add = fail(error);
      await run('call-start');
      expect(await world.news()).toEqual([[anna.chatId, { type: 'call-failed', verificationId: id, error }]]);
      expect(await world.withCalls((calls) => calls.status(id))).toMatchObject({ state: 'cancelled' });
      expect(await world.withCalls((calls) => calls.proof(id, anna))).toBeNull();
    },
  );

  it('abuse 33: a provider that falls silent never confirms; after a while the person is told', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    await run('call-start');
    answers.status = fail('call.provider-down');
    for (let count = 1; count < PATIENCE; count++) await run('call-poll');
    expect(await world.news()).toHaveLength(1);
    await run('call-poll');
    expect((await world.news()).at(-1)).toEqual([
      anna.chatId,
      { type: 'call-failed', verificationId: id, error: 'call.provider-down' },
    ]);
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBeNull();
    expect(await world.jobs('call-poll')).toEqual([]);
  });

  it('abuse 33: a short silence does no harm', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    await run('call-start');
    answers.status = fail('call.provider-down');
    await run('call-poll');
    answers.status = ok('confirmed');
    await run('call-poll');
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBe(ANNA_PHONE);
  });

  it('abuse 33: without a provider nothing is confirmed', async () => {
    const anna = world.chat();
    const { id } = await world.startCall(anna);
    await run('call-start', null);
    expect((await world.news()).at(-1)?.[1]).toMatchObject({ type: 'call-failed', error: 'call.provider-down' });
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBeNull();
  });

  it('abuse 26: one call that the provider counts for two conversations confirms neither', async () => {
    const [stranger, owner] = [world.chat(), world.chat()];
    const theirs = await world.startCall(stranger);
    const own = await world.startCall(owner);
    await run('call-start');
    answers.status = ok('confirmed');
    await run('call-poll');
    expect((await world.news()).slice(2)).toEqual([
      [stranger.chatId, { type: 'call-ambiguous', verificationId: theirs.id }],
      [owner.chatId, { type: 'call-ambiguous', verificationId: own.id }],
    ]);
    expect(await world.jobs('call-poll')).toEqual([]);
  });

  it('abuse 26: … and confirms the one for whom Telegram vouches', async () => {
    const [stranger, owner] = [world.chat(), world.chat()];
    const own = await world.startCall(owner, ANNA_PHONE, true);
    const theirs = await world.startCall(stranger);
    await run('call-start');
    answers.status = ok('confirmed');
    await run('call-poll');
    expect(await world.withCalls((calls) => calls.proof(own.id, owner))).toBe(ANNA_PHONE);
    expect(await world.withCalls((calls) => calls.proof(theirs.id, stranger))).toBeNull();
    world.move(minutes(1));
    await world.withCalls((calls) => calls.providerConfirmed(theirs.id));
    expect(await world.withCalls((calls) => calls.proof(theirs.id, stranger))).toBeNull();
  });
});
