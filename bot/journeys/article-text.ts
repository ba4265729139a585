import { marked, type Token, type Tokens } from 'marked';
import type { Article } from '#core/faq/article.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { escapeHtml } from '#locales/texts.ts';

/** What `{ $name }` in an article stands for: the institution's own contacts and addresses, in plain text. */
export function placeholders(institution: Institution, language: Language): Record<string, string> {
  const { name, contacts, workingHours, url, apps } = institution;
  return {
    institution: name[language],
    email: contacts.email,
    phone: contacts.phone,
    helpdesk: `${contacts.email}, ${contacts.phone}`,
    human: '/helpdesk',
    hours: workingHours[language],
    url,
    app: apps.name,
    appStore: apps.appStore,
    googlePlay: apps.googlePlay,
    ...(institution.kind === 'university'
      ? {
          studentDomain: institution.corporateDomains.student,
          staffDomain: institution.corporateDomains.staff,
          corporateEmailHelp: institution.corporateEmailHelp,
        }
      : {
          teacherApp: institution.teacherApps.name,
          teacherAppStore: institution.teacherApps.appStore,
          teacherGooglePlay: institution.teacherApps.googlePlay,
          gosuslugiHelp: institution.gosuslugiHelp,
          gosuslugiData: institution.gosuslugiData,
        }),
  };
}

/** Longer than any article that passes the check: a message of Telegram's holds 4096 characters. */
const LONGEST = 3500;

/**
 * The article under its title, as a message of Telegram's.
 * @param talking its reader is talking to the helpdesk already: what sends people there (`{ $helpdesk }`, `{ $human }`) is left out
 */
export function articleHtml(article: Article, institution: Institution, { talking = false } = {}): string {
  return `<b>${escapeHtml(article.title)}</b>\n\n${bodyHtml(article, institution, talking ? { helpdesk: null, human: null } : {})}`;
}

/**
 * The answer alone. A paragraph or a point of a list that names something which this institution lacks is left out: nobody is shown
 * `{ $emial }`.
 * @param more what else the text may name, in plain text; null for what it may not name here
 */
export function bodyHtml(
  article: Pick<Article, 'body' | 'language'>,
  institution: Institution,
  more: Values = {},
): string {
  const values = { ...placeholders(institution, article.language), ...more };
  const parts = marked.lexer(withMarks(article.body)).flatMap((token) => block(token, values) ?? []);
  let html = '';
  for (const part of parts) {
    const longer = html === '' ? part : `${html}\n\n${part}`;
    if (longer.length > LONGEST) return html === '' ? `${beginning(part)}…` : `${html}\n\n…`;
    html = longer;
  }
  return html;
}

/** Cut outside of tags, of what stands for a sign, and of a sign itself. */
const beginning = (html: string): string =>
  html
    .replaceAll(/<[^>]*>/g, '')
    .slice(0, LONGEST)
    .replace(/&[^;]*$|[\uD800-\uDBFF]$/, '');

const PLACEHOLDER = /\{([^{}\n]*)\}/g;

/** What the answer has in braces, as the editor wrote it; the name is null where it is written wrongly. */
export const placeholdersIn = (body: string): { written: string; name: string | null }[] =>
  [...body.matchAll(PLACEHOLDER)].map(([written, inside = '']) => ({ written, name: nameIn(inside) }));

/** ` $email ` → `email`. */
const nameIn = (inside: string): string | null => /^\s*\$(\w+)\s*$/.exec(inside)?.[1] ?? null;

/** Stands for a placeholder while Markdown is read: one with spaces could not be the address of a link. */
const OPEN = '\uE000';
const CLOSE = '\uE001';
const MARK = new RegExp(`${OPEN}(\\w*)${CLOSE}`, 'g');

function withMarks(body: string): string {
  return body
    .replaceAll(OPEN, '')
    .replaceAll(CLOSE, '')
    .replaceAll(PLACEHOLDER, (_, inside: string) => `${OPEN}${nameIn(inside) ?? ''}${CLOSE}`);
}

type Values = Record<string, string | null>;

/** Thrown within a block and caught around it. */
class Unknown extends Error {}

function fill(text: string, values: Values): string {
  return text.replaceAll(MARK, (_, name: string) => {
    const value = Object.hasOwn(values, name) ? values[name] : undefined;
    if (value === undefined || value === null) throw new Unknown(name);
    return value;
  });
}

/** Null for what has nothing to show. */
function block(token: Token, values: Values): string | null {
  try {
    switch (token.type) {
      case 'space':
      case 'hr':
      case 'def':
        return null;
      case 'list':
        return list(token as Tokens.List, values) || null;
      case 'code':
        return `<code>${escapeHtml(fill(token.text, values))}</code>`;
      case 'heading':
        return `<b>${inline(token.tokens, values)}</b>`;
      case 'blockquote':
        return (token.tokens ?? []).flatMap((inner) => block(inner, values) ?? []).join('\n\n') || null;
      case 'paragraph':
      case 'text':
        return 'tokens' in token && token.tokens ? inline(token.tokens, values) : plain(token.text, values);
      default:
        return escapeHtml(fill(token.raw.trim(), values)) || null;
    }
  } catch (error) {
    if (error instanceof Unknown) return null;
    throw error;
  }
}

function list({ ordered, start, items }: Tokens.List, values: Values): string {
  const first = typeof start === 'number' ? start : 1;
  return items
    .map((item) => item.tokens.flatMap((token) => block(token, values) ?? []))
    .filter((blocks) => blocks.length > 0)
    .map((blocks, at) => `${ordered ? `${first + at}.` : '•'} ${blocks.join('\n').replaceAll('\n', '\n    ')}`)
    .join('\n');
}

function inline(tokens: Token[] = [], values: Values, within: { link?: true } = {}): string {
  return tokens
    .map((token) => {
      switch (token.type) {
        case 'strong':
          return `<b>${inline(token.tokens, values, within)}</b>`;
        case 'em':
          return `<i>${inline(token.tokens, values, within)}</i>`;
        case 'codespan':
          return `<code>${escapeHtml(fill(token.text, values))}</code>`;
        case 'br':
          return '\n';
        case 'del':
          return inline(token.tokens, values, within);
        case 'link':
          return link(token as Tokens.Link, values, within);
        case 'image':
        case 'escape':
          return escapeHtml(fill(token.text, values));
        case 'text':
          return 'tokens' in token && token.tokens
            ? inline(token.tokens, values, within)
            : plain(token.text, values).replaceAll(/ *\n */g, ' ');
        default:
          return escapeHtml(fill(token.raw, values));
      }
    })
    .join('');
}

/** Addresses that stand in the text as they are make a link by themselves in Telegram. */
function link({ href, tokens, ...token }: Tokens.Link, values: Values, within: { link?: true }): string {
  const text = inline(tokens, values, { link: true });
  const address = fill(decodeMarks(href), values);
  if (within.link || 'autolink' in token || !safe(address)) return text;
  return `<a href="${escapeHtml(address)}">${text}</a>`;
}

/** Markdown writes what is no ASCII in an address as %XX. */
const decodeMarks = (href: string): string => href.replaceAll('%EE%80%80', OPEN).replaceAll('%EE%80%81', CLOSE);

function safe(address: string): boolean {
  return URL.canParse(address) && ['http:', 'https:', 'mailto:', 'tel:'].includes(new URL(address).protocol);
}

const ENTITIES: Record<string, string> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  mdash: '—',
  ndash: '–',
};

/** Text as people read it, then escaped for HTML. */
const plain = (text: string, values: Values): string =>
  escapeHtml(
    fill(
      text.replaceAll(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole),
      values,
    ),
  );
