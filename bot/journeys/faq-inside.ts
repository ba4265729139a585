import { prettyPhone, readMobile } from '#core/people/phone.ts';
import { readEmail } from '#core/verification/email.ts';
import { type Aside, numberIn, type Where } from './aside.ts';
import { anywhere, type Button } from './screen.ts';
import type { StepContext } from './step.ts';

/** The number or the address that a step would take out of a text; null when it holds none that is good. */
export function answerIn(
  { institution }: StepContext<unknown>,
  reads: Where['reads'],
  text: string,
): { value: string; shown: string } | null {
  if (reads === 'phone') {
    const read = readMobile(text, institution?.kind === 'university' ? institution.country : undefined);
    return read.ok ? { value: read.value, shown: prettyPhone(read.value) } : null;
  }
  if (reads !== 'email') return null;
  const [word, ...others] = text.split(/\s+/).filter((one) => /[@\uFF20]/.test(one));
  const read = word !== undefined && others.length === 0 ? readEmail(word) : null;
  return read?.ok ? { value: read.value, shown: read.value } : null;
}

/** Gives the step what stood in a question after all, for whoever meant it as the answer. @param id of the question */
export function useButton(context: StepContext<unknown>, { reads }: Where, id: number, text: string): Button[][] {
  const inside = answerIn(context, reads, text);
  return inside ? [[anywhere('button-faq-use', `faq-use:${id}`, { value: inside.shown })]] : [];
}

/** The pressed button's answer goes to the step; where another one has come meanwhile, that is shown. */
export async function use(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const question = await context.core.questions.find(context.chat, numberIn(where.argument));
  const inside = question && answerIn(context, where.reads, question.text);
  return inside ? { answer: inside.value } : { step: true };
}

/** Steps that wait for the code of one of our letters. */
const letters = ['register/letter', 'register/known', 'authorize/letter', 'school/letter'];
/** What people seem to ask who hold some code. */
const aboutCodes = ['eljur.wrong_code', 'eljur.code_other_system', 'eljur.code_whose', 'eljur.where_code'];

/** Whether a question about a code means that of our own letter, not a school's invitation. */
export const meansLetterCode = ({ journey, step }: Where, intent: string, text: string): boolean =>
  letters.includes(`${journey}/${step}`) && aboutCodes.includes(intent) && !/приглаш|приглас|invit/i.test(text);
