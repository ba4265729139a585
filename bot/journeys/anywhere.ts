import type { Language } from '#core/language.ts';
import { type Handler, isIdle, type Where } from './aside.ts';
import { consentText, privacyKey } from './consent-text.ts';
import { curatorCommand, curatorStart } from './curator.ts';
import { takeRequest } from './curator-requests.ts';
import { faqHandlers } from './faq-handlers.ts';
import { contactArgs, humanOf, toHuman } from './human.ts';
import { handOver, helpdesk, helpdeskBack, helpdeskEnd } from './human-handlers.ts';
import { rate } from './human-rating.ts';
import { invitedTo } from './invited.ts';
import { pass } from './pass.ts';
import type { Paused } from './paused.ts';
import { schoolCommands } from './school-commands.ts';
import { journalOf } from './school-place.ts';
import { anywhere, goOn, human, phrase, screen } from './screen.ts';
import { enter, type Move, type StepContext } from './step.ts';
import { enterInstitution, goHome, passConsent } from './welcome.ts';

/** The helpdesk answers in the new language, too. */
const setLanguage =
  (language: Language): Handler =>
  async ({ core, chat }) => {
    const ticket = await core.tickets.openOf(chat, null);
    if (ticket) await core.tickets.setLanguage(ticket.id, language);
    return { effects: { language }, step: true };
  };

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
      buttons: [[anywhere('button-faq', 'faq')], [goOn], [human]],
    },
  }),

  human: (context, where) => toHuman(context, where),
  'human-of': humanOf,
  'human-this': handOver,
  helpdesk,
  'helpdesk-back': helpdeskBack,
  'helpdesk-end': helpdeskEnd,
  'helpdesk-rate': rate,

  ...faqHandlers,

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
