import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import type { Secrets } from '../secrets.ts';
import type { Invitations } from './invitation.ts';

export interface InvitationDeps {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  jobs: Jobs;
}

export function invitations(_deps: InvitationDeps): Invitations {
  return {} as Invitations;
}
