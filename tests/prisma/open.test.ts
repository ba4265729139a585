import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Logger, run } from 'graphile-worker';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '#prisma/open.ts';

/** A first start makes a database, which takes seconds, longer beside other tests. */
const SLOW = 180_000;

const top = mkdtempSync(join(tmpdir(), 'propusk-open-'));
const open: Database[] = [];
const children: ChildProcess[] = [];

afterEach(async () => {
  // Whoever opens the database next is not to find an owner who is about to die.
  await Promise.all(
    children.splice(0).map(async (child) => {
      const gone = child.exitCode !== null || child.signalCode !== null || once(child, 'exit');
      child.kill('SIGKILL');
      await gone;
    }),
  );
  for (const database of open.splice(0).reverse()) await database.close();
});
afterAll(() => rmSync(top, { recursive: true }));

async function opened(dataDir: string): Promise<Database> {
  const database = await openDatabase({ dataDir });
  open.push(database);
  return database;
}

/** Another process that opens the database, runs `body` (with `database` in scope) and stays. Its lines arrive one by one. */
function child(dataDir: string, body: string) {
  const code = `
    import { openDatabase } from '#prisma/open.ts';
    const database = await openDatabase({ dataDir: ${JSON.stringify(dataDir)} });
    const say = (text) => process.stdout.write(text + '\\n');
    ${body}
    setInterval(() => {}, 1000);`;
  const started = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', code], {
    cwd: join(import.meta.dirname, '../..'),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(started);
  let said = '';
  started.stdout.on('data', (bytes) => {
    said += bytes;
  });
  return {
    process: started,
    says: (line: string) => expect.poll(() => said.split('\n'), { timeout: SLOW, interval: 20 }).toContain(line),
  };
}

const limit = (key: string) => ({ key, count: 1, resetAt: new Date(0) });

describe('the embedded database', () => {
  const dataDir = join(top, 'data');

  it('is made by one of several processes that start at once', { timeout: SLOW }, async () => {
    const all = [1, 2, 3].map((n) =>
      child(
        dataDir,
        `await database.prisma.limit.create({ data: { key: 'c${n}', count: 1, resetAt: new Date(0) } }); say('done');`,
      ),
    );
    await Promise.all(all.map(({ says }) => says('done')));
    const database = await opened(dataDir);
    expect(await database.prisma.limit.count()).toBe(3);
  });

  it('keeps what was written, through a close', { timeout: SLOW }, async () => {
    const first = await openDatabase({ dataDir });
    await first.prisma.limit.create({ data: limit('kept') });
    await first.close();

    const second = await opened(dataDir);
    expect(second.embedded).toBe(true);
    expect(await second.prisma.limit.count({ where: { key: 'kept' } })).toBe(1);
  });

  it('keeps what was committed, through kill -9', { timeout: SLOW }, async () => {
    const writer = child(
      dataDir,
      `for (let n = 0; ; n += 1) {
         await database.prisma.limit.create({ data: { key: 'n' + n, count: n, resetAt: new Date(0) } });
         say('wrote ' + n);
       }`,
    );
    await writer.says('wrote 25');
    writer.process.kill('SIGKILL');
    await once(writer.process, 'exit');

    const database = await opened(dataDir);
    expect(await database.prisma.limit.count({ where: { key: { startsWith: 'n' } } })).toBeGreaterThan(25);
  });

  it('is joined, not opened twice, by a second process', { timeout: SLOW }, async () => {
    const bot = child(dataDir, `say('open');`);
    await bot.says('open');

    const command = await opened(dataDir);
    await command.prisma.limit.create({ data: limit('from the command') });
    await command.close();
    open.splice(0);

    // The owner goes on as if nobody had been there.
    const again = await opened(dataDir);
    expect(await again.prisma.limit.count({ where: { key: 'from the command' } })).toBe(1);
  });

  it('starts anew where it was killed while it was made, in a folder however deep', { timeout: SLOW }, async () => {
    const deep = join(top, 'a-long-name-'.repeat(12), 'data');
    mkdirSync(join(deep, 'pg/base'), { recursive: true });
    const database = await opened(deep);
    expect(await database.prisma.limit.count()).toBe(0);

    // A Unix socket's path must be short, and only this user may reach it.
    const { host, port } = database.connection;
    expect(Buffer.byteLength(`${host}/.s.PGSQL.${port}`)).toBeLessThan(104);
    expect(statSync(String(host)).mode & 0o777).toBe(0o700);
    expect(statSync(join(deep, 'pg')).mode & 0o777).toBe(0o700);
  });

  it('serves many transactions and jobs at the same time', { timeout: SLOW }, async () => {
    const database = await opened(dataDir);
    const { prisma, pool } = database;
    const done: number[] = [];
    const worker = await run({
      pgPool: pool,
      concurrency: 4,
      // Longer than the test: only LISTEN can bring the jobs in time.
      pollInterval: 120_000,
      noHandleSignals: true,
      logger: new Logger(() => () => {}),
      taskList: {
        count: async (payload) => {
          const { n } = payload as { n: number };
          await prisma.$transaction((db) => db.limit.create({ data: limit(`job ${n}`) }));
          done.push(n);
        },
      },
    });
    await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        prisma.$transaction(async (db) => {
          await db.limit.create({ data: limit(`tx ${n}`) });
          await db.$queryRaw`SELECT graphile_worker.add_job('count', json_build_object('n', ${n}::int))::text`;
          await db.limit.update({ where: { key: `tx ${n}` }, data: { count: { increment: 1 } } });
        }),
      ),
    );
    await expect.poll(() => done.length, { timeout: SLOW }).toBe(20);
    await worker.stop();
    expect(await prisma.limit.count({ where: { key: { startsWith: 'tx' }, count: 2 } })).toBe(20);
    expect(await prisma.limit.count({ where: { key: { startsWith: 'job' } } })).toBe(20);
  });
});
