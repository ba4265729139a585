import { type Context, Hono } from 'hono';
import { z } from 'zod';
import type { SchoolView } from '#core/schools/school.ts';
import { Field } from './field.tsx';
import { type SchoolPagesDeps, sayer, schoolPath } from './school-pages.ts';
import { showPage, type VisitorEnv } from './visitor.tsx';

/** So many schools are shown at once. */
const SHOWN = 20;

const Query = z.object({ q: z.string().trim().max(100).catch(''), region: z.string().trim().max(100).catch('') });

/** `/hello`: finds a school by its number or name and region, and leads to its login page. Mounted behind `visitorLanguage`. */
export function helloPage({ texts, answers, house, institutions }: SchoolPagesDeps): Hono<VisitorEnv> {
  const journals = institutions.filter(({ kind }) => kind === 'school');

  const search = (query: string, region: string): Promise<SchoolView[]> =>
    house(async ({ core }) => {
      const found: SchoolView[] = [];
      for (const { id } of journals) {
        found.push(...(await core.schools.search(id, query, { limit: SHOWN, ...(region === '' ? {} : { region }) })));
      }
      return found.slice(0, SHOWN);
    });

  return new Hono<VisitorEnv>().get('/', async (c: Context<VisitorEnv>) => {
    const { q, region } = Query.parse(c.req.query());
    const found = q === '' ? null : await search(q, region);
    const say = sayer(c, texts, 'hello');
    return showPage(
      c,
      texts,
      { title: say('title') },
      200,
      <>
        <h1>{say('title')}</h1>
        <p>{say('text')}</p>
        <search>
          <form method="get" action="/hello">
            <Field
              id="q"
              type="search"
              label={say('label')}
              value={q}
              note={say('note')}
              autocomplete="off"
              maxlength={100}
              required
            />
            <Field id="region" label={say('region')} value={region} autocomplete="address-level1" maxlength={100} />
            <button class="button" type="submit">
              {say('button')}
            </button>
          </form>
        </search>
        {found === null ? null : (
          <section aria-label={say('found-label')}>
            <p role="status">{found.length === 0 ? say('nothing') : say('found', { count: found.length })}</p>
            {found.length === 0 ? null : (
              <ul class="schools">
                {found.map((school) => (
                  <li>
                    <a href={schoolPath(school, 'login')}>{school.name}</a>
                    <br />
                    <span class="soft">
                      {school.region}, {school.host}
                    </span>
                  </li>
                ))}
              </ul>
            )}
          </section>
        )}
        <p class="soft">{say('no-school')}</p>
        {journals[0] ? answers.openChat(c.var.language, journals[0].id) : answers.toChat(c.var.language)}
      </>,
    );
  });
}
