import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { assertMigrated, migrate } from '#prisma/migrate.ts';
import { migrationsFolder, readMigrations } from '#prisma/migrations.ts';
import { nextMigration, writeMigration } from '#prisma/new-migration.ts';
import { concurrently, testDatabase } from '#tests/support/database.ts';

it('the migrations lead to schema.prisma', { timeout: 180_000 }, async () => {
  // When this fails: npm run migration -- a_name
  expect(await nextMigration()).toBe('');
});

describe('a migration', async () => {
  const database = await testDatabase();
  const connection = { connectionString: database.url };
  const folder = mkdtempSync(join(tmpdir(), 'propusk-migrations-'));
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true });
  });

  const put = (name: string, sql: string) => {
    mkdirSync(join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, 'migration.sql'), sql);
  };
  const exists = async (table: string) =>
    (await database.pool.query('SELECT to_regclass($1) IS NOT NULL AS found', [table])).rows[0]?.found;

  beforeEach(async () => {
    await database.pool.query(
      'DROP SCHEMA public CASCADE; CREATE SCHEMA public; DROP SCHEMA IF EXISTS graphile_worker CASCADE;',
    );
    rmSync(folder, { recursive: true });
    put('20260101000000_one', 'CREATE TABLE one (n int);');
  });

  it('is applied once, with all that are new', async () => {
    expect(await migrate(connection, folder)).toEqual(['20260101000000_one']);
    put('20260102000000_two', 'CREATE TABLE two (n int);');
    await expect(assertMigrated(connection, folder)).rejects.toThrow(/20260102000000_two.*is missing/);
    expect(await migrate(connection, folder)).toEqual(['20260102000000_two']);
    expect(await migrate(connection, folder)).toEqual([]);
    await assertMigrated(connection, folder);
    expect([await exists('two'), await exists('graphile_worker._private_jobs')]).toEqual([true, true]);
  });

  it('is applied once when replicas start at the same time', async () => {
    // PGlite's one session holds a lock as often as it likes; there the owner migrates before anyone else can connect.
    if (!concurrently('replicas that migrate at the same time')) return;
    const applied = await Promise.all([1, 2, 3, 4].map(() => migrate(connection, folder)));
    expect(applied.flat()).toEqual(['20260101000000_one']);
  });

  it('makes the house’s own tables', async () => {
    expect(await migrate(connection)).toEqual(readMigrations().map(({ name }) => name));
    expect(await database.prisma.person.count()).toBe(0);
  });

  it('may hold functions, and leaves nothing behind when it fails', async () => {
    put(
      '20260102000000_two',
      `CREATE TABLE two (n int);
       CREATE FUNCTION three() RETURNS int LANGUAGE plpgsql AS $$ BEGIN PERFORM 1; RETURN 3; END $$;
       SELECT 1 / (three() - 3);`,
    );
    await expect(migrate(connection, folder)).rejects.toThrow(/division by zero/);
    expect([await exists('one'), await exists('two')]).toEqual([true, false]);
    await expect(migrate(connection, folder)).rejects.toThrow(/20260102000000_two stopped half-way.*start again/s);

    put('20260102000000_two', 'CREATE TABLE two (n int);');
    await database.pool.query('DELETE FROM _prisma_migrations WHERE finished_at IS NULL');
    expect(await migrate(connection, folder)).toEqual(['20260102000000_two']);
  });

  it('must not be changed once it is applied', async () => {
    await migrate(connection, folder);
    put('20260101000000_one', 'CREATE TABLE one (n bigint);');
    await expect(migrate(connection, folder)).rejects.toThrow(/20260101000000_one was changed.*npm run migration/s);
  });

  it('of a newer replica is no error', async () => {
    put('20260102000000_two', 'CREATE TABLE two (n int);');
    await migrate(connection, folder);
    rmSync(join(folder, '20260102000000_two'), { recursive: true });
    expect(await migrate(connection, folder)).toEqual([]);
  });

  it('is written for what the schema has and the migrations lack', { timeout: 180_000 }, async () => {
    rmSync(folder, { recursive: true });
    cpSync(migrationsFolder, folder, { recursive: true });
    put('20990101000000_less', 'DROP TABLE "Limit";');
    const path = await writeMigration('limits_again', new Date('2099-02-01T10:00:00Z'), folder);
    expect(path).toBe(join(folder, '20990201100000_limits_again', 'migration.sql'));
    expect(readMigrations(folder).at(-1)?.sql).toContain('CREATE TABLE "Limit"');
    await expect(writeMigration('Ш', new Date(), folder)).rejects.toThrow(/small letters/);
  });
});
