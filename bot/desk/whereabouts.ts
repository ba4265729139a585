import { pausedStep } from '#bot/journeys/paused.ts';
import { placeInWords } from '#core/helpdesk/fact-words.ts';
import type { Standing } from '#core/helpdesk/whereabouts.ts';
import { phrase, type TicketContext, tellDesk } from './context.ts';

/** Where the person is but for the conversation with the helpdesk. */
export const behind = ({ journey, step, data }: Pick<Standing, 'journey' | 'step' | 'data'>) =>
  pausedStep({ journey, step, data }) ?? { journey, step };

/** Tells where the person is by now. */
export async function tellJourney(context: TicketContext): Promise<void> {
  const { core, ticket, institution, texts, language } = context;
  const standing = await core.onBehalf.standing(ticket);
  if (!standing) {
    await tellDesk(context, phrase('journey-unknown'));
    return;
  }
  const { journey, step } = behind(standing);
  const talks = journey !== standing.journey || step !== standing.step;
  const place = [
    placeInWords(texts, language, journey, step),
    ...(talks ? [placeInWords(texts, language, standing.journey, standing.step)] : []),
  ].join('; ');
  if (institution.kind === 'university') {
    const { call, undelivered } = standing;
    const letter = standing.letter === 'cancelled' ? 'over' : standing.letter;
    const registered = standing.registered ? 'yes' : 'no';
    await tellDesk(context, phrase('journey', { place, call, letter, registered, undelivered }));
  } else await tellDesk(context, phrase('journey-school', { place, undelivered: standing.undelivered }));
}
