import { type Context, Hono } from 'hono';
import type { EmailError } from '#core/verification/email.ts';
import { Field, FormTrouble, pageTitle, troubleText } from './field.tsx';
import { type SchoolEnv, type SchoolPagesDeps, sayer, schoolPath } from './school-pages.ts';
import { fromAnotherSite, remoteOf } from './security.ts';
import { showPage } from './visitor.tsx';

/** `/s/:slug/forgot`: takes an address and always says the same. The letter is a job's work, so that the answer takes as long, too. */
export function forgotPage({ texts, answers, house }: SchoolPagesDeps) {
  type Trouble = EmailError | 'recovery.too-many' | 'email.empty' | 'again';

  const links = (c: Context<SchoolEnv>) => (
    <ul class="links">
      <li>
        <a href={schoolPath(c.var.school, 'login')}>{texts.plain(c.var.language, 'web-to-login')}</a>
      </li>
    </ul>
  );

  function ask(c: Context<SchoolEnv>, typed: string, trouble: Trouble | null) {
    const { language, school } = c.var;
    const say = sayer(c, texts, 'forgot');
    const title = say('title');
    const refused = trouble !== null && trouble !== 'again';
    return showPage(
      c,
      texts,
      { title: pageTitle(texts, language, title, trouble !== null) },
      trouble === null ? 200 : refused ? (trouble === 'recovery.too-many' ? 429 : 422) : 403,
      <>
        <h1>{title}</h1>
        <p>{school.name}</p>
        <p>{say('text')}</p>
        <form method="post" novalidate>
          <FormTrouble texts={texts} language={language} trouble={trouble === 'again' ? trouble : null} />
          <Field
            id="email"
            type="email"
            label={say('label')}
            value={typed}
            trouble={refused ? troubleText(texts, language, trouble) : null}
            autocomplete="email"
            required
          />
          <button class="button" type="submit">
            {say('button')}
          </button>
        </form>
        <h2>{say('no-email-title')}</h2>
        <p>{say('no-email')}</p>
        {answers.openChat(language, school.institutionId)}
        {links(c)}
      </>,
    );
  }

  return new Hono<SchoolEnv>()
    .get('/forgot', (c) => ask(c, '', null))
    .post('/forgot', async (c) => {
      const form = await c.req.parseBody();
      const typed = typeof form.email === 'string' ? form.email.slice(0, 500) : '';
      if (fromAnotherSite(c)) return ask(c, typed, 'again');
      if (typed.trim() === '') return ask(c, typed, 'email.empty');
      const { school, language } = c.var;
      const asked = await house(({ core }) =>
        core.recovery.request({
          institutionId: school.institutionId,
          schoolId: school.id,
          email: typed,
          language,
          ...{ chat: null, remote: remoteOf(c) },
        }),
      );
      if (!asked.ok) return ask(c, typed, asked.error);
      const say = sayer(c, texts, 'forgot');
      return showPage(
        c,
        texts,
        { title: say('sent-title') },
        200,
        <>
          <h1>{say('sent-title')}</h1>
          <p>{say('sent', { email: typed.trim() })}</p>
          <p>{say('sent-wait')}</p>
          <h2>{say('no-email-title')}</h2>
          <p>{say('no-email')}</p>
          {answers.openChat(language, school.institutionId)}
          {links(c)}
        </>,
      );
    });
}
