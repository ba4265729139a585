import { type Context, Hono } from 'hono';
import { hashPassword, judgePassword, MIN_LENGTH, type PasswordError } from '#core/accounts/password.ts';
import type { Clock } from '#core/clock.ts';
import type { Language } from '#core/language.ts';
import type { Result } from '#core/result.ts';
import { errorKey, type Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';
import { Page } from './layout.tsx';
import { InitField, initOf, notTheOpener, Outside } from './opener.tsx';
import { PasswordField } from './password-field.tsx';
import { closeScript, passwordScript, tellTelegram } from './password-script.ts';
import { fromAnotherSite, type PageEnv } from './security.ts';

export type PageEnd = 'page.unknown' | 'page.expired' | 'page.used' | 'registration.incomplete' | 'registration.taken';

export interface PasswordPageView {
  language: Language;
  fullName: string;
  institutionName: string;
  /** What the password must not be made of: name, phone, e-mail, login. */
  hints: readonly string[];
  /** The private chat the page belongs to; Telegram gives it the number of its user. */
  chatId: string;
}

/** What the password page needs of the house. */
export interface PasswordPage {
  look(token: string): Promise<Result<PasswordPageView, PageEnd>>;
  submit(token: string, passwordHash: string): Promise<Result<unknown, PageEnd>>;
}

export interface PasswordDeps {
  texts: Texts;
  answers: Answers;
  passwords: PasswordPage;
  clock: Clock;
  /** The bot's token when pages open as Mini Apps, which must then prove who opened them; null for ordinary links. */
  miniAppOf: string | null;
}

const ends = {
  'page.unknown': ['page-unknown', 404],
  'page.expired': ['page-expired', 410],
  'page.used': ['page-used', 410],
  'registration.incomplete': ['page-incomplete', 409],
  'registration.taken': ['page-incomplete', 409],
} as const;

type Trouble = PasswordError | 'password.empty';

/** `GET /p/:token` asks for a password, POST sets it. What was typed never comes back in the page and is never logged. */
export function passwordPage({ texts, answers, passwords, clock, miniAppOf }: PasswordDeps): Hono<PageEnv> {
  function end(c: Context<PageEnv>, error: PageEnd, language: Language | null) {
    const [key, status] = ends[error];
    return language ? answers.notice(c, language, key, status) : answers.bilingual(c, key, status);
  }

  function ask(c: Context<PageEnv>, view: PasswordPageView, trouble: Trouble | 'again' | null, initData: string) {
    const { language, fullName, institutionName } = view;
    const say = (key: string, args: Record<string, string | number> = {}): string =>
      texts.plain(language, `web-${key}`, args);
    const status = trouble === null ? 200 : trouble === 'again' ? 403 : 422;
    return c.html(
      <Page
        language={language}
        title={trouble && trouble !== 'again' ? say('password-title-trouble') : say('password-title')}
        nonce={c.var.nonce}
        script={tellTelegram + passwordScript}
      >
        <h1>{say('password-title')}</h1>
        {/* A Mini App's page is shown before we know who opened it: without the name. */}
        {miniAppOf === null ? (
          <p>{say('password-text', { name: fullName, institution: institutionName })}</p>
        ) : (
          <>
            <p>{say('password-text-unnamed', { institution: institutionName })}</p>
            <Outside language={language} texts={texts} answers={answers} />
          </>
        )}
        <form method="post" id="form" novalidate>
          {trouble ? (
            <p class="trouble" id="trouble" role="alert">
              {trouble === 'again' ? say('press-again') : texts.plain(language, errorKey(trouble))}
            </p>
          ) : null}
          <InitField miniAppOf={miniAppOf} initData={initData} />
          <PasswordField
            texts={texts}
            language={language}
            minimum={MIN_LENGTH}
            rules={[
              say('password-rule-length', { min: MIN_LENGTH }),
              say('password-rule-personal'),
              say('password-rule-common'),
            ]}
            trouble={trouble && trouble !== 'again' ? { id: 'trouble' } : null}
          />
          <button class="button" type="submit">
            {say('password-button')}
          </button>
        </form>
      </Page>,
      status,
    );
  }

  return new Hono<PageEnv>()
    .get('/:token', async (c) => {
      const view = await passwords.look(c.req.param('token'));
      return view.ok ? ask(c, view.value, null, '') : end(c, view.error, null);
    })
    .post('/:token', async (c) => {
      const token = c.req.param('token');
      const view = await passwords.look(token);
      if (!view.ok) return end(c, view.error, null);
      const { language, hints, chatId } = view.value;
      const form = await c.req.parseBody();
      const { password } = form;
      const initData = initOf(form);
      if (fromAnotherSite(c)) return ask(c, view.value, 'again', initData);

      const outside = notTheOpener(initData, miniAppOf, chatId, clock.now());
      if (outside) return answers.notice(c, language, outside, 403);
      if (typeof password !== 'string' || password === '') return ask(c, view.value, 'password.empty', initData);
      const judged = await judgePassword(password, { words: hints });
      if (!judged.ok) return ask(c, view.value, judged.error, initData);

      const set = await passwords.submit(token, await hashPassword(password));
      if (!set.ok) return end(c, set.error, language);
      return miniAppOf === null
        ? answers.notice(c, language, 'page-done', 200)
        : answers.notice(c, language, 'page-done', 200, { script: closeScript });
    });
}
