import { consentText } from './consent-text.ts';
import type { Paused } from './paused.ts';
import { phrase } from './screen.ts';
import type { Move, StepContext } from './step.ts';

/** Where nothing is done with a person's data but what they wish to tell the helpdesk; and where only people with accounts are. */
const free = ({ journey, step }: Pick<Paused, 'journey' | 'step'>): boolean =>
  ['welcome', 'human', 'home', 'curator'].includes(journey) || (journey === 'school' && step === 'home');

/**
 * The move, or first the question for consent: whatever leads there, nobody gets past it without an answer. Whoever has an account has
 * agreed; within a journey it is not asked again.
 * @param from where the person is
 */
export async function pastConsent(
  { core, chat, language, texts, accountId, ...context }: StepContext<unknown>,
  from: Pick<Paused, 'journey' | 'step'>,
  move: Extract<Move, { to: 'step' }>,
): Promise<Extract<Move, { to: 'step' }>> {
  const { step, data, notes, effects } = move;
  const journey = move.journey ?? from.journey;
  if (!free(from) || free({ journey, step })) return move;
  const id = effects.institutionId ?? context.institution?.id;
  const institution = context.institutions.find((one) => one.id === id);
  const known = effects.accountId ?? accountId;
  const account = known === null ? null : await core.accounts.view(known);
  if (!institution || account?.institutionId === institution.id) return move;
  const { version } = consentText(texts, language, institution);
  if (await core.consents.givenAt(chat, institution.id, version)) return move;
  return {
    ...{ to: 'step', journey: 'welcome', step: 'consent', data: { wanted: { journey, step, data } } },
    ...{ notes: [...notes, phrase('faq-consent-first')], effects },
  };
}
