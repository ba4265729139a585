import type { Aside } from './aside.ts';
import { goOn, human, phrase, screen } from './screen.ts';
import { enter, type StepContext } from './step.ts';

/** Shows the pass of the account that this chat speaks for, or says what is missing. */
export async function pass(context: StepContext<unknown>): Promise<Aside> {
  const { core, accountId } = context;
  const account = accountId && (await core.accounts.view(accountId));
  if (!account) return { screen: screen('pass-not-registered', [[goOn]]) };
  if (account.blocked) return { screen: screen('errors-pass-blocked', [[human]]) };
  if (account.schoolId) return { screen: screen('school-no-pass', [[goOn]]) };
  if (account.authorization.length === 0) return { screen: screen('errors-pass-no-role', [[human]]) };
  if (account.authorization.some((owed) => !owed.confirmed)) {
    const { institutionId } = account;
    return { move: enter('authorize', 'status', {}, [phrase('errors-pass-not-authorized')], { institutionId }) };
  }
  return { effects: { pass: true } };
}
