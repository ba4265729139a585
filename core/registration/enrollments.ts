import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import type { Secrets } from '../secrets.ts';
import type { Links } from '../verification/links.ts';
import type { Enrollments } from './enrollment.ts';

export interface EnrollmentDeps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  secrets: Secrets;
  links: Pick<Links, 'start'>;
  /** Draws the number that stands in an account's passes; any 32-bit number but 0, unless told. */
  drawSubject?: () => bigint;
}

export function enrollments(_deps: EnrollmentDeps): Enrollments {
  return {} as Enrollments;
}
