import { z } from 'zod';

/** Why a person needs a human. Parts of i18n keys: `mail-ticket-reason-…`, `desk-reason-…`. */
export const TicketReason = z.enum([
  'person.not-found',
  'person.several',
  'person.other-name',
  'call.trouble',
  /** Three calls, and none was confirmed. */
  'call.not-confirmed',
  'authorization.failing',
  'account.trouble',
  'curator.absent',
  /** Two answers, and neither helped. */
  'faq.unhelpful',
  'asked',
]);
export type TicketReason = z.infer<typeof TicketReason>;
