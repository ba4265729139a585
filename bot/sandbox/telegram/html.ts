import type { Entity } from './types.ts';
import { checkUrl } from './urls.ts';

/** `message` is the server's text that follows `can't parse entities: `. */
export class MarkupError extends Error {}

interface OpenTag {
  name: string;
  argument: string;
  /** In UTF-16 units of the result. */
  offset: number;
}

const TAGS: Readonly<Record<string, string>> = {
  a: 'text_link',
  b: 'bold',
  strong: 'bold',
  i: 'italic',
  em: 'italic',
  s: 'strikethrough',
  strike: 'strikethrough',
  del: 'strikethrough',
  u: 'underline',
  ins: 'underline',
  'tg-spoiler': 'spoiler',
  'tg-emoji': 'custom_emoji',
  span: 'spoiler',
  pre: 'pre',
  code: 'code',
  blockquote: 'blockquote',
};

const SPACE = /[ \t\r\n\v]/;
const NAMED: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

/**
 * Reads Telegram's HTML: few tags, four named entities, everything else literally. A link that Telegram would not accept
 * vanishes without a complaint, as it does there.
 *
 * @throws MarkupError with the server's words; offsets count bytes of UTF-8.
 */
export function parseHtml(html: string): { text: string; entities: Entity[] } {
  return new HtmlReader(html).read();
}

class HtmlReader {
  readonly #html: string;
  #at = 0;
  #text = '';
  readonly #entities: Entity[] = [];
  readonly #open: OpenTag[] = [];

  constructor(html: string) {
    this.#html = html;
  }

