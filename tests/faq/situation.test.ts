import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { after, days, minutes } from '#core/clock.ts';
import { type Situation, situation } from '#core/faq/situation.ts';
import { takeTry } from '#core/invitations/tries.ts';
import type { Prisma } from '#prisma/generated/client.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { testDatabase } from '#tests/support/database.ts';
import { MovableClock } from '#tests/support/world.ts';

const database = await testDatabase();
const { prisma } = database;
afterAll(() => database.close());

const clock = new MovableClock();
let schoolId = '';
beforeAll(async () => {
  const school = { institutionId: 'eljur', slug: '1399', number: '1399', name: 'Школа № 1399', host: '1399.eljur.ru' };
  ({ id: schoolId } = await prisma.school.create({ data: { ...school, region: 'Москва' } }));
});

let count = 0;
async function newChat(place: Partial<Prisma.ConversationUncheckedCreateInput> = {}): Promise<ChatRef> {
  count += 1;
  const chat = { botId: 9n, chatId: BigInt(count) };
  const at = { language: 'ru', journey: 'home', step: 'home', createdAt: clock.now() };
  await prisma.conversation.create({ data: { ...chat, ...at, ...place } });
  return chat;
}

/** What the house would say that it knows. */
const known = (chat: ChatRef, institutionId: 'isu' | 'eljur', accountId: string | null = null): Promise<Situation> =>
  prisma.$transaction((db) => situation({ db, clock }).of({ chat, institutionId, accountId }));

async function account(
  institutionId: 'isu' | 'eljur',
  roles: Role[],
  options: Partial<Prisma.AccountUncheckedCreateInput> = {},
  corporate: Role[] = [],
): Promise<string> {
  count += 1;
  const school = institutionId === 'eljur' ? { schoolId } : {};
  const person = { institutionId, externalId: `e${count}`, fullName: 'Тайная Анна', roles, ...school };
  const { id: personId } = await prisma.person.create({ data: person });
  const login = institutionId === 'eljur' ? { login: `anna${count}`, loginKey: `anna${count}` } : {};
  const { id } = await prisma.account.create({
    data: {
      ...{ institutionId, personId, passwordHash: 'none', subject: BigInt(count), createdAt: clock.now() },
      ...{ ...school, ...login, ...options },
      identifiers: {
        create: corporate.map((role) => ({
          ...{ institutionId, kind: 'corporate_email', value: `anna${count}@${role}.sechenov.ru`, role },
          verifiedAt: clock.now(),
        })),
      },
    },
  });
  return id;
}

/** An attempt to prove a number or an address. */
async function attempt(
  chat: ChatRef,
  kind: 'call' | 'link',
  target: string,
  more: Partial<Prisma.VerificationUncheckedCreateInput> = {},
): Promise<string> {
  const id = randomUUID();
  const now = clock.now();
  const lifetime = kind === 'call' ? minutes(5) : minutes(60);
  await prisma.verification.create({
    data: { ...chat, id, kind, institutionId: 'isu', target, createdAt: now, expiresAt: after(now, lifetime), ...more },
  });
  return id;
}

