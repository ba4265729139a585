import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { days, hours, seconds } from '#core/clock.ts';
import { PER_CHAT, PER_TARGET } from '#core/verification/allowances.ts';
import { CODES_PER_CHAT, GUESSES, LINK_LIFETIME } from '#core/verification/links.ts';
import { concurrently } from '#tests/support/database.ts';
import { type VerificationWorld, verificationWorld } from './world.ts';

let world: VerificationWorld;
beforeAll(async () => {
  world = await verificationWorld();
}, 60_000);
beforeEach(() => world.reset());
afterAll(() => world.close());

const wrong = (code: string, by = 1) => String((Number(code) + by) % 1_000_000).padStart(6, '0');
const request = (email: string) =>
  ({ institutionId: 'sechenov', email, language: 'en', letter: 'confirm-email' }) as const;

describe('a letter', () => {
  it('is asked for in the same transaction, in the person’s language', async () => {
    const anna = world.chat();
    const started = await world.withLinks((links) => links.start({ ...request('anna@mail.ru'), chat: anna }));
    if (!started.ok) throw new Error(started.error);
    expect(started.value.expiresAt.getTime() - world.clock.now().getTime()).toBe(LINK_LIFETIME);
    const [job] = await world.jobs('letter');
    expect(job?.payload).toEqual({ letter: 'confirm-email', language: 'en', verificationId: started.value.id });

    const failing = world.withLinks(async (links) => {
      await links.start({ ...request('boris@mail.ru'), chat: world.chat() });
      throw new Error('the caller changed its mind');
    });
    await expect(failing).rejects.toThrow('changed its mind');
    expect(await world.jobs('letter')).toHaveLength(1);
  });

  it('confirms by its link and brings the news to the conversation that asked', async () => {
    const anna = world.chat();
    const letter = await world.startLink(anna);
    const confirmed = await world.withLinks((links) => links.confirmByToken(letter.token));
    expect(confirmed).toEqual({ ok: true, value: { id: letter.id, chat: anna } });
    expect(await world.news()).toEqual([[anna.chatId, { type: 'link-confirmed', verificationId: letter.id }]]);
    expect(await world.withLinks((links) => links.proof(letter.id, anna))).toBe('anna@mail.ru');
  });

  it('says the same each time it is written, and nothing once it is of no use', async () => {
    const letter = await world.startLink(world.chat());
    expect(await world.withLinks((links) => links.letter(letter.id))).toMatchObject({
      code: letter.code,
      token: letter.token,
    });
    await world.withLinks((links) => links.confirmByToken(letter.token));
    expect(await world.withLinks((links) => links.letter(letter.id))).toBeNull();
  });

  it.each([
    ['with a space', (code: string) => ` ${code.slice(0, 3)} ${code.slice(3)} `],
    ['with a hyphen', (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`],
    ['in full-width digits', (code: string) => code.replace(/\d/g, (digit) => String.fromCodePoint(0xff10 + +digit))],
  ])('confirms by its code, typed %s', async (_how, typed) => {
    const anna = world.chat();
    const { id, code } = await world.startLink(anna);
    expect(await world.withLinks((links) => links.confirmByCode(anna, id, typed(code)))).toEqual({
      ok: true,
      value: { id },
    });
    expect(await world.withLinks((links) => links.proof(id, anna))).toBe('anna@mail.ru');
  });

  it('a code that is not six digits is not counted as a guess', async () => {
    const anna = world.chat();
    const { id } = await world.startLink(anna);
    for (const typed of ['12345', '1234567', 'привет', ''])
      expect(await world.withLinks((links) => links.confirmByCode(anna, id, typed))).toEqual({
        ok: false,
        error: 'code.unreadable',
      });
    expect(await world.prisma.verification.findUnique({ where: { id } })).toMatchObject({ guesses: 0 });
  });

  it('to an address that somebody else has looks like any other to the conversation, and nothing confirms it', async () => {
    const anna = world.chat();
    const started = await world.withLinks((links) =>
      links.start({ ...request('boris@mail.ru'), chat: anna, letter: 'already-used' }),
    );
    if (!started.ok) throw new Error(started.error);
    const { id } = started.value;
    const letter = await world.withLinks((links) => links.letter(id));
    if (!letter) throw new Error('no letter');
    expect(await world.withLinks((links) => links.confirmByCode(anna, id, letter.code))).toEqual({
      ok: false,
      error: 'code.wrong',
    });
    expect(await world.withLinks((links) => links.confirmByToken(letter.token))).toMatchObject({ ok: false });
    expect(await world.withLinks((links) => links.proof(id, anna))).toBeNull();
  });
});

describe('abuse', () => {
  it('abuse 1: an address whose letter was not answered is not proven', async () => {
    const anna = world.chat();
    const { id } = await world.startLink(anna);
    expect(await world.withLinks((links) => links.proof(id, anna))).toBeNull();
  });

  it('abuse 2: neither code nor proof counts in another conversation', async () => {
    const [anna, stranger] = [world.chat(), world.chat()];
    const { id, code } = await world.startLink(anna);
    expect(await world.withLinks((links) => links.confirmByCode(stranger, id, code))).toEqual({
      ok: false,
      error: 'link.unknown',
    });
    await world.withLinks((links) => links.confirmByCode(anna, id, code));
    expect(await world.withLinks((links) => links.proof(id, stranger))).toBeNull();
    expect(await world.withCalls((calls) => calls.proof(id, anna))).toBeNull();
    world.move(days(1) + seconds(1));
    expect(await world.withLinks((links) => links.proof(id, anna))).toBeNull();
  });

  it('abuse 6: a mail scanner that looks consumes nothing, however often', async () => {
    const { token, id } = await world.startLink(world.chat());
    const before = await world.prisma.verification.findUnique({ where: { id } });
    for (let count = 0; count < 3; count++) {
      const seen = await world.withLinks((links) => links.look(token));
      expect(seen).toMatchObject({ ok: true, value: { state: 'waiting', maskedEmail: 'a•••@mail.ru' } });
    }
    expect(await world.prisma.verification.findUnique({ where: { id } })).toEqual(before);
    expect(await world.withLinks((links) => links.confirmByToken(token))).toMatchObject({ ok: true });
    expect(await world.withLinks((links) => links.look(token))).toMatchObject({ value: { state: 'confirmed' } });
  });

  it('abuse 7: looking at a link, in whatever state, sends nothing', async () => {
    const { token } = await world.startLink(world.chat());
    const before = await world.jobs();
    await world.withLinks((links) => links.look(token));
    world.move(LINK_LIFETIME);
    await world.withLinks((links) => links.look(token));
    await world.withLinks((links) => links.confirmByToken(token));
    expect(await world.jobs()).toEqual(before);
  });

  it('abuse 8: the link and the code used many times at once confirm exactly once', async () => {
    concurrently('a letter used many times at once');
    const anna = world.chat();
    const { id, code, token } = await world.startLink(anna);
    const results = await Promise.all(
      Array.from({ length: 4 }, () => [
        world.withLinks((links) => links.confirmByToken(token)),
        world.withLinks((links) => links.confirmByCode(anna, id, code)),
      ]).flat(),
    );
    expect(results.filter(({ ok }) => ok)).toHaveLength(1);
    expect(results.filter((result) => !result.ok && result.error === 'link.used')).toHaveLength(7);
  });

  it('abuse 9: wrong guesses in parallel do not get past the limit', async () => {
    concurrently('parallel wrong guesses');
    const anna = world.chat();
    const { id, code } = await world.startLink(anna);
    const guesses = await Promise.all(
      Array.from({ length: 12 }, (_, by) =>
        world.withLinks((links) => links.confirmByCode(anna, id, wrong(code, by + 1))),
      ),
    );
    const errors = guesses.map((guess) => (guess.ok ? 'ok' : guess.error));
    expect(errors.filter((error) => error === 'code.wrong')).toHaveLength(GUESSES);
    expect(errors.filter((error) => error === 'code.too-many')).toHaveLength(12 - GUESSES);
    expect(await world.withLinks((links) => links.confirmByCode(anna, id, code))).toEqual({
      ok: false,
      error: 'code.too-many',
    });
    expect(await world.prisma.verification.findUnique({ where: { id } })).toMatchObject({
      guesses: GUESSES,
      confirmedAt: null,
    });
  });

  it('abuse 10: a newer letter ends the older one’s link and code', async () => {
    const anna = world.chat();
    const older = await world.startLink(anna);
    const newer = await world.startLink(anna);
    expect(await world.withLinks((links) => links.confirmByToken(older.token))).toEqual({
      ok: false,
      error: 'link.replaced',
    });
    expect(await world.withLinks((links) => links.confirmByCode(anna, older.id, older.code))).toEqual({
      ok: false,
      error: 'link.replaced',
    });
    expect(await world.withLinks((links) => links.confirmByCode(anna, newer.id, older.code))).toEqual({
      ok: false,
      error: 'code.wrong',
    });
    expect(await world.withLinks((links) => links.look(older.token))).toMatchObject({ value: { state: 'replaced' } });
    expect(await world.withLinks((links) => links.letter(older.id))).toBeNull();
    expect(await world.withLinks((links) => links.confirmByCode(anna, newer.id, newer.code))).toMatchObject({
      ok: true,
    });
  });

  it('abuse 11: fresh letters do not bring fresh guesses for ever', async () => {
    const anna = world.chat();
    let wrongs = 0;
    for (let round = 0; round <= CODES_PER_CHAT.max / GUESSES; round++) {
      const { id, code } = await world.startLink(anna, `anna${round}@mail.ru`);
      for (let guess = 1; guess <= GUESSES; guess++) {
        const result = await world.withLinks((links) => links.confirmByCode(anna, id, wrong(code, guess)));
        if (!result.ok && result.error === 'code.wrong') wrongs++;
      }
    }
    expect(wrongs).toBe(CODES_PER_CHAT.max);
  });

  it('abuse 12: letters are limited per conversation and per address', async () => {
    const anna = world.chat();
    for (let count = 0; count < (PER_CHAT[0]?.max ?? 0); count++) await world.startLink(anna, `anna${count}@mail.ru`);
    const refused = { ok: false, error: 'link.too-many' };
    expect(await world.withLinks((links) => links.start({ ...request('x@mail.ru'), chat: anna }))).toEqual(refused);

    for (let count = 0; count < (PER_TARGET[0]?.max ?? 0); count++) await world.startLink(world.chat(), 'v@mail.ru');
    expect(await world.withLinks((links) => links.start({ ...request('v@mail.ru'), chat: world.chat() }))).toEqual(
      refused,
    );
    expect(await world.prisma.limit.count({ where: { key: { contains: 'mail.ru' } } })).toBe(0);
    world.move(hours(1));
    await world.startLink(world.chat(), 'v@mail.ru');
  });

  it('abuse 18: an expired letter is not accepted, although no job came by', async () => {
    const anna = world.chat();
    const { id, code, token } = await world.startLink(anna);
    world.move(LINK_LIFETIME);
    expect(await world.withLinks((links) => links.confirmByToken(token))).toEqual({ ok: false, error: 'link.expired' });
    expect(await world.withLinks((links) => links.confirmByCode(anna, id, code))).toEqual({
      ok: false,
      error: 'code.expired',
    });
    expect(await world.withLinks((links) => links.look(token))).toMatchObject({ value: { state: 'expired' } });
    expect(await world.withLinks((links) => links.letter(id))).toBeNull();
  });

  it('abuse 24: asking to prove another address leaves the proven one as it was', async () => {
    const anna = world.chat();
    const proven = await world.startLink(anna);
    await world.withLinks((links) => links.confirmByToken(proven.token));
    const typo = await world.startLink(anna, 'anna@mial.ru');
    expect(await world.withLinks((links) => links.proof(proven.id, anna))).toBe('anna@mail.ru');
    expect(await world.withLinks((links) => links.proof(typo.id, anna))).toBeNull();
  });

  it('a forged token, or one made for something else, is unknown', async () => {
    const { id, token } = await world.startLink(world.chat());
    const call = await world.startCall(world.chat());
    const last = token.endsWith('A') ? 'Q' : 'A';
    for (const forged of [
      '',
      'x',
      `${token.slice(0, -2)}${last}${last}`,
      world.secrets.token('page', id),
      world.secrets.token('link', call.id),
    ]) {
      expect(await world.withLinks((links) => links.confirmByToken(forged))).toEqual({
        ok: false,
        error: 'link.unknown',
      });
      expect(await world.withLinks((links) => links.look(forged))).toEqual({ ok: false, error: 'link.unknown' });
    }
  });

  it('the database holds neither code nor token', async () => {
    const { id, code, token } = await world.startLink(world.chat());
    const row = JSON.stringify(await world.prisma.verification.findUnique({ where: { id } }), (_, value) =>
      typeof value === 'bigint' ? String(value) : value,
    );
    const jobs = JSON.stringify(await world.jobs());
    expect(row + jobs).not.toContain(token);
    expect(row.replace(id, '').replace(/"codeHash":"[0-9a-f]{64}"/, '') + jobs.replaceAll(id, '')).not.toContain(code);
  });
});
