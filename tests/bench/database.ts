import { findServer, freshDatabase, type TestDatabase } from '#tests/support/server.ts';

/** Runs `work` on a fresh database, of the server on which the tests run. */
export async function onDatabase<T>(work: (database: TestDatabase) => Promise<T>): Promise<T> {
  const found = await findServer();
  try {
    console.log(`database: ${found.name}`);
    const database = await freshDatabase(found.server);
    try {
      return await work(database);
    } finally {
      await database.close();
    }
  } finally {
    await found.stop();
  }
}
