import { Hono } from 'hono';
import { z } from 'zod';
import type { CardState, CardView, ClassProgress } from '#core/curators/card.ts';
import {
  cardName,
  classPath,
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
import { PrintForm } from './desk-print.tsx';
import { groupName, Picture } from './desk-progress.tsx';

const Note = z.coerce.number().int().min(0).max(100_000).optional().catch(undefined);

const counted = (cards: readonly CardView[]): Record<CardState, number> => ({
  registered: cards.filter(({ state }) => state === 'registered').length,
  invited: cards.filter(({ state }) => state === 'invited').length,
  waiting: cards.filter(({ state }) => state === 'waiting').length,
});

/** `/desk/class/:name` and `/desk/staff`: the people of one class, or of the staff. */
export function deskClass({ texts, house }: DeskDeps): DeskPart {
  async function group(c: DeskContext, className: string, trouble: string | null = null) {
    const say = deskSayer(c, texts);
    const found = await house(({ core }) => core.cards.ofClass(c.var.curator.id, className));
    if (!found.ok) {
      return deskPage(
        c,
        texts,
        { title: groupName(say, className), trouble: found.error, status: 404, path: '/desk' },
        <p>
          <a href="/desk">{say('back-to-classes')}</a>
        </p>,
      );
    }
    const everybody = found.value;
    const present = everybody.filter(({ left }) => left === null);
    const withLeft = c.req.query('left') === '1';
    const people = withLeft ? everybody : present;
    const waiting = present.filter(({ state }) => state === 'waiting').length;
    const progress: ClassProgress = {
      className,
      people: counted(present.filter(({ role }) => role !== 'parent')),
      parents: counted(present.filter(({ role }) => role === 'parent')),
    };
    const issued = Note.parse(c.req.query('issued'));
    const path = classPath(className);
    return deskPage(
      c,
      texts,
      {
        title: groupName(say, className),
        path,
        trouble,
        note: issued === undefined ? null : say('issued', { count: issued }),
      },
      <>
        <p>
          <Picture say={say} progress={progress} />
        </p>
        <p class="soft">{say('legend')}</p>
        <div class="scroll" tabindex={0}>
          <table>
            <caption>{say('people-of', { group: groupName(say, className) })}</caption>
            <thead>
              <tr>
                <th scope="col">{say('name')}</th>
                <th scope="col">{say('role-head')}</th>
                <th scope="col">{say('state-head')}</th>
              </tr>
            </thead>
            <tbody>
              {people.map((card) => (
                <tr>
                  <th scope="row">
                    <a href={personPath(card.id)}>{cardName(say, card)}</a>
                  </th>
                  <td>{say('role', { role: card.role })}</td>
                  <td>{stateText(say, card)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {present.length === 0 ? <p>{say('nobody-left')}</p> : null}
        {everybody.length > present.length ? (
          <p>
            <a href={withLeft ? path : `${path}?left=1`}>
              {withLeft ? say('hide-left') : say('show-left', { count: everybody.length - present.length })}
            </a>
          </p>
        ) : null}
        {waiting > 0 ? (
          <section>
            <h2>{say('issue-title')}</h2>
            <p>{say('issue-text', { count: waiting })}</p>
            <DeskForm c={c} action={`${path}/invite`} label={say('issue-button')} />
          </section>
        ) : null}
        <section>
          <h2>{say('print')}</h2>
          <PrintForm
            c={c}
            texts={texts}
            selection={className === '' ? { what: 'staff' } : { what: 'class', class: className }}
          />
        </section>
      </>,
    );
  }

  async function invite(c: DeskContext, className: string) {
    if (!isOurForm(c, await c.req.parseBody())) return group(c, className, 'again');
    const selection = className === '' ? ({ staff: true } as const) : { className };
    const issued = await house(({ core }) => core.cards.inviteAll(c.var.curator.id, selection));
    if (!issued.ok) return group(c, className, issued.error);
    return c.redirect(`${classPath(className)}?issued=${issued.value}`, 303);
  }

  return new Hono<DeskEnv>()
    .get('/staff', (c) => group(c, ''))
    .post('/staff/invite', (c) => invite(c, ''))
    .get('/class/:name', (c) => group(c, c.req.param('name')))
    .post('/class/:name/invite', (c) => invite(c, c.req.param('name')));
}
