import { all, attribute, type Element, readHtml, textOf } from './html.ts';
import type { World } from './world.ts';

export interface PlainBrowserOptions {
  /** The person's own, as the browser tells it to every site. */
  language: string;
  /** What PUBLIC_URL says; the name leads to wherever the house listens now, as a proxy in front of it does. */
  site: string;
}

/** What the browser has in its window. */
export interface Shown {
  status: number;
  url: string;
  /** What can be read on it. */
  text: string;
  language: string;
  html: Element;
}

export interface Download {
  type: string;
  bytes: Uint8Array;
}

interface Cookie {
  value: string;
  path: string;
  expires: number;
}

type Typed = Readonly<Record<string, string | File>>;

const NOTHING: Shown = { status: 0, url: '', text: '', language: '', html: readHtml('') };
const MOST_REDIRECTS = 5;
let visitors = 0;

/** Somebody's browser without scripts: follows links and sends forms as they stand in the pages, and keeps cookies. */
export class PlainBrowser {
  readonly #world: World;
  readonly #site: URL;
  readonly #language: string;
  readonly #cookies = new Map<string, Cookie>();
  /** Everybody comes from a place of their own. */
  readonly #address: string;
  shown: Shown = NOTHING;

  constructor(world: World, { language, site }: PlainBrowserOptions) {
    visitors += 1;
    this.#world = world;
    this.#site = new URL(site);
    this.#language = language;
    this.#address = `198.51.100.${visitors % 250}`;
  }

  get text(): string {
    return this.shown.text;
  }

  get status(): number {
    return this.shown.status;
  }

  /** A link from elsewhere, such as the chat or a letter; or an address typed. */
  async opens(url: string): Promise<Shown> {
    return this.#shows(await this.#ask(new URL(url, this.shown.url || this.#site), { 'Sec-Fetch-Site': 'none' }));
  }

  /** Loads what is shown once more. */
  async reloads(): Promise<Shown> {
    return this.opens(this.shown.url);
  }

  /** Presses a link of the page by what stands on it. @param beside in a list or a table, what else stands in its line */
  async follows(label: string | RegExp, beside?: RegExp): Promise<Shown> {
    return this.#shows(await this.#ask(new URL(this.linkOf(label, beside)), { 'Sec-Fetch-Site': 'same-origin' }));
  }

  /** Where a link of the page leads. */
  linkOf(label: string | RegExp, beside?: RegExp): string {
    const { html } = this.shown;
    const lines = beside ? [...all(html, 'li'), ...all(html, 'tr')].filter((one) => fits(beside, textOf(one))) : [html];
    const links = lines.flatMap((line) => all(line, 'a')).filter((link) => fits(label, textOf(link)));
    const targets = new Set(links.map((link) => attribute(link, 'href')));
    const [href] = targets;
    if (href === undefined || targets.size > 1) throw this.#lost(`${targets.size} links ${label}`);
    return new URL(href, this.shown.url).href;
  }

  /** Types into the form that has this button, and presses it. @param typed by the fields' names */
  async presses(label: string | RegExp, typed: Typed = {}): Promise<Shown> {
    return this.#shows(await this.#submits(label, typed));
  }

  /** The same, where the answer is a file to be kept. */
  async downloads(label: string | RegExp, typed: Typed = {}): Promise<Download> {
    const { response } = await this.#submits(label, typed);
    const type = response.headers.get('Content-Type') ?? '';
    if (!response.ok || !/^attachment/.test(response.headers.get('Content-Disposition') ?? ''))
      throw new Error(`No download: ${response.status} ${type}\n${await response.text()}`);
    return { type, bytes: new Uint8Array(await response.arrayBuffer()) };
  }

  async #submits(label: string | RegExp, typed: Typed): Promise<Answered> {
    const forms = all(this.shown.html, 'form').filter((form) =>
      all(form, 'button').some((button) => fits(label, textOf(button))),
    );
    const [form] = forms;
    if (!form || forms.length > 1) throw this.#lost(`${forms.length} forms with a button ${label}`);
    const entries = this.#fill(form, typed);
    const target = new URL(attribute(form, 'action') || this.shown.url, this.shown.url);
    if (target.origin !== this.#site.origin) throw new Error(`The page’s policy forbids a form to ${target.origin}`);
    const headers = { 'Sec-Fetch-Site': 'same-origin' };
    if (attribute(form, 'method') !== 'post') {
      target.search = new URLSearchParams(
        entries.map(([name, value]): [string, string] => [name, String(value)]),
      ).toString();
      return this.#ask(target, headers);
    }
    const multipart = attribute(form, 'enctype') === 'multipart/form-data';
    const body = multipart ? new FormData() : new URLSearchParams();
    for (const [name, value] of entries) {
      if (body instanceof FormData) body.append(name, value);
      else if (typeof value === 'string') body.append(name, value);
      else throw new Error('A file needs multipart/form-data');
    }
    return this.#ask(target, headers, body);
  }

