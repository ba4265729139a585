const ENTITIES: Record<string, string> = {
  ...{
    amp: '&',
    lt: '<',
    gt: '>',
    quot: '"',
    apos: "'",
    nbsp: '\u00a0',
    laquo: '«',
    raquo: '»',
    mdash: '—',
    ndash: '–',
  },
  ...{ hellip: '…', copy: '©', reg: '®', trade: '™', bull: '•', middot: '·', euro: '€', shy: '', zwnj: '', zwj: '' },
};
/** What is never read: the rest of these elements is left out. */
const SILENT = /^(head|style|script|title|template|noscript|xml|svg)$/;
const LINES = /^(br|p|div|tr|li|ul|ol|table|h[1-6]|hr|blockquote|pre|section|article|header|footer)$/;

/** Quotations within quotations, as far as anybody reads. */
const DEEPEST = 10;

/** A letter's HTML as text: lines where the reader sees lines, quotations marked with “>”, links with their addresses. */
export function htmlToText(html: string): string {
  const out: string[] = [];
  let line = '';
  let quoted = 0;
  let silent: string | null = null;
  let link: { address: string; from: number } | null = null;

  function end(): void {
    const text = line.replace(/[ \t\u00a0]+/g, ' ').trim();
    out.push(text === '' ? '' : '> '.repeat(Math.min(quoted, DEEPEST)) + text);
    line = '';
  }
  const breaks = (): void => {
    // A blank that does not break is how mail clients write an empty line.
    if (/[^ \t]/.test(line)) end();
  };

  for (const [, comment, closing, rawName = '', attributes = '', text = ''] of html.matchAll(TOKENS)) {
    if (comment !== undefined) continue;
    const name = rawName.toLowerCase();
    if (silent !== null) {
      if (closing && name === silent) silent = null;
      continue;
    }
    if (text !== '') {
      line += decoded(text.replace(/\s+/g, ' '));
      continue;
    }
    if (!closing && SILENT.test(name) && !attributes.endsWith('/')) {
      silent = name;
      continue;
    }
    if (name === 'br') end();
    else if (LINES.test(name)) breaks();
    if (name === 'p' && closing && out.at(-1) !== '') out.push('');
    if (name === 'blockquote') quoted = Math.max(0, quoted + (closing ? -1 : 1));
    if (name === 'a' && !closing) link = { address: addressOf(attributes), from: line.length };
    if (name === 'a' && closing && link) {
      const said = line.slice(link.from).trim();
      if (link.address && !said.includes(link.address.replace(/^mailto:|\/$/g, ''))) line += ` (${link.address})`;
      link = null;
    }
    if (name === 'li' && !closing) line = '• ';
    if (name === 'td' && closing) line += ' ';
  }
  breaks();
  return out
    .join('\n')
    .replace(/\n{3,}/g, '\n\n')
    .trim();
}

/** A comment; a tag with its attributes; or text. No bracket is looked at twice, however many never close. */
const TOKENS = /(<!--[\s\S]*?(?:-->|$)|<[!?][^<>]*>)|<(\/?)([a-zA-Z][\w:-]*)(?![\w:-])([^<>]*)>|([^<]+|<)/g;

const addressOf = (attributes: string): string => {
  const address = decoded(/\bhref\s*=\s*["']?([^"'\s>]+)/i.exec(attributes)?.[1] ?? '');
  return /^(https?|mailto|tel):/i.test(address) ? address : '';
};

function decoded(text: string): string {
  return text.replace(/&(?:#(\d{1,7})|#x([\da-f]{1,6})|([a-z]{2,8}));?/gi, (whole, decimal, hex, name) => {
    if (name !== undefined) return ENTITIES[String(name).toLowerCase()] ?? whole;
    const code = decimal !== undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return code > 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff) ? String.fromCodePoint(code) : '';
  });
}
