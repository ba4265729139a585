import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { serve } from './embedded-server.ts';
import { engineList, migrationsFolder, readMigrations } from './migrations.ts';
import { filters, readSchema, withSchemaEngine } from './schema-engine.ts';

/**
 * The SQL that leads from the migrations of the folder to schema.prisma; empty when they agree.
 * Both are compared in an empty database in memory: no server is needed.
 */
export async function nextMigration(folder: string = migrationsFolder): Promise<string> {
  const folderOfSocket = mkdtempSync(join(tmpdir(), 'propusk-diff-'));
  const lite = new PGlite();
  const server = await serve(lite, join(folderOfSocket, '.s.PGSQL.5432'));
  try {
    const connection = { host: folderOfSocket, user: 'postgres', database: 'postgres' };
    const { stdout } = await withSchemaEngine(connection, (engine) =>
      engine.diff({
        from: { tag: 'migrations', ...engineList(readMigrations(folder), folder) },
        to: { tag: 'schemaDatamodel', files: [readSchema()] },
        script: true,
        exitCode: null,
        filters,
      }),
    );
    const sql = stdout?.trim() ?? '';
    return sql === '-- This is an empty migration.' ? '' : sql;
  } finally {
    await server.close();
    await lite.close();
    rmSync(folderOfSocket, { recursive: true, force: true });
  }
}

/** Writes `<timestamp>_<name>/migration.sql` and returns its path, or null when there is nothing to do. */
export async function writeMigration(
  name: string,
  now: Date,
  folder: string = migrationsFolder,
): Promise<string | null> {
  if (!/^[a-z0-9_]{1,60}$/.test(name))
    throw new Error('A migration is named by small letters, digits and _: add_tickets');
  const sql = await nextMigration(folder);
  if (sql === '') return null;
  const timestamp = now
    .toISOString()
    .replaceAll(/[^0-9]/g, '')
    .slice(0, 14);
  const path = join(folder, `${timestamp}_${name}`, 'migration.sql');
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, `${sql}\n`);
  writeFileSync(
    join(folder, 'migration_lock.toml'),
    '# Prisma reads which database the migrations are for.\nprovider = "postgresql"\n',
  );
  return path;
}

if (process.argv[1] === import.meta.filename) {
  const name = process.argv[2];
  if (name === undefined) {
    console.error('Usage: npm run migration -- NAME    (after changing prisma/schema.prisma)');
    process.exitCode = 2;
  } else {
    const path = await writeMigration(name, new Date());
    console.log(
      path === null
        ? 'Nothing to do: the migrations already lead to schema.prisma.'
        : `Written: ${path}\nRead it before you commit it.`,
    );
  }
}
