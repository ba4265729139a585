import { Hono } from 'hono';
import { csvOf } from '#core/csv.ts';
import { type DeskDeps, type DeskEnv, type DeskPart, deskSayer, isOurForm } from './desk-frame.tsx';

/** `POST /desk/export`: who has registered, as a table for the school's own use. It holds neither codes nor logins nor addresses. */
export function deskExport({ texts, house }: DeskDeps): DeskPart {
  return new Hono<DeskEnv>().post('/export', async (c) => {
    if (!isOurForm(c, await c.req.parseBody())) return c.redirect('/desk', 303);
    const say = deskSayer(c, texts);
    const all = await house(({ core }) => core.cards.everybody(c.var.curator.id));
    const rows = all.ok ? all.value : [];
    const table = csvOf([
      [say('class'), say('name'), say('role-head'), say('child'), say('state-head')],
      ...rows.map(({ className, fullName, role, childName, state }) => [
        className,
        fullName,
        say('role', { role }),
        childName ?? '',
        say('state', { state }),
      ]),
    ]);
    return c.body(table, 200, {
      'Content-Type': 'text/csv; charset=utf-8',
      'Content-Disposition': 'attachment; filename="school.csv"',
    });
  });
}
