import { Hono } from 'hono';
import { z } from 'zod';
import type { CardView } from '#core/curators/card.ts';
import { MOST_FOUND } from '#core/curators/cards.ts';
import {
  cardName,
  type DeskContext,
  type DeskDeps,
  type DeskEnv,
  DeskForm,
  type DeskPart,
  deskPage,
  deskSayer,
  isOurForm,
  personPath,
  stateText,
} from './desk-frame.tsx';
import { Field } from './field.tsx';

const Query = z.object({ query: z.string().max(100).catch('') });

/** `/desk/find`: people by name or class. The query is posted, so that no name stands in an address. */
export function deskFind({ texts, house }: DeskDeps): DeskPart {
  function page(c: DeskContext, query: string, found: CardView[] | null, trouble: string | null = null) {
    const say = deskSayer(c, texts);
    return deskPage(
      c,
      texts,
      { title: say('find'), trouble, path: '/desk/find' },
      <>
        <DeskForm c={c} action="/desk/find" label={say('find-button')}>
          <Field
            id="query"
            type="search"
            label={say('find-label')}
            note={say('find-note')}
            value={query}
            autocomplete="off"
            maxlength={100}
          />
        </DeskForm>
        {found === null ? null : (
          <section>
            <h2>{say('found', { count: found.length })}</h2>
            {found.length === MOST_FOUND ? <p>{say('found-many')}</p> : null}
            <ul class="links">
              {found.map((card) => (
                <li>
                  <a href={personPath(card.id)}>{cardName(say, card)}</a>
                  {` — ${say('role', { role: card.role })}${card.className === '' ? '' : `, ${card.className}`}, ${stateText(say, card)}`}
                </li>
              ))}
            </ul>
          </section>
        )}
      </>,
    );
  }

  return new Hono<DeskEnv>()
    .get('/find', (c) => page(c, '', null))
    .post('/find', async (c) => {
      const form = await c.req.parseBody();
      const { query } = Query.parse(form);
      if (!isOurForm(c, form)) return page(c, query, null, 'again');
      const found = await house(({ core }) => core.cards.find(c.var.curator.id, query));
      return found.ok ? page(c, query, found.value) : page(c, query, null, found.error);
    });
}
