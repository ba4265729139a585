import { randomUUID } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { after, systemClock as clock, minutes } from '#core/clock.ts';
import type { Db } from '#core/database.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { registrations } from '#core/registration/registrations.ts';
import { createSecrets } from '#core/secrets.ts';
import { calls } from '#core/verification/calls.ts';
import { links } from '#core/verification/links.ts';
import { testDatabase } from '#tests/support/database.ts';

const database = await testDatabase();
const { prisma } = database;
afterAll(() => database.close());

const secrets = createSecrets(Buffer.alloc(32, 7));
const institutionId = 'isu';
let drawn: bigint[] = [];
let count = 0;

function within<Value>(work: (use: ReturnType<typeof registrations>) => Promise<Value>): Promise<Value> {
  return prisma.$transaction((db: Db) => {
    const jobs = sqlJobs(db);
    const deps = { db, clock, jobs, secrets };
    const drawSubject = (): bigint => drawn.shift() ?? BigInt(++count);
    return work(registrations({ ...deps, drawSubject, calls: calls({ ...deps, line: null }), links: links(deps) }));
  });
}

async function person(phone: string): Promise<string> {
  count += 1;
  const phones = { create: { institutionId, phone } };
  const data = {
    institutionId,
    externalId: `e${count}`,
    fullName: 'Петрова Анна',
    roles: ['student' as const],
    phones,
  };
  return (await prisma.person.create({ data })).id;
}

/** A confirmed attempt of the chat. */
async function proof(chat: ChatRef, kind: 'call' | 'link', target: string): Promise<string> {
  const now = clock.now();
  const attempt = { ...chat, id: randomUUID(), kind, institutionId, target };
  await prisma.verification.create({
    data: { ...attempt, createdAt: now, confirmedAt: now, expiresAt: after(now, minutes(5)) },
  });
  return attempt.id;
}

/** A registration that lacks nothing but the password. */
async function ready(phone: string, email: string): Promise<{ id: string; page: string }> {
  count += 1;
  const chat = { botId: 9n, chatId: BigInt(count) };
  const place = { language: 'ru', journey: 'register', step: 'password', createdAt: clock.now() };
  await prisma.conversation.create({ data: { ...chat, ...place } });
  const [call, link] = [await proof(chat, 'call', phone), await proof(chat, 'link', email)];
  return within(async (use) => {
    const id = await use.begin(chat, institutionId);
    await use.phoneProven(id, call);
    await use.emailProven(id, link);
    return { id, page: (await use.openPasswordPage(id)) ?? '' };
  });
}

describe('a registration', () => {
  it('makes the account once, whoever else has proven the same', async () => {
    await person('+79050000001');
    const [first, second] = [await ready('+79050000001', 'a@mail.ru'), await ready('+79050000001', 'b@mail.ru')];
    expect(await within((use) => use.complete(first.page, 'hash'))).toMatchObject({ ok: true });
    expect(await within((use) => use.look(second.page))).toMatchObject({ error: 'registration.taken' });
    expect(await within((use) => use.complete(second.page, 'hash'))).toEqual({
      ok: false,
      error: 'registration.taken',
    });
    // The chat then leads to the account that is there, instead of to one page after another.
    expect(await within((use) => use.openPasswordPage(second.id))).toBeNull();
  });

  it('makes one of two accounts when both are completed at once', async () => {
    await person('+79050000002');
    const [first, second] = [await ready('+79050000002', 'c@mail.ru'), await ready('+79050000002', 'd@mail.ru')];
    const ends = await Promise.all([first, second].map(({ page }) => within((use) => use.complete(page, 'hash'))));
    expect(ends.map(({ ok }) => ok).sort()).toEqual([false, true]);
  });

  it('draws another subject when that one is taken', async () => {
    await person('+79050000003');
    await person('+79050000004');
    const [first, second] = [await ready('+79050000003', 'e@mail.ru'), await ready('+79050000004', 'f@mail.ru')];
    drawn = [77n, 77n, 78n];
    await within((use) => use.complete(first.page, 'hash'));
    const made = await within((use) => use.complete(second.page, 'hash'));
    const id = made.ok ? made.value : '';
    expect(await prisma.account.findUnique({ where: { id } })).toMatchObject({ subject: 78n });
  });

  it('abuse 25: leaves a number with an account to a human when 1C has given it to somebody else', async () => {
    const owner = await person('+79050000005');
    const { page } = await ready('+79050000005', 'g@mail.ru');
    await within((use) => use.complete(page, 'hash'));
    await prisma.personPhone.deleteMany({ where: { personId: owner } });
    await person('+79050000005');

    const chat = { botId: 9n, chatId: 9000n };
    const call = await proof(chat, 'call', '+79050000005');
    const found = await within(async (use) => {
      const id = await use.begin(chat, institutionId);
      return [await use.phoneProven(id, call), await use.person(id)];
    });
    expect(found).toEqual([{ ok: false, error: 'account.trouble' }, null]);
  });

  it('finds the account of somebody who comes back with the number it was made with', async () => {
    await person('+79050000006');
    const { page } = await ready('+79050000006', 'h@mail.ru');
    const made = await within((use) => use.complete(page, 'hash'));
    const chat = { botId: 9n, chatId: 9001n };
    const call = await proof(chat, 'call', '+79050000006');
    const found = await within(async (use) => use.phoneProven(await use.begin(chat, institutionId), call));
    expect(found).toMatchObject({ ok: true, value: { accountId: made.ok && made.value } });
  });
});
