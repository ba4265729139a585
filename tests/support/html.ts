/** An element of a page, as far as people and their browsers use it. */
export interface Element {
  name: string;
  attributes: Map<string, string>;
  children: (Element | string)[];
}

const VOID = new Set(['area', 'base', 'br', 'col', 'embed', 'hr', 'img', 'input', 'link', 'meta', 'source', 'wbr']);
/** Not shown as text. */
const UNSEEN = new Set(['script', 'style', 'title', 'head']);
const BLOCKS = /^(p|div|h\d|li|ul|ol|dl|dt|dd|tr|td|th|table|caption|form|section|label|button|option|br|nav|main)$/;
const ENTITIES: Record<string, string> = { quot: '"', apos: "'", lt: '<', gt: '>', amp: '&', nbsp: '\u00A0' };

/**
 * Reads a page strictly: pages of ours are well-formed, so that no browser has to guess.
 * @throws for a tag that is never closed, or closed without having been opened
 */
export function readHtml(html: string): Element {
  const root: Element = { name: '', attributes: new Map(), children: [] };
  const open: Element[] = [root];
  const top = (): Element => open.at(-1) ?? root;
  const token = /<!--[\s\S]*?-->|<!doctype[^>]*>|<(\/?)([a-z][a-z0-9]*)((?:[^>"']|"[^"]*"|'[^']*')*)>|[^<]+/gi;
  let end = 0;
  for (let found = token.exec(html); found; found = token.exec(html)) {
    if (found.index !== end) throw new Error(`Unreadable at “${html.slice(end, end + 80)}”`);
    end = token.lastIndex;
    const [whole, closing, tag, inside = ''] = found;
    if (tag === undefined) {
      if (!whole.startsWith('<')) top().children.push(unescaped(whole));
      continue;
    }
    const name = tag.toLowerCase();
    if (closing) {
      if (open.pop()?.name !== name || open.length === 0) throw new Error(`</${name}> closes nothing`);
      continue;
    }
    const element: Element = { name, attributes: attributesOf(inside), children: [] };
    top().children.push(element);
    if (VOID.has(name)) continue;
    open.push(element);
    if (name !== 'script' && name !== 'style') continue;
    const raw = html.slice(end, html.indexOf(`</${name}>`, end));
    element.children.push(raw);
    end += raw.length;
    token.lastIndex = end;
  }
  if (end !== html.length || open.length !== 1) throw new Error(`<${top().name}> is never closed`);
  return root;
}

function attributesOf(inside: string): Map<string, string> {
  const attributes = new Map<string, string>();
  for (const [, name = '', double, single, bare] of inside.matchAll(
    /([^\s=/"'>]+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?/g,
  )) {
    if (attributes.has(name)) throw new Error(`The attribute ${name} stands twice`);
    attributes.set(name.toLowerCase(), unescaped(double ?? single ?? bare ?? ''));
  }
  return attributes;
}

const unescaped = (text: string): string =>
  text.replace(/&(?:#x([\da-f]+)|#(\d+)|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (hex) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal) return String.fromCodePoint(Number(decimal));
    return ENTITIES[name] ?? whole;
  });

/** All elements of this name below, in the order of the page. */
export function all(within: Element, name: string): Element[] {
  return within.children.flatMap((child) => {
    if (typeof child === 'string') return [];
    return child.name === name ? [child, ...all(child, name)] : all(child, name);
  });
}

/** What a person reads there, in one line per paragraph. */
export function textOf(element: Element): string {
  const raw = (one: Element): string =>
    one.children
      .map((child) => {
        if (typeof child === 'string') return child.replace(/\s+/g, ' ');
        if (UNSEEN.has(child.name) || child.attributes.has('hidden')) return '';
        return BLOCKS.test(child.name) ? `\n${raw(child)}\n` : raw(child);
      })
      .join('');
  return raw(element)
    .replace(/ *\n[\s]*/g, '\n')
    .trim();
}

export const attribute = (element: Element, name: string): string => element.attributes.get(name) ?? '';
