import { type Context, Hono } from 'hono';
import type { ShapeError } from '#core/invitations/invitation.ts';
import { described, plausible, readCode, shapeError } from '#core/invitations/reading.ts';
import { errorKey } from '#locales/texts.ts';
import { Field, FormTrouble, pageTitle } from './field.tsx';
import { type SchoolEnv, type SchoolPagesDeps, sayer, schoolPath } from './school-pages.ts';
import { fromAnotherSite } from './security.ts';
import { showPage } from './visitor.tsx';

/**
 * `/s/:slug/code`: takes an invitation code on to the chat, where it is tried and counted. Here only its shape is read, so that nobody
 * can try codes without a chat.
 */
export function codePage({ texts, chatUrl }: SchoolPagesDeps) {
  function ask(c: Context<SchoolEnv>, typed: string, trouble: ShapeError | 'again' | null) {
    const { school, language } = c.var;
    const say = sayer(c, texts, 'code');
    const title = say('title');
    const refused = trouble !== null && trouble !== 'again';
    return showPage(
      c,
      texts,
      { title: pageTitle(texts, language, title, trouble !== null) },
      trouble === null ? 200 : refused ? 422 : 403,
      <>
        <h1>{title}</h1>
        <p>{school.name}</p>
        <p>{say('text')}</p>
        <form method="post" novalidate>
          <FormTrouble texts={texts} language={language} trouble={trouble === 'again' ? trouble : null} />
          <Field
            id="code"
            label={say('label')}
            value={typed}
            note={say('note')}
            trouble={refused ? texts.plain(language, errorKey(trouble), described(typed)) : null}
            autocomplete="off"
            maxlength={600}
            required
          />
          <button class="button" type="submit">
            {say('button')}
          </button>
        </form>
        <p class="soft">{say('no-code')}</p>
        <ul class="links">
          <li>
            <a href={schoolPath(school, 'login')}>{say('registered')}</a>
          </li>
        </ul>
      </>,
    );
  }

  return new Hono<SchoolEnv>()
    .get('/code', (c) => ask(c, '', null))
    .post('/code', async (c) => {
      const form = await c.req.parseBody();
      const typed = typeof form.code === 'string' ? form.code.slice(0, 600) : '';
      if (fromAnotherSite(c)) return ask(c, typed, 'again');
      const wrong = shapeError(typed);
      if (wrong) return ask(c, typed, wrong);
      // The likeliest reading; the chat tries the others when the person types the code there.
      const [code = ''] = plausible(readCode(typed).candidates);
      const say = sayer(c, texts, 'code');
      return showPage(
        c,
        texts,
        { title: say('go-title') },
        200,
        <>
          <h1>{say('go-title')}</h1>
          <p>{say('go-text')}</p>
          <p>
            <a class="button" href={`${chatUrl()}?start=${code}`}>
              {say('go-button')}
            </a>
          </p>
          <p class="soft">{say('go-otherwise')}</p>
          <p class="login">{code}</p>
          <ul class="links">
            <li>
              <a href={schoolPath(c.var.school, 'code')}>{say('another')}</a>
            </li>
          </ul>
        </>,
      );
    });
}
