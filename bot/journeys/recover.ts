import { z } from 'zod';
import { readEmail } from '#core/verification/email.ts';
import { noAddress } from './address.ts';
import { loginPage, ownAccount, schoolStart } from './school-place.ts';
import { chosenSchool, searchedFor, searchScreen, takenSearch } from './school-search.ts';
import { back, button, human, phrase, type Screen } from './screen.ts';
import { again, enter, go, type Journey, type Move, note, type StepContext, step } from './step.ts';
import { thisMoment } from './time.ts';

const AtSchool = z.object({ school: z.uuid().optional() });
type AtSchool = z.infer<typeof AtSchool>;

/** The curator restores what a letter cannot; whoever asks has said already which school. */
const askCurator = ({ school }: AtSchool): Move =>
  enter('curator-help', 'ask', { reason: 'recover.no-email', ...(school ? { school } : {}) });

/**
 * Asks for the letter. The answer is the same whether or not anybody has registered with the address, and confirmed it.
 * @param says told when the letter is asked for once more
 */
async function requestLetter(context: StepContext<AtSchool>, email: string, says?: string): Promise<Move> {
  const { core, chat, institution, language, data } = context;
  if (!institution) return enter('welcome', 'institution');
  const own = await ownAccount(context);
  const schoolId = own?.schoolId ?? data.school ?? null;
  const asked = await core.recovery.request({ institutionId: institution.id, schoolId, email, language, chat });
  if (!asked.ok) return asked.error.startsWith('email.') ? noAddress(asked.error, email) : again(asked.error);
  const read = readEmail(email);
  return says ? note(says, { at: thisMoment(context) }) : go('sent', { ...data, email: read.ok ? read.value : email });
}

/** Getting back into an account: by its e-mail, from the mobile application, or with the curator's help. */
export const recover: Journey = {
  ways: step({
    questionsFirst: true,
    reads: 'email',
    screen: () => ({
      text: [phrase('recover-ways')],
      buttons: [
        [button('button-by-email', 'email')],
        [button('button-from-app', 'app')],
        [button('button-no-confirmed-email', 'curator')],
        [back, human],
      ],
    }),

    on(signal, context) {
      // Nobody else has an @ to write here.
      if (signal.kind === 'text' && signal.text.includes('@'))
        return requestLetter({ ...context, data: {} }, signal.text);
      if (signal.kind !== 'action') return null;
      if (signal.action === 'email') return go('email');
      if (signal.action === 'app') return go('app');
      if (signal.action === 'curator') return askCurator({});
      return signal.action === 'back' ? schoolStart(context) : null;
    },
  }),

  email: step({
    data: AtSchool,
    questionsFirst: true,
    reads: 'email',
    screen: () => ({
      text: [phrase('recover-email')],
      buttons: [[button('button-no-confirmed-email', 'curator')], [back, human]],
    }),

    on(signal, context) {
      if (signal.kind === 'text') return requestLetter(context, signal.text);
      if (signal.kind !== 'action') return null;
      if (signal.action === 'curator') return askCurator(context.data);
      return signal.action === 'back' ? go('ways') : null;
    },
  }),

  /** Always the same, so that nobody learns whose addresses are known here. */
  sent: step({
    data: AtSchool.extend({ email: z.string() }),
    questionsFirst: true,
    reads: 'email',

    screen: ({ data }) => ({
      text: [phrase('recover-sent', { email: data.email })],
      buttons: [
        [button('button-resend', 'resend'), button('button-another-email', 'another')],
        [button('button-no-letter', 'curator')],
        [button('button-home', 'home'), human],
      ],
    }),

    on(signal, context) {
      const { email, ...place } = context.data;
      if (signal.kind === 'text') return requestLetter({ ...context, data: place }, signal.text);
      if (signal.kind !== 'action') return null;
      if (signal.action === 'resend') return requestLetter({ ...context, data: place }, email, 'recover-resent');
      if (signal.action === 'another') return go('email', place);
      if (signal.action === 'curator') return askCurator(place);
      return signal.action === 'home' ? schoolStart(context) : null;
    },
  }),

  /** The mobile application has no “Forgot password?”: the way leads over the school's page. */
  app: step({
    data: z.object({ query: z.string().optional() }),
    questionsFirst: true,
    takes: (text, context) => takenSearch(text, context),

    async screen(context): Promise<Screen> {
      const found = await searchScreen(context, context.data.query);
      return {
        text: [...(context.data.query === undefined ? [phrase('recover-app')] : []), ...found.text],
        buttons: [...found.buttons, [{ label: 'button-find-page', site: '/hello' }], [back, human]],
      };
    },

    async on(signal, context) {
      if (signal.kind === 'text') return searchedFor(context, signal.text, (query) => go('app', { query }));
      if (signal.kind !== 'action') return null;
      if (signal.action === 'back') return context.data.query === undefined ? go('ways') : go('app');
      const school = await chosenSchool(context, signal.action);
      return school ? go('school', { school: school.id }) : null;
    },
  }),

  /** The found school's own page, and the letter from here. */
  school: step({
    data: z.object({ school: z.uuid() }),
    questionsFirst: true,
    reads: 'email',

    async screen({ core, data }): Promise<Screen> {
      const school = await core.schools.byId(data.school);
      if (!school) return { text: [phrase('school-search')], buttons: [[back, human]] };
      return {
        text: [phrase('recover-school', { school: school.name, region: school.region, host: school.host })],
        buttons: [
          [loginPage(school)],
          [{ label: 'button-forgot-page', site: `/s/${school.slug}/forgot` }],
          [button('button-by-email', 'email')],
          [button('button-no-confirmed-email', 'curator')],
          [back, human],
        ],
      };
    },

    on(signal, context) {
      const { data } = context;
      if (signal.kind === 'text' && signal.text.includes('@')) return requestLetter(context, signal.text);
      if (signal.kind !== 'action') return null;
      if (signal.action === 'email') return go('email', data);
      if (signal.action === 'curator') return askCurator(data);
      return signal.action === 'back' ? go('app') : null;
    },
  }),
};
