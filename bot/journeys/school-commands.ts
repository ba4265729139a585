import type { Aside } from './aside.ts';
import type { Paused } from './paused.ts';
import { writeAgain } from './school-email.ts';
import { journalOf, ownAccount } from './school-place.ts';
import { goOn, human, phrase, screen } from './screen.ts';
import { enter, type StepContext } from './step.ts';
import { passConsent } from './welcome.ts';

/** The children of the account, and codes for more of them. */
async function children(context: StepContext<unknown>): Promise<Aside> {
  const own = await ownAccount(context);
  if (!own)
    return elsewhere(
      context,
      'children-not-here',
      { journey: 'invite', step: 'code', data: {} },
      'children-register-first',
    );
  const { roles, institutionId } = own.account;
  if (roles.every((role) => role === 'student'))
    return { screen: screen('children-not-for-pupils', [[goOn], [human]]) };
  return { move: enter('children', 'list', {}, [], { institutionId }) };
}

/** What only a school journal has: leads there, unless the person is at a university and is told so. @param note said before */
async function elsewhere(
  context: StepContext<unknown>,
  notHere: string,
  wanted: Paused,
  note?: string,
): Promise<Aside> {
  const journal = journalOf(context);
  if (!journal || context.institution?.kind === 'university') return { screen: screen(notHere, [[goOn], [human]]) };
  return { move: await passConsent(context, journal, wanted, note ? [phrase(note)] : []) };
}

/** Restoring access is a school journal's. */
const recover = (context: StepContext<unknown>): Promise<Aside> =>
  elsewhere(context, 'recover-not-here', { journey: 'recover', step: 'ways', data: {} });

/** Sends the letter that confirms the address once more. */
const confirmEmail = async (context: StepContext<unknown>): Promise<Aside> => ({ move: await writeAgain(context) });

/** What people of a school can do at every step. */
export const schoolCommands = { children, recover, 'confirm-email': confirmEmail };
