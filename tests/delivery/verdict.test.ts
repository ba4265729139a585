import { describe, expect, it } from 'vitest';
import { GIVE_UP_AFTER, judge, NothingToSend } from '#bot/delivery/verdict.ts';
import { TelegramRefusal, TelegramUnreachable } from '#bot/transport/transport.ts';

const refused = (code: number, retryAfter?: number) =>
  new TelegramRefusal('sendMessage', code, 'whatever', { retry_after: retryAfter });
const unreachable = new TelegramUnreachable('sendMessage', new Error('ECONNRESET'));
const databaseAway = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

describe('what becomes of a message that could not be sent', () => {
  it.each([
    ['Telegram’s 429, as long as it says', refused(429, 17), 17_000],
    ['a 429 that does not say how long', refused(429), 1000],
    ['Telegram’s own trouble', refused(502), 500],
    ['an unreachable Telegram', unreachable, 500],
    ['a token that is being changed', refused(401), 500],
    ['a database that is away', databaseAway, 500],
    ['a fault of ours, for a while', new Error('no such text'), 500],
  ])('waits out %s', (_what, error, milliseconds) => {
    expect(judge(error, 0, 0)).toMatchObject({ kind: 'wait', milliseconds });
  });

  it('waits ever longer, but a minute at most', () => {
    const waits = Array.from({ length: 12 }, (_, attempts) => judge(unreachable, attempts, 0));
    expect(waits.map((verdict) => (verdict.kind === 'wait' ? verdict.milliseconds : 0))).toEqual([
      ...[500, 1000, 2000, 4000, 8000, 16_000, 32_000, 60_000, 60_000, 60_000, 60_000, 60_000],
    ]);
  });

  it('respects a block', () => {
    expect(judge(refused(403), 0, 0)).toEqual({ kind: 'blocked', why: 'person.blocked-bot' });
  });

  it.each([
    ['what Telegram will never take', refused(400), 0, 0],
    ['a file that is too large', refused(413), 0, 0],
    ['a fault of ours that does not pass', new Error('no such text'), 5, 0],
    ['a message that is a day old', unreachable, 50, GIVE_UP_AFTER + 1],
  ])('gives up %s', (_what, error, attempts, age) => {
    expect(judge(error, attempts, age)).toMatchObject({ kind: 'failed' });
  });

  it('tells a file that is gone from what Telegram refused', () => {
    expect(judge(new NothingToSend('gone', 'file.lost'), 0, 0)).toMatchObject({ kind: 'failed', why: 'file.lost' });
    expect(judge(refused(400), 0, 0)).not.toHaveProperty('why');
  });

  it('never gives up for a 429 or a missing database within the day', () => {
    expect(judge(refused(429, 3), 1000, GIVE_UP_AFTER + 1)).toMatchObject({ kind: 'wait' });
    expect(judge(databaseAway, 1000, GIVE_UP_AFTER - 1)).toMatchObject({ kind: 'wait' });
  });
});
