import { type JourneyName, journeyNames } from '#core/faq/article.ts';
import type { Institution } from '#core/institution.ts';
import type { Aside, Handler, Where } from './aside.ts';
import { articleOf, backTo, placeOf, universityOf } from './faq-places.ts';
import { toHuman } from './human.ts';
import { pass } from './pass.ts';
import { type Paused, pausedStep } from './paused.ts';
import { writeAgain } from './school-email.ts';
import { journalOf, ownAccount } from './school-place.ts';
import { anywhere, type Button, type Phrase, phrase, screen } from './screen.ts';
import { enter, type StepContext } from './step.ts';
import { enterInstitution, goHome, passConsent } from './welcome.ts';

/** The button that leads into a journey; its label says what happens. @param action `faq-to:<journey>` unless an article's own */
export const leadOf = (journey: JourneyName, action = `faq-to:${journey}`): Button =>
  anywhere(`button-faq-to-${journey}`, action);

/** Why an article sends people to their curator, as the curator reads it. */
const reasons: Record<string, string> = {
  'eljur.where_code': 'invitation.missing',
  'eljur.code_other_system': 'invitation.missing',
  'eljur.wrong_code': 'invitation.missing',
  'eljur.recover_no_email': 'recover.no-email',
  'eljur.gosuslugi_not_found': 'gosuslugi.data',
};

/** Steps that hold what a person has done and would have to do again. */
const holding = ['invite/confirm', 'invite/more', 'invite/page'];
const holds = ({ journey, step }: Paused): boolean => journey === 'register' || holding.includes(`${journey}/${step}`);

/** What is under way: the step, or the one that something came between. */
function underWay({ data }: StepContext<unknown>, { journey, step }: Where): Paused {
  const at = { journey, step, data };
  return pausedStep(at) ?? at;
}

/** The step that is under way already, shown once more. */
const stays = (where: Where, { journey, step, data }: Paused): Aside =>
  where.journey === journey && where.step === step ? { step: true } : { move: enter(journey, step, data) };

/**
 * Leads to a step of an institution's, past the consent. Whoever is in that very journey sees their step; nothing that was done is thrown
 * away unasked.
 * @param wanted null: where the institution's journey begins
 */
async function lead(
  context: StepContext<unknown>,
  where: Where,
  institution: Institution | null,
  wanted: Paused | null,
  notes: Phrase[] = [],
): Promise<Aside> {
  if (!institution) return toHuman(context, where);
  const under = underWay(context, where);
  const journey = wanted?.journey ?? 'register';
  if (under.journey === journey && (!wanted || journey !== 'school')) {
    const app = wanted?.step === 'app' && !['app', 'school'].includes(under.step);
    if (!app) return stays(where, under);
  }
  if (holds(under)) {
    const chosen = { chosen: institution.id, ...(wanted ? { wanted } : {}) };
    return { move: enter('welcome', 'resume', { ...under, ...chosen }, [phrase('faq-under-way')]) };
  }
  const move = wanted
    ? await passConsent(context, institution, wanted, notes)
    : await enterInstitution(context, institution);
  const asksConsent = move.to === 'step' && move.journey === 'welcome' && move.step === 'consent';
  return { move: asksConsent ? { ...move, notes: [...move.notes, phrase('faq-consent-first')] } : move };
}

const to = (journey: string, step: string, data: unknown = {}): Paused => ({ journey, step, data });

/** The university's account that this chat speaks for. */
export async function universityAccount({ core, accountId }: StepContext<unknown>) {
  const account = accountId ? await core.accounts.view(accountId) : null;
  return account && !account.schoolId ? account : null;
}

type Lead = (context: StepContext<unknown>, where: Where, intent: string) => Aside | Promise<Aside>;

const inJournal =
  (wanted: Paused): Lead =>
  (context, where) =>
    lead(context, where, journalOf(context), wanted);

const leads: Record<JourneyName, Lead> = {
  async register(context, where) {
    const account = await universityAccount(context);
    return account ? { move: goHome(account) } : lead(context, where, universityOf(context), null);
  },

  async authorize(context, where) {
    if (await universityAccount(context)) return lead(context, where, universityOf(context), to('authorize', 'status'));
    return { screen: screen('faq-authorize-first', [[leadOf('register')], [backTo(where)]]) };
  },

  async pass(context, where) {
    if (await universityAccount(context)) return pass(context);
    return { screen: screen('pass-not-registered', [[leadOf('register')], [backTo(where)]]) };
  },

  code: inJournal(to('invite', 'code')),

  async children(context, where) {
    const own = await ownAccount(context);
    if (!own) {
      return lead(context, where, journalOf(context), to('invite', 'code'), [phrase('children-register-first')]);
    }
    if (own.account.roles.every((role) => role === 'student')) {
      return { screen: screen('children-not-for-pupils', [[backTo(where)]]) };
    }
    return lead(context, where, journalOf(context), to('children', 'list'));
  },

  async 'confirm-email'(context, where) {
    const own = await ownAccount(context);
    if (!own) return { screen: screen('faq-email-first', [[leadOf('code')], [leadOf('recover')], [backTo(where)]]) };
    const { emailConfirmed } = own.account;
    if (emailConfirmed || holds(underWay(context, where))) {
      return lead(context, where, journalOf(context), to('school', 'email'));
    }
    return { move: await writeAgain(context) };
  },

  recover: inJournal(to('recover', 'ways')),
  'recover-app': inJournal(to('recover', 'app')),
  'login-help': inJournal(to('login-help', 'typing')),
  gosuslugi: inJournal(to('gosuslugi', 'entry')),
  'find-school': inJournal(to('school', 'find')),

  curator: (context, where, intent) =>
    lead(context, where, journalOf(context), to('curator-help', 'ask', { reason: reasons[intent] ?? 'asked' })),

  human(context, where, intent) {
    const place = placeOf(context, intent.split('.')[0] ?? '');
    return toHuman(context, where, [], { institutionId: place?.id });
  },
};

/** The buttons that lead on: of an article (`faq-go:isu.qr_where`), and of what the house knows (`faq-to:authorize`). */
export const faqLeads: Record<string, Handler> = {
  'faq-go'(context, where) {
    const article = articleOf(context, where.argument);
    return article?.journey ? leads[article.journey](context, where, article.intent) : { step: true };
  },

  'faq-to'(context, where) {
    const journey = journeyNames.find((name) => name === where.argument);
    return journey ? leads[journey](context, where, '') : { step: true };
  },
};
