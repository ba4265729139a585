import { randomUUID } from 'node:crypto';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { after, days, hours, minutes, systemClock } from '#core/clock.ts';
import { type Core, createCore } from '#core/core.ts';
import { audit } from '#core/curators/audit.ts';
import { CURATOR_LINK_LIFETIME } from '#core/curators/curators.ts';
import { createSecrets } from '#core/secrets.ts';
import { concurrently, testDatabase } from '#tests/support/database.ts';

const database = await testDatabase();
const { prisma } = database;
afterAll(() => database.close());

const secrets = createSecrets(Buffer.alloc(32, 7));
let ahead = 0;
const clock = { now: () => after(systemClock.now(), ahead) };

const jobs = { add: async (): Promise<void> => undefined };
const within = <T>(work: (use: Core['curators']) => Promise<T>): Promise<T> =>
  prisma.$transaction((db) => work(createCore({ db, clock, secrets, jobs, line: null }).curators));
const chat = (chatId: number): ChatRef => ({ botId: 9n, chatId: BigInt(chatId) });

let schoolId = '';
let otherId = '';
let count = 0;
async function school(name: string): Promise<string> {
  count += 1;
  const place = { institutionId: 'eljur', slug: `s${count}`, number: '', region: 'Москва', host: `s${count}.eljur.ru` };
  return (await prisma.school.create({ data: { ...place, name } })).id;
}
beforeEach(async () => {
  ahead = 0;
  schoolId = await school('Школа № 1399');
  otherId = await school('Школа № 57');
});

const add = (name = 'Мария', at = schoolId) => within((use) => use.add(at, name));
const accept = (of: ChatRef, link: string) => within((use) => use.accept(of, link));
const actions = async (of = schoolId): Promise<string[]> =>
  (await prisma.audit.findMany({ where: { schoolId: of }, orderBy: { id: 'asc' } })).map(({ action }) => action);

