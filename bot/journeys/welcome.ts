import { z } from 'zod';
import type { AccountView } from '#core/accounts/accounts.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { consentText } from './consent-text.ts';
import { Paused } from './paused.ts';
import { anywhere, type Button, back, button, human, type Phrase, screen } from './screen.ts';
import { enter, go, type Journey, type Move, type StepContext, step } from './step.ts';

const other = (language: Language): Language => (language === 'ru' ? 'en' : 'ru');

/** The other language, one tap away, named in itself. */
const languageSwitch: Button = button('button-other-language', 'language');

/** Where the chosen institution's journey begins, past the consent if that was given before. */
export async function enterInstitution(context: StepContext<unknown>, institution: Institution): Promise<Move> {
  const { core, accountId } = context;
  const account = accountId && (await core.accounts.view(accountId));
  if (account && account.institutionId === institution.id) return goHome(account);
  return passConsent(context, institution);
}

/** To the wanted step, or where the institution's journey begins; the consent comes first if it was not given before. */
export async function passConsent(
  { core, chat, language, texts }: StepContext<unknown>,
  institution: Institution,
  wanted?: Paused,
  notes: Phrase[] = [],
): Promise<Move> {
  const effects = { institutionId: institution.id };
  const { version } = consentText(texts, language, institution);
  const given = await core.consents.givenAt(chat, institution.id, version);
  if (!given) return enter('welcome', 'consent', wanted ? { wanted } : {}, notes, effects);
  return wanted ? enter(wanted.journey, wanted.step, wanted.data, notes, effects) : firstStep(institution, effects);
}

/** To the registered person's own screen, and to the institution that knows them. */
export const goHome = ({ institutionId, schoolId }: AccountView, notes: Phrase[] = []): Move =>
  enter(schoolId ? 'school' : 'home', 'home', {}, notes, { institutionId });

const firstStep = (institution: Institution, effects = {}): Move =>
  institution.kind === 'university'
    ? enter('register', 'phone', {}, [], effects)
    : enter('school', 'entry', {}, [], effects);

/** Language, institution, consent; and the crossroads of somebody who comes back. */
export const welcome: Journey = {
  institution: step({
    screen: ({ institutions, language }) =>
      screen('welcome-institution', [
        ...institutions.map((one) => [button('button-institution', `to:${one.id}`, { name: one.name[language] })]),
        [languageSwitch, human],
      ]),

    on(signal, context) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'language') return go('institution', {}, [], { language: other(context.language) });
      const chosen = context.institutions.find((one) => signal.action === `to:${one.id}`);
      return chosen ? enterInstitution(context, chosen) : null;
    },
  }),

  consent: step({
    data: z.object({ wanted: Paused.optional() }),
    screen: ({ institution, language, institutions }) =>
      screen(
        institution?.kind === 'school' ? 'welcome-consent-school' : 'welcome-consent',
        [
          [button('button-agree', 'agree')],
          [anywhere('button-privacy', 'privacy')],
          institutions.length > 1 ? [back, languageSwitch] : [languageSwitch],
          [human],
        ],
        { institution: institution?.name[language] ?? '' },
      ),

    async on(signal, { core, chat, data, language, institution, texts }) {
      if (signal.kind !== 'action' || !institution) return null;
      if (signal.action === 'language') return go('consent', data, [], { language: other(language) });
      if (signal.action === 'back') return go('institution');
      if (signal.action !== 'agree') return null;
      await core.consents.give(chat, institution.id, language, consentText(texts, language, institution));
      const { wanted } = data;
      return wanted ? enter(wanted.journey, wanted.step, wanted.data) : firstStep(institution);
    },
  }),

  /** After `/start` in the middle of something: nothing is thrown away unasked. */
  resume: step({
    data: z.object({ ...Paused.shape, chosen: z.string().optional(), wanted: Paused.optional() }),
    screen: () =>
      screen('welcome-resume', [[button('button-continue', 'continue')], [button('button-start-over', 'over')]]),

    on(signal, context) {
      const { data, institutions } = context;
      if (signal.kind === 'action' && signal.action === 'continue') return enter(data.journey, data.step, data.data);
      if (signal.kind !== 'action' || signal.action !== 'over') return null;
      const chosen = institutions.find((one) => one.id === data.chosen);
      if (!chosen) return go('institution');
      return data.wanted ? passConsent(context, chosen, data.wanted) : enterInstitution(context, chosen);
    },
  }),

  /** After `/cancel`. */
  cancelled: step({
    screen: () => screen('welcome-cancelled', [[button('button-start-again', 'again')], [human]]),
    on: (signal) => (signal.kind === 'action' && signal.action === 'again' ? go('institution') : null),
  }),
};
