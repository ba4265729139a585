import { asksSomething } from '#core/faq/asking.ts';
import type { SchoolView } from '#core/schools/school.ts';
import { type Button, button, type Phrase, phrase } from './screen.ts';
import type { Move, StepContext, Taken } from './step.ts';

/** As many as fit on a telephone's screen; whoever does not find theirs adds the town. */
const SHOWN = 6;
/** The longest name of a school that people type. Characters. */
const LONGEST_QUERY = 200;

/** The schools that a search finds, as a text and a button each; without a query, what to type. */
export async function searchScreen(
  { core, institution }: StepContext<unknown>,
  query: string | undefined,
): Promise<{ text: Phrase[]; buttons: Button[][] }> {
  if (query === undefined || !institution) return { text: [phrase('school-search')], buttons: [] };
  const found = await core.schools.search(institution.id, query, { limit: SHOWN });
  if (found.length === 0) return { text: [phrase('school-search-none', { query })], buttons: [] };
  return {
    text: [phrase('school-search-found', { query, count: found.length }), ...found.map(schoolLine)],
    buttons: found.map((school) => [
      button('button-school', `school:${school.id}`, { name: school.name, region: school.region }),
    ]),
  };
}

/**
 * Where a typed search leads. Words that no school is found by may be a question.
 * @param found leads to what was found
 */
export async function searchedFor(
  { core, institution }: StepContext<unknown>,
  text: string,
  found: (query: string) => Move,
): Promise<Move> {
  const query = text.slice(0, LONGEST_QUERY);
  const schools = institution ? await core.schools.search(institution.id, query, { limit: 1 }) : [];
  return schools.length > 0
    ? found(query)
    : { to: 'again', notes: [phrase('school-search-none', { query })], unread: 'words' };
}

/** With an open ticket: what schools are found by is the search's own; what finds none goes to the operators, and the person reads of both. */
export async function takenSearch(text: string, { core, institution }: StepContext<unknown>): Promise<Taken> {
  const query = text.slice(0, LONGEST_QUERY);
  if (institution && (await core.schools.search(institution.id, query, { limit: 1 })).length > 0) return 'yes';
  return text.includes('?') || asksSomething(text) ? 'no' : { slip: phrase('school-search-none', { query }) };
}

const schoolLine = ({ name, region, host }: SchoolView): Phrase => phrase('school-line', { name, region, host });

/** The school behind a pressed button of the search, or null. */
export async function chosenSchool({ core }: StepContext<unknown>, action: string): Promise<SchoolView | null> {
  const id = /^school:([0-9a-f-]{36})$/.exec(action)?.[1];
  return id ? core.schools.byId(id) : null;
}
