import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type JobHandler, type JobRunnerDeps, startJobs } from '#bot/jobs.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { concurrently, type TestDatabase, testDatabase } from '#tests/support/database.ts';
import { eventually } from '#tests/support/world.ts';

let database: TestDatabase;
let stops: (() => Promise<void>)[];
beforeEach(async () => {
  database = await testDatabase();
  stops = [];
});
afterEach(async () => {
  for (const stop of stops) await stop();
  await database.close();
});

async function run(name: string, greet: JobHandler, more: Partial<JobRunnerDeps> = {}): Promise<void> {
  const log = pino({ level: 'silent' });
  const handlers = { greet };
  const deps = { pool: database.pool, name, handlers, concurrency: 3, pollInterval: 200, log, onDead: () => undefined };
  const { stop } = await startJobs({ ...deps, ...more });
  stops.push(stop);
}

const greet = (whom: string): Promise<void> => database.prisma.$transaction((db) => sqlJobs(db).add('greet', { whom }));

describe('jobs', () => {
  it('are each run once by many runners', async () => {
    concurrently('many runners of jobs');
    const greeted: string[] = [];
    const handler: JobHandler = async (payload) => {
      await sleep(2);
      greeted.push((payload as { whom: string }).whom);
    };
    await Promise.all(['one', 'two', 'three'].map((name) => run(name, handler)));
    const everybody = Array.from({ length: 100 }, (_, at) => String(at));
    await Promise.all(everybody.map(greet));
    await eventually('all of them', async () => {
      const { rowCount } = await database.pool.query('SELECT 1 FROM graphile_worker.jobs');
      return rowCount === 0;
    });
    // Whatever is under way ends first.
    for (const stop of stops.splice(0)) await stop();
    expect([...greeted].sort()).toEqual([...everybody].sort());
  });

  it('do not wait for others that wait for a server far away', async () => {
    let answer = (): void => undefined;
    const silence = new Promise<void>((resolve) => {
      answer = resolve;
    });
    const greeted: unknown[] = [];
    const slowHandlers = { ask: () => silence };
    await run('one', async (payload) => void greeted.push(payload), { slowHandlers, concurrency: 2, patience: 100 });
    await database.prisma.$transaction(async (db) => {
      for (const whom of ['mail', 'mail', 'mail', 'sms']) await sqlJobs(db).add('ask', { whom });
    });
    await eventually('all slow workers to be busy', async () => {
      const { rowCount } = await database.pool.query('SELECT 1 FROM graphile_worker.jobs WHERE locked_at IS NOT NULL');
      return rowCount === 2;
    });
    await greet('Anna');
    await eventually('the greeting', () => greeted.length === 1);
    answer();
  });

  it('are not held up by those that keep the processor busy, nor is mail', async () => {
    let end = (): void => undefined;
    const reading = new Promise<void>((resolve) => {
      end = resolve;
    });
    const done: string[] = [];
    const note = async (payload: unknown): Promise<void> => void done.push(JSON.stringify(payload));
    const kinds = { slowHandlers: { letter: note }, heavyHandlers: { picture: () => reading } };
    await run('one', note, { ...kinds, concurrency: 2, patience: 100 });
    await database.prisma.$transaction(async (db) => {
      for (let picture = 0; picture < 6; picture += 1) await sqlJobs(db).add('picture', { picture });
    });
    await eventually('all heavy workers to be busy', async () => {
      const { rowCount } = await database.pool.query('SELECT 1 FROM graphile_worker.jobs WHERE locked_at IS NOT NULL');
      return rowCount === 2;
    });
    await database.prisma.$transaction((db) => sqlJobs(db).add('letter', { to: 'Anna' }));
    await greet('Anna');
    await eventually('the letter and the greeting', () => done.length === 2);
    end();
  });

  it('are locked in the process’s name while they run', async () => {
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await run('this very process', () => held);
    await greet('Anna');
    const { rows } = await eventually('the lock', async () => {
      const found = await database.pool.query('SELECT locked_by FROM graphile_worker.jobs WHERE locked_at IS NOT NULL');
      return found.rowCount ? found : null;
    });
    release();
    expect(rows).toEqual([{ locked_by: 'this very process' }]);
  });

  it('are given back when they were locked for us over a connection that broke', async () => {
    const greeted: string[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => {
      release = resolve;
    });
    await greet('Boris');
    // As the database is left when the answer that names the job gets lost; not long ago, until Anna's is under way.
    await database.pool.query(
      `UPDATE graphile_worker._private_jobs SET locked_at = now() + interval '1 hour', locked_by = 'us'`,
    );
    await run(
      'us',
      async (payload) => {
        const { whom } = payload as { whom: string };
        greeted.push(whom);
        if (whom === 'Anna') await held;
      },
      { quietTime: 1000 },
    );
    await greet('Anna');
    await eventually('Anna', () => greeted.includes('Anna'));
    await database.pool.query(`UPDATE graphile_worker._private_jobs SET locked_at = now() - interval '10 seconds'`);
    await eventually('Boris', () => greeted.includes('Boris'));
    // The one that really runs is not run again.
    expect(greeted).toEqual(['Anna', 'Boris']);
    release();
  });
});
