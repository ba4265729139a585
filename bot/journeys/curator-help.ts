import { z } from 'zod';
import type { SchoolView } from '#core/schools/school.ts';
import { blockedTold } from './human-when.ts';
import { Paused } from './paused.ts';
import { ownAccount, schoolStart } from './school-place.ts';
import { chosenSchool, searchedFor, searchScreen, takenSearch } from './school-search.ts';
import { type Button, back, button, human, type Phrase, phrase, type Screen } from './screen.ts';
import { again, enter, go, type Journey, type Move, type StepContext, step, type Taken } from './step.ts';

const Asking = z.object({
  /** Why, as an error code: `recover.no-email`, `gosuslugi.data`, `invitation.missing`. */
  reason: z.string(),
  school: z.uuid().optional(),
  query: z.string().optional(),
  /** What was under way when the helpdesk's step led here. */
  behind: Paused.optional(),
});
type Asking = z.infer<typeof Asking>;

/** Whose curator shall help; null until the person has found their school. */
async function schoolOf(context: StepContext<Asking>): Promise<SchoolView | null> {
  const id = context.data.school ?? (await ownAccount(context))?.schoolId;
  return id ? context.core.schools.byId(id) : null;
}

/** Words are the curator's, once the school is known; where it has none, nobody reads them. */
async function takesWords(context: StepContext<Asking>): Promise<Taken | null> {
  const school = await schoolOf(context);
  return school && (school.curators > 0 ? 'yes' : 'no');
}

/** To what was under way, or where the person is when nothing is. */
const leave = async (context: StepContext<Asking>, notes: Phrase[] = []): Promise<Move> => {
  const { behind } = context.data;
  // Whoever came from the consent has given it meanwhile.
  return behind && behind.journey !== 'welcome'
    ? enter(behind.journey, behind.step, behind.data, notes)
    : schoolStart(context, notes);
};

/** Where nobody can be asked, the helpdesk hears of the school, and of no word; the person goes on there. */
async function ask(context: StepContext<Asking>, schoolId: string, words: string): Promise<Move> {
  const { core, chat, institution, language, accountId, data } = context;
  if (!institution) return enter('welcome', 'institution');
  const own = await ownAccount(context);
  const opened = await core.requests.open({
    chat,
    institutionId: institution.id,
    schoolId,
    language,
    reason: data.reason,
    accountId: own?.schoolId === schoolId ? accountId : null,
    facts: { words },
  });
  if ('requestId' in opened) return leave(context, [phrase('curator-help-asked')]);
  const blocked = await blockedTold(context, institution);
  if (blocked) return leave(context, [phrase('curator-absent-blocked'), ...blocked]);
  const { email, phone } = institution.contacts;
  const args = { ticket: String(opened.ticketId), hours: institution.workingHours[language], email, phone };
  const told = [phrase('curator-help-absent', args)];
  const from = await leave(context, told);
  if (from.to !== 'step' || from.journey === null) return from;
  const { journey, step, data: kept } = from;
  return enter('human', 'talk', { journey, step, data: kept, ticket: opened.ticketId }, told);
}

/** Whoever cannot restore their access alone, or has no invitation, writes to their school's curator. */
export const curatorHelp: Journey = {
  ask: step({
    data: Asking,
    openWords: true,
    takes: async (text, context) => (await takesWords(context)) ?? takenSearch(text, context),

    async screen(context): Promise<Screen> {
      const away: Button[] = [back, human];
      const school = await schoolOf(context);
      // Nobody is asked to tell what nobody would read.
      if (school?.curators === 0) {
        const text = [phrase('curator-help-none', { school: school.name })];
        return { text, buttons: [[button('button-tell-helpdesk', 'tell')], [back]] };
      }
      if (school) {
        const text = [
          phrase('curator-help-words', { school: school.name, known: (await ownAccount(context)) ? 'yes' : 'no' }),
        ];
        return { text, buttons: [away] };
      }
      const found = await searchScreen(context, context.data.query);
      const intro = context.data.query === undefined ? [phrase('curator-help-school')] : [];
      return { text: [...intro, ...found.text], buttons: [...found.buttons, away] };
    },

    async on(signal, context) {
      const { data } = context;
      const { query, school: _, ...why } = data;
      const known = await schoolOf(context);
      const absent = known?.curators === 0;
      if (signal.kind === 'text') {
        if (absent) return null;
        if (known) return ask(context, known.id, signal.text);
        return searchedFor(context, signal.text, (typed) => go('ask', { ...why, query: typed }));
      }
      if (signal.kind !== 'action') return null;
      if (signal.action === 'back') {
        // One step back within the search, and out of it from its beginning.
        return query === undefined ? leave(context) : go('ask', why);
      }
      // One that came meanwhile is asked in words.
      if (signal.action === 'tell') return known && absent ? ask(context, known.id, '') : again();
      const school = await chosenSchool(context, signal.action);
      return school ? go('ask', { ...data, school: school.id }) : null;
    },
  }),
};
