import { randomUUID } from 'node:crypto';
import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { days, hours } from '#core/clock.ts';

/** How long a browser stays signed in to an account, in milliseconds: pupils share computers. */
export const SIGNED_IN = hours(12);

/** How long a browser is remembered in which somebody has signed in, in milliseconds. */
const REMEMBERED = days(365);

/**
 * The cookie by which a browser is known again: it holds a random number and says nothing of anybody. Whoever signs in with a login that was
 * signed in to here before is not held up by what others guess.
 */
export function browserCookie(publicUrl: string) {
  const cookie = sessionCookie(publicUrl, 'propusk_browser');
  return {
    /** The number that it has, or a new one, which is not kept yet. */
    read: (c: Context): string => cookie.read(c)?.slice(0, 64) ?? randomUUID(),
    keep: (c: Context, number: string): void => cookie.keep(c, number, REMEMBERED),
  };
}

export type BrowserCookie = ReturnType<typeof browserCookie>;

/**
 * The cookie that keeps a session's token: no script reads it, no other site's form sends it, and over https no other host can set it
 * (`__Host-`).
 */
export function sessionCookie(publicUrl: string, name = 'propusk_session') {
  const secure = publicUrl.startsWith('https:');
  const full = secure ? `__Host-${name}` : name;
  const attributes = { path: '/', httpOnly: true, secure, sameSite: 'Lax' } as const;
  return {
    read: (c: Context): string | null => getCookie(c, full) ?? null,
    /** @param lifetime in milliseconds; the session itself ends by the house's clock */
    keep(c: Context, token: string, lifetime = SIGNED_IN): void {
      setCookie(c, full, token, { ...attributes, maxAge: Math.floor(lifetime / 1000) });
    },
    drop(c: Context): void {
      deleteCookie(c, full, attributes);
    },
  };
}

export type SessionCookie = ReturnType<typeof sessionCookie>;
