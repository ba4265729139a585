import { randomBytes } from 'node:crypto';
import { isIPv6 } from 'node:net';
import { getConnInfo } from '@hono/node-server/conninfo';
import type { Context, MiddlewareHandler } from 'hono';
import { createMiddleware } from 'hono/factory';
import type { ContentfulStatusCode } from 'hono/utils/http-status';

/** What every page finds in its context. */
export interface PageEnv {
  Variables: { nonce: string };
}

/** As much of a page's context as showing it takes, whatever else the page finds there. */
export interface PageContext {
  readonly var: Readonly<PageEnv['Variables']>;
  html(html: string | Promise<string>, status?: ContentfulStatusCode): Response | Promise<Response>;
}

/** Web versions of Telegram, which show Mini Apps in a frame. */
const TELEGRAM_FRAMES = 'https://web.telegram.org https://*.web.telegram.org';

/**
 * Headers of every page: nothing loads from elsewhere, only our own inline style and script run, nothing is kept in a cache, and
 * the address, which holds a token, is told to nobody.
 * @param framed whether Telegram's web versions may show the page in a frame
 */
export function pageHeaders({ framed }: { framed: boolean }): MiddlewareHandler<PageEnv> {
  return createMiddleware<PageEnv>(async (c, next) => {
    const nonce = randomBytes(16).toString('base64');
    c.set('nonce', nonce);
    await next();
    c.header(
      'Content-Security-Policy',
      [
        "default-src 'none'",
        `style-src 'nonce-${nonce}'`,
        `script-src 'nonce-${nonce}'`,
        'img-src data:',
        "form-action 'self'",
        "base-uri 'none'",
        `frame-ancestors ${framed ? TELEGRAM_FRAMES : "'none'"}`,
      ].join('; '),
    );
    c.header('Cache-Control', 'no-store');
    c.header('Referrer-Policy', 'no-referrer');
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('X-Robots-Tag', 'noindex');
    c.header('Cross-Origin-Opener-Policy', 'same-origin');
  });
}

/**
 * Whether the page of another host sent this request; a neighbour under our domain (`same-site`) is another host too. Only a browser that
 * says so is believed: old ones say nothing, and `Origin` is `null` on our own pages because they send no referrer.
 */
export const fromAnotherSite = (c: Context): boolean =>
  ['cross-site', 'same-site'].includes(c.req.header('Sec-Fetch-Site') ?? '');

/**
 * Who sent the request. A proxy on this machine or its private network is ours: the last entry of its `X-Forwarded-For` is what
 * it saw itself; anything before that, or from a stranger, is the sender's invention. Of an IPv6 address the network (/64) counts, for whoever
 * has one address of it has them all.
 */
export function remoteOf(c: Context): string {
  const address = socketAddress(c);
  const forwarded = c.req.header('X-Forwarded-For')?.split(',').at(-1)?.trim();
  return networkOf(forwarded && OURS.test(address) ? forwarded : address);
}

function networkOf(address: string): string {
  const mapped = /^::ffff:(\d{1,3}(?:\.\d{1,3}){3})$/i.exec(address)?.[1];
  if (mapped || !isIPv6(address)) return mapped ?? address;
  const [left = [], right = []] = address.split('::').map((part) => part.split(':').filter((group) => group !== ''));
  const groups = [...left, ...Array<string>(8).fill('0')].slice(0, 8 - right.length).concat(right);
  return groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':');
}

const OURS = /^(::ffff:)?(127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)|^::1$|^f[cd]/i;

/** Empty when the request came through no socket. */
function socketAddress(c: Context): string {
  try {
    return getConnInfo(c).remote.address ?? '';
  } catch {
    return '';
  }
}
