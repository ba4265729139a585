import { Hono, type MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import { accountPage } from './school-account.tsx';
import { codePage } from './school-code.tsx';
import { accountEmailPage } from './school-email.tsx';
import { forgotPage } from './school-forgot.tsx';
import { loginPage } from './school-login.tsx';
import { type SchoolEnv, type SchoolPagesDeps, schoolPath } from './school-pages.ts';
import { newPasswordPage } from './school-password.tsx';
import { type SignedInEnv, signedIn } from './signed-in.ts';

/** The pages of one school, under `/s/:slug`; to be mounted behind `visitorLanguage`. */
export function schoolPages(deps: SchoolPagesDeps): Hono<SchoolEnv> {
  const { texts, answers, house, cookie } = deps;

  const school: MiddlewareHandler<SchoolEnv> = createMiddleware<SchoolEnv>(async (c, next) => {
    const slug = c.req.param('slug') ?? '';
    const found = await house(({ core }) => core.schools.bySlug(slug));
    if (!found) {
      const label = texts.plain(c.var.language, 'web-to-search');
      return answers.notice(c, c.var.language, 'school-unknown', 404, { link: { label, url: '/hello' } });
    }
    c.set('school', found);
    return next();
  });

  const own = new Hono<SignedInEnv>()
    .use('/account/*', signedIn(house, cookie))
    .use('/new-password', signedIn(house, cookie))
    .route('/account/email', accountEmailPage(deps))
    .route('/account', accountPage(deps))
    .route('/new-password', newPasswordPage(deps));

  return new Hono<SchoolEnv>()
    .use('/:slug/*', school)
    .get('/:slug', (c) => c.redirect(schoolPath(c.var.school, 'login'), 302))
    .route('/:slug', loginPage(deps))
    .route('/:slug', forgotPage(deps))
    .route('/:slug', codePage(deps))
    .route('/:slug', deps.gosuslugi ?? new Hono<SchoolEnv>())
    .route('/:slug', own);
}
