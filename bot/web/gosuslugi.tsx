import { type Context, Hono } from 'hono';
import type { Clock } from '#core/clock.ts';
import {
  type Comparison,
  type Item,
  items,
  readStatement,
  type Statement,
  type StatementError,
} from '#core/gosuslugi/diagnose.ts';
import type { Language } from '#core/language.ts';
import type { PageEnd } from '#core/pages.ts';
import type { Result } from '#core/result.ts';
import type { Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';
import { Field, FormTrouble, troubleText } from './field.tsx';
import { Page } from './layout.tsx';
import { InitField, initOf, notTheOpener } from './opener.tsx';
import { openerScript, tellTelegram } from './password-script.ts';
import { fromAnotherSite, type PageEnv } from './security.ts';

export interface ComparePageView {
  language: Language;
  /** The private chat the page belongs to; Telegram gives it the number of its user. */
  chatId: string;
  /** Where one's data stand on Gosuslugi. */
  dataUrl: string | null;
}

/** What the page needs of the house. */
export interface ComparePage {
  look(token: string): Promise<Result<ComparePageView, PageEnd>>;
  compare(token: string, statement: Statement): Promise<Result<Comparison, PageEnd | 'gosuslugi.too-many'>>;
}

export interface CompareDeps {
  texts: Texts;
  answers: Answers;
  comparing: ComparePage;
  clock: Clock;
  /** The bot's token when pages open as Mini Apps, which must then prove who opened them; null for ordinary links. */
  miniAppOf: string | null;
}

const ends = {
  'page.unknown': ['page-unknown', 404],
  'page.expired': ['page-expired', 410],
  'page.used': ['gosuslugi-used', 410],
} as const;

const fields = {
  snils: { type: 'text', autocomplete: 'off', maxlength: 40 },
  email: { type: 'email', autocomplete: 'email', maxlength: 254 },
  phone: { type: 'text', autocomplete: 'tel', maxlength: 40 },
} as const;

interface Trouble {
  /** An error code, for the form as a whole. */
  form?: 'gosuslugi.empty' | 'gosuslugi.too-many' | 'again';
  fields?: Partial<Record<Item, StatementError>>;
}

/**
 * `GET /gosuslugi/:token` asks what stands on Gosuslugi, POST says what of it the journal has too. What was typed never comes back in a page,
 * and is neither kept nor logged.
 */
export function comparePage({ texts, answers, comparing, clock, miniAppOf }: CompareDeps): Hono<PageEnv> {
  function end(c: Context<PageEnv>, error: PageEnd, language: Language | null) {
    const [key, status] = ends[error];
    return language ? answers.notice(c, language, key, status) : answers.bilingual(c, key, status);
  }

  function ask(c: Context<PageEnv>, { language, dataUrl }: ComparePageView, trouble: Trouble | null, initData: string) {
    const say = (key: string): string => texts.plain(language, `web-gosuslugi-${key}`);
    const status = !trouble ? 200 : trouble.form === 'again' ? 403 : trouble.form === 'gosuslugi.too-many' ? 429 : 422;
    return c.html(
      <Page language={language} title={say('title')} nonce={c.var.nonce} script={tellTelegram + openerScript}>
        <h1>{say('title')}</h1>
        <p>{say('text')}</p>
        {dataUrl ? (
          <p>
            <a href={dataUrl} target="_blank" rel="noreferrer">
              {say('data-link')}
            </a>
          </p>
        ) : null}
        {miniAppOf === null ? null : (
          <div id="outside" hidden>
            <p class="trouble">{texts.plain(language, 'web-gosuslugi-outside-text')}</p>
            {answers.toChat(language)}
          </div>
        )}
        <form method="post" id="form" novalidate>
          <FormTrouble texts={texts} language={language} trouble={trouble?.form ?? null} />
          <InitField miniAppOf={miniAppOf} initData={initData} />
          {items.map((item) => (
            <Field
              id={item}
              {...fields[item]}
              label={say(`${item}-label`)}
              note={say(`${item}-note`)}
              trouble={troubleText(texts, language, trouble?.fields?.[item])}
            />
          ))}
          <p class="soft">{say('privacy')}</p>
          <button class="button" type="submit">
            {say('button')}
          </button>
        </form>
      </Page>,
      status,
    );
  }

  function tell(c: Context<PageEnv>, { language }: ComparePageView, comparison: Comparison) {
    const say = (key: string): string => texts.plain(language, `web-gosuslugi-${key}`);
    return c.html(
      <Page language={language} title={say('done-title')} nonce={c.var.nonce}>
        <h1>{say('done-title')}</h1>
        <dl>
          {items.map((item) => (
            <>
              <dt>{say(`${item}-label`)}</dt>
              <dd>{texts.plain(language, `gosuslugi-${comparison[item]}`)}</dd>
            </>
          ))}
        </dl>
        <p>{say('done-text')}</p>
        {answers.toChat(language)}
      </Page>,
    );
  }

  return new Hono<PageEnv>()
    .get('/:token', async (c) => {
      const view = await comparing.look(c.req.param('token'));
      return view.ok ? ask(c, view.value, null, '') : end(c, view.error, null);
    })
    .post('/:token', async (c) => {
      const token = c.req.param('token');
      const view = await comparing.look(token);
      if (!view.ok) return end(c, view.error, null);
      const form = await c.req.parseBody();
      const initData = initOf(form);
      if (fromAnotherSite(c)) return ask(c, view.value, { form: 'again' }, initData);
      const { language, chatId } = view.value;
      if (notTheOpener(initData, miniAppOf, chatId, clock.now())) {
        return answers.notice(c, language, 'gosuslugi-outside', 403);
      }
      const typed = (item: Item): string => (typeof form[item] === 'string' ? form[item] : '');
      const read = readStatement({ snils: typed('snils'), email: typed('email'), phone: typed('phone') });
      if (!read.ok) {
        const trouble: Trouble = read.empty ? { form: 'gosuslugi.empty' } : { fields: read.errors };
        return ask(c, view.value, trouble, initData);
      }
      const compared = await comparing.compare(token, read.statement);
      if (compared.ok) return tell(c, view.value, compared.value);
      if (compared.error === 'gosuslugi.too-many') return ask(c, view.value, { form: compared.error }, initData);
      return end(c, compared.error, language);
    });
}
