import { Hono } from 'hono';
import { type JournalPasswordError, judgeJournalPassword } from '#core/accounts/journal-password.ts';
import { hashPassword } from '#core/accounts/password.ts';
import type { Language } from '#core/language.ts';
import type { ResetPageView } from '#core/recovery/recovery.ts';
import { fail, ok, type Result } from '#core/result.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';
import { FormTrouble, pageTitle, troubleText } from './field.tsx';
import type { House } from './house.ts';
import { JournalPasswordField } from './journal-password-field.tsx';
import { Notice, Page } from './layout.tsx';
import { leaveFrame, passwordScript, tellTelegram } from './password-script.ts';
import { orNothing } from './refusal.ts';
import { fromAnotherSite } from './security.ts';
import type { VisitorContext, VisitorEnv } from './visitor.tsx';

export interface ResetDeps {
  texts: Texts;
  answers: Answers;
  house: House;
  secrets: Secrets;
  publicUrl: string;
}

const ends = {
  'page.unknown': ['reset-unknown', 404],
  'page.expired': ['reset-expired', 410],
  'page.used': ['reset-used', 410],
} as const;

/** In the language of the account's chat, or else the visitor's. */
type View = ResetPageView & { language: Language; pageId: string };

type ResetEnd = keyof typeof ends;
type Trouble = JournalPasswordError | 'password.missing' | 'again';

/**
 * `GET /reset/:token` asks for a new password, POST sets it. The link comes by letter, through the chat or from the curator's hands; whoever
 * holds it may set this account's password, once.
 */
export function resetPage({ texts, answers, house, secrets, publicUrl }: ResetDeps): Hono<VisitorEnv> {
  /** Leads to where another link can be asked for. */
  function end(c: VisitorContext, error: ResetEnd, view: View | null) {
    const [key, status] = ends[error];
    const language = view?.language ?? c.var.language;
    const label = texts.plain(language, view ? 'web-to-login' : 'web-to-search');
    return answers.notice(c, language, key, status, { link: { label, url: view ? loginPage(view) : '/hello' } });
  }

  const loginPage = ({ schoolSlug }: View): string => `${publicUrl}/s/${schoolSlug}/login`;

  async function look(c: VisitorContext, token: string): Promise<Result<View, ResetEnd>> {
    const pageId = secrets.open('page', token);
    if (!pageId) return fail('page.unknown');
    const seen = await house(({ core }) => core.recovery.look(pageId));
    return seen.ok ? ok({ ...seen.value, language: seen.value.language ?? c.var.language, pageId }) : seen;
  }

  function ask(c: VisitorContext, { language, login, schoolName: school }: View, trouble: Trouble | null) {
    const say = (key: string, args: Record<string, string> = {}): string =>
      texts.plain(language, `web-reset-${key}`, args);
    const title = say('title');
    const refused = trouble !== null && trouble !== 'again';
    return c.html(
      <Page
        language={language}
        title={pageTitle(texts, language, title, refused)}
        nonce={c.var.nonce}
        script={tellTelegram + passwordScript}
      >
        <h1>{title}</h1>
        <p>{say('text', { school })}</p>
        <form method="post" id="form" novalidate>
          <FormTrouble texts={texts} language={language} trouble={refused ? 'fields' : trouble} />
          <div class="field">
            <label for="login">{say('login')}</label>
            {/* Not to be changed: it tells the browser's password keeper whose password this is. */}
            <input type="text" id="login" value={login} autocomplete="username" readonly />
          </div>
          <JournalPasswordField
            texts={texts}
            language={language}
            trouble={refused ? troubleText(texts, language, trouble) : null}
          />
          <p class="soft">{say('sessions')}</p>
          <button class="button" type="submit">
            {say('button')}
          </button>
        </form>
      </Page>,
      trouble === null ? 200 : refused ? 422 : 403,
    );
  }

  function done(c: VisitorContext, view: View) {
    const { language, login } = view;
    const say = (key: string): string => texts.plain(language, `web-reset-done-${key}`, { login });
    return c.html(
      <Page language={language} title={say('title')} nonce={c.var.nonce} script={leaveFrame}>
        <Notice
          title={say('title')}
          paragraphs={[say('text'), say('others')]}
          link={{ label: texts.plain(language, 'web-to-login'), url: loginPage(view) }}
          done
        />
      </Page>,
    );
  }

  return new Hono<VisitorEnv>()
    .get('/:token', async (c) => {
      const view = await look(c, c.req.param('token'));
      return view.ok ? ask(c, view.value, null) : end(c, view.error, null);
    })
    .post('/:token', async (c) => {
      const view = await look(c, c.req.param('token'));
      if (!view.ok) return end(c, view.error, null);
      if (fromAnotherSite(c)) return ask(c, view.value, 'again');
      const { password } = await c.req.parseBody();
      if (typeof password !== 'string' || password === '') return ask(c, view.value, 'password.missing');
      const { words, birthDates, login, pageId } = view.value;
      const judged = await judgeJournalPassword(password, { words, birthDates, login });
      if (!judged.ok) return ask(c, view.value, judged.error);

      const passwordHash = await hashPassword(password);
      const set = await orNothing(house, ({ core }) => core.recovery.complete(pageId, passwordHash));
      return set.ok ? done(c, view.value) : end(c, set.error, view.value);
    });
}
