import { type Context, Hono } from 'hono';
import { z } from 'zod';
import { type JournalPasswordError, judgeJournalPassword } from '#core/accounts/journal-password.ts';
import { hashPassword } from '#core/accounts/password.ts';
import { knownOfOwner } from '#core/accounts/personal-words.ts';
import { provesPassword, type SignInError } from '#core/accounts/sign-in.ts';
import { ok } from '#core/result.ts';
import { Field, FormTrouble, pageTitle, troubleText } from './field.tsx';
import { JournalPasswordField } from './journal-password-field.tsx';
import { passwordScript, tellTelegram } from './password-script.ts';
import { orNothing } from './refusal.ts';
import { type SchoolPagesDeps, sayer, schoolPath } from './school-pages.ts';
import { fromAnotherSite, remoteOf } from './security.ts';
import { SIGNED_IN } from './session.ts';
import { type SignedInEnv, signedOut } from './signed-in.ts';
import { showPage } from './visitor.tsx';

const Form = z.object({ current: z.string().max(1000).catch(''), password: z.string().max(1000).catch('') });

interface Troubles {
  current?: SignInError | 'password.missing' | 'password.wrong';
  password?: JournalPasswordError | 'password.missing' | 'password.same';
}

/**
 * `/s/:slug/new-password`: who signed in with a curator's one-time password chooses their own; who wants another one proves the present one
 * first. Every other session ends. Mounted behind `signedIn`.
 */
export function newPasswordPage({ texts, house, cookie, doors }: SchoolPagesDeps) {
  function ask(c: Context<SignedInEnv>, troubles: Troubles, again = false) {
    const { language, school, account } = c.var;
    const forced = account.mustChange;
    const say = sayer(c, texts, 'new-password');
    const trouble = (code: string | undefined): string | null => troubleText(texts, language, code);
    const title = say('title');
    const refused = Object.keys(troubles).length > 0;
    return showPage(
      c,
      texts,
      {
        title: pageTitle(texts, language, title, refused),
        script: tellTelegram + passwordScript,
      },
      again ? 403 : refused ? 422 : 200,
      <>
        <h1>{title}</h1>
        <p>{say(forced ? 'forced' : 'text')}</p>
        <form method="post" id="form" novalidate>
          <FormTrouble texts={texts} language={language} trouble={again ? 'again' : refused ? 'fields' : null} />
          <input type="text" value={account.login} autocomplete="username" readonly hidden />
          {forced ? null : (
            <Field
              id="current"
              type="password"
              label={say('current')}
              trouble={trouble(troubles.current)}
              autocomplete="current-password"
              required
            />
          )}
          <JournalPasswordField texts={texts} language={language} trouble={trouble(troubles.password)} />
          <p class="soft">{say('sessions')}</p>
          <button class="button" type="submit">
            {say('button')}
          </button>
        </form>
        <ul class="links">
          {forced ? null : (
            <li>
              <a href={schoolPath(school, 'account')}>{texts.plain(language, 'web-to-account')}</a>
            </li>
          )}
        </ul>
        {forced ? (
          <form method="post" action={schoolPath(school, 'account/sign-out')}>
            <button class="button quiet" type="submit">
              {texts.plain(language, 'web-account-sign-out')}
            </button>
          </form>
        ) : null}
      </>,
    );
  }

  return new Hono<SignedInEnv>()
    .get('/', (c) => ask(c, {}))
    .post('/', async (c) => {
      const { account, school } = c.var;
      const { current, password } = Form.parse(await c.req.parseBody());
      if (fromAnotherSite(c)) return ask(c, {}, true);
      const troubles: Troubles = {};
      const forced = account.mustChange;
      const owner = await house(({ db }) => knownOfOwner(db, account.id));
      if (password === '') troubles.password = 'password.missing';
      else {
        const judged = await judgeJournalPassword(password, { ...owner, login: account.login });
        if (!judged.ok) troubles.password = judged.error;
      }
      if (!forced && current === '') troubles.current = 'password.missing';
      if (Object.keys(troubles).length > 0) return ask(c, troubles);

      if (!forced) {
        const known = await provesPassword(doors, { accountId: account.id, remote: remoteOf(c), password: current });
        if (!known.ok) return ask(c, { current: known.error === 'login.wrong' ? 'password.wrong' : known.error });
      }
      const passwordHash = await hashPassword(password);
      const session = cookie.read(c) ?? '';
      const changed = await orNothing(house, async ({ core }) => {
        const set = await core.recovery.changeOwn(account.id, passwordHash, session);
        return set.ok ? ok(await core.sessions.open({ accountId: account.id }, SIGNED_IN)) : set;
      });
      if (!changed.ok) return signedOut(c, cookie);
      cookie.keep(c, changed.value);
      return c.redirect(`${schoolPath(school, 'account')}?note=changed`, 303);
    });
}
