import { Hono } from 'hono';
import { correctable } from '#core/curators/correction.ts';
import {
  type DeskContext,
  type DeskDeps,
  type DeskEnv,
  type DeskPart,
  type DeskSay,
  deskPage,
  deskSayer,
  personPath,
  zoneOf,
} from './desk-frame.tsx';

const PAGE = 50;

/** Which fields of a card were corrected: their names, as the audit never holds what stood in them. */
const fieldNames = (say: DeskSay, fields: string): string =>
  correctable
    .filter((field) => fields.split(' ').includes(field))
    .map((field) => say(`field-${field}`))
    .join(', ');

/** `/desk/audit`: who saw and did what in this school. Looking at it is written down as well. */
export function deskAudit({ texts, house, institutions }: DeskDeps): DeskPart {
  async function list(c: DeskContext) {
    const say = deskSayer(c, texts);
    const { curator, school, language } = c.var;
    const before = /^\d{1,18}$/.exec(c.req.query('before') ?? '')?.[0];
    const entries = await house(async ({ core }) => {
      if (before === undefined)
        await core.audit.note({ schoolId: school.id, curatorId: curator.id, action: 'audit-seen' });
      return core.audit.list({
        schoolId: school.id,
        limit: PAGE,
        ...(before === undefined ? {} : { before: BigInt(before) }),
      });
    });
    const timeZone = zoneOf(institutions, school);
    const format = new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
      dateStyle: 'short',
      timeStyle: 'short',
      timeZone,
    });
    const last = entries.at(-1);
    return deskPage(
      c,
      texts,
      { title: say('audit') },
      <>
        <p>{say('audit-text')}</p>
        <div class="scroll" tabindex={0}>
          <table>
            <caption>{say('audit-caption')}</caption>
            <thead>
              <tr>
                <th scope="col">{say('audit-when')}</th>
                <th scope="col">{say('audit-who')}</th>
                <th scope="col">{say('audit-what')}</th>
                <th scope="col">{say('audit-whom')}</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ at, curatorName, action, personId, personName, detail }) => (
                <tr>
                  <td>{format.format(at)}</td>
                  <td>{curatorName || '—'}</td>
                  <td>
                    {texts.plain(language, `audit-${action}`)}
                    {typeof detail.class === 'string' && detail.class !== '' ? ` (${detail.class})` : ''}
                    {typeof detail.fields === 'string' ? ` (${fieldNames(say, detail.fields)})` : ''}
                  </td>
                  <td>{personId ? <a href={personPath(personId)}>{personName || say('person')}</a> : '—'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
        {last && entries.length === PAGE ? (
          <p>
            <a class="button quiet" href={`/desk/audit?before=${last.id}`}>
              {say('audit-older')}
            </a>
          </p>
        ) : null}
      </>,
    );
  }

  return new Hono<DeskEnv>().get('/audit', list);
}
