import type { Aside, Where } from '#bot/journeys/aside.ts';
import { question } from '#bot/journeys/faq.ts';
import { complaintIn } from '#bot/journeys/faq-complaints.ts';
import { answerIn } from '#bot/journeys/faq-inside.ts';
import { understood } from '#bot/journeys/faq-understood.ts';
import { findStep } from '#bot/journeys/journeys.ts';
import { type Paused, pausedStep } from '#bot/journeys/paused.ts';
import { type Phrase, phrase } from '#bot/journeys/screen.ts';
import type { Move, Step, StepContext } from '#bot/journeys/step.ts';
import { isPasswordAlone } from '#core/accounts/password-alone.ts';
import { holdsPassword } from '#core/accounts/password-in-words.ts';
import { asksSomething, isOnlyWords, tellsSomething } from '#core/faq/asking.ts';
import { houseQuestionOf } from '#core/faq/house-questions.ts';
import { holdsSnils } from '#core/gosuslugi/snils.ts';
import type { State } from './state.ts';

/** With less confidence what is told of a number is rather an introduction of it. */
const SURE = 0.5;

/**
 * What a chat must not keep, whatever the step would make of it: then what the person is told of it, else null. A university asks for
 * numbers as long as a SNILS, and the comparison with Gosuslugi has words of its own for them.
 */
export function tooPrivate(
  { institution }: StepContext<unknown>,
  { journey, step }: State,
  text: string,
): Phrase | null {
  if (holdsPassword(text)) return phrase('errors-password-in-words');
  if (findStep(journey, step)?.passwordNext && isPasswordAlone(text)) return phrase('errors-password-soon-in-chat');
  const mayBeSnils = institution?.kind === 'school' && journey !== 'gosuslugi' && holdsSnils(text);
  return mayBeSnils ? phrase('errors-snils-in-words') : null;
}

/** The step left behind, if a text that is typed where the question is only how to go on is the answer it waits for. */
export function answersPaused(context: StepContext<unknown>, state: State, text: string): Paused | null {
  const paused = state.journey === 'welcome' ? pausedStep(state) : null;
  const reads = paused && findStep(paused.journey, paused.step)?.reads;
  return reads && !asksSomething(text) && answerIn(context, reads, text) ? paused : null;
}

/** Whether a text clearly is a question that somebody can answer, though an answer to the step may stand in it. */
export function isClearQuestion(
  context: StepContext<unknown>,
  { secret, questionsFirst }: Step,
  text: string,
): boolean {
  const asksHouse = (): boolean =>
    houseQuestionOf(text, context.faq.readings(text, context.language)) !== null || complaintIn(context, text) !== null;
  if (secret ? !isOnlyWords(text) : !questionsFirst) return false;
  if ((secret || isOnlyWords(text)) && asksHouse()) return true;
  if (!secret && !(asksSomething(text) || tellsSomething(text))) return false;
  const { outcome, intents } = understood(context, text);
  if (outcome === 'none') return false;
  const sure = outcome === 'answer' || (outcome === 'suggest' && (intents[0]?.confidence ?? 0) >= SURE);
  return secret === true || asksSomething(text) || sure;
}

/** Whether a step had no use for a text. @param move what it made of it; null: nothing */
export const isUntaken = (move: Move | null): boolean => !move || (move.to === 'again' && move.unread !== undefined);

/** Answers as a question what the step could not read. @param move what the step made of the text; null: nothing */
export async function answerUnread(
  context: StepContext<unknown>,
  where: Where,
  text: string,
  move: Move | null,
): Promise<Aside | null> {
  if (!move) return question(context, where, text);
  if (move.to !== 'again' || !move.unread) return null;
  return question(context, where, text, move.notes, move.unread === 'words');
}
