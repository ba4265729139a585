import { existsSync, readFileSync } from 'node:fs';
import type { Reporter, TestModule, Vitest } from 'vitest/node';

/** Closes the run: which database it used, what the tests remarked, and on the last line how many passed and failed. */
export default class ClosingLines implements Reporter {
  private vitest: Vitest | undefined;

  onInit(vitest: Vitest): void {
    this.vitest = vitest;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly unknown[]): void {
    const { databaseName = 'none', remarksFile = '' } = this.vitest?.getRootProject().getProvidedContext() ?? {};
    const remarks = existsSync(remarksFile) ? readFileSync(remarksFile, 'utf8').split('\n').filter(Boolean) : [];
    const lines = [`database: ${databaseName}`, ...[...new Set(remarks)].map((remark) => `remark: ${remark}`)];
    process.stdout.write(`${lines.join('\n')}\n${closing(modules, unhandled.length)}\n`);
  }
}

/** A file that could not be loaded, and an error outside any test, count as failed: nothing red may close as green. */
function closing(modules: readonly TestModule[], unhandled: number): string {
  const count = { passed: 0, failed: unhandled, skipped: 0 };
  for (const module of modules) {
    const before = count.failed;
    for (const test of module.children.allTests()) {
      const { state } = test.result();
      count[state === 'pending' ? 'skipped' : state] += 1;
    }
    if (!module.ok() && count.failed === before) count.failed += 1;
  }
  const skipped = count.skipped > 0 ? `, ${count.skipped} skipped` : '';
  return `tests: ${count.passed} passed, ${count.failed} failed${skipped}`;
}