describe('of a registration', () => {
  it('the call is known: waiting, over, made; its number masked', async () => {
    const chat = await newChat();
    expect((await known(chat, 'isu')).call).toBeNull();
    await attempt(chat, 'call', '+79051234567', { line: '+78005553535' });
    expect((await known(chat, 'isu')).call).toMatchObject({
      ...{ state: 'waiting', line: '+78005553535', phone: '+7 ••• •••-••-67' },
    });
    clock.move(minutes(6));
    expect((await known(chat, 'isu')).call).toMatchObject({ state: 'expired' });
    await attempt(chat, 'call', '+79051234567', { confirmedAt: clock.now() });
    expect((await known(chat, 'isu')).call).toMatchObject({ state: 'confirmed' });
    clock.move(days(1) + 1000);
    expect((await known(chat, 'isu')).call).toBeNull();
  });

  it('the letter is known, with its age; its address masked', async () => {
    const chat = await newChat();
    await attempt(chat, 'link', 'anna@mail.ru');
    clock.move(minutes(12));
    expect((await known(chat, 'isu')).letter).toEqual({ email: 'a•••@mail.ru', state: 'waiting', minutes: 12 });
    clock.move(minutes(60));
    expect((await known(chat, 'isu')).letter).toMatchObject({ state: 'expired', minutes: 72 });
    await attempt(chat, 'link', 'anna@mail.ru', { cancelledAt: clock.now() });
    expect((await known(chat, 'isu')).letter).toMatchObject({ state: 'expired' });
  });

  it('a confirmed number that leads to nobody is known, with the ticket', async () => {
    const chat = await newChat();
    const call = await attempt(chat, 'call', '+79051234567', { confirmedAt: clock.now() });
    const registration = { ...chat, institutionId: 'isu', phoneVerificationId: call, createdAt: clock.now() };
    const { id } = await prisma.registration.create({ data: registration });
    const ticket = await prisma.ticket.create({
      data: {
        ...chat,
        institutionId: 'isu',
        reason: 'person.several',
        language: 'ru',
        facts: {},
        createdAt: clock.now(),
      },
    });
    expect((await known(chat, 'isu')).directory).toEqual({ trouble: 'person.several', ticket: ticket.id });
    // A newer one may be a further trouble of the same ticket.
    clock.move(1000);
    const trouble = { type: 'trouble', reason: 'person.not-found', facts: {} };
    const line = { ticketId: ticket.id, botId: chat.botId, author: 'house', audience: 'desk', via: 'house' };
    await prisma.ticketMessage.create({ data: { ...line, content: trouble, createdAt: clock.now() } });
    expect((await known(chat, 'isu')).directory).toEqual({ trouble: 'person.not-found', ticket: ticket.id });
    await prisma.ticket.update({ where: { id: ticket.id }, data: { closedAt: clock.now() } });
    expect((await known(chat, 'isu')).directory).toBeNull();
    await prisma.ticket.update({ where: { id: ticket.id }, data: { closedAt: null } });
    await prisma.registration.update({ where: { id }, data: { personId: randomUUID() } });
    expect((await known(chat, 'isu')).directory).toBeNull();
  });

  it('nothing is known of another chat, or of another institution', async () => {
    const chat = await newChat();
    await attempt(chat, 'call', '+79051234567');
    await attempt(chat, 'link', 'anna@mail.ru');
    const nothing = { call: null, letter: null, directory: null, university: null, journal: null, request: null };
    expect(await known(await newChat(), 'isu')).toMatchObject(nothing);
    expect(await known(chat, 'eljur')).toMatchObject(nothing);
    expect(await known({ ...chat, botId: 8n }, 'isu')).toMatchObject(nothing);
  });
});

describe('of a university’s account', () => {
  it('what is owed and what is confirmed', async () => {
    const half = await account('isu', ['student', 'staff'], {}, ['staff']);
    const chat = await newChat({ accountId: half });
    expect((await known(chat, 'isu', half)).university).toMatchObject({ owed: ['student'], confirmed: ['staff'] });
    const nobody = await account('isu', ['parent']);
    expect((await known(chat, 'isu', nobody)).university).toMatchObject({ owed: [], confirmed: [] });
    expect((await known(chat, 'eljur', half)).university).toBeNull();
  });

  it('a closed one, and how the last pass stands', async () => {
    const closed = await account('isu', ['student'], { blockedAt: clock.now() }, ['student']);
    const chat = await newChat({ accountId: closed });
    expect((await known(chat, 'isu', closed)).university).toMatchObject({ blocked: true, pass: null });
    const validUntil = after(clock.now(), minutes(2));
    await prisma.account.update({ where: { id: closed }, data: { passValidUntil: validUntil } });
    expect((await known(chat, 'isu', closed)).university?.pass).toEqual({ validUntil, good: true });
    clock.move(minutes(3));
    expect((await known(chat, 'isu', closed)).university?.pass).toEqual({ validUntil, good: false });
  });
});