  read(): { text: string; entities: Entity[] } {
    while (this.#at < this.#html.length) {
      const char = this.#html[this.#at];
      if (char === '<') {
        if (this.#html[this.#at + 1] === '/') this.#endTag();
        else this.#startTag();
      } else {
        this.#text += (char === '&' ? this.#reference() : undefined) ?? this.#html[this.#at++];
      }
    }
    const left = this.#open.at(-1);
    if (left) throw new MarkupError(`Can't find end tag corresponding to start tag "${left.name}"`);
    return { text: this.#text, entities: this.#entities };
  }

  #startTag(): void {
    const begin = this.#at++;
    const name = this.#until((char) => SPACE.test(char) || char === '>').toLowerCase();
    if (this.#ended) throw new MarkupError(`Unclosed start tag at byte offset ${this.#bytes(begin)}`);
    if (!Object.hasOwn(TAGS, name)) {
      throw new MarkupError(`Unsupported start tag "${name}" at byte offset ${this.#bytes(begin)}`);
    }
    let argument = '';
    for (;;) {
      this.#spaces();
      if (this.#html[this.#at] === '>') break;
      const attribute = this.#attribute(name, begin);
      argument = argumentOf(name, attribute.name, attribute.value) ?? argument;
    }
    this.#at++;
    if (name === 'span' && argument !== 'spoiler') {
      throw new MarkupError(`Tag "span" must have class "tg-spoiler" at byte offset ${this.#bytes(begin)}`);
    }
    this.#open.push({ name, argument, offset: this.#text.length });
  }

  #attribute(tag: string, begin: number): { name: string; value: string } {
    const name = this.#until((char) => SPACE.test(char) || '=>/"\''.includes(char));
    if (name === '' && !this.#ended) {
      throw new MarkupError(`Empty attribute name in the tag "${tag}" at byte offset ${this.#bytes(begin)}`);
    }
    this.#spaces();
    if (this.#ended) throw new MarkupError(`Unclosed start tag "${tag}" at byte offset ${this.#bytes(begin)}`);
    if (this.#html[this.#at] !== '=') return { name, value: '' };
    this.#at++;
    this.#spaces();
    if (this.#ended) throw new MarkupError(`Unclosed start tag "${tag}" at byte offset ${this.#bytes(begin)}`);
    const value = this.#value();
    if (this.#ended) throw new MarkupError(`Unclosed start tag at byte offset ${this.#bytes(begin)}`);
    return { name, value };
  }

  #value(): string {
    const quote = this.#html[this.#at];
    if (quote !== '"' && quote !== "'") {
      const begin = this.#at;
      const token = this.#until((char) => !/[A-Za-z0-9.-]/.test(char)).toLowerCase();
      const next = this.#html[this.#at];
      if (next === undefined || !(SPACE.test(next) || next === '>')) {
        throw new MarkupError(`Unexpected end of name token at byte offset ${this.#bytes(begin)}`);
      }
      return token;
    }
    this.#at++;
    let value = '';
    while (!this.#ended && this.#html[this.#at] !== quote) {
      value += (this.#html[this.#at] === '&' ? this.#reference() : undefined) ?? this.#html[this.#at++];
    }
    if (!this.#ended) this.#at++;
    return value;
  }

  #endTag(): void {
    const begin = this.#at;
    const tag = this.#open.at(-1);
    if (!tag) throw new MarkupError(`Unexpected end tag at byte offset ${this.#bytes(begin)}`);
    this.#at += 2;
    const name = this.#until((char) => SPACE.test(char) || char === '>');
    this.#spaces();
    if (this.#html[this.#at] !== '>') throw new MarkupError(`Unclosed end tag at byte offset ${this.#bytes(begin)}`);
    this.#at++;
    if (name !== '' && name !== tag.name) {
      throw new MarkupError(
        `Unmatched end tag at byte offset ${this.#bytes(begin)}, expected "</${tag.name}>", found "</${name}>"`,
      );
    }
    this.#open.pop();
    if (this.#text.length > tag.offset) this.#close(tag);
  }

  #close({ name, argument, offset }: OpenTag): void {
    const range = { offset, length: this.#text.length - offset };
    const last = this.#entities.at(-1);
    const same = last?.offset === range.offset && last.length === range.length ? last : undefined;
    if (name === 'pre' && same?.type === 'code') {
      same.type = 'pre';
    } else if (name === 'code' && same?.type === 'pre') {
      if (argument) same.language = argument;
    } else if (name === 'a') {
      const link = linkEntity(argument || this.#text.slice(offset));
      if (link) this.#entities.push({ ...link, ...range });
    } else if (name === 'tg-emoji') {
      if (!/^\d{1,19}$/.test(argument) || BigInt(argument) > 2n ** 63n - 1n) {
        throw new MarkupError('Invalid custom emoji identifier specified');
      }
      this.#entities.push({ type: 'custom_emoji', ...range, custom_emoji_id: argument });
    } else if (name === 'blockquote' && argument) {
      this.#entities.push({ type: 'expandable_blockquote', ...range });
    } else {
      const language = name === 'code' && argument ? { language: argument } : {};
      this.#entities.push({ type: TAGS[name] ?? name, ...range, ...language });
    }
  }

  /** Decodes the character reference at the cursor and moves past it; leaves the cursor when there is none. */
  #reference(): string | undefined {
    const match = /^&(?:#x([0-9a-f]{1,8})|#(\d{1,9})|(lt|gt|amp|quot)(?![a-z]));?/i.exec(
      this.#html.slice(this.#at, this.#at + 14),
    );
    if (!match) return undefined;
    const [whole, hex, decimal, name] = match;
    if (name !== undefined) {
      const char = NAMED[name];
      if (char === undefined) return undefined;
      this.#at += whole.length;
      return char;
    }
    const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    if (code === 0 || code >= 0x10ffff) return undefined;
    if (code >= 0xd800 && code <= 0xdfff) {
      throw new MarkupError(
        'Text contains invalid Unicode characters after decoding HTML entities, check for unmatched surrogate code units',
      );
    }
    this.#at += whole.length;
    return String.fromCodePoint(code);
  }

  #until(stop: (char: string) => boolean): string {
    const begin = this.#at;
    while (!this.#ended && !stop(this.#html[this.#at] ?? '')) this.#at++;
    return this.#html.slice(begin, this.#at);
  }

  #spaces(): void {
    while (!this.#ended && SPACE.test(this.#html[this.#at] ?? '')) this.#at++;
  }

  get #ended(): boolean {
    return this.#at >= this.#html.length;
  }

  #bytes(index: number): number {
    return Buffer.byteLength(this.#html.slice(0, index));
  }
}

function argumentOf(tag: string, attribute: string, value: string): string | undefined {
  if (tag === 'a' && attribute === 'href') return value;
  if (tag === 'code' && attribute === 'class' && value.startsWith('language-')) return value.slice(9);
  if (tag === 'span' && attribute === 'class' && value.startsWith('tg-')) return value.slice(3);
  if (tag === 'tg-emoji' && attribute === 'emoji-id') return value;
  if (tag === 'blockquote' && attribute === 'expandable') return '1';
  return undefined;
}

function linkEntity(href: string): Pick<Entity, 'type' | 'url'> | undefined {
  const checked = checkUrl(href);
  return checked.ok ? { type: 'text_link', url: checked.url } : undefined;
}
