import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { type SignInError, signIn } from '#core/accounts/sign-in.ts';
import { Field, FormTrouble, pageTitle } from './field.tsx';
import { type SchoolEnv, type SchoolPagesDeps, sayer, schoolPath } from './school-pages.ts';
import { fromAnotherSite, remoteOf } from './security.ts';
import { SIGNED_IN } from './session.ts';
import { showPage } from './visitor.tsx';

const Form = z.object({ login: z.string().max(200).catch(''), password: z.string().max(1000).catch('') });

/** What may stand above the form, told by the page that led here. */
const NOTES = ['signed-out', 'signed-out-everywhere', 'ended'] as const;

/** `/s/:slug/login`: the same answer, as late, for a wrong password and a login that nobody has. */
export function loginPage({ texts, house, cookie, browsers, doors, gosuslugi }: SchoolPagesDeps) {
  type Trouble = SignInError | 'login.empty' | 'again';

  function ask(c: Context<SchoolEnv>, typed: string, trouble: Trouble | null) {
    const { school, language } = c.var;
    const say = sayer(c, texts, 'login');
    const note = z.enum(NOTES).safeParse(c.req.query('note'));
    const title = say('title');
    const path = (page: string): string => schoolPath(school, page);
    return showPage(
      c,
      texts,
      { title: pageTitle(texts, language, title, trouble !== null), path: path('login') },
      trouble === null ? 200 : trouble === 'again' ? 403 : trouble === 'login.slow-down' ? 429 : 422,
      <>
        <h1>{title}</h1>
        <p>{school.name}</p>
        {note.success && trouble === null ? (
          <p role="status" class="fine">
            {say(`note-${note.data}`)}
          </p>
        ) : null}
        <form method="post" action={path('login')} novalidate>
          <FormTrouble texts={texts} language={language} trouble={trouble} />
          <Field id="login" label={say('login')} value={typed} autocomplete="username" required />
          <Field id="password" type="password" label={say('password')} autocomplete="current-password" required />
          <button class="button" type="submit">
            {say('button')}
          </button>
        </form>
        {gosuslugi ? (
          <form method="post" action={path('gosuslugi')}>
            <button class="button quiet" type="submit">
              {texts.plain(language, 'web-gosuslugi-sign-in')}
            </button>
          </form>
        ) : null}
        <ul class="links">
          <li>
            <a href={path('forgot')}>{say('forgot')}</a>
          </li>
          <li>
            <a href={path('code')}>{say('code')}</a>
          </li>
          <li>
            <a href="/hello">{say('other-school')}</a>
          </li>
        </ul>
      </>,
    );
  }

  return new Hono<SchoolEnv>()
    .get('/login', (c) => ask(c, '', null))
    .post('/login', async (c) => {
      const { login, password } = Form.parse(await c.req.parseBody());
      if (fromAnotherSite(c)) return ask(c, login, 'again');
      if (login.trim() === '' || password === '') return ask(c, login, 'login.empty');
      const { school } = c.var;
      const earlier = cookie.read(c);
      const browser = browsers.read(c);
      const attempt = { schoolId: school.id, login, password, remote: remoteOf(c), browser, lifetime: SIGNED_IN };
      const signed = await signIn(doors, attempt);
      if (!signed.ok) return ask(c, login, signed.error);
      if (earlier) await house(({ core }) => core.sessions.end(earlier));
      cookie.keep(c, signed.value.session);
      browsers.keep(c, browser);
      return c.redirect(schoolPath(school, signed.value.mustChange ? 'new-password' : 'account'), 303);
    });
}
