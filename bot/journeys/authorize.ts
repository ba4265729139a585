import { z } from 'zod';
import type { AccountView } from '#core/accounts/accounts.ts';
import type { University } from '#core/institution.ts';
import { readCorporateEmail, readEmail } from '#core/verification/email.ts';
import { noAddress } from './address.ts';
import { escalated } from './escalate.ts';
import { awaitLetter, LetterData, letterScreen, sendLetter } from './letter.ts';
import { anywhere, type Button, back, button, human, type Phrase, phrase, screen } from './screen.ts';
import { again, enter, go, type Journey, type Move, type StepContext, step } from './step.ts';

const Role = z.enum(['student', 'staff']);
type Role = z.infer<typeof Role>;

const domainOf = (institution: University, role: Role): string => institution.corporateDomains[role];

async function view({ core, accountId }: StepContext<unknown>) {
  return accountId ? core.accounts.view(accountId) : null;
}

/** After so many attempts that led nowhere a human is asked. */
const PATIENCE = 3;

/** The authorization does not succeed by itself: a human is asked, and the person may try on. What they read of it. */
const failing = (context: StepContext<unknown>, error: string, facts: { attempts?: string; role?: Role } = {}) =>
  escalated(context, 'authorization.failing', { journey: 'authorize', step: 'letter', error, ...facts });

/** The address is the person's: bind it, and show the pass when nothing is owed any more. */
async function linked(context: StepContext<unknown>, role: Role, link: string): Promise<Move> {
  const { core, chat, accountId } = context;
  const email = await core.links.proof(link, chat);
  if (!email || !accountId) return again('link.expired');
  const bound = await core.accounts.linkCorporateEmail(accountId, role, email);
  if (!bound.ok) {
    const told = await failing(context, 'email.taken', { role });
    return enter('authorize', 'address', { role }, [phrase('errors-email-taken'), ...told]);
  }
  const notes = [phrase('authorize-linked', { email })];
  const account = await core.accounts.view(accountId);
  if (account?.authorization.some((owed) => !owed.confirmed)) return enter('authorize', 'status', {}, notes);
  return enter('home', 'home', {}, [...notes, phrase('authorize-done')], { pass: true });
}

/** A letter that was confirmed after the person had gone elsewhere: half an hour is a long time to wait. Null when it is none of ours. */
export async function linkedLate(context: StepContext<unknown>, link: string): Promise<Move | null> {
  const { core, chat, institution } = context;
  const account = await view(context);
  if (!account || institution?.kind !== 'university') return null;
  const email = await core.links.proof(link, chat, account.institutionId);
  const role = email && roleOf(institution, account, email);
  return role ? linked(context, role, link) : null;
}

/** What comes right after registration: the authorization, for those who owe one. */
export async function afterRegistration(context: StepContext<unknown>): Promise<Move> {
  const account = await view(context);
  return account && account.authorization.length === 0
    ? enter('home', 'home', {}, [phrase('register-done-no-role')])
    : enter('authorize', 'status', {}, [phrase('register-done')]);
}

/** The person's role that an address of this domain confirms. */
const roleOf = (institution: University, account: AccountView, email: string): Role | undefined =>
  account.authorization.find(({ role }) => readCorporateEmail(email, domainOf(institution, role)).ok)?.role;

/** Writes to a typed corporate address: its domain tells the role, whichever was asked for. */
async function writeTo(context: StepContext<unknown>, text: string): Promise<Move> {
  const { institution } = context;
  const account = await view(context);
  if (!account || institution?.kind !== 'university') return enter('home', 'home');
  const email = readEmail(text);
  if (!email.ok) return noAddress(email.error, text);
  const role = roleOf(institution, account, email.value);
  if (!role) {
    const domains = account.authorization.map((one) => `@${domainOf(institution, one.role)}`).join(' / ');
    return again('email.wrong-domain', { domains });
  }
  const sent = await sendLetter(context, 'confirm-corporate', email.value);
  return sent.ok ? go('letter', { role, ...sent.data }) : again(sent.error);
}

const isMismatch = (move: Move): move is Extract<Move, { to: 'again' }> =>
  move.to === 'again' && move.notes.some(({ key }) => key === 'errors-email-wrong-domain');

