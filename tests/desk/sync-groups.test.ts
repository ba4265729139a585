import { describe, expect, it } from 'vitest';
import { openLeases } from '#bot/delivery/leases.ts';
import { adopt } from '#bot/desk/sync/adopt.ts';
import { groupChanged } from '#bot/desk/sync/moves.ts';
import { CLAIM_STANDS } from '#bot/desk/sync/plan.ts';
import { deskJobs } from '#bot/desk/sync/surplus.ts';
import type { SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { eventually } from '#tests/support/world.ts';
import { botId, SyncWorld, wordsIn } from './sync-world.ts';

const world = new SyncWorld();
const { asks, core, group, says, serve, served, transaction } = world;

/** Something that is waited for elsewhere. */
function moment() {
  let came: () => void = () => undefined;
  const comes = new Promise<void>((resolve) => {
    came = resolve;
  });
  return { comes, came: () => came() };
}

describe('a group', () => {
  it('that puts the bot out has letters planned at once for all who wait, and for nobody who was answered', async () => {
    const desk = group();
    const [waits, answered] = [await asks('anybody?'), await asks('thanks')];
    serve([desk]);
    await served();
    await world.now.database.prisma.ticket.update({ where: { id: answered }, data: { waitingSince: null } });
    await world.now.database.pool.query('DELETE FROM graphile_worker._private_jobs');
    desk.removeBot();
    const put = { botId, chatId: BigInt(desk.id) };
    const told = () =>
      transaction((db) => groupChanged({ db, jobs: sqlJobs(db), clock: world.now.clock }, put, { status: 'kicked' }));
    expect([await told(), await told()]).toEqual([true, false]);
    const { rows } = await world.now.database.pool.query<{ payload: unknown }>(
      `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = 'ticket-mail'`,
    );
    expect(rows).toEqual([{ payload: { ticketId: waits } }]);
    desk.addBot();
    world.now.clock.move(61_000);
    await served();
    expect(wordsIn(desk)).toEqual(['anybody?', 'thanks']);
  });

  it('is not given back while something is shown there again', async () => {
    const { database, transport } = world.now;
    const [giving, calling, given, long] = [moment(), moment(), moment(), moment()];
    let looks = 0;
    const slow = new Proxy(database.pool, {
      get: (pool, name) =>
        name !== 'query'
          ? Reflect.get(pool, name)
          : async (text: string, values: unknown[]) => {
              if (text.includes('AS free')) looks += 1;
              if (!text.includes('SET "senderId" = NULL')) return pool.query(text, values);
              giving.came();
              // As long as it takes; nobody calls before that, or somebody does.
              await Promise.race([calling.comes, long.comes]);
              return pool.query(text, values).finally(() => given.came());
            },
    });
    let holder: string | null | undefined;
    const call: typeof transport.call = async (method, params, signal) => {
      if (params?.text === 'later') {
        calling.came();
        await given.comes;
        holder = (await database.prisma.deskGroup.findFirstOrThrow()).senderId;
      }
      return transport.call(method, params, signal);
    };
    const desk = group();
    const ticketId = await asks('first');
    const { chatId } = await database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    const one = serve([desk], 'one', { pool: slow, transport: { call }, rate: { most: 100, within: 1000 } });
    await giving.comes;
    await transaction((db) => says(db, ticketId, chatId, 'later'));
    one.kick();
    // Whoever is going to show it has found it by then, and again.
    const before = looks;
    await eventually('the tickets to be looked through', () => looks >= before + 3);
    long.came();
    await served();
    expect(wordsIn(desk)).toEqual(['first', 'later']);
    expect(holder).toBe('one');
  });

  it('that is lost gives its waiting tickets to another one', async () => {
    const [lost, well] = [group(), group()];
    lost.removeBot();
    for (const word of ['a', 'b', 'c', 'd']) await asks(word);
    serve([lost, well]);
    await served();
    expect(wordsIn(well).sort()).toEqual(['a', 'b', 'c', 'd']);
    expect(await world.now.database.prisma.deskGroup.findMany({ where: { NOT: { lostAt: null } } })).toMatchObject([
      { chatId: BigInt(lost.id), lostWhy: 'kicked' },
    ]);
  });

  it.each([
    [
      'has no topics',
      'not-forum',
      (desk: SandboxGroup) => desk.setForum(false),
      (desk: SandboxGroup) => desk.setForum(true),
    ],
    [
      'lets the bot make none',
      'no-rights',
      (desk: SandboxGroup) => desk.setBotRights({ canManageTopics: false }),
      (desk: SandboxGroup) => desk.setBotRights({ canManageTopics: true }),
    ],
  ])('that %s is lost, and looked at again every minute', async (_what, why, lose, mend) => {
    const desk = group();
    lose(desk);
    await asks('words');
    serve([desk]);
    await eventually('the loss', () => world.now.database.prisma.deskGroup.findFirst({ where: { lostWhy: why } }));
    world.now.clock.move(61_000);
    await eventually('another look', () => world.now.telegram.world.calls.some(({ method }) => method === 'getChat'));
    // Only when that look has ended does the next minute begin.
    await eventually('its end', async () => {
      const { sendAfter } = await world.now.database.prisma.deskGroup.findFirstOrThrow();
      return sendAfter && sendAfter > world.now.clock.now();
    });
    expect(await world.now.database.prisma.deskGroup.count({ where: { lostWhy: why } })).toBe(1);
    mend(desk);
    world.now.clock.move(61_000);
    await served();
    expect(wordsIn(desk)).toEqual(['words']);
  });

  it('that the settings name no more gives its open tickets to the others', async () => {
    const [old, fresh] = [group(), group()];
    const ticketId = await asks('words');
    const before = serve([old]);
    await served();
    await before.stop();
    await transaction(async (db) => {
      const { chatId } = await db.ticket.findUniqueOrThrow({ where: { id: ticketId } });
      await says(db, ticketId, chatId, 'more words');
    });
    serve([fresh]);
    await served();
    expect(wordsIn(old)).toEqual(['words']);
    expect(wordsIn(fresh)).toEqual(['more words']);
    const card = fresh.messages().find(({ buttons }) => buttons?.length);
    expect(card?.text).toContain('words');
  });

  it('that a dead process held is served on', async () => {
    const desk = group();
    await asks('words');
    await world.now.database.prisma.deskGroup.create({
      data: { botId, chatId: desk.id, senderId: 'dead', senderUntil: new Date(Date.now() + 3_600_000) },
    });
    const leases = await openLeases(world.now.database.pool, !world.now.database.concurrent, world.log);
    serve([desk], leases.owner);
    await leases.freeDead();
    await served();
    expect(wordsIn(desk)).toEqual(['words']);
    await leases.close();
  });
});

describe('a topic of which nobody knows whether it was made', () => {
  it('is made anew after a while, and the first one taken away when Telegram tells of it', async () => {
    const desk = group();
    world.now.telegram.world.fault({ method: 'createForumTopic', kind: 'lost-answer' });
    const ticketId = await asks('words');
    serve([desk]);
    await eventually('the first', () => desk.topics().length === 1);
    const claim = await world.now.database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    expect(claim).toMatchObject({ topicId: null, topicClaimedAt: expect.any(Date) });
    world.now.clock.move(CLAIM_STANDS + 1000);
    await served();
    expect(desk.topics()).toHaveLength(2);

    const [first, second] = desk.topics();
    const told = (topic = first) =>
      transaction((db) =>
        adopt(
          { db, jobs: sqlJobs(db) },
          { group: { botId, chatId: BigInt(desk.id) }, topicId: topic?.threadId ?? 0, name: topic?.name ?? '' },
        ),
      );
    expect(await told(second)).toBe('known');
    expect(await told(first)).toBe('surplus');
    const { rows } = await world.now.database.pool.query<{ payload: unknown }>(
      `SELECT payload FROM graphile_worker._private_jobs j JOIN graphile_worker._private_tasks t ON t.id = j.task_id
       WHERE t.identifier = 'desk-surplus-topic'`,
    );
    expect(rows).toHaveLength(1);
    const info = { id: '1', name: '', attempt: 1, maxAttempts: 1, signal: undefined };
    await deskJobs(world.now)['desk-surplus-topic']?.(rows[0]?.payload, info);
    expect(desk.topics().map(({ deleted }) => deleted)).toEqual([true, false]);
  });

  it('is nobody’s where its name is not ours', async () => {
    const where = { group: { botId, chatId: -1n }, topicId: 5 };
    const meet = (name: string) => transaction((db) => adopt({ db, jobs: sqlJobs(db) }, { ...where, name }));
    expect(await meet('Lunch')).toBe('foreign');
    expect(await meet('#999 · Петрова')).toBe('foreign');
  });
});

it('shows nothing of an institution whose group is another one by now to those who read in the old one', async () => {
  const [old, its] = [group(), group()];
  const first = serve([old]);
  const open = await asks('Открытое');
  const closed = await asks('Закрытое');
  await served();
  await transaction((db) => core(db).tickets.close(closed, 'person'));
  await served();
  await first.stop();

  const institutions = defaultInstitutions.map((one) => ({
    ...one,
    helpdesk: { ...one.helpdesk, groups: [String(one.id === 'isu' ? its.id : old.id)] },
  }));
  const before = old.messages().length;
  serve([], 'two', { institutions });
  await eventually('the tickets to be free', async () => {
    const held = await world.now.database.prisma.ticket.count({ where: { groupId: old.id } });
    return held === 0;
  });
  for (const id of [open, closed]) {
    const { chatId } = await world.now.database.prisma.ticket.findUniqueOrThrow({ where: { id } });
    await transaction((db) => says(db, id, chatId, `Тайна ${id}`));
  }
  await served();
  expect(old.messages()).toHaveLength(before);
  const seen = its
    .messages()
    .map(({ text }) => text ?? '')
    .join();
  for (const id of [open, closed]) expect(seen).toContain(`Тайна ${id}`);
});
