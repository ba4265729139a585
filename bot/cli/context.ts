import type { OnecSettings } from '#bot/providers/onec.ts';
import type { Clock } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import type { Database } from '#prisma/open.ts';

/** What an operator's command works with. Opened only when a command really runs, so that `--help` needs no database. */
export interface CliContext {
  database: Database;
  clock: Clock;
  institutions: Institution[];
  /** How to reach 1C, when the settings say so. */
  onec?: Pick<OnecSettings, 'baseUrl' | 'user' | 'password'>;
  close(): Promise<void>;
  /** Shows the operator one line. */
  out(line: string): void;
}
