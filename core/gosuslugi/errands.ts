import { type Clock, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import { within } from '../limits.ts';
import type { Secrets } from '../secrets.ts';

/** How long somebody may stay at Gosuslugi before they come back, in milliseconds. */
export const ERRAND_LIFETIME = minutes(15);

/** Browsers on their way to Gosuslugi and back. */
export function errands({ db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets }) {
  return {
    /** Whether this is the first time that somebody comes back with this state; remembered for longer than an errand lives. */
    spendErrand: (state: string): Promise<boolean> =>
      within(db, clock, `gosuslugi-errand:${secrets.hash('gosuslugi-errand', state)}`, {
        max: 1,
        window: 2 * ERRAND_LIFETIME,
      }),
  };
}
