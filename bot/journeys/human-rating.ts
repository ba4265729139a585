import { type Aside, numberIn, type Where } from './aside.ts';
import { anywhere, type Button, goOn, type Phrase, phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** One to five, in a row. */
export const rateButtons = (ticket: number): Button[] =>
  [1, 2, 3, 4, 5].map((stars) => anywhere('button-helpdesk-rate', `helpdesk-rate:${ticket}-${stars}`, { stars }));

/** From the conversation to what the person was about, which may have gone on by itself meanwhile: good for as long as it can be seen. */
export const leaveTalk = anywhere('button-helpdesk-back', 'helpdesk-back');

/** Into a closed ticket: whatever is written there opens it again. */
export const writeAgain = (ticket: number, low = false): Button =>
  anywhere(low ? 'button-helpdesk-reopen' : 'button-helpdesk-again', `helpdesk:${ticket}`);

/** So many stars or fewer, and the person was not helped. */
const LOW = 3;

/** The buttons that rate a ticket, in the message where they stand; another rating takes the place of the first. */
export async function rate(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const [, id, stars = ''] = /^(\d{1,9})-([1-5])$/.exec(where.argument) ?? [];
  const ticket = numberIn(id);
  if (!(await context.core.tickets.rate(context.chat, ticket, Number(stars)))) {
    return { toast: phrase('helpdesk-rate-late') };
  }
  const low = Number(stars) <= LOW;
  const text: Phrase[] = [phrase(low ? 'helpdesk-rated-low' : 'helpdesk-rated', { stars })];
  return {
    inPlace: true,
    screen: {
      text,
      buttons: [rateButtons(ticket), [writeAgain(ticket, low)], [where.journey === 'human' ? leaveTalk : goOn]],
    },
  };
}
