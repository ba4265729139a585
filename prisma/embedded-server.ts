import type { PGlite } from '@electric-sql/pglite';
import { PGLiteSocketServer } from '@electric-sql/pglite-socket';

export async function serve(lite: PGlite, path: string): Promise<{ close(): Promise<void> }> {
  const server = new PGLiteSocketServer({ db: lite, path, maxConnections: 100 });
  await server.start();
  return { close: () => server.stop() };
}