describe('a curator’s link', () => {
  it('makes whoever opens it a curator of that school', async () => {
    const { id, link } = await add();
    expect(link).toMatch(/^cur-[\w-]{43}$/);
    expect(await within((use) => use.byId(id))).toBeNull();
    expect(await within((use) => use.activeOf(schoolId))).toEqual([]);

    const mine = { id, name: 'Мария', schoolId, schoolName: 'Школа № 1399' };
    const at = chat(++count);
    expect(await accept(at, link)).toEqual({ ok: true, value: mine });
    expect(await within((use) => use.of(at))).toEqual([mine]);
    expect(await within((use) => use.byId(id))).toEqual(mine);
    expect(await within((use) => use.activeOf(schoolId))).toEqual([{ ...mine, chat: at }]);
    expect(await within((use) => use.activeOf(otherId))).toEqual([]);
    expect(await actions()).toEqual(['curator-added', 'curator-joined']);
  });

  it('fits into a deep link, whose payload is 64 characters at most', async () => {
    expect((await add()).link).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  it('works once; its owner loses nothing by opening it again', async () => {
    const { link } = await add();
    const mine = chat(++count);
    const first = await accept(mine, link);
    expect(await accept(chat(++count), link)).toEqual({ ok: false, error: 'curator.link-used' });
    expect(await accept(mine, link)).toEqual(first);
    expect(await accept(mine, link.slice(4))).toEqual(first);
    expect(await within((use) => use.activeOf(schoolId))).toHaveLength(1);
  });

  it('of two who open it at once makes one a curator (abuse case 8)', async () => {
    concurrently('a curator’s link opened twice at once');
    const { link } = await add();
    const answers = await Promise.all([chat(++count), chat(++count), chat(++count)].map((one) => accept(one, link)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(await within((use) => use.activeOf(schoolId))).toHaveLength(1);
  });

  it('is good for 24 hours, whether a clean-up has run or not (abuse case 18)', async () => {
    const { link } = await add();
    ahead = CURATOR_LINK_LIFETIME - minutes(1);
    expect((await accept(chat(++count), link)).ok).toBe(true);
    ahead = 0;
    const late = await add('Анна');
    ahead = hours(24);
    expect(await accept(chat(++count), late.link)).toEqual({ ok: false, error: 'curator.link-expired' });
  });

  it('cannot be made by anybody else', async () => {
    const { id, link } = await add();
    const forged = [
      ...[`cur-${createSecrets(Buffer.alloc(32, 8)).token('curator', id)}`, `cur-${secrets.token('page', id)}`],
      ...[`cur-${secrets.token('curator', randomUUID())}`, 'cur-', '', `${link}x`, id],
    ];
    for (const one of forged)
      expect(await accept(chat(++count), one)).toEqual({ ok: false, error: 'curator.link-unknown' });
    expect(await within((use) => use.activeOf(schoolId))).toEqual([]);
  });

  it('does not work for a school that was closed', async () => {
    const { id, link } = await add();
    const other = await add('Анна');
    const at = chat(++count);
    await accept(at, link);
    await prisma.school.update({ where: { id: schoolId }, data: { active: false } });
    expect((await accept(chat(++count), other.link)).ok).toBe(false);
    expect(await within((use) => use.of(at))).toEqual([]);
    expect(await within((use) => use.byId(id))).toBeNull();
    expect(await within((use) => use.activeOf(schoolId))).toEqual([]);
  });
});

describe('a curator', () => {
  it('may be one at several schools, and at each of them once', async () => {
    const at = chat(++count);
    const [here, there] = [await add('Мария'), await add('Мария', otherId)];
    await accept(at, here.link);
    await accept(at, there.link);
    expect((await within((use) => use.of(at))).map((one) => one.schoolName)).toEqual(['Школа № 1399', 'Школа № 57']);

    const again = await add('Маша');
    expect(await accept(at, again.link)).toMatchObject({ ok: true, value: { id: here.id, name: 'Мария' } });
    expect(await within((use) => use.activeOf(schoolId))).toHaveLength(1);
    expect(await accept(chat(++count), again.link)).toEqual({ ok: false, error: 'curator.link-unknown' });
  });

  it('loses everything at once when removed: chat, browsers, open pages, link (abuse case 13)', async () => {
    const { id, link } = await add();
    const colleague = await add('Анна');
    const [mine, theirs] = [chat(++count), chat(++count)];
    await accept(mine, link);
    await accept(theirs, colleague.link);
    const now = clock.now();
    const until = after(now, days(1));
    const session = await prisma.session.create({ data: { curatorId: id, createdAt: now, expiresAt: until } });
    const other = await prisma.session.create({ data: { curatorId: colleague.id, createdAt: now, expiresAt: until } });
    const page = await prisma.oneTimePage.create({
      data: { ...mine, purpose: 'desk', subjectId: id, expiresAt: until },
    });
    const request = await prisma.request.create({
      data: {
        ...{ ...chat(++count), institutionId: 'eljur', schoolId, language: 'ru', reason: 'asked', facts: {} },
        ...{ createdAt: now, takenById: id, takenAt: now },
      },
    });

    expect(await within((use) => use.revoke(id))).toBe(true);
    expect(await within((use) => use.of(mine))).toEqual([]);
    expect(await within((use) => use.byId(id))).toBeNull();
    expect((await within((use) => use.activeOf(schoolId))).map((one) => one.id)).toEqual([colleague.id]);
    expect((await prisma.session.findUniqueOrThrow({ where: { id: session.id } })).endedAt).not.toBeNull();
    expect((await prisma.session.findUniqueOrThrow({ where: { id: other.id } })).endedAt).toBeNull();
    const closed = await prisma.oneTimePage.findUniqueOrThrow({ where: { id: page.id } });
    expect(closed.expiresAt <= clock.now()).toBe(true);
    expect(await prisma.request.findUniqueOrThrow({ where: { id: request.id } })).toMatchObject({ takenById: null });
    expect(await accept(mine, link)).toEqual({ ok: false, error: 'curator.link-unknown' });

    expect(await within((use) => use.revoke(id))).toBe(false);
    expect(await within((use) => use.revoke(randomUUID()))).toBe(false);
    expect((await actions()).filter((action) => action === 'curator-removed')).toHaveLength(1);
  });

  it('can be removed before the link was opened', async () => {
    const { id, link } = await add();
    await within((use) => use.revoke(id));
    expect(await accept(chat(++count), link)).toEqual({ ok: false, error: 'curator.link-unknown' });
  });
});

describe('a school’s journal of looks and acts', () => {
  const journal = <T>(work: (use: ReturnType<typeof audit>) => Promise<T>): Promise<T> =>
    prisma.$transaction((db) => work(audit({ db, clock })));
  const pupil = () =>
    prisma.person.create({
      data: {
        ...{ institutionId: 'eljur', externalId: randomUUID(), fullName: 'Николаева Варвара' },
        ...{ roles: ['student' as const], schoolId },
      },
    });

  it('tells who did what to whom, latest first', async () => {
    const { id: curatorId } = await add();
    const { id: personId } = await pupil();
    const accountId = randomUUID();
    await journal(({ note }) => note({ schoolId, curatorId: null, action: 'registered', personId, accountId }));
    ahead = minutes(5);
    await journal(({ note }) =>
      note({ schoolId, curatorId, action: 'login-seen', personId, accountId, detail: { class: '6А', sheets: 2 } }),
    );
    const [seen, registered, added] = await journal(({ list }) => list({ schoolId }));
    expect(seen).toMatchObject({
      action: 'login-seen',
      curatorId,
      curatorName: 'Мария',
      personName: 'Николаева Варвара',
    });
    expect(seen?.detail).toEqual({ class: '6А', sheets: 2 });
    expect(registered).toMatchObject({ action: 'registered', curatorId: null, curatorName: '', accountId });
    expect(added).toMatchObject({
      action: 'curator-added',
      personId: null,
      personName: '',
      detail: { curator: curatorId },
    });
    expect((seen?.at.getTime() ?? 0) - (registered?.at.getTime() ?? 0)).toBeGreaterThanOrEqual(minutes(5));
  });

  it('shows one school only, and what is asked for', async () => {
    const { id: curatorId } = await add();
    const [one, other] = [await pupil(), await pupil()];
    await journal(({ noteAll }) =>
      noteAll([
        { schoolId, curatorId, action: 'person-seen', personId: one.id },
        { schoolId, curatorId: null, action: 'registered', personId: other.id, accountId: other.id },
        { schoolId: otherId, curatorId: null, action: 'registered', personId: other.id, accountId: other.id },
      ]),
    );
    const list = (query: object) => journal((use) => use.list({ schoolId, ...query }));
    expect(await list({})).toHaveLength(3);
    expect((await list({ personId: one.id })).map(({ action }) => action)).toEqual(['person-seen']);
    expect((await list({ accountId: other.id })).map(({ action }) => action)).toEqual(['registered']);
    expect((await list({ curatorId })).map(({ action }) => action)).toEqual(['person-seen']);
    expect(await journal((use) => use.list({ schoolId: otherId }))).toHaveLength(1);
  });

  it('is read page by page', async () => {
    await journal(({ noteAll }) =>
      noteAll(
        Array.from({ length: 7 }, (_, at) => ({ schoolId, curatorId: null, action: 'class-seen', detail: { at } })),
      ),
    );
    const first = await journal(({ list }) => list({ schoolId, limit: 4 }));
    const before = first.at(-1)?.id ?? 0n;
    const rest = await journal(({ list }) => list({ schoolId, limit: 4, before }));
    expect([...first, ...rest].map(({ detail }) => detail.at)).toEqual([6, 5, 4, 3, 2, 1, 0]);
  });

  it('keeps an entry whose person was erased', async () => {
    const { id: personId } = await pupil();
    await journal(({ note }) => note({ schoolId, curatorId: null, action: 'person-seen', personId }));
    await prisma.person.delete({ where: { id: personId } });
    expect(await journal(({ list }) => list({ schoolId }))).toMatchObject([{ personId, personName: '' }]);
  });

  it('is not written when what it tells did not happen', async () => {
    const failing = prisma.$transaction(async (db) => {
      await audit({ db, clock }).note({ schoolId, curatorId: null, action: 'password-set' });
      throw new Error('it did not work');
    });
    await expect(failing).rejects.toThrow('it did not work');
    expect(await actions()).toEqual([]);
  });
});
