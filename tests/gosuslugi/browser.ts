/** An answer as the browser shows it. */
export interface Shown {
  status: number;
  url: string;
  text: string;
  headers: Headers;
}

/** A browser without scripts: keeps cookies, follows redirects and what a page tells it to go to next. */
export class Browser {
  readonly #cookies = new Map<string, string>();
  /** Every address it was sent to, in order. */
  readonly visited: string[] = [];

  /** What it would send as `Cookie`. */
  get cookies(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  }

  /** @param until where it stops before going: the address is in `visited`, and nobody was asked */
  get(url: string, headers: Record<string, string> = {}, until = '-'): Promise<Shown> {
    return this.#go(url, { headers }, until);
  }

  post(url: string, headers: Record<string, string> = {}, until = '-'): Promise<Shown> {
    return this.#go(url, { method: 'POST', headers }, until);
  }

  async #go(url: string, init: RequestInit, until: string): Promise<Shown> {
    this.visited.push(url);
    if (url.startsWith(until)) return { status: 0, url, text: '', headers: new Headers() };
    const headers = new Headers(init.headers);
    if (this.#cookies.size > 0) headers.set('Cookie', this.cookies);
    const answer = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const cookie of answer.headers.getSetCookie()) this.#keep(cookie);
    const text = await answer.text();
    const next = answer.headers.get('Location') ?? /^0; url=(.+)$/.exec(answer.headers.get('Refresh') ?? '')?.[1];
    if (next) return this.#go(new URL(next, url).href, {}, until);
    return { status: answer.status, url, text, headers: answer.headers };
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split('; ');
    const [name = ''] = pair.split('=', 1);
    const gone = attributes.some(
      (one) => /^max-age=0$/i.test(one) || (/^expires=/i.test(one) && Date.parse(one.slice(8)) < Date.now()),
    );
    if (gone) this.#cookies.delete(name);
    else this.#cookies.set(name, pair.slice(name.length + 1));
  }
}

/** On the provider's page: chooses whom to be. Goes on to where the provider sends people, or stops before. */
export async function chooses(browser: Browser, page: Shown, who: string, until?: string): Promise<Shown> {
  const action = new RegExp(`action="([^"]+/${who})"`).exec(page.text)?.[1];
  if (!action) throw new Error(`Nobody to choose on ${page.url}: ${page.status} ${page.text}`);
  return browser.post(new URL(action, page.url).href, {}, until);
}
