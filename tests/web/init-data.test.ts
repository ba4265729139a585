import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readInitData } from '#bot/web/init-data.ts';

const TOKEN = '123456:AAbbccddeeff';
const now = new Date('2026-11-22T12:00:00Z');
const seconds = Math.floor(now.getTime() / 1000);

/** What Telegram hands to a Mini App of the bot with this token. */
function initData(fields: Record<string, string>, token = TOKEN): string {
  const string = Object.entries(fields)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join('\n');
  const key = createHmac('sha256', 'WebAppData').update(token).digest();
  return new URLSearchParams({ ...fields, hash: createHmac('sha256', key).update(string).digest('hex') }).toString();
}

const anna = {
  user: '{"id":7001,"first_name":"Анна"}',
  auth_date: String(seconds - 20),
  query_id: 'AAE',
  signature: 'x_Y',
};
const verdict = (raw: string): string => {
  const read = readInitData(raw, TOKEN, now);
  return read.ok ? `user ${read.value.userId}` : read.error;
};

describe('initData of a Mini App (abuse case 34)', () => {
  it('tells who opened it, and when', () => {
    expect(readInitData(initData(anna), TOKEN, now)).toEqual({
      ok: true,
      value: { userId: 7001, authDate: new Date((seconds - 20) * 1000) },
    });
  });

  it('agrees with a value computed apart from this code', () => {
    // openssl dgst -sha256 -hmac WebAppData, then -mac HMAC -macopt hexkey:… over "auth_date=1795348800\nuser={"id":7001}"
    const raw =
      'user=%7B%22id%22%3A7001%7D&auth_date=1795348800&hash=05e0518027e0ab4b105d88a374837c360d742eacd4740613900ab25d6d5183e5';
    expect(readInitData(raw, TOKEN, new Date(1_795_348_801_000)).ok).toBe(true);
  });

  it.each([
    ['nothing', '', 'init-data.absent'],
    ['no signature', 'user=%7B%22id%22%3A7001%7D&auth_date=1', 'init-data.forged'],
    ['another user put in', initData(anna).replace('7001', '7002'), 'init-data.forged'],
    ['a field added', `${initData(anna)}&start_param=x`, 'init-data.forged'],
    ['a field twice', `${initData(anna)}&auth_date=${seconds}`, 'init-data.forged'],
    ['another bot’s', initData(anna, '999:ZZ'), 'init-data.forged'],
    ['a cut hash', initData(anna).slice(0, -2), 'init-data.forged'],
    ['a hash that is no hexadecimal', initData(anna).replace(/hash=.*$/, 'hash=zz'), 'init-data.forged'],
    ['no user', initData({ auth_date: String(seconds) }), 'init-data.forged'],
    ['a user that is no JSON', initData({ ...anna, user: 'anna' }), 'init-data.forged'],
    ['from the future', initData({ ...anna, auth_date: String(seconds + 3600) }), 'init-data.forged'],
    ['five minutes and a second old', initData({ ...anna, auth_date: String(seconds - 301) }), 'init-data.old'],
    ['almost five minutes old', initData({ ...anna, auth_date: String(seconds - 299) }), 'user 7001'],
  ])('%s', (_what, raw, expected) => {
    expect(verdict(raw)).toBe(expected);
  });
});
