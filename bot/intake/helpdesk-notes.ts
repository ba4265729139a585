import { leaveTalk } from '#bot/journeys/human-rating.ts';
import { anywhere, goOn, type Phrase } from '#bot/journeys/screen.ts';
import type { Way } from './way.ts';

/** Opens the conversation of a ticket, at whatever step. */
export const openTicket = (ticket: number) => anywhere('button-helpdesk-open', `helpdesk:${ticket}`);

/** A short word of it at the helpdesk's own steps, which need not be shown again for that; anywhere else the step below it. */
export async function noteAtHelpdesk(way: Way, notes: Phrase[]): Promise<void> {
  const { journey, step } = way.state;
  if (journey !== 'human') return way.show(notes);
  way.screens.showBeside({ text: notes, buttons: [[step === 'talk' ? leaveTalk : goOn]] });
}
