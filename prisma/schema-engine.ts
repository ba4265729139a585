import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  ColumnTypeEnum,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import * as engine from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';

/** Where Prisma's schema lies, and what it says. */
export const schemaFile = join(import.meta.dirname, 'schema.prisma');
export const readSchema = (): { path: string; content: string } => ({
  path: 'schema.prisma',
  content: readFileSync(schemaFile, 'utf8'),
});

/** No table is kept outside Prisma's schema; graphile-worker's live in a schema of their own. */
export const filters = { externalTables: [], externalEnums: [] };

/** TypeScript knows WebAssembly only together with the browser's other names. */
const { WebAssembly: wasm } = globalThis as unknown as {
  WebAssembly: {
    Module: new (bytes: Uint8Array) => object;
    Instance: new (module: object, imports: object) => { exports: Record<string, unknown> };
  };
};
let loaded = false;

/**
 * Works with Prisma's schema engine over this connection. It is the WebAssembly one: the native one is a download that not every
 * place can reach.
 */
export async function withSchemaEngine<T>(
  connection: pg.PoolConfig,
  work: (engine: SchemaEngine) => Promise<T>,
): Promise<T> {
  if (!loaded) load();
  const { path, content } = readSchema();
  const pool = new pg.Pool({ ...connection, max: 1 });
  const adapter = bindMigrationAwareSqlAdapterFactory(engineAdapter(pool));
  const running = await engine.SchemaEngine.new({ datamodels: [[path, content]] }, () => {}, adapter);
  try {
    return await work(running);
  } finally {
    running.free();
    await pool.end();
  }
}

/** Node 20 does not import `.wasm` files, so the package's own entry cannot be used: this does what it would. */
function load(): void {
  const set_message = (message: string): never => {
    throw new Error(`Prisma's schema engine failed: ${message}`);
  };
  Object.assign(globalThis, { PRISMA_WASM_PANIC_REGISTRY: { set_message } });
  const file = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const imports = { './schema_engine_bg.js': Object.fromEntries(Object.entries(engine).map(letProcessEnd)) };
  const { exports } = new wasm.Instance(new wasm.Module(readFileSync(file)), imports);
  engine.__wbg_set_wasm(exports);
  const start = exports.__wbindgen_start;
  if (typeof start !== 'function') throw new Error(`${file} is not the schema engine this code knows`);
  start();
  loaded = true;
}

/** The engine never clears the ten seconds in which it would give up on its own lock; a command that is done must not wait for them. */
function letProcessEnd([name, imported]: [string, unknown]): [string, unknown] {
  if (!name.startsWith('__wbg_setTimeout_') || typeof imported !== 'function') return [name, imported];
  return [
    name,
    (...args: unknown[]) => {
      const timer: NodeJS.Timeout = imported(...args);
      return timer.unref();
    },
  ];
}

/** PostgreSQL's one-byte "char" and ordinary text, by their numbers in pg_type. */
const CHAR = 18;
const TEXT = 25;

/**
 * Prisma's adapter as the schema engine needs it. It differs from the ordinary one in two ways:
 * - a migration is sent as one script, which PostgreSQL runs as one transaction; the adapter's own way cuts it at every semicolon,
 *   also inside functions, and leaves half a migration behind when it fails;
 * - the catalogue's "char" columns are passed on as characters; the adapter refuses them.
 */
function engineAdapter(pool: pg.Pool): SqlMigrationAwareDriverAdapterFactory {
  const factory = new PrismaPg(pool);
  // The engine asks one question at a time, so these are the latest answer's columns.
  let characters: number[] = [];
  const query = pool.query.bind(pool);
  pool.query = (async (config: pg.QueryConfig) => {
    const result = await query(config);
    // A script of several statements has several results, and no fields here.
    const fields = result.fields ?? [];
    characters = fields.flatMap(({ dataTypeID }, index) => (dataTypeID === CHAR ? [index] : []));
    for (const field of fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
    return result;
  }) as typeof pool.query;
  const connect = async () => {
    const adapter = await factory.connect();
    const queryRaw = adapter.queryRaw.bind(adapter);
    adapter.queryRaw = async (question) => {
      const answer = await queryRaw(question);
      for (const index of characters) answer.columnTypes[index] = ColumnTypeEnum.Character;
      return answer;
    };
    adapter.executeScript = async (sql) => {
      await adapter.executeRaw({ sql, args: [], argTypes: [] });
    };
    return adapter;
  };
  // The engine replays migrations in its "shadow" database only to compare them: then `pool` leads to an empty one, and serves.
  return { provider: factory.provider, adapterName: factory.adapterName, connect, connectToShadowDb: connect };
}
