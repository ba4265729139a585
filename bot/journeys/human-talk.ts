import { z } from 'zod';
import type { TicketView } from '#core/helpdesk/ticket.ts';
import { toCurator } from './human-opened.ts';
import { leaveTalk, rateButtons, writeAgain } from './human-rating.ts';
import { blockedTold } from './human-when.ts';
import { Paused } from './paused.ts';
import { anywhere, button, phrase, type Screen } from './screen.ts';
import { go, type StepContext, step } from './step.ts';

export const Talking = Paused.extend({
  ticket: z.int(),
  /** The person is about to end it. */
  ending: z.boolean().optional(),
});
export type Talking = z.infer<typeof Talking>;

/** The chat's own ticket; null for a number that is none of it. */
export async function ownTicket({ core, chat }: StepContext<unknown>, id: number): Promise<TicketView | null> {
  const ticket = await core.tickets.find(id);
  return ticket?.chat.botId === chat.botId && ticket.chat.chatId === chat.chatId ? ticket : null;
}

/** The conversation with the helpdesk. What is typed or sent here goes there before the step sees it. */
export const talk = step({
  data: Talking,
  openWords: true,

  async screen(context): Promise<Screen> {
    const { data } = context;
    const ticket = await ownTicket(context, data.ticket);
    const args = { ticket: String(data.ticket) };
    if (!ticket) return { text: [phrase('errors-ticket-unknown')], buttons: [[leaveTalk]] };
    const institution = context.institutions.find(({ id }) => id === ticket.institutionId);
    const blocked = await blockedTold(context, institution ?? null);
    if (blocked) return { text: blocked, buttons: [[leaveTalk]] };
    if (!ticket.open)
      return {
        text: [phrase('helpdesk-talk-closed', args)],
        buttons: [rateButtons(ticket.id), [writeAgain(ticket.id)], [leaveTalk]],
      };
    if (data.ending) {
      const buttons = [[button('button-helpdesk-end-sure', 'sure')], [button('button-helpdesk-stay', 'stay')]];
      return { text: [phrase('helpdesk-talk-ending', args)], buttons };
    }
    // Logins and passwords are a curator's matter.
    const curator = institution?.kind === 'school' ? [[button('button-ask-curator', 'curator')]] : [];
    const buttons = [[leaveTalk], ...curator, [anywhere('button-helpdesk-end', `helpdesk-end:${ticket.id}`)]];
    return { text: [phrase('helpdesk-talk', args)], buttons };
  },

  async on(signal, context) {
    const { data, core } = context;
    if (signal.kind !== 'action') return null;
    const { ending: _, ...talking } = data;
    switch (signal.action) {
      case 'curator':
        return toCurator(data);
      case 'stay':
        return go('talk', talking);
      case 'sure': {
        const own = await ownTicket(context, data.ticket);
        const closed = own && (await core.tickets.close(own.id, 'person'));
        return go('talk', talking, closed ? [phrase('helpdesk-ended')] : []);
      }
      default:
        return null;
    }
  },
});
