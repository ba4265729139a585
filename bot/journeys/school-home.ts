import { shapeError } from '#core/invitations/reading.ts';
import { showInvitation, takeCode } from './invite-code.ts';
import { confirmTyped, writeAgain } from './school-email.ts';
import { appButtons, appsOf, journalOf, loginPage, ownAccount } from './school-place.ts';
import { type Button, button, human, phrase, type Screen } from './screen.ts';
import { enter, type Move, type StepContext, type StepSignal, step } from './step.ts';
import { takenCode } from './step-answers.ts';

/** Where the buttons of both beginnings lead: of who has no account in this chat, and of who has. */
export const ways: Record<string, Move> = {
  code: enter('invite', 'code'),
  none: enter('invite', 'none'),
  recover: enter('recover', 'ways'),
  wrong: enter('login-help', 'typing'),
  gosuslugi: enter('gosuslugi', 'entry'),
  find: enter('school', 'find'),
  children: enter('children', 'list'),
  email: enter('school', 'email'),
  curator: enter('curator-help', 'ask', { reason: 'account.closed' }),
};

export const trouble: Button[][] = [
  [button('button-forgot', 'recover')],
  [button('button-wrong-login', 'wrong')],
  [button('button-gosuslugi', 'gosuslugi')],
];

/** Where nothing is under way, words that are no code are no wrong code. */
export async function codeOrNothing(signal: StepSignal, context: StepContext<unknown>): Promise<Move | null> {
  const move = await takeCode(signal, context, async (text) =>
    shapeError(text) === 'invitation.unreadable' ? null : showInvitation(context, text),
  );
  return move?.to === 'again' && move.unread ? null : move;
}

/** Nobody's home: the chat speaks for no account, or for one that was closed when its owner left the school. */
async function closedScreen({ core, accountId }: StepContext<unknown>): Promise<Screen> {
  const account = accountId ? await core.accounts.view(accountId) : null;
  if (!account?.blocked)
    return { text: [phrase('home-no-account')], buttons: [[button('button-start-again', 'again')], [human]] };
  return {
    text: [phrase('school-home-closed', { name: account.fullName })],
    buttons: [[button('button-ask-curator', 'curator')], [button('button-another-code', 'code'), human]],
  };
}

async function homeScreen(context: StepContext<unknown>): Promise<Screen> {
  const { core } = context;
  const own = await ownAccount(context);
  if (!own) return closedScreen(context);
  const { account, schoolId } = own;
  const school = await core.schools.view(schoolId);
  const children = await core.enrollments.children(account.id);
  const journal = journalOf(context);
  const apps = journal ? appsOf(journal, account.roles, children.length > 0) : [];
  const isPupil = account.roles.every((role) => role === 'student');
  const email = account.email ?? '';
  return {
    text: [
      phrase('school-home', {
        name: account.fullName,
        role: account.roles[0] ?? 'student',
        school: school.name,
        host: school.host,
        login: account.login ?? '',
      }),
      ...children.map((child) => phrase('children-line', { name: child.fullName, class: child.className ?? 'none' })),
      phrase(
        account.emailConfirmed ? 'school-home-confirmed' : email ? 'school-home-unconfirmed' : 'school-home-no-email',
        {
          email,
        },
      ),
      phrase('school-home-apps', { apps: apps.map(({ name }) => `«${name}»`).join(', ') }),
    ],
    buttons: [
      [loginPage(school)],
      ...(isPupil ? [] : [[button('button-children', 'children')]]),
      ...(account.emailConfirmed
        ? [[button('button-change-email', 'email')]]
        : [[button(email ? 'button-confirm-email' : 'button-add-email', email ? 'confirm' : 'email')]]),
      ...trouble,
      ...apps.map(appButtons),
      [button('button-another-code', 'code'), human],
    ],
  };
}

/** Where a registered person of a school is when nothing is under way. */
export const schoolHome = step({
  takes: takenCode,
  screen: homeScreen,

  async on(signal, context) {
    const { accountId } = context;
    if (signal.kind === 'news' && signal.news.type === 'email-confirmed' && signal.news.accountId === accountId) {
      return enter('school', 'home', {}, [phrase('school-email-confirmed', { email: signal.news.email })]);
    }
    if (signal.kind === 'text') {
      const confirmed = await confirmTyped(context, signal.text);
      if (confirmed) return confirmed;
    }
    if (signal.kind !== 'action') return codeOrNothing(signal, context);
    if (signal.action === 'again') return enter('welcome', 'institution');
    if (signal.action === 'confirm') return writeAgain(context);
    return ways[signal.action] ?? null;
  },
});
