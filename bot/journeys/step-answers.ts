import { isHandedOver } from '#core/faq/asking.ts';
import { SHORTEST, USUAL_LENGTHS } from '#core/invitations/code.ts';
import { shapeError } from '#core/invitations/reading.ts';
import { readMobile } from '#core/people/phone.ts';
import { readEmail } from '#core/verification/email.ts';
import { errorKey } from '#locales/texts.ts';
import { codeTrouble } from './invite-code.ts';
import { FEWEST_DIGITS } from './phone-number.ts';
import { phrase } from './screen.ts';
import type { Step, StepContext, Taken } from './step.ts';

/** Whether a text is an answer to a step, and what is wrong with one that was rather meant to be. Reads only: nothing is counted or asked. */
export async function takenBy(step: Step, context: StepContext<unknown>, text: string): Promise<Taken> {
  if (step.takes) return step.takes(text, context);
  if (step.openWords) return 'yes';
  if (step.code && isLetterCode(text)) return 'yes';
  if (step.reads === 'phone') return takenNumber(text, context);
  return step.reads === 'email' ? takenAddress(text) : 'no';
}

const isLetterCode = (text: string): boolean => /^[\s\p{Pd}]*(?:\p{Nd}[\s\p{Pd}]*){6}$/u.test(text);

/** A whole number, with nothing but the words by which it is handed over. */
function takenNumber(text: string, { institution }: StepContext<unknown>): Taken {
  const read = readMobile(text, institution?.kind === 'university' ? institution.country : undefined);
  if (read.ok) return isHandedOver(text) ? 'yes' : 'no';
  const digits = text.match(/\p{Nd}/gu) ?? [];
  const isSlip = digits.length >= FEWEST_DIGITS && !/\p{L}/u.test(text.normalize('NFKC'));
  return isSlip ? { slip: phrase(errorKey(read.error)) } : 'no';
}

/** One address alone. Of several nobody but their author can say which is meant. */
function takenAddress(text: string): Taken {
  const read = readEmail(text);
  if (read.ok) return 'yes';
  return read.error === 'email.several' || /^\S+(?:[@\uFF20]\S*|\.\S+)$/u.test(text.trim())
    ? { slip: phrase(errorKey(read.error)) }
    : 'no';
}

/** An invitation's code, among words too: whatever else is said there, nobody is to read it. */
export function takenCode(text: string): Taken {
  if (isLetterCode(text)) return 'yes';
  const alone = !/\s/.test(text.trim());
  const error = shapeError(text);
  const length = (text.match(/[\p{L}\p{N}]/gu) ?? []).length;
  // Some schools print codes of letters alone, and many a word only begins like one.
  if (!/\p{Nd}/u.test(text)) return alone && error === null && USUAL_LENGTHS.includes(length) ? 'yes' : 'no';
  if (error === null || error === 'invitation.length') return 'yes';
  return alone && length >= SHORTEST && /\p{L}/u.test(text) ? { slip: codeTrouble(error, text) } : 'no';
}
