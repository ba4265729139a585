import type { Language } from '#core/language.ts';
import { consentText, privacyKey } from './consent-text.ts';
import { curatorCommand, curatorStart } from './curator.ts';
import { takeRequest } from './curator-requests.ts';
import { contactArgs } from './human.ts';
import { invitedTo } from './invited.ts';
import type { Paused } from './paused.ts';
import { schoolCommands } from './school-commands.ts';
import { journalOf } from './school-place.ts';
import { anywhere, goOn, human, phrase, type Screen, screen } from './screen.ts';
import { type Effects, enter, type Move, type StepContext } from './step.ts';
import { enterInstitution, goHome, passConsent } from './welcome.ts';

/** What happens beside the journey, from any step: a message of its own, the step stays. */
export interface Aside {
  screen?: Screen;
  effects?: Effects;
  /** Then the step's own screen once more. */
  step?: boolean;
  /** Instead of all that: leave the step. */
  move?: Move;
}

export interface Where {
  journey: string;
  step: string;
  /** A pass's own message, when its Refresh was pressed. */
  messageId: number | null;
  /** What stood behind the button's name, as in `request-take:12`. */
  argument: string;
}

type Handler = (context: StepContext<unknown>, where: Where) => Aside | Promise<Aside>;

const setLanguage =
  (language: Language): Handler =>
  () => ({ effects: { language }, step: true });

const isIdle = ({ journey, step }: Where): boolean =>
  journey === 'home' || (journey === 'welcome' && step !== 'resume') || journey === 'school';

async function pass(context: StepContext<unknown>): Promise<Aside> {
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

/** Commands and buttons that work at every step. Names are those of the commands, or of `anywhere` buttons. */
const handlers: Record<string, Handler> = {
  continue: () => ({ step: true }),

  help: (context) => ({
    screen: {
      text: [
        phrase(context.institution?.kind === 'school' ? 'help-text-school' : 'help-text'),
        phrase(
          context.institution ? 'help-contacts' : 'help-choose',
          context.institution ? contactArgs(context.institution, context.language) : undefined,
        ),
      ],
      buttons: [[goOn], [human]],
    },
  }),

  human: (context, { journey, step }) => {
    if (!context.institution) return { screen: screen('human-choose', [[goOn]]) };
    if (journey === 'human') return { step: true };
    return { move: enter('human', 'words', { journey, step, data: context.data }) };
  },

  async privacy(context) {
    const { texts, language, core, chat, institution } = context;
    if (!institution) return { screen: screen('privacy-choose', [[goOn]]) };
    const consent = consentText(texts, language, institution);
    const given = await core.consents.givenAt(chat, institution.id, consent.version);
    const date = given?.toLocaleDateString(language === 'ru' ? 'ru-RU' : 'en-GB', { timeZone: institution.timeZone });
    return {
      screen: {
        text: [
          phrase(privacyKey(institution), contactArgs(context.institution, context.language)),
          date
            ? phrase('privacy-given', { date, version: consent.version })
            : phrase('privacy-not-given', { version: consent.version }),
        ],
        buttons: [[goOn]],
      },
    };
  },

  language: () => ({
    screen: screen('language-choose', [[anywhere('button-russian', 'lang-ru'), anywhere('button-english', 'lang-en')]]),
  }),
  'lang-ru': setLanguage('ru'),
  'lang-en': setLanguage('en'),

  pass,
  'refresh-pass': pass,

  ...schoolCommands,
  curator: curatorCommand,
  'request-take': takeRequest,

  async cancel(context, where) {
    const { core, chat, accountId } = context;
    const account = accountId && (await core.accounts.view(accountId));
    await core.enrollments.closePages(chat);
    if (account) return { move: goHome(account, isIdle(where) ? [] : [phrase('cancelled')]) };
    await core.registrations.closePages(chat);
    return { move: enter('welcome', isIdle(where) ? 'institution' : 'cancelled') };
  },
};

/** What this command or button does beside the journey, or null when there is no such thing. */
export function findAside(name: string): Handler | null {
  return Object.hasOwn(handlers, name) ? (handlers[name] ?? null) : null;
}

/** `/start`, with or without an institution or an invitation in the link. Nothing under way is thrown away unasked. */
export async function start(
  context: StepContext<unknown>,
  where: Where,
  data: unknown,
  payload: string,
): Promise<Move> {
  const curating = await curatorStart(context, where, payload);
  if (curating) return curating;
  const account = context.accountId ? await context.core.accounts.view(context.accountId) : null;
  const isFree = account !== null || isIdle(where) || where.journey === 'invite';

  const invited = await invitedTo(context, where, data, payload);
  if (invited) {
    const { journal, wanted, trouble, added } = invited;
    const notes = trouble ? [trouble] : [];
    if (added || isFree) return passConsent(context, journal, wanted, notes);
    if (trouble) return { to: 'again', notes };
    return resumeLater(where, data, { chosen: journal.id, wanted });
  }

  // From the page on which signing in by Gosuslugi failed.
  const journal = payload === 'gosuslugi' ? journalOf(context) : null;
  if (journal) {
    const wanted = { journey: 'gosuslugi', step: 'entry', data: {} };
    if (isFree || where.journey === 'gosuslugi') return passConsent(context, journal, wanted);
    return resumeLater(where, data, { chosen: journal.id, wanted });
  }

  const named = context.institutions.find((one) => one.id === payload);
  if (account && (!named || named.id === account.institutionId)) return goHome(account);
  if (!isIdle(where)) return resumeLater(where, data, named ? { chosen: named.id } : {});
  return named ? enterInstitution(context, named) : enter('welcome', 'institution');
}

/** Asks whether to go on with what is under way, or with what the newest link names. */
function resumeLater(where: Where, data: unknown, chosen: { chosen?: string; wanted?: Paused }): Move {
  const { journey, step } = where;
  return journey === 'welcome' && step === 'resume'
    ? enter('welcome', 'resume', { ...Object(data), ...chosen })
    : enter('welcome', 'resume', { journey, step, data, ...chosen });
}
