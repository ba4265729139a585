import { type Context, Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { routePath } from 'hono/route';
import { z } from 'zod';
import { perPageChoices } from '#core/invitations/sheet-formats.ts';
import { Language } from '#core/language.ts';
import { Phone } from './actions.ts';
import { bundlePage } from './bundle.ts';
import type { SandboxDesk } from './desk.ts';
import { deskRoutes } from './desk-http.ts';
import type { Exchange } from './exchange.ts';
import { ownPageOnly } from './guard.ts';
import { json, refused } from './http-tools.ts';
import { lettersRoutes, newestFirst } from './letters-http.ts';
import type { Mailbox } from './mailbox.ts';
import { news } from './news.ts';
import type { Bilingual, GateAnswer, Person, Snapshot } from './page/protocol.ts';
import { peopleRoutes } from './people-http.ts';
import type { SheetRack } from './sheets.ts';
import type { SandboxPerson, TelegramWorld } from './telegram/world.ts';
import { troubles } from './troubles.ts';
import { personView } from './views.ts';

/** A person whom the page offers from the start. */
export interface NotablePerson {
  /** Telegram's id: the same after every restart, so that the bot knows the person again. */
  id: number;
  firstName: string;
  lastName?: string;
  phone: string;
  languageCode: string;
  about: Bilingual;
}

export interface SandboxParts {
  telegram: TelegramWorld;
  mailbox: Pick<Mailbox, 'letters' | 'subscribe' | 'attachment' | 'reply' | 'down'>;
  exchange: Exchange;
  /** Hands a read QR text to a gate; `which` tells the page's two gates apart. */
  gate: (qrText: string, which: 'first' | 'second') => Promise<{ status: number; body: unknown }>;
  people: readonly NotablePerson[];
  sheets: SheetRack;
  /** Null: there are no operators. */
  desk: SandboxDesk | null;
  botName: string;
  /** Where people outside Telegram find the bot; deep links begin with one of these. */
  botLinks: () => readonly string[];
}

const CallBody = z.strictObject({ from: Phone, to: Phone });
const GateBody = z.strictObject({ text: z.string().min(1).max(4096), gate: z.enum(['first', 'second']) });

const Print = z.object({
  perPage: z.coerce.number().pipe(z.literal(perPageChoices)),
  language: Language,
});

/** No script but the page's own; frames for letters and Mini Apps. */
const PAGE_POLICY =
  "default-src 'self'; img-src 'self' data: blob:; frame-src 'self' https: http://127.0.0.1:*; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** The sandbox's page and what it asks for; mount it at `/sandbox`. */
export function sandboxRoutes(parts: SandboxParts): Hono {
  const { telegram, mailbox, exchange, gate, people, sheets, desk, botName, botLinks } = parts;
  const faults = troubles({ telegram, mailbox, deskId: () => desk?.id ?? null });
  const about = new Map(people.map((person) => [person.id, person.about]));
  for (const { about: _about, ...profile } of people) telegram.person(profile);
  const page = bundlePage();
  page.catch(() => undefined); // told to whoever asks for the page
  const app = new Hono();

  const view = (person: SandboxPerson): Person =>
    personView(person, telegram.profile(person.language, person.id).commands, about.get(person.id));
  const outside = (person: SandboxPerson): boolean => desk?.isOperator(person.id) !== true;
  const find = (id: string): SandboxPerson | undefined => telegram.people().find((person) => person.id === Number(id));
  const asset = (type: string, name: 'html' | 'css' | 'script') => async (c: Context) => {
    c.header('Content-Type', `${type}; charset=utf-8`);
    c.header('Cache-Control', 'no-cache');
    return c.body((await page)[name]);
  };

  app.use(ownPageOnly);
  app.use(async (c, next) => {
    await next();
    c.header('X-Content-Type-Options', 'nosniff');
    c.header('Referrer-Policy', 'no-referrer');
    if (!c.res.headers.has('Content-Security-Policy')) c.header('Content-Security-Policy', PAGE_POLICY);
  });
  app.use('/api/*', bodyLimit({ maxSize: 15 * 1024 * 1024 }));

  // The page's own addresses are relative, so it must be opened with the slash.
  app.get('/', (c) => c.redirect(`${c.req.path}/`, 308));
  app.get('/page.css', asset('text/css', 'css'));
  app.get('/page.js', asset('text/javascript', 'script'));

  // Where the house's pages lead to instead of t.me: the page asks who follows the link, and only then anything happens.
  app.get('/open', (c) => {
    const start = c.req.query('start') ?? '';
    const page = c.req.path.slice(0, -'open'.length);
    return c.redirect(start ? `${page}#${new URLSearchParams({ start })}` : page);
  });

  app.get('/api/state', (c) =>
    c.json({
      botName,
      botLinks: botLinks(),
      botUsername: telegram.profile().username,
      numbers: exchange.numbers,
      people: telegram.people().filter(outside).map(view),
      letters: newestFirst(mailbox),
      calls: exchange.calls(),
      desk: desk?.view() ?? null,
      troubles: faults.list(),
    } satisfies Snapshot),
  );
  app.get('/api/events', (c) => news(c, { telegram, mailbox, exchange, desk, faults }));

  app.route('/api/people', peopleRoutes({ telegram, find, view }));

  app.get('/api/file/:fileId', (c) => {
    const file = telegram.file(c.req.param('fileId'));
    if (!file) return c.notFound();
    c.header('Content-Type', 'application/octet-stream');
    c.header('Content-Disposition', 'attachment');
    return c.body(new Uint8Array(file.bytes));
  });
  app.get('/api/photo/:fileId', (c) => {
    const file = telegram.file(c.req.param('fileId'));
    if (!file) return c.notFound();
    c.header('Content-Type', file.bytes[0] === 0x89 ? 'image/png' : 'image/jpeg');
    c.header('Cache-Control', 'private, max-age=3600');
    return c.body(new Uint8Array(file.bytes));
  });

  app.route('/api/letters', lettersRoutes(mailbox));
  app.route('/api', deskRoutes({ desk, faults, exists: (id) => find(String(id)) !== undefined }));

  app.get('/api/sheets', async (c) => c.json(await sheets.piles()));
  app.get('/api/sheets/:pile{.+\\.pdf}', async (c) => {
    const print = Print.safeParse(c.req.query());
    if (!print.success) return refused(c, print.error);
    const { perPage, language } = print.data;
    const pdf = await sheets.pdf(c.req.param('pile').replace(/\.pdf$/, ''), perPage, language);
    if (!pdf) return c.notFound();
    c.header('Content-Type', 'application/pdf');
    return c.body(new Uint8Array(pdf));
  });

  app.get('/api/calls', (c) => c.json(exchange.calls()));
  app.post('/api/calls', async (c) => {
    const body = CallBody.safeParse(await json(c));
    return body.success ? c.json(await exchange.call(body.data)) : refused(c, body.error);
  });

  app.post('/api/gate', async (c) => {
    const body = GateBody.safeParse(await json(c));
    if (!body.success) return refused(c, body.error);
    return c.json(gateAnswer(await gate(body.data.text, body.data.gate)));
  });

  // Only '…/' itself: Hono has no other pattern for it under a prefix.
  const index = asset('text/html', 'html');
  app.get('*', (c) => (c.req.path === routePath(c).slice(0, -1) ? index(c) : c.notFound()));
  return app;
}

const Verdict = z.union([
  z.object({ result: z.literal('OK'), holder: z.string() }),
  z.object({ result: z.literal('REFUSED'), reason: z.string() }),
]);

/** Open only when the gate said so in as many words. */
function gateAnswer({ status, body }: { status: number; body: unknown }): GateAnswer {
  const verdict = Verdict.safeParse(body);
  if (!verdict.success) return { open: false, code: `HTTP_${status}` };
  if (verdict.data.result === 'REFUSED') return { open: false, code: verdict.data.reason };
  return status === 200
    ? { open: true, code: 'OK', holder: verdict.data.holder }
    : { open: false, code: `HTTP_${status}` };
}
