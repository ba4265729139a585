import { type Context, Hono } from 'hono';
import { same } from '#bot/same.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import type { Result } from '#core/result.ts';
import type { Secrets } from '#core/secrets.ts';
import type { Texts } from '#locales/texts.ts';
import type { Answers } from './answers.tsx';
import { Page } from './layout.tsx';
import { fromAnotherSite, type PageEnv } from './security.ts';

export type LinkEnd = 'link.unknown' | 'link.expired' | 'link.used' | 'link.replaced';

export interface LinkView {
  state: 'waiting' | 'confirmed' | 'expired' | 'replaced';
  maskedEmail: string;
  institutionId: string;
  language: Language;
  /** A school account's address: its owner may be done with the chat. */
  ofAccount: boolean;
}

/** What the page behind a letter's link needs of the house. */
export interface LinkPage {
  /** Changes nothing. */
  look(token: string): Promise<Result<LinkView, 'link.unknown'>>;
  confirm(token: string): Promise<Result<unknown, LinkEnd>>;
}

const ends = {
  'link.unknown': ['link-unknown', 404],
  'link.expired': ['link-expired', 410],
  'link.used': ['link-used', 410],
  'link.replaced': ['link-replaced', 410],
} as const;

const endOf = { confirmed: 'link.used', expired: 'link.expired', replaced: 'link.replaced' } as const;

export interface ConfirmDeps {
  texts: Texts;
  answers: Answers;
  links: LinkPage;
  institutions: readonly Institution[];
  secrets: Secrets;
}

/**
 * `GET /l/:token` shows what would be confirmed, and one button; the button's POST confirms. Mail scanners open links, and some
 * post to them: the form carries a word that only its page tells.
 */
export function confirmPage({ texts, answers, links, institutions, secrets }: ConfirmDeps): Hono<PageEnv> {
  const formWord = (token: string): string => secrets.hash('link-form', token).slice(0, 32);

  function end(c: Context<PageEnv>, error: LinkEnd, language: Language | null) {
    const [key, status] = ends[error];
    return language ? answers.notice(c, language, key, status) : answers.bilingual(c, key, status);
  }

  function ask(c: Context<PageEnv>, token: string, view: LinkView, again: boolean) {
    const { language, maskedEmail } = view;
    const say = (key: string, args: Record<string, string> = {}): string => texts.plain(language, `web-${key}`, args);
    const institution = institutions.find(({ id }) => id === view.institutionId)?.name[language] ?? '';
    return c.html(
      <Page language={language} title={say('link-title')} nonce={c.var.nonce}>
        <h1>{say('link-title')}</h1>
        {again ? (
          <p class="trouble" role="alert">
            {say('press-again')}
          </p>
        ) : null}
        <p>{say(view.ofAccount ? 'address-text' : 'link-text', { institution })}</p>
        <p class="address">{maskedEmail}</p>
        <form method="post">
          <input type="hidden" name="form" value={formWord(token)} />
          <button class="button" type="submit">
            {say('link-button')}
          </button>
        </form>
        <p class="soft">{say('link-code')}</p>
        <p class="soft">{say('link-ignore')}</p>
      </Page>,
      again ? 403 : 200,
    );
  }

  return new Hono<PageEnv>()
    .get('/:token', async (c) => {
      const token = c.req.param('token');
      const view = await links.look(token);
      if (!view.ok) return end(c, view.error, null);
      const { state, language } = view.value;
      return state === 'waiting' ? ask(c, token, view.value, false) : end(c, endOf[state], language);
    })
    .post('/:token', async (c) => {
      const token = c.req.param('token');
      const view = await links.look(token);
      if (!view.ok) return end(c, view.error, null);
      const { language, ofAccount } = view.value;
      const { form } = await c.req.parseBody();
      const sameForm = typeof form === 'string' && same(form, formWord(token));
      if (view.value.state === 'waiting' && (!sameForm || fromAnotherSite(c))) return ask(c, token, view.value, true);

      const confirmed = await links.confirm(token);
      if (!confirmed.ok) return end(c, confirmed.error, language);
      return answers.notice(c, language, ofAccount ? 'address-confirmed' : 'link-confirmed', 200);
    });
}
