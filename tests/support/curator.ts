import type { Language } from '#core/language.ts';
import type { Actor } from './actor.ts';
import { addressOf, inCore, type SchoolOfTest } from './school.ts';
import { type Words, words } from './stories.ts';
import type { World } from './world.ts';

export interface CuratorOfTest {
  chat: Actor;
  say: Words;
  id: string;
  name: string;
}

let named = 0;

/** Somebody who has become a curator of this school by the link that an operator gave them. */
export async function curator(world: World, school: SchoolOfTest, language: Language): Promise<CuratorOfTest> {
  const say = words(language);
  named += 1;
  const name = `Куратор ${named}`;
  const { id, link } = await inCore(world, ({ curators }) => curators.add(school.id, name));
  const chat = await world.person({ languageCode: language, known: false });
  await chat.opens(`/start ${link}`).expects(say.text('curator-welcome', { school: school.name, name }));
  return { chat, say, id, name };
}

export interface Answer {
  status: number;
  text: string;
  headers: Headers;
  bytes: Uint8Array;
}

/** A browser on the curator's table: keeps cookies, follows redirects, and sends forms as they stand in the page. */
export class Browser {
  readonly #base: string;
  readonly #cookies = new Map<string, string>();
  /** The last page. */
  text = '';

  constructor(base: string) {
    this.#base = base;
  }

  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  async get(path: string): Promise<Answer> {
    return this.#send(path, {});
  }

  /** Sends the page's form with this action: what it holds, and what is typed. */
  async sends(
    action: string,
    typed: Record<string, string | File> = {},
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const form = [...this.text.matchAll(/<form[^>]*action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].find(
      ([, to]) => unescaped(to ?? '') === action,
    );
    if (!form) throw new Error(`No form for ${action} in: ${this.text}`);
    const fields = new Map<string, string | File>();
    for (const [input] of (form[2] ?? '').matchAll(/<input[^>]*>/g)) {
      if (!/type="hidden"/.test(input)) continue;
      fields.set(/name="([^"]*)"/.exec(input)?.[1] ?? '', unescaped(/value="([^"]*)"/.exec(input)?.[1] ?? ''));
    }
    for (const [select, name = ''] of (form[2] ?? '').matchAll(/<select[^>]*name="([^"]*)"[\s\S]*?<\/select>/g)) {
      fields.set(name, /<option value="([^"]*)"[^>]*selected/.exec(select)?.[1] ?? '');
    }
    return this.post(action, { ...Object.fromEntries(fields), ...typed }, headers);
  }

  async post(
    path: string,
    fields: Record<string, string | File>,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const multipart = Object.values(fields).some((value) => value instanceof File);
    const body = multipart ? new FormData() : new URLSearchParams();
    for (const [name, value] of Object.entries(fields)) {
      if (body instanceof FormData) body.set(name, value);
      else if (typeof value === 'string') body.set(name, value);
    }
    return this.#send(path, { method: 'POST', body, headers });
  }

  async #send(path: string, init: RequestInit): Promise<Answer> {
    const response = await fetch(new URL(path, this.#base), {
      ...init,
      redirect: 'manual',
      headers: { ...init.headers, ...(this.cookies === '' ? {} : { Cookie: this.cookies }) },
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
      if (value === '' || /max-age=0/i.test(cookie)) this.#cookies.delete(name);
      else this.#cookies.set(name, value);
    }
    if (response.status === 303 || response.status === 302)
      return this.#send(response.headers.get('Location') ?? '', {});
    const bytes = new Uint8Array(await response.arrayBuffer());
    const isPage = response.headers.get('Content-Type')?.startsWith('text/html');
    if (isPage) this.text = Buffer.from(bytes).toString('utf8');
    return { status: response.status, text: Buffer.from(bytes).toString('utf8'), headers: response.headers, bytes };
  }
}

const unescaped = (text: string): string =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

/** The one-time address of the desk, from the chat. */
export async function deskLink({ chat, say }: CuratorOfTest): Promise<string> {
  await chat.opens('/curator').presses(say.button('desk')).expects(say.text('curator-desk'));
  await chat.presses(say.button('desk-link')).expects(say.text('curator-desk-open'));
  return addressOf(chat, say.button('desk-open'));
}

/** A browser that is signed in at the desk. */
export async function atDesk(world: World, who: CuratorOfTest): Promise<Browser> {
  const browser = new Browser(world.url);
  const link = await deskLink(who);
  await browser.get(link);
  const entered = await browser.post(link, {});
  if (entered.status !== 200) throw new Error(`The desk answered ${entered.status}`);
  return browser;
}

/** A list as a curator exports it. */
export const csvFile = (text: string | Uint8Array): File => new File([text], 'list.csv', { type: 'text/csv' });
