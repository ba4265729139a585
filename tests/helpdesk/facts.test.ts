import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { after, systemClock as clock, days } from '#core/clock.ts';
import { schoolFacts } from '#core/helpdesk/facts.ts';
import type { NewTicket } from '#core/helpdesk/opening.ts';
import { tickets } from '#core/helpdesk/tickets.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { testDatabase } from '#tests/support/database.ts';

const database = await testDatabase();
const { prisma } = database;
afterAll(() => database.close());

let schoolId = '';
beforeAll(async () => {
  const school = { institutionId: 'eljur', slug: '1399', number: '1399', name: 'Школа № 1399', host: '1399.eljur.ru' };
  ({ id: schoolId } = await prisma.school.create({ data: { ...school, region: 'Москва' } }));
});

let count = 0;
/** A chat, which speaks for an account when one is given. */
async function chat(accountId: string | null = null): Promise<ChatRef> {
  count += 1;
  const ref = { botId: 9n, chatId: BigInt(count) };
  const place = { language: 'ru', journey: 'home', step: 'home', createdAt: clock.now() };
  await prisma.conversation.create({ data: { ...ref, ...place, accountId } });
  return ref;
}

async function account(institutionId: 'isu' | 'eljur'): Promise<string> {
  count += 1;
  const school = institutionId === 'eljur' ? { schoolId } : {};
  const role: Role = institutionId === 'eljur' ? 'parent' : 'student';
  const person = { institutionId, externalId: `e${count}`, fullName: 'Тайная Анна Петровна', roles: [role], ...school };
  const { id: personId } = await prisma.person.create({ data: person });
  const login =
    institutionId === 'eljur' ? { login: 'tainaya123', loginKey: `tainaya${count}`, email: 'anna@tayna.ru' } : {};
  const { id } = await prisma.account.create({
    data: {
      ...{
        institutionId,
        personId,
        passwordHash: 'none',
        subject: BigInt(count),
        createdAt: clock.now(),
        ...school,
        ...login,
      },
      identifiers: {
        create: { institutionId, kind: 'email', value: `anna${count}@tayna.ru`, verifiedAt: clock.now() },
      },
    },
  });
  return id;
}

/** What the helpdesk would read. */
async function factsOf(of: ChatRef, institutionId: string, ticket: Partial<NewTicket> = {}): Promise<unknown> {
  const id = await prisma.$transaction((db) =>
    tickets({ db, clock, jobs: sqlJobs(db) }).open({
      ...{ chat: of, institutionId, language: 'ru', reason: 'asked', facts: { step: 'entry' }, ...ticket },
    }),
  );
  return (await prisma.ticket.findUniqueOrThrow({ where: { id } })).facts;
}

async function letterSent(of: ChatRef, institutionId: string, accountId: string | null): Promise<void> {
  const now = clock.now();
  await prisma.verification.create({
    data: {
      ...{ ...of, id: randomUUID(), kind: 'link', institutionId, target: 'anna@tayna.ru', accountId },
      ...{ createdAt: now, expiresAt: after(now, days(1)) },
    },
  });
}

it('a school is told by its name, with its number once', () => {
  const told = (number: string, name: string) => schoolFacts({ number, name, region: 'Казань' }).school;
  expect(told('57', 'Гимназия № 57 им. А. С. Пушкина')).toBe('Гимназия № 57 им. А. С. Пушкина');
  expect(told('57', 'Гимназия на улице 1957 года')).toBe('57, Гимназия на улице 1957 года');
  expect(told('', 'Лицей «Искра»')).toBe('Лицей «Искра»');
});

describe('the helpdesk of a journal', () => {
  it('learns the school and nothing else of somebody who has registered', async () => {
    const of = await chat(await account('eljur'));
    await letterSent(of, 'eljur', await account('eljur'));
    expect(await factsOf(of, 'eljur')).toEqual({ step: 'entry', school: 'Школа № 1399', region: 'Москва' });
  });

  it('learns the school and nothing else of somebody who registers', async () => {
    const of = await chat();
    await prisma.enrollment.create({ data: { ...of, institutionId: 'eljur', schoolId, createdAt: clock.now() } });
    expect(await factsOf(of, 'eljur')).toEqual({ step: 'entry', school: 'Школа № 1399', region: 'Москва' });
  });

  it('learns nothing of an account’s address that waits to be confirmed', async () => {
    const of = await chat();
    await letterSent(of, 'eljur', await account('eljur'));
    expect(await factsOf(of, 'eljur', { reason: 'curator.absent' })).toEqual({ step: 'entry' });
  });

  it('learns nothing of what the same chat is at the university, nor the university of the school', async () => {
    const student = await chat(await account('isu'));
    await letterSent(student, 'isu', null);
    expect(await factsOf(student, 'eljur')).toEqual({ step: 'entry' });
    expect(await factsOf(student, 'isu')).toMatchObject({ name: 'Тайная Анна Петровна' });
    const parent = await chat(await account('eljur'));
    await letterSent(parent, 'isu', null);
    expect(await factsOf(parent, 'isu')).toEqual({ step: 'entry', 'unconfirmed-email': 'anna@tayna.ru' });
  });
});
