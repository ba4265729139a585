import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig, type TestProjectInlineConfiguration } from 'vitest/config';
import { LongestFirst } from './tests/support/order.ts';

const tests = join(import.meta.dirname, 'tests');
const files = readdirSync(tests, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.test\.tsx?$/.test(file))
  .map((file) => `tests/${file}`);
/** Files that replace a module need its copy to themselves; the others share what their process has loaded already. */
const apart = files.filter((file) => readFileSync(join(import.meta.dirname, file), 'utf8').includes('vi.mock('));

const project = (name: string, isolate: boolean, include: string[]): TestProjectInlineConfiguration => ({
  test: {
    name,
    include,
    isolate,
    setupFiles: ['tests/support/timeouts.ts', 'tests/support/seed.ts'],
    pool: 'forks',
    maxWorkers: 2,
    // A busy machine takes its time, and nothing asserts how long; what is polled for comes at last.
    testTimeout: 60_000,
    hookTimeout: 60_000,
    expect: { poll: { timeout: 30_000 } },
  },
});

export default defineConfig({
  test: {
    projects: [
      project(
        'together',
        false,
        files.filter((file) => !apart.includes(file)),
      ),
      project('apart', true, apart),
    ],
    globalSetup: 'tests/support/global-setup.ts',
    reporters: ['default', './tests/support/reporter.ts'],
    sequence: { sequencer: LongestFirst },
  },
});