/** An address of another kind than the role's. */
async function mismatched(
  context: StepContext<{ role: Role; mismatches?: number | undefined }>,
  notes: Phrase[],
): Promise<Move> {
  const { role, mismatches = 0 } = context.data;
  const attempts = String(mismatches + 1);
  const failed = (mismatches + 1) % PATIENCE === 0;
  const told = failed ? await failing(context, 'email.wrong-domain', { role, attempts }) : [];
  return go('address', { role, mismatches: mismatches + 1 }, [...notes, ...told]);
}

/** Confirms the authorization: a corporate e-mail for every role of the person. */
export const authorize: Journey = {
  status: step({
    questionsFirst: true,
    reads: 'email',
    async screen(context) {
      const { institution } = context;
      const account = await view(context);
      if (!account || institution?.kind !== 'university') return screen('authorize-no-account', [[human]]);
      if (account.authorization.length === 0) {
        return screen('errors-pass-no-role', [[human], [button('button-home', 'later')]]);
      }
      const owed = account.authorization.filter((one) => !one.confirmed);
      const lines: Phrase[] = account.authorization.map(({ role, confirmed }) =>
        confirmed
          ? phrase('authorize-line-confirmed', { role, email: confirmed })
          : phrase('authorize-line-owed', { role, domain: domainOf(institution, role) }),
      );
      const linkButtons: Button[][] = owed.map(({ role }) => [
        button('button-link-email', `link:${role}`, { domain: domainOf(institution, role) }),
      ]);
      const text = [phrase(owed.length > 0 ? 'authorize-owed' : 'authorize-complete'), ...lines];
      return {
        text,
        buttons:
          owed.length > 0
            ? [
                ...linkButtons,
                [{ label: 'button-find-corporate', url: institution.corporateEmailHelp }],
                [button('button-later', 'later'), human],
              ]
            : [[anywhere('button-pass', 'pass')], [button('button-home', 'later'), human]],
      };
    },

    on(signal, context) {
      const { institution } = context;
      if (signal.kind === 'text') return signal.text.includes('@') ? writeTo(context, signal.text) : null;
      if (signal.kind !== 'action') return null;
      if (signal.action === 'later') return enter('home', 'home');
      const role = Role.safeParse(signal.action.replace(/^link:/, ''));
      return role.success && institution?.kind === 'university' ? go('address', { role: role.data }) : null;
    },
  }),

  address: step({
    data: z.object({ role: Role, mismatches: z.int().optional() }),
    questionsFirst: true,
    reads: 'email',
    screen: ({ data, institution }) =>
      screen(
        'authorize-address',
        [
          ...(institution?.kind === 'university'
            ? [[{ label: 'button-find-corporate', url: institution.corporateEmailHelp }]]
            : []),
          [back, human],
        ],
        { domain: institution?.kind === 'university' ? domainOf(institution, data.role) : '' },
      ),

    async on(signal, context) {
      if (signal.kind === 'action' && signal.action === 'back') return go('status');
      if (signal.kind !== 'text') return null;
      const move = await writeTo(context, signal.text);
      return isMismatch(move) ? mismatched(context, move.notes) : move;
    },
  }),

  letter: step({
    data: LetterData.extend({ role: Role, resent: z.int().optional() }),
    code: true,
    questionsFirst: true,
    reads: 'email',
    screen: ({ data }) => letterScreen('authorize-letter', data.email, [[button('button-another-email', 'another')]]),

    async on(signal, context) {
      const { role, resent = 0 } = context.data;
      if (signal.kind === 'action' && (signal.action === 'back' || signal.action === 'another'))
        return go('address', { role });
      if (signal.kind === 'text' && signal.text.includes('@')) return writeTo(context, signal.text);
      return awaitLetter(signal, context, {
        letter: 'confirm-corporate',
        confirmed: (link) => linked(context, role, link),
        async remember(letter) {
          const attempts = String(resent + 1);
          const failed = (resent + 1) % PATIENCE === 0;
          const told = failed ? await failing(context, 'letter.not-arrived', { role, attempts }) : [];
          return go('letter', { role, ...letter, resent: resent + 1 }, told);
        },
        async refused() {
          const told = await failing(context, 'mail.refused', { role });
          return go('address', { role }, [phrase('errors-mail-refused'), ...told]);
        },
        async delayed() {
          const told = await failing(context, 'mail.delayed', { role });
          return { to: 'again', notes: [phrase('errors-mail-delayed'), ...told] };
        },
      });
    },
  }),
};
