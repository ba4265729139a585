import { type Context, Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { Logger } from 'pino';
import type { SignInDeps } from '#core/accounts/sign-in.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import { LARGEST_LIST } from '#core/curators/roster-reading.ts';
import type { Db } from '#core/database.ts';
import type { Institution } from '#core/institution.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import { cause } from '../cause.ts';
import type { IdentityProvider } from '../providers/identity.ts';
import { answers } from './answers.tsx';
import { confirmPage, type LinkPage } from './confirm.tsx';
import { desk } from './desk.tsx';
import { enrollPage } from './enroll.tsx';
import { comparePage } from './gosuslugi.tsx';
import { comparePageOf } from './gosuslugi-page.ts';
import { CALLBACK_PATH, gosuslugiSignIn } from './gosuslugi-sign-in.tsx';
import { helloPage } from './hello.tsx';
import type { House } from './house.ts';
import { type PasswordPage, passwordPage } from './password.tsx';
import { type Rate, rateLimit } from './rate.ts';
import { resetPage } from './reset.tsx';
import { schoolPages } from './school.tsx';
import type { SchoolPagesDeps } from './school-pages.ts';
import { type PageEnv, pageHeaders, remoteOf } from './security.ts';
import { browserCookie, sessionCookie } from './session.ts';
import { type VisitorEnv, visitorLanguage } from './visitor.tsx';

export interface PagesDeps {
  texts: Texts;
  institutions: readonly Institution[];
  secrets: Secrets;
  clock: Clock;
  log: Logger;
  /** Base of every link; https makes the password page a Mini App. */
  publicUrl: string;
  botToken: string;
  /** Where the chat with the bot is, e.g. `https://t.me/propusk_bot`. */
  chatUrl: () => string;
  links: LinkPage;
  passwords: PasswordPage;
  transaction: SignInDeps['transaction'];
  core(db: Db): Core;
  /** How whoever guesses logins is made to wait; really, unless told. */
  pause?: (delay: number) => Promise<unknown>;
  /** Who vouches for people; without one nobody signs in by Gosuslugi. */
  identity?: IdentityProvider | null;
  /** POSTs and searches per remote. A whole dormitory may stand behind one address. */
  rate?: Rate;
}

/** More than a form of ours ever sends. */
const MAX_BODY = 16 * 1024;
/** A class list with the form around it. */
const MAX_UPLOAD = LARGEST_LIST + 64 * 1024;
/** So much of a larger one is read and thrown away, so that its sender sees why it was refused. */
const MAX_DISCARDED = 32 * 1024 * 1024;

/**
 * The pages that people open: `/l/:token` from letters, `/p/:token` from the chat; the school journal's `/enroll/:token`, `/reset/:token`,
 * `/hello` and `/s/:slug`; its curators' `/desk`; and what is said when there is no such page.
 */
export function pages(deps: PagesDeps): Hono<PageEnv> {
  const { texts, clock, log, publicUrl, rate = { burst: 120, perSecond: 2 } } = deps;
  const say = answers(deps);
  const miniAppOf = publicUrl.startsWith('https:') ? deps.botToken : null;
  const wait = rateLimit(clock, rate);

  /** POSTs, and the one page whose GET takes some work: the search for a school. */
  const limitWork: MiddlewareHandler<PageEnv> = createMiddleware<PageEnv>(async (c, next) => {
    const works = c.req.method === 'POST' || c.req.query('q') !== undefined;
    if (works && wait(remoteOf(c)) > 0) {
      // Longer than the bucket asks for: the page says a minute, too.
      c.header('Retry-After', '60');
      return say.bilingual(c, 'too-many', 429);
    }
    return next();
  });
  const tooLarge = (c: Context<PageEnv>) => say.bilingual(c, 'too-large', 413);
  const limitBody = bodyLimit({ maxSize: MAX_BODY, onError: tooLarge });
  const limitUpload = bodyLimit({
    maxSize: MAX_UPLOAD,
    // Browsers show what is said to an upload only once they have sent it.
    onError: async (c: Context<PageEnv>) => {
      await discard(c.req.raw, MAX_DISCARDED);
      return tooLarge(c);
    },
  });

  /** The address holds a token: the log names the kind of page only. */
  const logged = (page: string): MiddlewareHandler<PageEnv> =>
    createMiddleware<PageEnv>(async (c, next) => {
      const began = performance.now();
      await next();
      const took = Math.round(performance.now() - began);
      log.info({ page, method: c.req.method, status: c.res.status, took }, 'page');
    });

  const app = new Hono<PageEnv>();
  /** Every kind of page: its log line, its headers, its limits. */
  const guard = (path: string, page: string, framed: boolean): void => {
    app.use(path, logged(page), pageHeaders({ framed }), limitWork, limitBody);
  };
  const inMiniApps = miniAppOf !== null;
  guard('/l/*', 'link', false);
  guard('/p/*', 'password', inMiniApps);
  guard('/enroll/*', 'enroll', inMiniApps);
  guard('/reset/*', 'reset', inMiniApps);
  guard('/gosuslugi/*', 'gosuslugi', inMiniApps);
  guard('/hello', 'hello', false);
  guard('/s/*', 'school', false);
  app.use('/desk/*', logged('desk'), pageHeaders({ framed: false }), limitWork, (c, next) =>
    c.req.path.startsWith('/desk/import') ? limitUpload(c, next) : limitBody(c, next),
  );
  app.route('/l', confirmPage({ ...deps, answers: say }));
  app.route('/p', passwordPage({ texts, answers: say, passwords: deps.passwords, clock, miniAppOf }));

  const house: House = (work) => deps.transaction((db) => work({ core: deps.core(db), db }));
  const cookie = sessionCookie(publicUrl);
  const gosuslugi = deps.identity ? gosuslugiSignIn({ ...deps, house, cookie, provider: deps.identity }) : null;
  const school: SchoolPagesDeps = {
    ...{ texts, answers: say, house, clock, institutions: deps.institutions, chatUrl: deps.chatUrl },
    doors: deps,
    cookie,
    browsers: browserCookie(publicUrl),
    gosuslugi: gosuslugi?.begin ?? null,
  };
  const visitor = new Hono<VisitorEnv>();
  for (const path of ['/reset/*', '/hello', '/s/*', '/desk/*', CALLBACK_PATH])
    visitor.use(path, visitorLanguage(publicUrl));
  visitor.route('/reset', resetPage({ texts, answers: say, house, secrets: deps.secrets, publicUrl }));
  visitor.route('/hello', helloPage(school));
  visitor.route('/s', schoolPages(school));
  visitor.route('/desk', desk({ ...deps, answers: say, house }));
  if (gosuslugi) visitor.route(CALLBACK_PATH, gosuslugi.callback);
  app.route('/enroll', enrollPage({ ...deps, answers: say, house, miniAppOf }));
  app.route('/', visitor);
  // After the callback, whose path looks like one of these pages.
  const comparing = comparePageOf({ ...deps, house });
  app.route('/gosuslugi', comparePage({ ...deps, answers: say, comparing, miniAppOf }));

  const headers = pageHeaders({ framed: false });
  app.notFound(async (c) => {
    // Not a middleware's turn any more: the headers are put on by hand.
    let answer: Response | undefined;
    await headers(c, async () => {
      answer = await say.bilingual(c, 'not-found', 404);
      c.res = answer;
    });
    return c.res;
  });
  app.onError((error, c) => {
    log.error({ cause: cause(error) }, 'a page failed');
    return say.bilingual(c, 'failure', 500);
  });
  return app;
}

/** Reads a request's body to its end, or as far as `most` bytes, and keeps nothing of it. */
async function discard({ body }: Request, most: number): Promise<void> {
  if (!body || body.locked) return;
  let read = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    read += chunk.length;
    if (read > most) return;
  }
}
