import type { TicketReason } from '#core/helpdesk/reason.ts';
import { ticketTold } from './human-when.ts';
import type { Phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** Opens a ticket with what the house knows of the conversation; returns its number for the person. */
export async function openTicket(
  { core, chat, institution, language }: StepContext<unknown>,
  reason: TicketReason,
  facts: Record<string, string>,
): Promise<number> {
  return core.tickets.open({ chat, institutionId: institution?.id ?? '', language, reason, facts });
}

/** Opens a ticket unasked, as nothing else helps: what the person reads of it. */
export const escalated = async (
  context: StepContext<unknown>,
  reason: TicketReason,
  facts: Record<string, string>,
): Promise<Phrase[]> => ticketTold(context, await openTicket(context, reason, facts), facts);
