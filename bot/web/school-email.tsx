import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { provesPassword, type SignInError } from '#core/accounts/sign-in.ts';
import { fail, ok } from '#core/result.ts';
import { type EmailError, readEmail } from '#core/verification/email.ts';
import { Field, FormTrouble, pageTitle, troubleText } from './field.tsx';
import { orNothing } from './refusal.ts';
import { type SchoolPagesDeps, sayer, schoolPath } from './school-pages.ts';
import { fromAnotherSite, remoteOf } from './security.ts';
import { type SignedInEnv, signedOut } from './signed-in.ts';
import { showPage } from './visitor.tsx';

const Form = z.object({ email: z.string().max(500).catch(''), password: z.string().max(1000).catch('') });

interface Troubles {
  email?: EmailError | 'email.empty' | 'email.confirmed-already' | 'link.too-many';
  password?: SignInError | 'password.missing' | 'password.wrong';
}

/**
 * `/s/:slug/account/email`: another address for the account. It takes the password once more, for the address restores access; and the old
 * address stays until the new one is confirmed. Mounted behind `signedIn`.
 */
export function accountEmailPage({ texts, answers, house, doors, cookie }: SchoolPagesDeps) {
  function ask(c: Context<SignedInEnv>, typed: string, troubles: Troubles, again = false) {
    const { language, school, account } = c.var;
    const say = sayer(c, texts, 'email');
    const trouble = (code: string | undefined): string | null => troubleText(texts, language, code);
    const title = say('title');
    const refused = Object.keys(troubles).length > 0;
    return showPage(
      c,
      texts,
      { title: pageTitle(texts, language, title, refused) },
      again ? 403 : refused ? 422 : 200,
      <>
        <h1>{title}</h1>
        <p>{say('text')}</p>
        {account.email !== null && account.emailConfirmed ? <p>{say('stays', { email: account.email })}</p> : null}
        <form method="post" novalidate>
          <FormTrouble texts={texts} language={language} trouble={again ? 'again' : refused ? 'fields' : null} />
          <Field
            id="email"
            type="email"
            label={say('label')}
            value={typed}
            note={say('note')}
            trouble={trouble(troubles.email)}
            autocomplete="email"
            required
          />
          <Field
            id="password"
            type="password"
            label={say('password')}
            trouble={trouble(troubles.password)}
            autocomplete="current-password"
            required
          />
          <button class="button" type="submit">
            {say('button')}
          </button>
        </form>
        <ul class="links">
          <li>
            <a href={schoolPath(school, 'account')}>{texts.plain(language, 'web-to-account')}</a>
          </li>
        </ul>
      </>,
    );
  }

  return new Hono<SignedInEnv>()
    .get('/', (c) => ask(c, '', {}))
    .post('/', async (c) => {
      const { account, school, language } = c.var;
      const { email: typed, password } = Form.parse(await c.req.parseBody());
      if (fromAnotherSite(c)) return ask(c, typed, {}, true);
      const troubles: Troubles = {};
      const email = typed.trim() === '' ? null : readEmail(typed);
      if (email === null) troubles.email = 'email.empty';
      else if (!email.ok) troubles.email = email.error;
      if (password === '') troubles.password = 'password.missing';
      if (!email?.ok || password === '') return ask(c, typed, troubles);

      const known = await provesPassword(doors, { accountId: account.id, remote: remoteOf(c), password });
      if (!known.ok) {
        // Of this form only the password can be wrong.
        const error = known.error === 'login.wrong' ? 'password.wrong' : known.error;
        return ask(c, typed, { password: error });
      }
      const session = cookie.read(c) ?? '';
      const started = await orNothing(house, async ({ core }) => {
        const letter = await core.emails.start(account.id, null, email.value, language);
        // Asked after the letter got its date: a new password that comes still later makes it worthless.
        return (await core.sessions.find(session)) ? ok(letter) : fail('session.ended');
      });
      if (!started.ok) return signedOut(c, cookie);
      if (!started.value.ok) return ask(c, typed, { email: started.value.error });
      const say = sayer(c, texts, 'email');
      return showPage(
        c,
        texts,
        { title: say('sent-title') },
        200,
        <>
          <h1>{say('sent-title')}</h1>
          <p>{say('sent', { email: email.value })}</p>
          <p>{say('sent-wait')}</p>
          <ul class="links">
            <li>
              <a href={schoolPath(school, 'account')}>{texts.plain(language, 'web-to-account')}</a>
            </li>
          </ul>
          {answers.openChat(language, school.institutionId)}
        </>,
      );
    });
}
