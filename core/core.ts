import { passes } from './access/passes.ts';
import { accounts } from './accounts/accounts.ts';
import { emails } from './accounts/emails.ts';
import { logins } from './accounts/logins.ts';
import { sessions } from './accounts/sessions.ts';
import type { Clock } from './clock.ts';
import { audit } from './curators/audit.ts';
import { cards } from './curators/cards.ts';
import { corrections } from './curators/corrections.ts';
import { curators } from './curators/curators.ts';
import { desk } from './curators/desk.ts';
import { dismissals } from './curators/dismissals.ts';
import { leaving } from './curators/leaving.ts';
import { requests } from './curators/requests.ts';
import { restore } from './curators/restore.ts';
import { roster } from './curators/roster.ts';
import type { Db } from './database.ts';
import { questions } from './faq/questions.ts';
import { askReranker } from './faq/rerank.ts';
import { situation } from './faq/situation.ts';
import { diagnosis } from './gosuslugi/diagnose.ts';
import { errands } from './gosuslugi/errands.ts';
import { matching } from './gosuslugi/match.ts';
import { blocks } from './helpdesk/blocks.ts';
import { deskEvents } from './helpdesk/desk-events.ts';
import { onBehalf } from './helpdesk/on-behalf.ts';
import { queue } from './helpdesk/queue.ts';
import { deskStats } from './helpdesk/stats.ts';
import { talk } from './helpdesk/talk.ts';
import { tickets } from './helpdesk/tickets.ts';
import { untaken } from './helpdesk/untaken.ts';
import { invitations } from './invitations/invitations.ts';
import type { Jobs } from './jobs.ts';
import { consents } from './privacy/consents.ts';
import { recovery } from './recovery/recovery.ts';
import { enrollments } from './registration/enrollments.ts';
import { registrations } from './registration/registrations.ts';
import { schools } from './schools/schools.ts';
import type { SchoolSearch } from './schools/search.ts';
import type { Secrets } from './secrets.ts';
import { type CallLine, calls } from './verification/calls.ts';
import { links } from './verification/links.ts';

export interface CoreDeps {
  db: Db;
  clock: Clock;
  secrets: Secrets;
  jobs: Jobs;
  /** How numbers are confirmed by a call; null when calls are off. */
  line: CallLine | null;
  /** Keeps an index of the schools in memory: one per process. Without it each search makes its own. */
  schoolSearch?: SchoolSearch;
  /** True where a re-ranker looks at questions for which several articles were offered. */
  reranks?: boolean;
}

/** All use cases, over one transaction. Cheap to make: one per signal, page or job. */
export function createCore({ db, clock, secrets, jobs, line, schoolSearch, reranks = false }: CoreDeps) {
  const verification = {
    calls: calls({ db, clock, jobs, secrets, line }),
    links: links({ db, clock, jobs, secrets }),
  };
  const codes = invitations({ db, clock, secrets, jobs });
  const trail = audit({ db, clock });
  const staff = curators({ db, clock, secrets });
  const helpdesk = tickets({ db, clock, jobs });
  const events = deskEvents({ db, clock });
  const browsers = sessions({ db, clock, secrets });
  const restoring = recovery({ db, clock, secrets, jobs });
  return {
    ...verification,
    registrations: registrations({ db, clock, jobs, ...verification }),
    invitations: codes,
    enrollments: enrollments({ db, clock, jobs, secrets, links: verification.links }),
    accounts: accounts({ db, clock }),
    logins: logins({ db, clock, secrets }),
    sessions: browsers,
    emails: emails({ db, clock, jobs, links: verification.links }),
    recovery: restoring,
    schools: schools({ db, search: schoolSearch }),
    curators: {
      ...staff,
      ...dismissals({ db, clock, secrets, jobs, tickets: helpdesk, curators: staff, audit: trail }),
    },
    audit: trail,
    gosuslugi: {
      ...diagnosis({ db, clock, secrets, jobs }),
      ...matching({ db, secrets }),
      ...errands({ db, clock, secrets }),
    },
    tickets: helpdesk,
    talk: talk({ db, clock, jobs }),
    untaken: untaken({ db, clock }),
    blocks: blocks({ db, clock, deskEvents: events }),
    deskEvents: events,
    onBehalf: onBehalf({ db, clock, jobs, secrets, passes: passes({ db, clock, secrets }), deskEvents: events }),
    deskQueue: queue({ db }),
    deskStats: deskStats({ db }),
    requests: requests({ db, clock, jobs, tickets: helpdesk, curators: staff, audit: trail }),
    roster: roster({ db, clock, secrets, invitations: codes, audit: trail }),
    cards: cards({ db, clock, invitations: codes, audit: trail }),
    restore: restore({ db, clock, jobs, recovery: restoring, audit: trail }),
    corrections: corrections({ db, clock, jobs, audit: trail }),
    leaving: leaving({ db, clock, secrets, jobs, audit: trail }),
    desk: desk({ db, clock, sessions: browsers }),
    consents: consents({ db, clock }),
    passes: passes({ db, clock, secrets }),
    questions: questions({ db, clock, sharpen: reranks ? (id) => askReranker(jobs, id) : undefined }),
    situation: situation({ db, clock }),
  };
}

export type Core = ReturnType<typeof createCore>;
