import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { fill } from '#bot/delivery/fill.ts';
import { type Actor, textOf } from '#tests/support/actor.ts';
import { concurrently } from '#tests/support/database.ts';
import { BotProcess } from '#tests/support/process.ts';
import { Replicas } from '#tests/support/replicas.ts';
import { eventually, World } from '#tests/support/world.ts';

const LINE = '+78005553535';

/** Lets the bot decide some messages for a chat, told apart by their words. */
async function decides(world: World, anna: Actor, words: string[]): Promise<void> {
  const { botId, chatId } = await world.database.prisma.conversation.findFirstOrThrow({
    where: { chatId: BigInt(anna.person.id) },
  });
  const messages = words.map((html) => ({ op: 'send' as const, html }));
  await world.database.prisma.$transaction((db) =>
    fill(db, { now: () => world.clock.now() }, { botId, chatId }, messages),
  );
}

/** What the bot wrote into a chat, oldest first. */
const written = (anna: Actor): string[] => anna.person.chat.filter(({ from }) => from === 'bot').map(textOf);

describe.runIf(concurrently('two houses on one database'))('two houses on one database', () => {
  describe('in the same second', () => {
    const CROWD = 50;
    // Two houses and fifty people in one process.
    vi.setConfig({ testTimeout: 180_000 });
    let world: World;
    let replicas: Replicas;
    let crowd: Actor[];
    beforeAll(async () => {
      world = await World.open({ house: 'elsewhere' });
      replicas = await Replicas.open(world, 2);
      crowd = [];
      for (let left = CROWD; left > 0; left -= 1) crowd.push(await world.person());
    });
    afterAll(async () => {
      await replicas?.close();
      await world?.close();
    });

    const everybody = <T>(does: (anna: Actor, at: number) => PromiseLike<T>): Promise<T[]> =>
      Promise.all(crowd.map(does));

    it('take an update that reaches both of them once', async () => {
      const first = world.telegram.lastUpdateId;
      await everybody((anna) =>
        anna
          .opens('/start')
          .presses('Сеченовский университет')
          .presses('Согласен(на), продолжить')
          .shares()
          .expects(/Позвоните сюда/),
      );
      const updates = world.telegram.lastUpdateId - first;
      expect(updates).toBe(4 * CROWD);
      await world.quiet();

      const { prisma } = world.database;
      expect({
        taken: await prisma.processed.count(),
        conversations: await prisma.conversation.count(),
        consents: await prisma.consent.count(),
        registrations: await prisma.registration.count(),
        calls: await prisma.verification.count(),
      }).toEqual({ taken: updates, conversations: CROWD, consents: CROWD, registrations: CROWD, calls: CROWD });
      // Institution (changed into the consent), phone, number taken, call: nobody read anything twice, or in another order.
      const one = written(crowd[0] as Actor).map((text) => text.slice(0, 12));
      for (const anna of crowd) expect(written(anna).map((text) => text.slice(0, 12))).toEqual(one);
      expect(world.log.filter((line) => line.includes('"level":50'))).toEqual([]);
    });

    it('let a timer ring once', async () => {
      const before = crowd.map((anna) => written(anna).length);
      await world.passes(5 * 60_000 + 1000);
      await everybody((anna) => anna.expects(/Время вышло/));
      await world.quiet();
      expect(crowd.map((anna, at) => written(anna).length - (before[at] ?? 0))).toEqual(crowd.map(() => 1));
    });

    it('write one letter to each', async () => {
      await everybody((anna) => anna.presses('Повторить').expects(/Позвоните сюда/));
      await everybody((anna) => world.telephone.call({ from: anna.phone, to: LINE }));
      await everybody((anna) => anna.expects(/Напишите адрес/));
      await everybody((anna, at) => anna.types(`crowd.${at}@example.org`).expects(/Отправил письмо/));
      await eventually('as many letters', () => world.mailbox.letters().length >= CROWD);
      await eventually('no letter left to write', async () => {
        const { rows } = await world.database.pool.query(
          `SELECT 1 FROM graphile_worker.jobs WHERE task_identifier = 'letter'`,
        );
        return rows.length === 0;
      });
      const addresses = world.mailbox.letters().map(({ to }) => to);
      expect(new Set(addresses).size).toBe(CROWD);
      expect(addresses.length).toBe(CROWD);
    });

    it('take a press and a text of one person one after the other', async () => {
      const before = await world.database.prisma.processed.count();
      await Promise.all(
        crowd.slice(0, 20).map(async (anna, at) => {
          const { message, button } = await anna.button('Другой адрес');
          await anna.does((person) => {
            person.press(button.text, message.messageId);
            person.send(`other.${at}@example.org`);
          });
        }),
      );
      await eventually('both of each', async () => (await world.database.prisma.processed.count()) >= before + 40);
      await world.quiet();
      for (const [at, anna] of crowd.slice(0, 20).entries()) {
        const chatId = BigInt(anna.person.id);
        const { step } = await world.database.prisma.conversation.findFirstOrThrow({ where: { chatId } });
        const links = await world.database.prisma.verification.findMany({ where: { chatId, kind: 'link' } });
        const alive = links.filter(({ cancelledAt }) => cancelledAt === null).map(({ target }) => target);
        // Whichever came first: the address was taken once, and the last screen is that of the step.
        expect({ step, alive }).toEqual({ step: 'letter', alive: [`other.${at}@example.org`] });
        expect(links.length).toBe(2);
        await anna.expects(new RegExp(`Отправил письмо на other\\.${at}@`));
      }
    });

    it('keep the order of a chat’s messages', async () => {
      const some = crowd.slice(0, 5);
      const batches = Array.from({ length: 8 }, (_, batch) =>
        Array.from({ length: 5 }, (_, at) => `№ ${batch * 5 + at}`),
      );
      await Promise.all(
        some.map(async (anna) => {
          for (const words of batches) await decides(world, anna, words);
        }),
      );
      await world.quiet();
      for (const anna of some) expect(written(anna).filter((text) => text.startsWith('№ '))).toEqual(batches.flat());
    });
  });

  describe('of which one is killed', () => {
    let world: World;
    const bots: BotProcess[] = [];
    beforeAll(async () => {
      world = await World.open({ house: 'elsewhere' });
      bots.push(await BotProcess.start(world.settings));
    });
    afterAll(async () => {
      for (const bot of bots) await bot.kill9();
      await world?.close();
    });

    /** The locks under which the living processes hold their names. */
    async function names(): Promise<string[]> {
      const { rows } = await world.database.pool.query<{ name: string }>(
        `SELECT objid::text AS name FROM pg_locks
         WHERE locktype = 'advisory' AND classid = 1886547824 AND objsubid = 2 AND granted
           AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`,
      );
      return rows.map(({ name }) => name);
    }

    it('has the other one send its messages and free its jobs, long before its leases run out', async () => {
      const [first] = bots as [BotProcess];
      const { prisma, pool } = world.database;
      const [anna, boris] = [await world.person(), await world.person()];
      await anna.opens('/start').presses('Сеченовский университет').presses('Согласен(на), продолжить').shares();
      await anna.expects(/Позвоните сюда/);
      await boris.opens('/start');
      const [nameOfFirst] = await names();
      const second = await BotProcess.start(world.settings);
      bots.push(second);
      // Two that ask Telegram for updates get into each other's way; that is said, and ends nobody.
      await eventually('a conflict', () => second.log.some((line) => line.includes('409')));

      // One of them is held up in a call to Telegram, and in a job; its leases are too long to be waited for.
      // The call ends when the test does, unless its process gives it up before: then the next one is as slow.
      const slow = { method: 'sendMessage', chatId: anna.person.id, kind: 'slow', delayMs: 600_000 } as const;
      let inCall = false;
      const onMet = () => {
        inCall = true;
      };
      world.telegram.fault({ ...slow, times: 100, onMet });
      await decides(world, anna, ['one', 'two', 'three']);
      await eventually('the call', () => inCall);
      const mine = { where: { chatId: BigInt(anna.person.id) } };
      const holder = await eventually(
        'the lease',
        async () => (await prisma.conversation.findFirstOrThrow(mine)).senderId,
      );
      const { rows: lock } = await pool.query<{ name: string }>('SELECT hashtext($1)::oid::text AS name', [holder]);
      const [held, other] = lock[0]?.name === nameOfFirst ? [first, second] : [second, first];
      held.freeze();
      world.telegram.clearFaults();
      const senderUntil = new Date(Date.now() + 3_600_000);
      await prisma.conversation.updateMany({ where: { senderId: holder }, data: { senderUntil } });
      const { rowCount } = await pool.query(
        `UPDATE graphile_worker._private_jobs SET locked_at = now(), locked_by = $1 WHERE key LIKE 'call-expiry:%'`,
        [holder],
      );
      expect(rowCount).toBe(1);

      // While it lives, the other one serves everybody else.
      await decides(world, boris, ['meanwhile']);
      await eventually('the other one at work', () => written(boris).includes('meanwhile'));
      expect(written(anna)).not.toContain('one');
      expect(await prisma.conversation.findFirstOrThrow(mine)).toMatchObject({ senderId: holder, senderUntil });

      await held.kill9();
      await eventually('the messages', () => written(anna).includes('three'));
      expect(written(anna).slice(-3)).toEqual(['one', 'two', 'three']);
      const { rows } = await pool.query('SELECT 1 FROM graphile_worker._private_jobs WHERE locked_by = $1', [holder]);
      expect(rows).toEqual([]);
      await other.answers('/healthz', 200);
    });
  });
});
