import type { AccountView } from '#core/accounts/accounts.ts';
import type { Institution, Journal } from '#core/institution.ts';
import type { SchoolView } from '#core/schools/school.ts';
import type { Button, Phrase } from './screen.ts';
import { enter, type Move, type StepContext } from './step.ts';

/** The school journal that this conversation is about: the one the person chose, else the first there is; null without any. */
export function journalOf({ institution, institutions }: StepContext<unknown>): Journal | null {
  if (institution?.kind === 'school') return institution;
  return institutions.find((one): one is Extract<Institution, { kind: 'school' }> => one.kind === 'school') ?? null;
}

export interface OwnAccount {
  account: AccountView;
  schoolId: string;
}

/** The school account that this chat speaks for; null when it speaks for none, for a closed one, or for a university's. */
export async function ownAccount({ core, accountId }: StepContext<unknown>): Promise<OwnAccount | null> {
  const account = accountId ? await core.accounts.view(accountId) : null;
  return account?.schoolId && !account.blocked ? { account, schoolId: account.schoolId } : null;
}

/** Where the person is when nothing is under way: their own screen, or where the journal begins. */
export async function schoolStart(context: StepContext<unknown>, notes: Phrase[] = []): Promise<Move> {
  return (await ownAccount(context)) ? enter('school', 'home', {}, notes) : enter('school', 'entry', {}, notes);
}

/** Named after the application: teachers who are parents see two of them. */
export const appButtons = ({ name, appStore, googlePlay }: Journal['apps']): Button[] => [
  { label: 'button-app-ios', args: { app: name }, url: appStore },
  { label: 'button-app-android', args: { app: name }, url: googlePlay },
];

/** Both applications for those who teach and have children here, else the one for the person's role. */
export function appsOf(institution: Journal, roles: readonly string[], hasChildren: boolean): Journal['apps'][] {
  const teaches = roles.includes('teacher') || roles.includes('staff');
  if (!teaches) return [institution.apps];
  return hasChildren ? [institution.teacherApps, institution.apps] : [institution.teacherApps];
}

export const loginPage = ({ slug }: SchoolView): Button => ({ label: 'button-login-page', site: `/s/${slug}/login` });