  /** What the form would send: HTML’s “constructing the entry list”, as far as our pages use it. */
  #fill(form: Element, typed: Typed): [string, string | File][] {
    const left = new Map(Object.entries(typed));
    const entries: [string, string | File][] = [];
    const controls = [...all(form, 'input'), ...all(form, 'select'), ...all(form, 'textarea')];
    for (const control of controls) {
      const name = attribute(control, 'name');
      if (name === '' || control.attributes.has('disabled')) continue;
      const value = left.get(name);
      if (value !== undefined) {
        this.#permits(control, value);
        left.delete(name);
      }
      entries.push([name, value ?? initialOf(control)]);
    }
    if (left.size > 0) throw this.#lost(`no field ${[...left.keys()].join(', ')}`);
    return entries;
  }

  /** A person types only where something can be typed, and knows what is asked there. */
  #permits(control: Element, value: string | File): void {
    const id = attribute(control, 'id');
    const type = attribute(control, 'type');
    const name = attribute(control, 'name');
    const longest = Number(attribute(control, 'maxlength') || Number.POSITIVE_INFINITY);
    if (type === 'hidden' || control.attributes.has('readonly')) throw new Error(`Nobody can type into ${name}`);
    if (!all(this.shown.html, 'label').some((label) => id !== '' && attribute(label, 'for') === id))
      throw new Error(`The field ${name} has no label`);
    if (typeof value === 'string' && value.length > longest) throw new Error(`${name} takes ${longest} characters`);
    if ((type === 'file') !== value instanceof File) throw new Error(`${name} takes ${type || 'text'}`);
    if (control.name !== 'select') return;
    if (!all(control, 'option').some((option) => attribute(option, 'value') === value))
      throw new Error(`${name} has no choice ${value}`);
  }

  async #ask(target: URL, headers: Record<string, string>, body?: FormData | URLSearchParams): Promise<Answered> {
    let url = target;
    let sent = body;
    for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
      if (url.origin !== this.#site.origin) throw new Error(`${url.origin} is not reached from here`);
      const cookies = this.#cookiesFor(url);
      const response = await fetch(new URL(url.pathname + url.search, this.#world.url), {
        redirect: 'manual',
        headers: {
          ...headers,
          'Accept-Language': this.#language,
          'X-Forwarded-For': this.#address,
          ...(cookies === '' ? {} : { Cookie: cookies }),
        },
        ...(sent ? { method: 'POST', body: sent } : {}),
      });
      for (const cookie of response.headers.getSetCookie()) this.#keep(cookie, url);
      const location = response.headers.get('Location');
      if (response.status !== 303 || location === null) return { response, url };
      url = new URL(location, url);
      sent = undefined;
    }
    throw new Error(`Redirected in circles: ${url}`);
  }

  async #shows({ response, url }: Answered): Promise<Shown> {
    const type = response.headers.get('Content-Type') ?? '';
    const body = await response.text();
    if (!type.startsWith('text/html')) throw new Error(`No page: ${response.status} ${type}\n${body.slice(0, 500)}`);
    const html = readHtml(body);
    const [root] = all(html, 'html');
    this.shown = {
      ...{ status: response.status, url: url.href, html },
      text: textOf(html),
      language: root ? attribute(root, 'lang') : '',
    };
    return this.shown;
  }

  #cookiesFor({ pathname }: URL): string {
    const now = this.#world.clock.now().getTime();
    return [...this.#cookies]
      .filter(([, { path, expires }]) => pathname.startsWith(path) && expires > now)
      .map(([name, { value }]) => `${name}=${value}`)
      .join('; ');
  }

  #keep(header: string, url: URL): void {
    const [pair = '', ...attributes] = header.split(';').map((part) => part.trim());
    const [name = '', value = ''] = pair.split('=');
    const told = new Map(attributes.map((one): [string, string] => [nameOf(one), one.slice(one.indexOf('=') + 1)]));
    // Browsers drop it: such a cookie would be kept for nothing.
    if (told.has('secure') && url.protocol !== 'https:') return;
    const age = Number(told.get('max-age') ?? Number.POSITIVE_INFINITY);
    const expires = this.#world.clock.now().getTime() + age * 1000;
    if (age <= 0) this.#cookies.delete(name);
    else this.#cookies.set(name, { value, path: told.get('path') ?? '/', expires });
  }

  #lost(what: string): Error {
    return new Error(`There is ${what} on ${this.shown.url} (${this.shown.status}):\n${this.shown.text}`);
  }
}

interface Answered {
  response: Response;
  url: URL;
}

const nameOf = (attribute: string): string => (attribute.split('=')[0] ?? '').toLowerCase();

const fits = (label: string | RegExp, text: string): boolean =>
  typeof label === 'string' ? text === label : label.test(text);

function initialOf(control: Element): string {
  if (control.name === 'textarea') return textOf(control);
  if (control.name === 'input') return attribute(control, 'value');
  const options = all(control, 'option');
  const chosen = options.find((option) => option.attributes.has('selected')) ?? options[0];
  return chosen ? attribute(chosen, 'value') : '';
}
