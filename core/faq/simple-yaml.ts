/**
 * The YAML that editors nearly always write (a setting a line, lists of one text a line or within brackets), read ten times as fast
 * as by a whole YAML parser: thousands of examples are read at every start. What is not certainly as simple as that is left to
 * the parser, mistakes above all.
 */

/** Lines that say nothing. */
const NOTHING = / *(?:#[^\n]*)?\n/uy;
const KEY = /([a-z]\w*):/y;
const END = /\n/y;
/** No sign of YAML's own at its beginning, no `: `, no ` #`, no space at its end. */
const PLAIN = String.raw`(?![^\n]*(?:: | #))[^\s\-?:,[\]{}#&*!|>'"%@\x60\p{Cc}](?:[^\n\p{Cc}]*[^\s\p{Cc}:])?`;
const QUOTED = String.raw`"(?:[^"\\\n\p{Cc}]|\\["\\])*"|'(?:[^'\n\p{Cc}]|'')*'`;
const VALUE = new RegExp(String.raw` (${QUOTED}|${PLAIN})\n`, 'uy');
const LINE = new RegExp(String.raw`(?:${NOTHING.source})*  - (${QUOTED}|${PLAIN})\n`, 'uy');
/** Within brackets more signs are YAML's own; a line that goes on there begins with a space. */
const GAP = String.raw`(?: |\n(?= ))*`;
const SHORT = String.raw`[\p{L}\p{N}](?:[^,[\]{}#:\n\p{Cc}]*[^\s,[\]{}#:\p{Cc}])?`;
const OPEN = new RegExp(String.raw`${GAP}\[${GAP}`, 'uy');
const ITEM = new RegExp(String.raw`(${QUOTED}|${SHORT})${GAP}(?:,${GAP}|(?=\]))`, 'uy');
const CLOSE = /\] *\n/y;

/**
 * Every value as the text that stands there.
 * @param isText whether an unquoted text is one to whoever reads it, not a number or a truth
 * @returns null when this is no YAML of the simple kind
 */
export function readSimpleYaml(
  yaml: string,
  isText: (plain: string) => boolean = () => true,
): Record<string, string | string[]> | null {
  const source = yaml.endsWith('\n') ? yaml : `${yaml}\n`;
  const found = new Map<string, string | string[]>();
  let at = 0;
  let simple = true;
  function take(what: RegExp): string | null {
    what.lastIndex = at;
    const match = what.exec(source);
    if (!match) return null;
    at = what.lastIndex;
    return match[1] ?? '';
  }
  function text(written: string): string {
    if (written.startsWith('"')) return written.slice(1, -1).replaceAll(/\\(.)/g, '$1');
    if (written.startsWith("'")) return written.slice(1, -1).replaceAll("''", "'");
    if (!isText(written)) simple = false;
    return written;
  }
  function list(item: RegExp): string[] {
    const texts: string[] = [];
    for (let one = take(item); one !== null; one = take(item)) texts.push(text(one));
    return texts;
  }
  function value(): string | string[] | null {
    const one = take(VALUE);
    if (one !== null) return text(one);
    if (take(OPEN) !== null) {
      const items = list(ITEM);
      return take(CLOSE) === null ? null : items;
    }
    const lines = take(END) === null ? [] : list(LINE);
    return lines.length === 0 ? null : lines;
  }

  while (simple && at < source.length) {
    if (take(NOTHING) !== null) continue;
    const key = take(KEY);
    if (key === null || found.has(key)) return null;
    const one = value();
    if (one === null) return null;
    found.set(key, one);
  }
  return simple ? Object.fromEntries(found) : null;
}
