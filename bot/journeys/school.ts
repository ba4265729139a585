import { z } from 'zod';
import { schoolEmail } from './school-email.ts';
import { codeOrNothing, schoolHome, trouble, ways } from './school-home.ts';
import { loginPage, schoolStart } from './school-place.ts';
import { chosenSchool, searchedFor, searchScreen, takenSearch } from './school-search.ts';
import { back, button, human, phrase, type Screen } from './screen.ts';
import { enter, go, type Journey, step } from './step.ts';
import { takenCode } from './step-answers.ts';

/** The school journal: where it begins, and where its people are when nothing is under way. */
export const school: Journey = {
  entry: step({
    takes: takenCode,
    screen: ({ institution }) => ({
      text: [phrase('school-entry')],
      buttons: [
        [button('button-no-code', 'none')],
        ...trouble,
        [button('button-find-school', 'find')],
        ...(institution ? [[{ label: 'button-school-page', url: institution.url }]] : []),
        [back, human],
      ],
    }),

    on(signal, context) {
      if (signal.kind !== 'action') return codeOrNothing(signal, context);
      return signal.action === 'back' ? enter('welcome', 'institution') : (ways[signal.action] ?? null);
    },
  }),

  home: schoolHome,

  /** The school's own page, for who has an account already. */
  find: step({
    data: z.object({ query: z.string().optional() }),
    questionsFirst: true,
    takes: (text, context) => takenSearch(text, context),

    async screen(context): Promise<Screen> {
      const found = await searchScreen(context, context.data.query);
      return {
        text: found.text,
        buttons: [...found.buttons, [{ label: 'button-find-page', site: '/hello' }], [back, human]],
      };
    },

    async on(signal, context) {
      if (signal.kind === 'text') return searchedFor(context, signal.text, (query) => go('find', { query }));
      if (signal.kind !== 'action') return null;
      if (signal.action === 'back') return context.data.query === undefined ? schoolStart(context) : go('find');
      const found = await chosenSchool(context, signal.action);
      return found ? go('page', { school: found.id }) : null;
    },
  }),

  page: step({
    data: z.object({ school: z.uuid() }),

    async screen({ core, data }): Promise<Screen> {
      const found = await core.schools.byId(data.school);
      if (!found) return { text: [phrase('school-search')], buttons: [[back, human]] };
      return {
        text: [phrase('school-page', { school: found.name, region: found.region, host: found.host })],
        buttons: [
          [loginPage(found)],
          [button('button-forgot', 'recover')],
          [button('button-no-code', 'none')],
          [back, human],
        ],
      };
    },

    on(signal) {
      if (signal.kind !== 'action') return null;
      return signal.action === 'back' ? go('find') : (ways[signal.action] ?? null);
    },
  }),

  ...schoolEmail,
};
