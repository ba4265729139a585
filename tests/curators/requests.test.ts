import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PER_CHAT } from '#core/curators/requests.ts';
import { type CuratorWorld, curatorWorld } from './world.ts';

let world: CuratorWorld;
beforeAll(async () => {
  world = await curatorWorld();
});
afterAll(() => world.close());

type Chat = { botId: bigint; chatId: bigint };

const asks = (chat: Chat, schoolId: string, facts: Record<string, string> = { words: 'Не могу войти' }) =>
  world.inCore(({ requests }) =>
    requests.open({
      chat,
      schoolId,
      facts,
      institutionId: 'eljur',
      language: 'ru',
      reason: 'recover.no-email',
      accountId: null,
    }),
  );

async function requestOf(chat: Chat, schoolId: string, facts?: Record<string, string>): Promise<number> {
  const opened = await asks(chat, schoolId, facts);
  if (!('requestId' in opened)) throw new Error('A ticket, not a request');
  return opened.requestId;
}

const take = (id: number, curatorId: string) => world.inCore(({ requests }) => requests.take(id, curatorId));

describe('a request', () => {
  it('reaches every curator of the school, and nobody else', async () => {
    const [ours, theirs] = [await world.school(), await world.school()];
    const [one, two, other] = [
      await world.curator(ours.id),
      await world.curator(ours.id),
      await world.curator(theirs.id),
    ];
    const id = await requestOf(await world.chat(), ours.id);
    for (const { chat } of [one, two]) expect(world.newsFor(chat)).toEqual([{ type: 'request-made', requestId: id }]);
    expect(world.newsFor(other.chat)).toEqual([]);
    const unknown = { ok: false, error: 'request.unknown' };
    expect(await take(id, other.id)).toEqual(unknown);
    expect(await world.inCore(({ requests }) => requests.close(id, other.id))).toEqual(unknown);
    expect(await world.inCore(({ requests }) => requests.view(id, other.id))).toEqual(unknown);
    expect(await world.inCore(({ requests }) => requests.answer(id, other.id, 'я'))).toEqual({
      ok: false,
      error: 'request.unknown',
    });
    expect(await world.inCore(({ requests }) => requests.waiting(other.id))).toEqual([]);
  });

  it('is taken by one of two at the same time; the other and the person are told', async () => {
    const { id: schoolId } = await world.school();
    const [one, two] = [await world.curator(schoolId, 'Первая'), await world.curator(schoolId, 'Вторая')];
    const chat = await world.chat();
    const id = await requestOf(chat, schoolId);
    const answers = await Promise.all([take(id, one.id), take(id, two.id)]);
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    expect(answers.find(({ ok }) => !ok)).toEqual({ ok: false, error: 'request.taken' });
    const [winner, loser] = answers[0]?.ok ? [one, two] : [two, one];
    expect(world.newsFor(chat)).toEqual([{ type: 'request-in-hand', requestId: id, curator: winner.name }]);
    expect(world.newsFor(loser.chat)).toContainEqual({ type: 'request-taken', requestId: id, curator: winner.name });
    // Taking one's own again tells nobody anything.
    expect(await take(id, winner.id)).toMatchObject({ ok: true, value: { mine: true, state: 'taken' } });
    expect(world.newsFor(chat)).toHaveLength(1);
    expect(await world.inCore(({ requests }) => requests.close(id, loser.id))).toEqual({
      ok: false,
      error: 'request.taken',
    });
  });

  it('goes back to the others when its curator is one no more', async () => {
    const { id: schoolId } = await world.school();
    const [one, two] = [await world.curator(schoolId), await world.curator(schoolId)];
    const id = await requestOf(await world.chat(), schoolId);
    await take(id, one.id);
    await world.inCore(({ curators }) => curators.revoke(one.id));
    expect(await world.inCore(({ requests }) => requests.waiting(two.id))).toMatchObject([
      { id, state: 'waiting', curator: null },
    ]);
    expect((await take(id, two.id)).ok).toBe(true);
    expect(await take(id, one.id)).toEqual({ ok: false, error: 'curator.gone' });
  });

  it('is answered as often as needed, and closed once', async () => {
    const { id: schoolId } = await world.school();
    const { id: curatorId } = await world.curator(schoolId, 'Климова');
    const chat = await world.chat();
    const id = await requestOf(chat, schoolId);
    expect(await world.inCore(({ requests }) => requests.answer(id, curatorId, '  '))).toEqual({
      ok: false,
      error: 'request.no-words',
    });
    for (const text of ['Сейчас', 'Готово'])
      expect((await world.inCore(({ requests }) => requests.answer(id, curatorId, text))).ok).toBe(true);
    expect(world.newsFor(chat)).toEqual([
      { type: 'request-in-hand', requestId: id, curator: 'Климова' },
      { type: 'request-answered', requestId: id, curator: 'Климова', text: 'Сейчас' },
      { type: 'request-answered', requestId: id, curator: 'Климова', text: 'Готово' },
    ]);
    const ids = world.jobs
      .filter(({ payload }) => payload.chatId === String(chat.chatId))
      .map(({ payload }) => payload.id);
    expect(new Set(ids).size).toBe(3);
    for (const _ of [1, 2]) expect((await world.inCore(({ requests }) => requests.close(id, curatorId))).ok).toBe(true);
    expect(await world.inCore(({ requests }) => requests.answer(id, curatorId, 'ещё'))).toEqual({
      ok: false,
      error: 'request.closed',
    });
    expect(await world.inCore(({ requests }) => requests.waiting(curatorId))).toEqual([]);
  });

  it('told again is the one that waits; more than the allowance reaches nobody', async () => {
    const { id: schoolId } = await world.school();
    const curator = await world.curator(schoolId);
    const chat = await world.chat();
    const first = await requestOf(chat, schoolId);
    expect(await requestOf(chat, schoolId)).toBe(first);
    expect(world.newsFor(curator.chat)).toHaveLength(1);
    for (let count = 1; count <= PER_CHAT.max + 3; count += 1)
      await requestOf(chat, schoolId, { words: `Вопрос ${count}` });
    expect(world.newsFor(curator.chat)).toHaveLength(PER_CHAT.max);
  });

  it('shows the account’s own name, not what somebody says theirs is; and never an account of another school', async () => {
    const [ours, theirs] = [await world.school(), await world.school()];
    const curator = await world.curator(ours.id);
    const open = async (accountId: string) => {
      const opened = await world.inCore(async ({ requests }) =>
        requests.open({
          chat: await world.chat(),
          ...{ institutionId: 'eljur', schoolId: ours.id, language: 'ru', reason: 'recover.no-email', accountId },
          facts: { name: 'Самозванцев Иван', words: 'x'.repeat(5000) },
        }),
      );
      const id = 'requestId' in opened ? opened.requestId : 0;
      const view = await world.inCore(({ requests }) => requests.view(id, curator.id));
      if (!view.ok) throw new Error(view.error);
      return view.value;
    };
    const own = await world.account(ours.id, 'Николаева Ольга');
    expect(await open(own.id)).toMatchObject({ name: 'Николаева Ольга', personId: own.personId });
    expect((await open(own.id)).words).toHaveLength(2000);
    const far = await world.account(theirs.id, 'Чужакова Дарья');
    expect(await open(far.id)).toMatchObject({ name: 'Самозванцев Иван', personId: null });
  });

  it('goes to the helpdesk with the last curator, without the person’s data; the person is told, once', async () => {
    const { id: schoolId, number } = await world.school();
    const [first, last] = [await world.curator(schoolId), await world.curator(schoolId)];
    const [chat, other] = [await world.chat((await world.account(schoolId, 'Тайнова Елена')).id), await world.chat()];
    const taken = await requestOf(chat, schoolId, { words: 'Я Тайнова' });
    const ids = [taken, await requestOf(chat, schoolId, { words: 'И ещё' }), await requestOf(other, schoolId)];
    expect((await world.inCore(({ requests }) => requests.take(taken, last.id))).ok).toBe(true);
    const tickets = () =>
      world.prisma.ticket.findMany({ where: { chatId: { in: [chat.chatId, other.chatId] } }, orderBy: { id: 'asc' } });

    await world.inCore(({ curators }) => curators.revoke(first.id));
    expect(await tickets()).toEqual([]);
    await world.inCore(({ curators }) => curators.revoke(last.id));
    const made = await tickets();
    expect(made.map(({ chatId, reason }) => [chatId, reason])).toEqual([
      [chat.chatId, 'curator.absent'],
      [other.chatId, 'curator.absent'],
    ]);
    expect(JSON.stringify(made.map(({ facts }) => facts))).toContain(number);
    expect(JSON.stringify(made.map(({ facts }) => facts))).not.toMatch(/Тайнова|olga|ещё/);
    for (const [at, whom] of [chat, other].entries())
      expect(world.newsFor(whom).filter(({ type }) => type === 'request-handed-over')).toEqual([
        { type: 'request-handed-over', ticketId: made[at]?.id, institutionId: 'eljur' },
      ]);
    const left = await world.prisma.request.findMany({ where: { id: { in: ids } } });
    expect(left.every(({ closedAt }) => closedAt !== null)).toBe(true);
    // A new curator begins with nobody: the helpdesk has them.
    const next = await world.curator(schoolId);
    expect(await world.inCore(({ requests }) => requests.waiting(next.id))).toEqual([]);
    expect(await world.prisma.audit.count({ where: { schoolId, action: 'request-handed-over' } })).toBe(3);
  });

  it('is never left between: of two last curators who go at the same time one hands it over', async () => {
    const { id: schoolId } = await world.school();
    const two = [await world.curator(schoolId), await world.curator(schoolId)];
    const chat = await world.chat();
    await requestOf(chat, schoolId);
    await Promise.all(two.map(({ id }) => world.inCore(({ curators }) => curators.revoke(id))));
    expect(await world.prisma.request.count({ where: { schoolId, closedAt: null } })).toBe(0);
    expect(await world.prisma.ticket.count({ where: { chatId: chat.chatId } })).toBe(1);
  });

  it('of a school without a curator is a ticket that names the school only', async () => {
    const { id: schoolId, number } = await world.school();
    const gone = await world.curator(schoolId);
    await world.inCore(({ curators }) => curators.revoke(gone.id));
    const account = await world.account(schoolId, 'Тайнова Елена');
    const chat = await world.chat(account.id);
    const opened = await asks(chat, schoolId, { name: 'Тайнова Елена', words: 'Я Тайнова' });
    if (!('ticketId' in opened)) throw new Error('A request that nobody gets');
    const ticket = await world.prisma.ticket.findUniqueOrThrow({ where: { id: opened.ticketId } });
    expect(ticket.reason).toBe('curator.absent');
    expect(JSON.stringify(ticket.facts)).toContain(number);
    expect(JSON.stringify(ticket.facts)).not.toMatch(/Тайнова|olga/);
    expect(await world.prisma.request.count({ where: { schoolId } })).toBe(0);
  });
});
