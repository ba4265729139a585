import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * The files that take longest, in the order in which they are begun: one that came last would run alone at the end. `crash` and
 * `start` start whole processes all the time, so others are begun between them.
 */
const LONGEST = [
  'e2e/crash',
  'e2e/school-story',
  'e2e/faults',
  'sandbox/page',
  'e2e/school-registration',
  'e2e/email',
  'e2e/start',
  'e2e/school-crash',
  'e2e/browser',
  'web/school-browser',
  'e2e/replicas',
  'web/desk-browser',
].map((name) => `/tests/${name}.test.ts`);

/** The same order on every machine: it does not depend on what earlier runs have left in a cache. */
export class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    // A process is kept for the next file only when that file does not want one to itself: those come last.
    const place = ({ moduleId, project }: TestSpecification): number => {
      if (project.config.isolate) return LONGEST.length + 1;
      const at = LONGEST.findIndex((name) => moduleId.endsWith(name));
      return at < 0 ? LONGEST.length : at;
    };
    return files.toSorted((a, b) => place(a) - place(b) || a.moduleId.localeCompare(b.moduleId));
  }
}
