import { Hono } from 'hono';
import type { CardState } from '#core/curators/card.ts';
import {
  classPath,
  type DeskContext,
  type DeskDeps,
  type DeskEnv,
  DeskForm,
  type DeskPart,
  type DeskSay,
  deskPage,
  deskSayer,
} from './desk-frame.tsx';
import { PrintForm } from './desk-print.tsx';
import { groupName, Picture, total } from './desk-progress.tsx';

/** `/desk`: all classes and how far they are. */
export function deskClasses({ texts, house }: DeskDeps): DeskPart {
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

  return new Hono<DeskEnv>().get('/', overview);
}
