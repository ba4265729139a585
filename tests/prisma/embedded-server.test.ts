import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type EmbeddedServer, serve } from '#prisma/embedded-server.ts';

const folder = mkdtempSync(join(tmpdir(), 'propusk-server-'));
let lite: PGlite;
let server: EmbeddedServer;

beforeAll(async () => {
  lite = new PGlite();
  server = await serve(lite, join(folder, '.s.PGSQL.5432'));
}, 60_000);
afterAll(async () => {
  await server.close();
  await lite.close();
  rmSync(folder, { recursive: true });
});

async function client(): Promise<pg.Client> {
  const client = new pg.Client({ host: folder, user: 'postgres', password: 'unused', database: 'postgres' });
  client.on('error', () => {});
  await client.connect();
  return client;
}

const pool = (max: number) =>
  new pg.Pool({ host: folder, user: 'postgres', password: 'unused', database: 'postgres', max });

it('gives each client its own prepared statements', async () => {
  const [one, other] = [await client(), await client()];
  const ask = (who: pg.Client, text: string) => who.query({ name: 'same', text, values: [7] });
  expect((await ask(one, 'SELECT $1::int AS n')).rows).toEqual([{ n: 7 }]);
  expect((await ask(other, 'SELECT $1::int + 1 AS n')).rows).toEqual([{ n: 8 }]);
  expect((await ask(one, 'SELECT $1::int AS n')).rows).toEqual([{ n: 7 }]);
  await one.end();
  await expect.poll(async () => (await other.query('SELECT 1 FROM pg_prepared_statements')).rowCount).toBe(1);
  await other.end();
});

it('mixes up nothing when many ask at once', async () => {
  const many = pool(10);
  const answers = await Promise.all(
    Array.from({ length: 300 }, (_, n) =>
      n % 2 ? many.query('SELECT $1::int AS n', [n]) : many.query('SELECT $2::text AS t, $1::int AS n', [n, `${n}`]),
    ),
  );
  expect(answers.map(({ rows }) => rows[0]?.n)).toEqual(Array.from({ length: 300 }, (_, n) => n));
  await many.end();
});

it('lets a transaction finish before another client speaks', async () => {
  const [one, other] = [await client(), await client()];
  await one.query('BEGIN');
  await one.query('CREATE TABLE seen (n int)');
  const waiting = other.query('SELECT count(*)::int AS n FROM seen');
  await one.query('INSERT INTO seen VALUES (1)');
  await one.query('COMMIT');
  expect((await waiting).rows).toEqual([{ n: 1 }]);
  await Promise.all([one.end(), other.end()]);
});

it('rolls back what a client had begun that broke off', async () => {
  const [one, other] = [await client(), await client()];
  await one.query('BEGIN');
  await one.query('CREATE TABLE unfinished (n int)');
  const waiting = other.query(`SELECT to_regclass('unfinished') AS t`);
  await one.end();
  expect((await waiting).rows).toEqual([{ t: null }]);
  await other.end();
});

it('tells those who listen, and no one else', async () => {
  const [ear, deaf, mouth] = [await client(), await client(), await client()];
  const heard: string[] = [];
  ear.on('notification', ({ channel, payload }) => heard.push(`ear ${channel} ${payload}`));
  deaf.on('notification', ({ channel }) => heard.push(`deaf ${channel}`));
  await ear.query('LISTEN "jobs:insert"');
  await deaf.query('LISTEN "jobs:insert"');
  await deaf.query('UNLISTEN "jobs:insert"');
  await mouth.query(`SELECT pg_notify('jobs:insert', 'one')`);
  await mouth.query('BEGIN');
  await mouth.query(`SELECT pg_notify('jobs:insert', 'never')`);
  await mouth.query('ROLLBACK');
  await expect.poll(() => heard).toEqual(['ear jobs:insert one']);
  await Promise.all([ear.end(), deaf.end(), mouth.end()]);
});

it('takes a message in pieces, and an answer of megabytes', async () => {
  const one = await client();
  const long = 'ж'.repeat(3_000_000);
  const { rows } = await one.query('SELECT $1::text AS t', [long]);
  expect(rows[0]?.t === long).toBe(true);
  await one.end();
});

it('survives errors, and the one command that PGlite does not', async () => {
  const one = await client();
  await expect(one.query('SELECT * FROM nowhere')).rejects.toMatchObject({ code: '42P01' });
  await expect(one.query('SELECT $1::int', ['x'])).rejects.toMatchObject({ code: '22P02' });
  await expect(one.query('COPY pg_class FROM STDIN')).rejects.toMatchObject({ code: '0A000' });
  expect((await one.query('SELECT 1 AS n')).rows).toEqual([{ n: 1 }]);
  await one.end();
});
