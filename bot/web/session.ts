import type { Context } from 'hono';
import { deleteCookie, getCookie, setCookie } from 'hono/cookie';
import { hours } from '#core/clock.ts';

/** How long a browser stays signed in to an account, in milliseconds: pupils share computers. */
export const SIGNED_IN = hours(12);

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
