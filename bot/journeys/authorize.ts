import { z } from 'zod';
import type { University } from '#core/institution.ts';
import { readCorporateEmail } from '#core/verification/email.ts';
import { awaitLetter, LetterData, letterScreen, sendLetter } from './letter.ts';
import { anywhere, type Button, back, button, human, type Phrase, phrase, screen } from './screen.ts';
import { again, enter, go, type Journey, type Move, type StepContext, step } from './step.ts';

const Role = z.enum(['student', 'staff']);
type Role = z.infer<typeof Role>;

const domainOf = (institution: University, role: Role): string => institution.corporateDomains[role];

async function view({ core, accountId }: StepContext<unknown>) {
  return accountId ? core.accounts.view(accountId) : null;
}

/** The address is the person's: bind it, and show the pass when nothing is owed any more. */
async function linked(context: StepContext<{ role: Role }>, link: string): Promise<Move> {
  const { core, chat, accountId, data } = context;
  const email = await core.links.proof(link, chat);
  if (!email || !accountId) return again('link.expired');
  const bound = await core.accounts.linkCorporateEmail(accountId, data.role, email);
  if (!bound.ok) return go('address', { role: data.role }, [phrase(`errors-${bound.error.replaceAll('.', '-')}`)]);
  const notes = [phrase('authorize-linked', { email })];
  const account = await core.accounts.view(accountId);
  if (account?.authorization.some((owed) => !owed.confirmed)) return go('status', {}, notes);
  return enter('home', 'home', {}, [...notes, phrase('authorize-done')], { pass: true });
}

/** Confirms the authorization: a corporate e-mail for every role of the person. */
export const authorize: Journey = {
  status: step({
    async screen(context) {
      const { institution } = context;
      const account = await view(context);
      if (!account || institution?.kind !== 'university') return screen('authorize-no-account', [[human]]);
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
                [button('button-later', 'later')],
              ]
            : [[anywhere('button-pass', 'pass')], [button('button-home', 'later')]],
      };
    },

    on(signal, { institution }) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'later') return enter('home', 'home');
      const role = Role.safeParse(signal.action.replace(/^link:/, ''));
      return role.success && institution?.kind === 'university' ? go('address', { role: role.data }) : null;
    },
  }),

  address: step({
    data: z.object({ role: Role }),
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
      const { data, institution } = context;
      if (signal.kind === 'action' && signal.action === 'back') return go('status');
      if (signal.kind !== 'text' || institution?.kind !== 'university') return null;
      const domain = domainOf(institution, data.role);
      const email = readCorporateEmail(signal.text, domain);
      if (!email.ok) return again(email.error, email.error === 'email.wrong-domain' ? { domain } : undefined);
      const sent = await sendLetter(context, 'confirm-corporate', email.value);
      return sent.ok ? go('letter', { role: data.role, ...sent.data }) : again(sent.error);
    },
  }),

  letter: step({
    data: LetterData.extend({ role: Role }),
    screen: ({ data }) => letterScreen('authorize-letter', data.email, [[button('button-another-email', 'another')]]),

    async on(signal, context) {
      const { role } = context.data;
      if (signal.kind === 'action' && (signal.action === 'back' || signal.action === 'another'))
        return go('address', { role });
      return awaitLetter(
        signal,
        context,
        'confirm-corporate',
        (link) => linked(context, link),
        (letter) => go('letter', { role, ...letter }),
      );
    },
  }),
};
