import { Hono } from 'hono';

export interface WebAppDeps {
  /** Each answers its own paths. */
  parts: readonly Hono[];
  /** Pages for people: they answer whatever is left, with a kind 404 at the end. */
  pages: { fetch(request: Request, env: unknown): Response | Promise<Response> };
  /** Resolves when the house can serve; rejects with the reason when not. */
  ready(): Promise<void>;
}

/** Everything that links, providers, turnstiles and probes reach. */
export function webApp({ parts, pages, ready }: WebAppDeps): Hono {
  const app = new Hono();
  app.get('/healthz', (c) => c.text('ok'));
  app.get('/readyz', async (c) => {
    try {
      await ready();
      return c.text('ready');
    } catch {
      return c.text('not ready', 503, { 'Retry-After': '2' });
    }
  });
  for (const part of parts) app.route('/', part);
  app.all('*', (c) => pages.fetch(c.req.raw, c.env));
  return app;
}
