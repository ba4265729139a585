import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import pino from 'pino';
import { type PagesDeps, pages } from '#bot/web/pages.tsx';
import type { PageEnv } from '#bot/web/security.ts';
import { hashPassword } from '#core/accounts/password.ts';
import { type Core, createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import type { Language } from '#core/language.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import type { Role } from '#prisma/generated/enums.ts';
import { transactions } from '#prisma/transactions.ts';
import { testDatabase } from '#tests/support/database.ts';
import { BOT_TOKEN } from './pages-world.ts';

/** A password that the journal takes. */
export const GOOD = 'tyulen4gromkopoet';
export const OTHER = 'kitplyvet7medlenno';

export interface SchoolRow {
  id: string;
  slug: string;
  name: string;
  host: string;
}

export interface Card {
  role: Role;
  name?: string;
  className?: string;
  childId?: string;
  birthDate?: Date;
}

/** The school's pages over the house's own use cases and a database; jobs are only written down. */
export async function schoolWorld(settings: Partial<PagesDeps> = {}) {
  const database = await testDatabase();
  const secrets = createSecrets(Buffer.alloc(32, 7));
  const clock = { at: new Date('2026-11-22T12:00:00Z'), now: () => clock.at };
  const jobs: { name: string; payload: unknown }[] = [];
  const lines: string[] = [];
  const add = async (name: string, payload: unknown): Promise<void> => {
    jobs.push({ name, payload });
  };
  const core = (db: Db): Core => createCore({ db, clock, secrets, jobs: { add }, line: null });
  const transaction: <T>(work: (db: Db) => Promise<T>) => Promise<T> = transactions(database.prisma);
  const app: Hono<PageEnv> = pages({
    texts: loadTexts(),
    institutions: defaultInstitutions,
    secrets,
    clock,
    log: pino({ level: 'trace' }, { write: (line: string) => lines.push(line) }),
    publicUrl: 'http://127.0.0.1:3000',
    botToken: BOT_TOKEN,
    chatUrl: () => 'https://t.me/propusk_bot',
    links: { look: () => Promise.reject(new Error('No letters here')), confirm: () => Promise.reject(new Error()) },
    passwords: { look: () => Promise.reject(new Error('No pages here')), submit: () => Promise.reject(new Error()) },
    transaction,
    core,
    rate: { burst: 1000, perSecond: 100 },
    ...settings,
  });
  let chats = 7000;
  let numbers = 0;

  const world = {
    ...{ app, clock, jobs, lines, database, secrets },
    inCore: <T>(work: (core: Core) => Promise<T>): Promise<T> => transaction((db) => work(core(db))),

    async school(name = 'Школа № 1399'): Promise<SchoolRow> {
      numbers += 1;
      const number = String(1398 + numbers);
      return database.prisma.school.create({
        data: { institutionId: 'eljur', slug: number, number, name, region: 'Москва', host: `${number}.eljur.ru` },
      });
    },

    async chat(language: Language = 'ru'): Promise<{ botId: bigint; chatId: bigint }> {
      chats += 1;
      const chat = { botId: 123456n, chatId: BigInt(chats) };
      await database.prisma.conversation.create({
        data: {
          ...chat,
          language,
          institutionId: 'eljur',
          journey: 'welcome',
          step: 'institution',
          createdAt: clock.now(),
        },
      });
      return chat;
    },

    async card({ id: schoolId }: SchoolRow, { role, name = '', ...rest }: Card): Promise<string> {
      const { id } = await database.prisma.person.create({
        data: { institutionId: 'eljur', externalId: randomUUID(), schoolId, fullName: name, roles: [role], ...rest },
      });
      return id;
    },

    /** The page that the chat opens for these cards. */
    async enrollPage(school: SchoolRow, cards: { personId: string; role: Role }[], language: Language = 'ru') {
      const chat = await world.chat(language);
      const page = await world.inCore(async ({ invitations, enrollments }) => {
        let enrollment: string | null = null;
        for (const card of cards) {
          const issued = await invitations.issue({ schoolId: school.id, ...card, curatorId: null });
          const checked = issued.ok ? await invitations.live(issued.value.id) : null;
          if (!checked) throw new Error('No invitation');
          if (enrollment === null) enrollment = await enrollments.begin(chat, checked);
          else await enrollments.add(enrollment, checked);
        }
        return enrollment && (await enrollments.openPage(enrollment));
      });
      if (!page) throw new Error('No page');
      return { chat, path: `/enroll/${secrets.token('page', page)}` };
    },

    /** A parent of one child, or another person, with an account. */
    async account(
      school: SchoolRow,
      {
        role = 'parent',
        email = 'olga@example.org',
        confirmed = true,
        name = 'Николаева Ольга Петровна',
      }: {
        role?: Role;
        email?: string | null;
        confirmed?: boolean;
        name?: string;
      } = {},
    ) {
      const childId =
        role === 'parent'
          ? await world.card(school, { role: 'student', name: 'Николаева Варвара', className: '6А' })
          : undefined;
      const personId = await world.card(school, { role, name, ...(childId ? { childId } : {}) });
      numbers += 1;
      const login = `Olga.N${100 + numbers}`;
      const account = await database.prisma.account.create({
        data: {
          ...{ institutionId: 'eljur', schoolId: school.id, personId, login, loginKey: login.toLowerCase() },
          ...{ email, emailVerifiedAt: email && confirmed ? clock.now() : null, createdAt: clock.now() },
          ...{ passwordHash: await hashPassword(GOOD), subject: BigInt(numbers) },
        },
      });
      return { id: account.id, login };
    },

    browser: (headers: Record<string, string> = {}) => browser(app, headers),

    async close(): Promise<void> {
      await database.close();
    },
  };
  return world;
}

export type SchoolWorld = Awaited<ReturnType<typeof schoolWorld>>;

export interface Answer {
  status: number;
  headers: Headers;
  text: string;
  location: string | null;
}

/** The socket that a proxy of ours sends from: its word about who asks is taken. */
const BEHIND_OUR_PROXY = { incoming: { socket: { remoteAddress: '127.0.0.1', remotePort: 1, remoteFamily: 'IPv4' } } };

/** Somebody's browser: keeps cookies, follows nothing by itself. */
function browser(app: Hono<PageEnv>, always: Record<string, string>) {
  const cookies = new Map<string, string>();
  async function ask(path: string, init: RequestInit): Promise<Answer> {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...always, ...init.headers, Cookie: cookie };
    const answer = await app.request(path, { ...init, headers }, BEHIND_OUR_PROXY);
    for (const set of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
      if (/max-age=0/i.test(set)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const { status } = answer;
    const text = await answer.text();
    return { status, headers: answer.headers, text, location: answer.headers.get('Location') };
  }
  return {
    cookies,
    get: (path: string, headers: Record<string, string> = {}) => ask(path, { headers }),
    post: (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      ask(path, { method: 'POST', body: new URLSearchParams(fields), headers }),
    async signsIn({ slug }: SchoolRow, login: string, password = GOOD): Promise<Answer> {
      return this.post(`/s/${slug}/login`, { login, password });
    },
  };
}

/** A page's text without what differs each time. */
export const steady = (html: string): string => html.replace(/nonce="[^"]*"/g, '');

/** What a page's `web-…` text says, and an error's, as it stands in HTML. */
export function words(language: Language) {
  const texts = loadTexts();
  const html = (text: string): string =>
    text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;').replaceAll("'", '&#39;');
  return {
    web: (key: string, args: Record<string, string | number> = {}) => html(texts.plain(language, `web-${key}`, args)),
    error: (code: string, args: Record<string, string | number> = {}) =>
      html(texts.plain(language, `errors-${code.replaceAll('.', '-')}`, args)),
  };
}
