import type { Article } from '#core/faq/article.ts';
import type { Institution } from '#core/institution.ts';
import type { Where } from './aside.ts';
import { leadOf } from './faq-journeys.ts';
import type { Knowing, Reading } from './faq-known.ts';
import { journalReadings } from './faq-known-journal.ts';
import { universityReadings } from './faq-known-university.ts';
import type { Button, Phrase } from './screen.ts';
import type { StepContext } from './step.ts';
import { timeOfDay } from './time.ts';

/** What stands before an answer: what the house knows of this person, and the button that fits. */
export interface Known {
  text: Phrase[];
  lead: Button | null;
}

/** More would bury the answer. */
const MOST_PHRASES = 2;

const readings: Record<string, Reading> = { ...universityReadings, ...journalReadings };

/** What a situation means for an article; nothing for articles that are the same for everybody. */
export function known(intent: string, knowing: Knowing): Known {
  const reading = Object.hasOwn(readings, intent) ? readings[intent] : undefined;
  const { text, journey } = reading?.(knowing) ?? { text: [] };
  return { text: text.slice(0, MOST_PHRASES), lead: journey ? leadOf(journey) : null };
}

/** What the house knows of this person that matters for the article. */
export async function situated(
  context: StepContext<unknown>,
  where: Where,
  { intent }: Article,
  institution: Institution,
): Promise<Known> {
  if (!Object.hasOwn(readings, intent)) return { text: [], lead: null };
  const { core, chat, accountId, language } = context;
  const situation = await core.situation.of({ chat, institutionId: institution.id, accountId });
  const time = (date: Date): string => timeOfDay(date, language, institution.timeZone);
  return known(intent, { situation, institution, where, time });
}
