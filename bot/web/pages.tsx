import { Hono, type MiddlewareHandler } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { createMiddleware } from 'hono/factory';
import type { Logger } from 'pino';
import type { Clock } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import { cause } from '../cause.ts';
import { answers } from './answers.tsx';
import { confirmPage, type LinkPage } from './confirm.tsx';
import { type PasswordPage, passwordPage } from './password.tsx';
import { type Rate, rateLimit } from './rate.ts';
import { type PageEnv, pageHeaders, remoteOf } from './security.ts';

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
  /** POSTs per remote. A whole dormitory may stand behind one address. */
  rate?: Rate;
}

/** More than a form of ours ever sends. */
const MAX_BODY = 16 * 1024;

/** The pages that people open: `/l/:token` from letters, `/p/:token` from the chat, and what is said when there is no such page. */
export function pages(deps: PagesDeps): Hono<PageEnv> {
  const { texts, clock, log, publicUrl, rate = { burst: 120, perSecond: 2 } } = deps;
  const say = answers(deps);
  const miniAppOf = publicUrl.startsWith('https:') ? deps.botToken : null;
  const postWait = rateLimit(clock, rate);

  const limitPosts: MiddlewareHandler<PageEnv> = createMiddleware<PageEnv>(async (c, next) => {
    if (c.req.method === 'POST' && postWait(remoteOf(c)) > 0) {
      // Longer than the bucket asks for: the page says a minute, too.
      c.header('Retry-After', '60');
      return say.bilingual(c, 'too-many', 429);
    }
    return next();
  });
  const limitBody = bodyLimit({ maxSize: MAX_BODY, onError: (c) => say.bilingual(c, 'too-large', 413) });

  /** The address holds a token: the log names the kind of page only. */
  const logged = (page: string): MiddlewareHandler<PageEnv> =>
    createMiddleware<PageEnv>(async (c, next) => {
      const began = performance.now();
      await next();
      const took = Math.round(performance.now() - began);
      log.info({ page, method: c.req.method, status: c.res.status, took }, 'page');
    });

  const app = new Hono<PageEnv>();
  app.use('/l/*', logged('link'), pageHeaders({ framed: false }), limitPosts, limitBody);
  app.use('/p/*', logged('password'), pageHeaders({ framed: miniAppOf !== null }), limitPosts, limitBody);
  app.route('/l', confirmPage({ ...deps, answers: say }));
  app.route('/p', passwordPage({ texts, answers: say, passwords: deps.passwords, clock, miniAppOf }));

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
