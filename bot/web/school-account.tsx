import { type Context, Hono } from 'hono';
import type { Role } from '#prisma/generated/enums.ts';
import { type SchoolPagesDeps, sayer, schoolPath } from './school-pages.ts';
import { fromAnotherSite } from './security.ts';
import type { SignedInEnv } from './signed-in.ts';
import { showPage } from './visitor.tsx';

/** `/s/:slug/account`: what the journal has of the person who is signed in, and the ways out. Mounted behind `signedIn`. */
export function accountPage({ texts, answers, house, cookie }: SchoolPagesDeps) {
  async function show(
    c: Context<SignedInEnv>,
    note: 'letter-sent' | 'too-many' | 'again' | 'changed' | null,
    status: 200 | 403 | 429 = 200,
  ) {
    const { account, school } = c.var;
    const say = sayer(c, texts, 'account');
    const path = (page: string): string => schoolPath(school, page);
    const children = await house(({ core }) => core.enrollments.children(account.id));
    const role = (one: Role): string => say('role', { role: one });
    const { email, emailConfirmed } = account;
    return showPage(
      c,
      texts,
      { title: say('title'), path: path('account') },
      status,
      <>
        <h1>{account.fullName}</h1>
        {note === null ? null : (
          <p {...(status === 200 ? { role: 'status', class: 'fine' } : { role: 'alert', class: 'trouble' })}>
            {note === 'again' ? texts.plain(c.var.language, 'web-press-again') : say(`note-${note}`)}
          </p>
        )}
        <dl>
          <dt>{say('school')}</dt>
          <dd>{school.name}</dd>
          <dt>{say('roles')}</dt>
          <dd>{account.roles.map(role).join(', ')}</dd>
          <dt>{say('login')}</dt>
          <dd class="address">{account.login}</dd>
          {children.length === 0 ? null : (
            <>
              <dt>{say('children')}</dt>
              {children.map(({ fullName, className }) => (
                <dd>{className ? say('child', { name: fullName, class: className }) : fullName}</dd>
              ))}
            </>
          )}
          <dt>{say('email')}</dt>
          <dd>
            {email === null ? say('email-none') : say(emailConfirmed ? 'email-confirmed' : 'email-waiting', { email })}
          </dd>
        </dl>
        {emailConfirmed ? null : <p>{say('email-why')}</p>}
        {email !== null && !emailConfirmed ? (
          <form method="post" action={path('account/resend')}>
            <button class="button quiet" type="submit">
              {say('resend')}
            </button>
          </form>
        ) : null}
        <ul class="links">
          <li>
            <a href={path('account/email')}>{say(email === null ? 'add-email' : 'change-email')}</a>
          </li>
          <li>
            <a href={path('new-password')}>{say('change-password')}</a>
          </li>
          <li>
            <a href={school.url}>{say('journal', { host: school.host })}</a>
          </li>
        </ul>
        <p class="soft">{say('chat')}</p>
        <p>{answers.openChat(c.var.language, school.institutionId)}</p>
        <form method="post" action={path('account/sign-out')}>
          <button class="button quiet" type="submit">
            {say('sign-out')}
          </button>
        </form>
        <form method="post" action={path('account/sign-out-everywhere')}>
          <button class="button quiet" type="submit">
            {say('sign-out-everywhere')}
          </button>
        </form>
      </>,
    );
  }

  const signedOut = (c: Context<SignedInEnv>, note: string) => {
    cookie.drop(c);
    return c.redirect(`${schoolPath(c.var.school, 'login')}?note=${note}`, 303);
  };

  return new Hono<SignedInEnv>()
    .get('/', (c) => show(c, c.req.query('note') === 'changed' ? 'changed' : null))
    .post('/resend', async (c) => {
      if (fromAnotherSite(c)) return show(c, 'again', 403);
      const { id, email, emailConfirmed } = c.var.account;
      if (email === null || emailConfirmed) return c.redirect(schoolPath(c.var.school, 'account'), 303);
      const sent = await house(({ core }) => core.emails.start(id, null, email, c.var.language));
      return sent.ok ? show(c, 'letter-sent') : show(c, 'too-many', 429);
    })
    .post('/sign-out', async (c) => {
      if (fromAnotherSite(c)) return show(c, 'again', 403);
      const token = cookie.read(c);
      if (token) await house(({ core }) => core.sessions.end(token));
      return signedOut(c, 'signed-out');
    })
    .post('/sign-out-everywhere', async (c) => {
      if (fromAnotherSite(c)) return show(c, 'again', 403);
      await house(({ core }) => core.sessions.endAll(c.var.account.id));
      return signedOut(c, 'signed-out-everywhere');
    });
}
