import { sessions } from '../accounts/sessions.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import { schoolFacts } from '../helpdesk/facts.ts';
import type { Tickets } from '../helpdesk/tickets.ts';
import type { Jobs } from '../jobs.ts';
import { Language } from '../language.ts';
import { tell } from '../news.ts';
import { closePages } from '../pages.ts';
import type { Secrets } from '../secrets.ts';
import type { Audit } from './audit.ts';
import type { Curators } from './curators.ts';

export interface DismissalsDeps {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  jobs: Jobs;
  tickets: Pick<Tickets, 'open'>;
  curators: Pick<Curators, 'activeOf'>;
  audit: Pick<Audit, 'note'>;
}

/** How somebody ceases to be a curator, and what becomes of those who wait for them. */
export function dismissals({ db, clock, secrets, jobs, tickets, curators, audit }: DismissalsDeps) {
  /**
   * Nobody is left to answer: whoever waits becomes a ticket that names the school and nothing of the person, as new requests do, and reads
   * who helps now; once per chat, however often it has asked.
   */
  async function handOver(schoolId: string): Promise<void> {
    const school = await db.school.findUniqueOrThrow({ where: { id: schoolId } });
    const left = await db.request.updateManyAndReturn({
      where: { schoolId, closedAt: null },
      data: { closedAt: clock.now() },
    });
    const told = new Set<string>();
    for (const { id, botId, chatId, institutionId, ...request } of left.sort((one, other) => one.id - other.id)) {
      await audit.note({ schoolId, curatorId: null, action: 'request-handed-over', detail: { request: id } });
      const chat = { botId, chatId };
      const key = `${botId}:${chatId}`;
      if (told.has(key)) continue;
      told.add(key);
      const language = Language.catch('ru').parse(request.language);
      const reason = 'curator.absent' as const;
      const ticketId = await tickets.open({ chat, institutionId, language, reason, facts: schoolFacts(school) });
      await tell(jobs, chat, `request-handed-over:${id}`, { type: 'request-handed-over', ticketId, institutionId });
    }
  }

  return {
    /** Ends a curator's rights at once: the link, the open pages, the browsers. False when they had none. */
    async revoke(id: string): Promise<boolean> {
      const now = clock.now();
      const [gone] = await db.curator.updateManyAndReturn({
        where: { id, revokedAt: null },
        data: { revokedAt: now },
      });
      if (!gone) return false;
      const { schoolId } = gone;
      await sessions({ db, clock, secrets }).endAllOfCurator(id);
      await closePages({ db, clock }, 'desk', { subjectId: id });
      await audit.note({ schoolId, curatorId: null, action: 'curator-removed', detail: { curator: id } });
      // Held, so that of two last curators who go at the same time one sees that nobody is left.
      await db.$queryRaw`SELECT 1 FROM "School" WHERE id = ${schoolId}::uuid FOR NO KEY UPDATE`;
      if ((await curators.activeOf(schoolId)).length === 0) await handOver(schoolId);
      // What they had taken in hand waits for their colleagues.
      else
        await db.request.updateMany({
          where: { takenById: id, closedAt: null },
          data: { takenById: null, takenAt: null },
        });
      return true;
    },
  };
}
