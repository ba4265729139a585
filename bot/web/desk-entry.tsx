import type { Context } from 'hono';
import { Hono } from 'hono';
import { DESK_SESSION_LIFETIME } from '#core/curators/desk.ts';
import type { PageEnd } from '#core/pages.ts';
import { type DeskDeps, deskSayer } from './desk-frame.tsx';
import { languageOf } from './house.ts';
import { fromAnotherSite } from './security.ts';
import type { SessionCookie } from './session.ts';
import { showPage, type VisitorEnv } from './visitor.tsx';

const ends = {
  'page.unknown': ['page-unknown', 404],
  'page.used': ['page-used', 410],
  'page.expired': ['page-expired', 410],
} as const;

/** `/desk/:token` from the curator's chat: looking shows a button, pressing it signs the browser in, once. */
export function deskEntry({ texts, answers, house, secrets }: DeskDeps, cookie: SessionCookie): Hono<VisitorEnv> {
  const end = (c: Context<VisitorEnv>, error: PageEnd) => {
    const [key, status] = ends[error];
    return answers.notice(c, c.var.language, key, status);
  };

  const ask = (c: Context<VisitorEnv>, again: boolean) => {
    const say = deskSayer(c, texts);
    return showPage(
      c,
      texts,
      { title: say('entry-title') },
      again ? 403 : 200,
      <>
        <h1>{say('entry-title')}</h1>
        {again ? (
          <p class="trouble" role="alert">
            {texts.plain(c.var.language, 'web-press-again')}
          </p>
        ) : null}
        <p>{say('entry-text')}</p>
        <form method="post">
          <button class="button" type="submit">
            {say('entry-button')}
          </button>
        </form>
        <p class="soft">{say('entry-note')}</p>
      </>,
    );
  };

  return new Hono<VisitorEnv>()
    .get('/:token{[A-Za-z0-9_-]{43}}', async (c) => {
      const page = secrets.open('page', c.req.param('token'));
      if (!page) return end(c, 'page.unknown');
      const seen = await house(({ core }) => core.desk.look(page));
      return seen.ok ? ask(c, false) : end(c, seen.error);
    })
    .post('/:token{[A-Za-z0-9_-]{43}}', async (c) => {
      const page = secrets.open('page', c.req.param('token'));
      if (!page) return end(c, 'page.unknown');
      if (fromAnotherSite(c)) return ask(c, true);
      const entered = await house(async ({ core, db }) => {
        const seen = await core.desk.look(page);
        const session = await core.desk.enter(page);
        if (!session.ok) return session;
        const chat = seen.ok ? seen.value.chat : null;
        return {
          ok: true as const,
          session: session.value,
          language: chat ? await languageOf(db, chat) : c.var.language,
        };
      });
      if (!entered.ok) return end(c, entered.error);
      const earlier = cookie.read(c);
      if (earlier) await house(({ core }) => core.sessions.end(earlier));
      cookie.keep(c, entered.session, DESK_SESSION_LIFETIME);
      return c.redirect(`/desk?lang=${entered.language}`, 303);
    });
}
