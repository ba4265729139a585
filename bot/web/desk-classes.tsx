import { Hono } from 'hono';
import { z } from 'zod';
import type { CardState, CardView, ClassProgress } from '#core/curators/card.ts';
import { PICTURE, progressPicture } from '#core/curators/progress-picture.ts';
import {
  cardName,
  classPath,
  type DeskContext,
  type DeskDeps,
  type DeskEnv,
  DeskForm,
  type DeskPart,
  type DeskSay,
  deskPage,
  deskSayer,
  isOurForm,
  personPath,
  stateText,
} from './desk-frame.tsx';
import { PrintForm } from './desk-print.tsx';

const Note = z.coerce.number().int().min(0).max(100_000).optional().catch(undefined);

const total = (counts: Record<CardState, number>): number => counts.registered + counts.invited + counts.waiting;

/** `/desk`: all classes and how far they are; `/desk/class/:name` and `/desk/staff`: the people of one. */
export function deskClasses({ texts, house }: DeskDeps): DeskPart {
  const groupName = (say: DeskSay, className: string): string =>
    className === '' ? say('staff') : say('class-name', { name: className });

  async function Picture({ say, progress }: { say: DeskSay; progress: ClassProgress }) {
    const png = await progressPicture(progress);
    const { people, parents } = progress;
    const alt = say('picture', {
      ...{ registered: people.registered, invited: people.invited, all: total(people) },
      ...{ parentsRegistered: parents.registered, parentsInvited: parents.invited, parentsAll: total(parents) },
    });
    const src = `data:image/png;base64,${png.toString('base64')}`;
    return <img src={src} alt={alt} width={PICTURE.width / 2} height={PICTURE.height / 2} />;
  }

  const ofAll = (say: DeskSay, counts: Record<CardState, number>): string =>
    total(counts) === 0 ? '—' : say('of', { registered: counts.registered, all: total(counts) });

  async function overview(c: DeskContext) {
    const { curator, school } = c.var;
    const say = deskSayer(c, texts);
    const seen = await house(async ({ core }) => ({
      progress: await core.cards.progress(curator.id),
      waiting: (await core.requests.waiting(curator.id)).length,
    }));
    const classes = seen.progress.ok ? seen.progress.value : [];
    const applied = c.req.query('note') === 'applied' ? say('applied') : null;
    if (classes.length === 0)
      return deskPage(
        c,
        texts,
        { title: school.name, note: applied, path: '/desk' },
        <>
          <p>{say('nobody-yet')}</p>
          <p>
            <a class="button" href="/desk/import">
              {say('import')}
            </a>
          </p>
          <Leave c={c} say={say} />
        </>,
      );
    return deskPage(
      c,
      texts,
      { title: school.name, note: applied, path: '/desk' },
      <>
        {seen.waiting > 0 ? <p>{say('waiting', { waiting: seen.waiting })}</p> : null}
        <section>
          <div class="scroll" tabindex={0}>
            <table>
              <caption>{say('progress')}</caption>
              <thead>
                <tr>
                  <th scope="col">{say('class')}</th>
                  <th scope="col">{say('people')}</th>
                  <th scope="col">{say('parents')}</th>
                  <th scope="col">{say('invited')}</th>
                  <th scope="col">{say('picture-head')}</th>
                </tr>
              </thead>
              <tbody>
                {classes.map((progress) => (
                  <tr>
                    <th scope="row">
                      <a href={classPath(progress.className)}>{groupName(say, progress.className)}</a>
                    </th>
                    <td>{ofAll(say, progress.people)}</td>
                    <td>{ofAll(say, progress.parents)}</td>
                    <td>{String(progress.people.invited + progress.parents.invited)}</td>
                    <td>
                      <Picture say={say} progress={progress} />
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p class="soft">{say('legend')}</p>
        </section>
        <section>
          <h2>{say('print-all')}</h2>
          <PrintForm c={c} texts={texts} selection={{ what: 'all' }} />
        </section>
        <section>
          <DeskForm c={c} action="/desk/export" label={say('export')} quiet />
          <Leave c={c} say={say} />
        </section>
      </>,
    );
  }

  function Leave({ c, say }: { c: DeskContext; say: DeskSay }) {
    return <DeskForm c={c} action="/desk/leave" label={say('leave')} quiet />;
  }

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
    const count = (of: CardView[]): Record<CardState, number> => ({
      registered: of.filter(({ state }) => state === 'registered').length,
      invited: of.filter(({ state }) => state === 'invited').length,
      waiting: of.filter(({ state }) => state === 'waiting').length,
    });
    const progress: ClassProgress = {
      className,
      people: count(present.filter(({ role }) => role !== 'parent')),
      parents: count(present.filter(({ role }) => role === 'parent')),
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
    .get('/', overview)
    .get('/staff', (c) => group(c, ''))
    .post('/staff/invite', (c) => invite(c, ''))
    .get('/class/:name', (c) => group(c, c.req.param('name')))
    .post('/class/:name/invite', (c) => invite(c, c.req.param('name')));
}
