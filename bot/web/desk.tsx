import { Hono } from 'hono';
import { createMiddleware } from 'hono/factory';
import { deskAudit } from './desk-audit.tsx';
import { deskClass } from './desk-class.tsx';
import { deskClasses } from './desk-classes.tsx';
import { deskEntry } from './desk-entry.tsx';
import { deskExport } from './desk-export.ts';
import { deskFind } from './desk-find.tsx';
import { type DeskContext, type DeskDeps, type DeskEnv, formWord, isOurForm } from './desk-frame.tsx';
import { deskImport } from './desk-import.tsx';
import { deskPerson } from './desk-person.tsx';
import { deskPrint } from './desk-print.tsx';
import { sessionCookie } from './session.ts';

/**
 * `/desk`: where a school's curator works with tables, files and paper. The browser is signed in by a one-time link from the curator's chat and
 * for a few hours; each request looks up whether the curator is still one.
 */
export function desk(deps: DeskDeps): Hono<DeskEnv> {
  const { answers, house, secrets } = deps;
  const cookie = sessionCookie(deps.publicUrl, 'propusk_desk');

  const signedIn = createMiddleware<DeskEnv>(async (c, next) => {
    const token = cookie.read(c);
    const found = token
      ? await house(async ({ core }) => {
          const session = await core.sessions.find(token);
          const curator = session?.curatorId ? await core.curators.byId(session.curatorId) : null;
          const school = curator && (await core.schools.byId(curator.schoolId));
          return curator && school ? { curator, school } : null;
        })
      : null;
    if (!token || !found) return answers.notice(c, c.var.language, 'desk-closed', 401);
    c.set('curator', found.curator);
    c.set('school', found.school);
    c.set('form', formWord(secrets, token));
    return next();
  });

  const leave = async (c: DeskContext) => {
    const token = cookie.read(c);
    if (!token || !isOurForm(c, await c.req.parseBody())) return c.redirect('/desk', 303);
    await house(({ core }) => core.sessions.end(token));
    cookie.drop(c);
    return answers.notice(c, c.var.language, 'desk-left', 200);
  };

  const app = new Hono<DeskEnv>();
  app.route('/', deskEntry(deps, cookie));
  app.use('*', signedIn);
  app.post('/leave', leave);
  for (const part of [deskClasses, deskClass, deskImport, deskPerson, deskFind, deskPrint, deskExport, deskAudit])
    app.route('/', part(deps));
  return app;
}
