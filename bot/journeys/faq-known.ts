import type { JourneyName } from '#core/faq/article.ts';
import type { LetterState } from '#core/faq/attempts.ts';
import type { Situation } from '#core/faq/situation.ts';
import type { Institution } from '#core/institution.ts';
import type { Where } from './aside.ts';
import { type Phrase, phrase } from './screen.ts';

/** What there is to go by. */
export interface Knowing {
  situation: Situation;
  institution: Institution;
  where: Pick<Where, 'journey' | 'step'>;
  time(date: Date): string;
}

/** What there is to say, and where the fitting button leads. */
export type Found = { text: Phrase[]; journey?: JourneyName } | null;
/** What a situation means for an answer; null: nothing. */
export type Reading = (knowing: Knowing) => Found;

/** Letters take as long, in minutes. */
const LATE = 30;

/** One thing to say. @param key of the phrase, without `faq-know-` @param journey where the fitting button leads */
export const found = (key: string, args: Record<string, string | number> = {}, journey?: JourneyName): Found => ({
  text: [phrase(`faq-know-${key}`, args)],
  ...(journey ? { journey } : {}),
});

/** All that there is to say; the first one's button is the fitting one. */
export function both(...parts: Found[]): Found {
  const said = parts.flatMap((part) => part ?? []);
  const journey = said.find((part) => part.journey)?.journey;
  return said.length === 0 ? null : { text: said.flatMap(({ text }) => text), ...(journey ? { journey } : {}) };
}

/** A letter that waits, is late, or is worth nothing any more. */
export function letterFound({ state, email, minutes }: LetterState, journey?: JourneyName): Found {
  if (state === 'confirmed') return found('letter-confirmed', { email }, journey);
  if (state === 'expired') return found('letter-over', { email }, journey);
  return minutes < LATE
    ? found('letter-waiting', { email, minutes }, journey)
    : found('letter-late', { email, minutes }, journey);
}
