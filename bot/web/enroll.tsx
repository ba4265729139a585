import { type Context, Hono } from 'hono';
import { appsOf } from '#bot/journeys/school-place.ts';
import { hashPassword } from '#core/accounts/password.ts';
import type { Clock } from '#core/clock.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import type { Enrolled, EnrollPageView } from '#core/registration/enrollment.ts';
import { fail, ok, type Result } from '#core/result.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';
import { NOTHING, readForm, type Troubles, Typed } from './enroll-form.ts';
import { EnrolledPage } from './enrolled.tsx';
import { Field, FormTrouble, pageTitle, troubleText } from './field.tsx';
import { type House, languageOf } from './house.ts';
import { JournalPasswordField } from './journal-password-field.tsx';
import { Page } from './layout.tsx';
import { InitField, initOf, notTheOpener, Outside } from './opener.tsx';
import { leaveFrame, passwordScript, tellTelegram } from './password-script.ts';
import { orNothing } from './refusal.ts';
import { fromAnotherSite, type PageEnv } from './security.ts';

export interface EnrollDeps {
  texts: Texts;
  answers: Answers;
  house: House;
  secrets: Secrets;
  clock: Clock;
  institutions: readonly Institution[];
  publicUrl: string;
  /** The bot's token when pages open as Mini Apps, which must then prove who opened them; null for ordinary links. */
  miniAppOf: string | null;
}

const ends = {
  'page.unknown': ['page-unknown', 404],
  'page.expired': ['page-expired', 410],
  'page.used': ['page-used', 410],
  'enrollment.incomplete': ['enroll-incomplete', 409],
} as const;

type EnrollEnd = keyof typeof ends;

/**
 * `GET /enroll/:token` asks who holds an invitation for a login, a password and an address; POST makes the account. What is wrong is said of all
 * fields at once.
 */
export function enrollPage(deps: EnrollDeps): Hono<PageEnv> {
  const { texts, answers, house, secrets, clock, institutions, publicUrl, miniAppOf } = deps;

  function end(c: Context<PageEnv>, error: EnrollEnd, language: Language | null) {
    const [key, status] = ends[error];
    return language ? answers.notice(c, language, key, status) : answers.bilingual(c, key, status);
  }

  async function look(
    token: string,
  ): Promise<Result<EnrollPageView & { pageId: string; language: Language }, EnrollEnd>> {
    const pageId = secrets.open('page', token);
    if (!pageId) return fail('page.unknown');
    return house(async ({ core, db }) => {
      const seen = await core.enrollments.look(pageId);
      return seen.ok ? ok({ ...seen.value, pageId, language: await languageOf(db, seen.value.chat) }) : seen;
    });
  }

  function ask(
    c: Context<PageEnv>,
    view: EnrollPageView & { language: Language },
    {
      typed = NOTHING,
      troubles = {},
      again = false,
      initData = '',
    }: {
      typed?: Typed;
      troubles?: Troubles;
      again?: boolean;
      initData?: string;
    },
  ) {
    const { language, role, schoolName: school, children, emailRequired } = view;
    const say = (key: string, args: Record<string, string | number> = {}): string =>
      texts.plain(language, `web-enroll-${key}`, args);
    const trouble = (code: string | undefined): string | null => troubleText(texts, language, code);
    const refused = Object.keys(troubles).length > 0;
    const title = say('title');
    return c.html(
      <Page
        language={language}
        title={pageTitle(texts, language, title, refused)}
        nonce={c.var.nonce}
        script={tellTelegram + passwordScript}
      >
        <h1>{title}</h1>
        <p>{say('text', { school })}</p>
        {/* A Mini App's page is shown before we know who opened it: without names. */}
        {miniAppOf !== null ? (
          <Outside language={language} texts={texts} answers={answers} />
        ) : view.fullName === '' && children.length === 0 ? null : (
          <dl>
            {view.fullName === '' ? null : (
              <>
                <dt>{say('who', { role })}</dt>
                <dd>{view.fullName}</dd>
              </>
            )}
            {children.length === 0 ? null : (
              <>
                <dt>{say('children')}</dt>
                {children.map((child) => (
                  <dd>{child}</dd>
                ))}
              </>
            )}
          </dl>
        )}
        <form method="post" id="form" novalidate>
          <FormTrouble texts={texts} language={language} trouble={again ? 'again' : refused ? 'fields' : null} />
          <InitField miniAppOf={miniAppOf} initData={initData} />
          {view.fullName === '' ? (
            <Field
              id="fullName"
              label={say('name-label')}
              value={typed.fullName}
              note={say('name-note')}
              trouble={trouble(troubles.fullName)}
              autocomplete="name"
              required
            />
          ) : null}
          <Field
            id="login"
            label={say('login-label')}
            value={typed.login}
            note={say('login-note')}
            trouble={trouble(troubles.login)}
            autocomplete="username"
            required
          />
          <Field
            id="email"
            type="email"
            label={emailRequired ? say('email-label') : say('email-label-optional')}
            value={typed.email}
            note={emailRequired ? say('email-note') : say('email-note-optional')}
            trouble={trouble(troubles.email)}
            autocomplete="email"
            required={emailRequired}
          />
          <JournalPasswordField texts={texts} language={language} trouble={trouble(troubles.password)} />
          <button class="button" type="submit">
            {say('button')}
          </button>
        </form>
      </Page>,
      again ? 403 : refused ? 422 : 200,
    );
  }

  return new Hono<PageEnv>()
    .get('/:token', async (c) => {
      const view = await look(c.req.param('token'));
      return view.ok ? ask(c, view.value, {}) : end(c, view.error, null);
    })
    .post('/:token', async (c) => {
      const view = await look(c.req.param('token'));
      if (!view.ok) return end(c, view.error, null);
      const { language, pageId, chat } = view.value;
      const body = await c.req.parseBody();
      const typed = Typed.parse(body);
      const initData = initOf(body);
      if (fromAnotherSite(c)) return ask(c, view.value, { typed, initData, again: true });
      const outside = notTheOpener(initData, miniAppOf, String(chat.chatId), clock.now());
      if (outside) return answers.notice(c, language, outside, 403);

      const read = await readForm(view.value, typed, typeof body.password === 'string' ? body.password : '');
      if ('troubles' in read) return ask(c, view.value, { typed, initData, troubles: read.troubles });

      const { password, ...form } = read.form;
      const passwordHash = await hashPassword(password);
      const made = await orNothing(house, ({ core }) => core.enrollments.complete(pageId, { ...form, passwordHash }));
      return made.ok ? done(c, view.value, form.email, made.value) : end(c, made.error, language);
    });

  function done(
    c: Context<PageEnv>,
    view: EnrollPageView & { language: Language },
    email: string | null,
    enrolled: Enrolled,
  ) {
    const institution = institutions.find(({ id }) => id === view.institutionId);
    const apps = institution?.kind === 'school' ? appsOf(institution, [view.role], view.children.length > 0) : [];
    const { language } = view;
    return c.html(
      <Page
        language={language}
        title={texts.plain(language, 'web-enrolled-title')}
        nonce={c.var.nonce}
        script={`${tellTelegram}tell('web_app_ready');${leaveFrame}`}
      >
        <EnrolledPage
          {...{ texts, view, email, enrolled, apps, answers }}
          loginPage={`${publicUrl}/s/${view.schoolSlug}/login`}
        />
      </Page>,
    );
  }
}
