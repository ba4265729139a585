import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import type { Citizen } from '#bot/sandbox/citizens.ts';
import { sandboxGosuslugi } from '#bot/sandbox/gosuslugi.ts';
import { listen } from '#bot/web/server.ts';

export const CLIENT = { clientId: 'propusk-test', clientSecret: 'a secret between two' };

export const SNILS = '112-233-445 95';
export const DIGITS = '11223344595';

export const olga: Citizen = {
  id: 'olga',
  familyName: 'Николаева',
  givenName: 'Ольга',
  middleName: 'Петровна',
  snils: SNILS,
  trusted: true,
  email: { value: 'Olga@Example.org', verified: true },
  phone: { value: '+7(905)1112233', verified: true },
  about: { ru: 'Мама', en: 'A mother' },
};

/** A real OpenID provider on the loopback. */
export async function startProvider(redirectUri: () => string, citizens: readonly Citizen[]) {
  const server = await listen('127.0.0.1', 0);
  const issuer = `${server.url}/gosuslugi-of-tests`;
  const app = new Hono();
  app.route('/gosuslugi-of-tests', sandboxGosuslugi({ ...CLIENT, issuer, redirectUri, citizens }));
  server.mount(app);
  return {
    issuer,
    /** Answers everything with this instead, as a provider does that is out of order. */
    breaks: (status: 200 | 500) =>
      server.mount(new Hono().all('*', (c) => c.text('<html>out of order</html>', status))),
    /** Signs every ID token with another signature, as somebody between us would. */
    forges: () =>
      server.mount(
        new Hono().all('*', (c) => {
          const { outgoing } = c.env as HttpBindings;
          const end = outgoing.end.bind(outgoing);
          const forged = (body: unknown): unknown =>
            typeof body === 'string'
              ? body.replace(
                  /("id_token":"[\w-]+\.[\w-]+\.)(\w)/,
                  (_, whole: string, one: string) => whole + (one === 'A' ? 'B' : 'A'),
                )
              : body;
          Object.assign(outgoing, { end: (body?: unknown) => end(forged(body)) });
          return app.fetch(c.req.raw, c.env);
        }),
      ),
    mends: () => server.mount(app),
    close: () => server.close(),
  };
}

export type Provider = Awaited<ReturnType<typeof startProvider>>;
