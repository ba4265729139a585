import type { MiddlewareHandler } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import { createMiddleware } from 'hono/factory';
import type { Child } from 'hono/jsx';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { days } from '#core/clock.ts';
import { guessLanguage, Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { Page } from './layout.tsx';
import type { PageContext, PageEnv } from './security.ts';

/** What pages that no chat belongs to find in their context. */
export interface VisitorEnv {
  Variables: PageEnv['Variables'] & { language: Language };
}

const COOKIE = 'propusk_language';
/** How long the choice of a language is remembered, in milliseconds. */
const REMEMBERED = days(365);

/** The visitor's language: as chosen with `?lang=`, as chosen before, else as the browser asks. */
export function visitorLanguage(publicUrl: string): MiddlewareHandler<VisitorEnv> {
  const secure = publicUrl.startsWith('https:');
  return createMiddleware<VisitorEnv>(async (c, next) => {
    const chosen = Language.safeParse(c.req.query('lang'));
    if (chosen.success) {
      setCookie(c, COOKIE, chosen.data, {
        path: '/',
        sameSite: 'Lax',
        httpOnly: true,
        secure,
        maxAge: REMEMBERED / 1000,
      });
    }
    const kept = Language.safeParse(getCookie(c, COOKIE));
    const asked = guessLanguage(favourite(c.req.header('Accept-Language')));
    c.set('language', chosen.success ? chosen.data : kept.success ? kept.data : asked);
    return next();
  });
}

/** The first choice of `Accept-Language: en;q=0.8, ru`. */
function favourite(header = ''): string | undefined {
  const wishes = header.split(',').map((wish) => {
    const [code = '', ...parameters] = wish.split(';').map((part) => part.trim());
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2);
    return { code, weight: weight === undefined ? 1 : Number(weight) || 0 };
  });
  const known = wishes.filter(({ code, weight }) => /^[a-z]{2,3}(-|$)/i.test(code) && weight > 0);
  return known.sort((one, other) => other.weight - one.weight)[0]?.code;
}

/** As much of a page's context as showing it takes. */
export interface VisitorContext extends PageContext {
  readonly var: Readonly<VisitorEnv['Variables']>;
  readonly req: { readonly path: string; readonly url: string };
}

export interface VisitorPage {
  title: string;
  script?: string;
  wide?: boolean;
  /** Where the same page is shown in the other language, if not at this address. */
  path?: string;
}

/** A page in the visitor's language, with the way to the other one. */
export function showPage(
  c: VisitorContext,
  texts: Texts,
  { path, ...page }: VisitorPage,
  status: ContentfulStatusCode,
  children: Child,
) {
  const { language, nonce } = c.var;
  const other: Language = language === 'ru' ? 'en' : 'ru';
  // The search on /hello stays; no other page of ours keeps anything in its query.
  const query = new URLSearchParams(path === undefined ? new URL(c.req.url).searchParams : '');
  query.set('lang', other);
  const label = texts.plain(language, 'web-other-language');
  return c.html(
    <Page {...{ ...page, language, nonce }} other={{ language: other, label, url: `${path ?? c.req.path}?${query}` }}>
      {children}
    </Page>,
    status,
  );
}