describe('of a school’s account', () => {
  it('its address: none, waiting for the letter, confirmed; masked', async () => {
    const own = await account('eljur', ['parent']);
    const chat = await newChat({ accountId: own });
    expect((await known(chat, 'eljur', own)).journal).toMatchObject({
      email: null,
      emailConfirmed: false,
      letter: null,
    });
    await prisma.account.update({ where: { id: own }, data: { email: 'olga@bk.ru' } });
    // From the page, in no chat.
    await attempt({ botId: 0n, chatId: 1n }, 'link', 'olga@bk.ru', { institutionId: 'eljur', accountId: own });
    expect((await known(chat, 'eljur', own)).journal).toMatchObject({
      ...{ email: 'o•••@bk.ru', emailConfirmed: false, letter: { email: 'o•••@bk.ru', state: 'waiting', minutes: 0 } },
    });
    await prisma.account.update({ where: { id: own }, data: { emailVerifiedAt: clock.now() } });
    expect((await known(chat, 'eljur', own)).journal).toMatchObject({ emailConfirmed: true });
    // The letter of an account is none of a registration.
    expect((await known(chat, 'eljur', own)).letter).toBeNull();
  });

  it('is known to nobody who does not own it, though their chat registered it', async () => {
    const child = await account('eljur', ['student'], { email: 'child@bk.ru' });
    const chat = await newChat();
    await prisma.enrollment.create({
      data: {
        ...chat,
        institutionId: 'eljur',
        schoolId,
        createdAt: clock.now(),
        completedAt: clock.now(),
        accountId: child,
      },
    });
    await attempt(chat, 'link', 'child@bk.ru', { institutionId: 'eljur', accountId: child });
    const told = await known(chat, 'eljur', null);
    expect(told).toMatchObject({ journal: null, letter: null });
    expect(JSON.stringify(told)).not.toContain('bk.ru');
  });

  it('its children, its one-time password, and whether it is closed', async () => {
    const own = await account('eljur', ['parent'], { passwordExpiresAt: after(clock.now(), minutes(30)) });
    const { personId } = await prisma.account.findUniqueOrThrow({ where: { id: own } });
    const pupil = { institutionId: 'eljur', schoolId, roles: ['student' as const] };
    const { id: childId } = await prisma.person.create({ data: { ...pupil, externalId: `c${own}`, fullName: 'Вера' } });
    await prisma.person.update({ where: { id: personId }, data: { childId } });
    const chat = await newChat({ accountId: own });
    expect((await known(chat, 'eljur', own)).journal).toMatchObject({
      ...{ children: 1, isPupil: false, oneTimePassword: 'good', blocked: false },
    });
    clock.move(minutes(31));
    await prisma.person.update({ where: { id: personId }, data: { active: false } });
    expect((await known(chat, 'eljur', own)).journal).toMatchObject({
      ...{ children: 0, oneTimePassword: 'expired', blocked: true },
    });
    const alone = await account('eljur', ['student']);
    expect((await known(chat, 'eljur', alone)).journal).toMatchObject({ isPupil: true, oneTimePassword: null });
  });

  it('what Gosuslugi was compared with, while it stands on the screen', async () => {
    const own = await account('eljur', ['parent']);
    const found = { snils: 'different', email: 'same', phone: 'not-in-journal' } as const;
    const chat = await newChat({ accountId: own, journey: 'gosuslugi', step: 'result', data: found });
    expect((await known(chat, 'eljur', own)).gosuslugi).toEqual(found);
    expect((await known(chat, 'eljur', null)).gosuslugi).toBeNull();
    const garbled = await newChat({ accountId: own, journey: 'gosuslugi', step: 'result', data: { snils: 'x' } });
    expect((await known(garbled, 'eljur', own)).gosuslugi).toBeNull();
  });
});

describe('of a school’s visitor', () => {
  it('how many codes were wrong today, and looking changes nothing', async () => {
    const chat = await newChat();
    expect((await known(chat, 'eljur')).codes).toEqual({ wrong: 0, refused: false });
    for (let time = 0; time < 3; time += 1) await prisma.$transaction((db) => takeTry({ db, clock }, chat));
    for (let time = 0; time < 3; time += 1)
      expect((await known(chat, 'eljur')).codes).toEqual({ wrong: 3, refused: false });
    for (let time = 0; time < 9; time += 1) await prisma.$transaction((db) => takeTry({ db, clock }, chat));
    expect((await known(chat, 'eljur')).codes).toEqual({ wrong: 10, refused: true });
    clock.move(days(1) + 1000);
    expect((await known(chat, 'eljur')).codes).toEqual({ wrong: 0, refused: false });
  });

  it('whether a curator has their request', async () => {
    const chat = await newChat();
    const asked = { ...chat, institutionId: 'eljur', schoolId, language: 'ru', reason: 'recover.no-email', facts: {} };
    const { id } = await prisma.request.create({ data: { ...asked, createdAt: clock.now() } });
    expect((await known(chat, 'eljur')).request).toEqual({ curator: null });
    const name = 'Климова Ирина';
    const curator = await prisma.curator.create({
      data: { institutionId: 'eljur', schoolId, name, createdAt: clock.now(), linkExpiresAt: clock.now() },
    });
    await prisma.request.update({ where: { id }, data: { takenById: curator.id, takenAt: clock.now() } });
    expect((await known(chat, 'eljur')).request).toEqual({ curator: name });
    await prisma.curator.update({ where: { id: curator.id }, data: { revokedAt: clock.now() } });
    expect((await known(chat, 'eljur')).request).toEqual({ curator: null });
    await prisma.request.update({ where: { id }, data: { closedAt: clock.now() } });
    expect((await known(chat, 'eljur')).request).toBeNull();
  });
});
