import type { MiddlewareHandler } from 'hono';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d{1,5})?$/i;

/**
 * Lets in only this machine's own page. The sandbox can act as any person, so another site open in the same browser
 * must not reach it: neither by a request of its own nor by a name that it points at 127.0.0.1 (DNS rebinding).
 */
export const ownPageOnly: MiddlewareHandler = async (c, next) => {
  const host = c.req.header('Host') ?? new URL(c.req.url).host;
  if (!LOOPBACK.test(host)) return c.text('The sandbox answers only on this machine, at http://127.0.0.1\n', 403);

  const origin = c.req.header('Origin');
  if (origin !== undefined && origin !== `http://${host}` && origin !== `https://${host}`) {
    return c.text('The sandbox answers only to its own page\n', 403);
  }

  const site = c.req.header('Sec-Fetch-Site');
  const opensPage =
    c.req.method === 'GET' && c.req.header('Sec-Fetch-Mode') === 'navigate' && !c.req.path.includes('/api/');
  if (site !== undefined && site !== 'same-origin' && site !== 'none' && !opensPage) {
    return c.text('The sandbox answers only to its own page\n', 403);
  }
  await next();
};
