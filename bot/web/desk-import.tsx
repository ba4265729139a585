import { Hono } from 'hono';
import type { RosterReport } from '#core/curators/roster.ts';
import { readRoster } from '#core/curators/roster-reading.ts';
import {
  type DeskContext,
  type DeskDeps,
  type DeskEnv,
  DeskForm,
  type DeskPart,
  deskPage,
  deskSayer,
  isOurForm,
} from './desk-frame.tsx';

/** How many troubles are listed by line; whoever has more mends these first. */
const LISTED = 100;

/** `/desk/import`: a list is uploaded, shown as it would be, and applied as it was shown. */
export function deskImport({ texts, house, secrets, clock }: DeskDeps): DeskPart {
  function ask(c: DeskContext, trouble: string | null) {
    const say = deskSayer(c, texts);
    return deskPage(
      c,
      texts,
      { title: say('import'), trouble, path: '/desk/import' },
      <>
        <p>{say('import-text')}</p>
        <DeskForm c={c} action="/desk/import" label={say('import-button')} upload>
          <div class="field">
            <label for="list">{say('import-file')}</label>
            <input type="file" id="list" name="list" accept=".csv,text/csv" required aria-describedby="list-note" />
            <p class="soft" id="list-note">
              {say('import-note')}
            </p>
          </div>
        </DeskForm>
        <section>
          <h2>{say('import-columns')}</h2>
          <ul>
            {['class', 'pupil', 'parents', 'more', 'codes', 'staff'].map((key) => (
              <li>{say(`import-column-${key}`)}</li>
            ))}
          </ul>
          <p class="soft">{say('import-safe')}</p>
        </section>
      </>,
    );
  }

  function Report({ c, report }: { c: DeskContext; report: RosterReport }) {
    const say = deskSayer(c, texts);
    const { added, changed, unchanged, unlisted, classes, refused, remarks, codes } = report;
    const facts: [string, number][] = [
      ['added-pupils', added.pupils],
      ['added-parents', added.parents],
      ['added-staff', added.staff],
      ['changed', changed],
      ['unchanged', unchanged],
      ['codes', codes],
      ['unlisted', unlisted],
    ];
    const troubles = (key: 'refused' | 'remarks', all: readonly { line: number; reason: string }[]) =>
      all.length === 0 ? null : (
        <section>
          <h2>{say(key, { count: all.length })}</h2>
          <ul>
            {all.slice(0, LISTED).map(({ line, reason }) => (
              <li>{say('line', { line, reason: say(`trouble-${reason}`) })}</li>
            ))}
          </ul>
          {all.length > LISTED ? <p>{say('more-lines', { count: all.length - LISTED })}</p> : null}
        </section>
      );
    return (
      <>
        <dl>
          {facts
            .filter(([, count]) => count > 0)
            .map(([key, count]) => (
              <>
                <dt>{say(`report-${key}`)}</dt>
                <dd>{String(count)}</dd>
              </>
            ))}
        </dl>
        {classes.length === 0 ? null : (
          <p>
            {say('report-classes', {
              classes: classes.map(({ className, pupils }) => `${className} (${pupils})`).join(', '),
            })}
          </p>
        )}
        {troubles('refused', refused)}
        {troubles('remarks', remarks)}
      </>
    );
  }

  return new Hono<DeskEnv>()
    .get('/import', (c) => ask(c, null))
    .post('/import', async (c) => {
      const form = await c.req.parseBody();
      if (!isOurForm(c, form)) return ask(c, 'again');
      const { list } = form;
      if (!(list instanceof File) || list.size === 0) return ask(c, 'roster.no-file');
      const today = clock.now().toISOString().slice(0, 10);
      const read = await readRoster(new Uint8Array(await list.arrayBuffer()), { secrets, today });
      if (!read.ok) return ask(c, read.error);
      const previewed = await house(({ core }) => core.roster.preview(c.var.curator.id, read.value));
      if (!previewed.ok) return ask(c, previewed.error);
      const { report, sealed } = previewed.value;
      const say = deskSayer(c, texts);
      const nothing = report.lines === 0;
      return deskPage(
        c,
        texts,
        { title: say('preview'), path: '/desk/import' },
        <>
          <p>{nothing ? say('preview-nothing') : say('preview-text')}</p>
          <Report c={c} report={report} />
          <section>
            {nothing ? null : (
              <DeskForm
                c={c}
                action="/desk/import/apply"
                label={say('apply', { lines: report.lines })}
                hidden={{ sealed }}
              />
            )}
            <p>
              <a class="button quiet" href="/desk/import">
                {say('another-file')}
              </a>
            </p>
          </section>
        </>,
      );
    })
    .post('/import/apply', async (c) => {
      const form = await c.req.parseBody();
      if (!isOurForm(c, form)) return ask(c, 'again');
      const sealed = typeof form.sealed === 'string' ? form.sealed : '';
      const applied = await house(({ core }) => core.roster.apply(c.var.curator.id, sealed));
      if (!applied.ok) return ask(c, applied.error);
      // Codes that could not be taken over are told here; everything else the preview has told.
      if (applied.value.remarks.every(({ reason }) => reason !== 'code')) return c.redirect('/desk?note=applied', 303);
      const say = deskSayer(c, texts);
      return deskPage(
        c,
        texts,
        { title: say('import'), note: say('applied'), path: '/desk' },
        <>
          <Report c={c} report={applied.value} />
          <p>
            <a class="button" href="/desk">
              {say('back-to-classes')}
            </a>
          </p>
        </>,
      );
    });
}
