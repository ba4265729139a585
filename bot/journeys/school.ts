import { back, human, phrase } from './screen.ts';
import { enter, type Journey, step } from './step.ts';

/** The school journal: how its registration goes, and who helps. */
export const school: Journey = {
  entry: step({
    screen: ({ institution }) => ({
      text: [phrase('school-entry', { url: institution?.url ?? '' })],
      buttons: [...(institution ? [[{ label: 'button-school-page', url: institution.url }]] : []), [back, human]],
    }),
    on: (signal) => (signal.kind === 'action' && signal.action === 'back' ? enter('welcome', 'institution') : null),
  }),
};
