import { rateButtons, writeAgain } from './human-rating.ts';
import type { Notices } from './notices.ts';
import { anywhere, goOn, human, phrase } from './screen.ts';

/** On with what the person was about, even where they stand in the conversation that is over. */
const pastTalk = anywhere('button-continue', 'helpdesk-back');

/** What a person reads of their ticket, wherever in the chat they are. */
export const humanNotices = {
  async 'ticket-closed'({ core }, { ticketId, by }) {
    const ticket = await core.tickets.find(ticketId);
    // They have written again meanwhile.
    if (!ticket || ticket.open) return null;
    return {
      screen: {
        text: [
          phrase('helpdesk-closed', {
            ticket: String(ticketId),
            by: by === 'operator' && !ticket.firstAnswerAt ? 'unanswered' : by,
          }),
          phrase(ticket.rating === null ? 'helpdesk-rate' : 'helpdesk-rate-again'),
        ],
        buttons: [rateButtons(ticketId), [writeAgain(ticketId)], [pastTalk]],
      },
    };
  },

  async 'ticket-warning'({ core }, { ticketId, hours }) {
    const ticket = await core.tickets.find(ticketId);
    if (!ticket?.warnedAt) return null;
    return {
      screen: {
        text: [phrase('helpdesk-warning', { ticket: String(ticketId), hours })],
        buttons: [[anywhere('button-helpdesk-answer', `helpdesk:${ticketId}`)], [goOn]],
      },
    };
  },

  'phone-corrected': () => ({ screen: { text: [phrase('helpdesk-phone-corrected')], buttons: [[human], [goOn]] } }),
} satisfies Notices;
