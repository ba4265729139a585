import { after, type Clock, seconds } from '../../clock.ts';
import type { Jobs } from '../../jobs.ts';

/** What a person writes within this time goes as one letter. */
export const GATHERED = seconds(10);
/** Letters of one ticket leave one after another; those of several may share a queue. */
const QUEUES = 16;

/**
 * Plans the letter with what a ticket's mailbox has not been told yet, in the caller's transaction: to be called with every message, edit and
 * deletion of the person's. Whether a letter is wanted at all is seen when it leaves.
 */
export const letterDue = ({ jobs, clock }: { jobs: Jobs; clock: Clock }, ticketId: number): Promise<void> =>
  jobs.add(
    'ticket-mail',
    { ticketId },
    {
      key: `ticket-mail:${ticketId}`,
      runAt: after(clock.now(), GATHERED),
      keepTime: true,
      queue: `ticket-mail-${ticketId % QUEUES}`,
    },
  );
