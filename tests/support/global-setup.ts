import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { sharedFaq } from './faq.ts';
import { findServer, type TestServer } from './server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    testServer: TestServer;
    /** In people's words, for the closing lines. */
    databaseName: string;
    remarksFile: string;
  }
}

/** Makes what all tests share: one database server for the whole run. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  // Not among the temporary files: a run that is killed leaves it behind.
  const remarks = join(import.meta.dirname, '../../node_modules/.cache', `propusk-remarks-${process.pid}`);
  mkdirSync(dirname(remarks), { recursive: true });
  writeFileSync(remarks, '');
  project.provide('remarksFile', remarks);
  // Learnt once, not by every file of tests.
  const [{ server, name, stop }] = await Promise.all([findServer(), sharedFaq()]);
  project.provide('testServer', server);
  project.provide('databaseName', name);
  console.log(`database: ${name}`);
  return async () => {
    await stop();
    rmSync(remarks);
  };
}
