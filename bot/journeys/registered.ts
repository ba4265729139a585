import { afterRegistration } from './authorize.ts';
import { appsOf, journalOf } from './school-place.ts';
import { type Phrase, phrase } from './screen.ts';
import { enter, type Move, type StepContext } from './step.ts';
import { goHome } from './welcome.ts';

/** What comes right after registration. @param accountId whose; this chat may speak for another account, and goes on doing so */
export async function registered(context: StepContext<unknown>, accountId: string): Promise<Move> {
  const { core } = context;
  const account = await core.accounts.view(accountId);
  if (!account?.schoolId) return afterRegistration(context);
  const school = await core.schools.view(account.schoolId);
  const journal = journalOf(context);
  const children = await core.enrollments.children(accountId);
  const notes: Phrase[] = [
    phrase('school-done', { name: account.fullName, login: account.login ?? '', host: school?.host ?? '' }),
    ...(journal
      ? appsOf(journal, account.roles, children.length > 0).map(({ name }) => phrase('school-done-app', { app: name }))
      : []),
    account.email ? phrase('school-done-letter', { email: account.email }) : phrase('school-done-no-email'),
  ];
  if (context.accountId === accountId) {
    return enter('school', 'home', {}, notes, { institutionId: account.institutionId });
  }
  const own = context.accountId && (await core.accounts.view(context.accountId));
  return own ? goHome(own, notes) : enter('school', 'entry', {}, notes);
}
