import { isAlias, isMap, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { z } from 'zod';
import { type ArticleHeader, type ExamplesHeader, journeyNames, topicNames } from '#core/faq/article.ts';
import { readPlainYaml } from '#core/faq/yaml.ts';
import type { AnswerHeader } from '#core/helpdesk/answer.ts';

/** What an editor has to mend in the settings. */
export interface Trouble {
  /** Of the file, from 1. */
  line: number;
  message: string;
}

/**
 * Reads the settings of an article or a canned answer as their schema wants them, or says line by line what is wrong, in an editor's words.
 * @param source what stands below the file's first line `---`
 */
export function readHeader<Schema extends typeof ArticleHeader | typeof ExamplesHeader | typeof AnswerHeader>(
  source: string,
  schema: Schema,
): { ok: true; value: z.infer<Schema> } | { ok: false; troubles: Trouble[] } {
  const read = schema.safeParse(plain(readPlainYaml(source)));
  if (read.success) return { ok: true, value: read.data as z.infer<Schema> };

  const lines = new LineCounter();
  // Every word stays the text that was typed: an editor's `yes` or `404` is not a truth or a number.
  const document = parseDocument(source, { schema: 'failsafe', lineCounter: lines, prettyErrors: false });
  const lineAt = (offset: number): number => lines.linePos(offset).line + 1;
  const refused = (troubles: Trouble[]) => ({ ok: false as const, troubles: troubles.sort((a, b) => a.line - b.line) });

  const unreadable = [
    ...document.errors.map((error) => ({ line: lineAt(error.pos[0]), message: inWords(error) })),
    ...hidden(document, source).map((offset) => ({ line: lineAt(offset), message: QUOTES })),
  ];
  if (unreadable.length > 0) return refused(unreadable);
  if (!isMap(document.contents)) {
    return refused([{ line: 2, message: 'write settings here, line by line, such as title: Where is my QR code' }]);
  }
  const parsed = schema.safeParse(plain(document.toJS()));
  if (parsed.success) return { ok: true, value: parsed.data as z.infer<Schema> };
  return refused(
    parsed.error.issues.flatMap((issue) =>
      (issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [key]) : [issue.path]).map((path) => ({
        line: lineAt(offsetOf(document, path)),
        message: expected(path, issue),
      })),
    ),
  );
}

/** The header as its schema wants it: a setting left empty is absent, the order is a number. */
function plain(header: unknown): unknown {
  if (typeof header !== 'object' || header === null) return header;
  return Object.fromEntries(
    Object.entries(header)
      .filter(([, value]) => value !== '' && value !== null)
      .map(([key, value]) => [key, key === 'order' && /^\d{1,6}$/.test(String(value)) ? Number(value) : value]),
  );
}

/** Where YAML would silently take something out of a person's words: comments, anchors, tags. */
function hidden(document: ReturnType<typeof parseDocument>, source: string): number[] {
  const found: number[] = [];
  visit(document, {
    Node(_, node) {
      const [start = 0, end = 0] = node.range ?? [];
      const [rest = ''] = source.slice(end).split('\n', 1);
      const tagged = node.tag !== undefined && !node.tag.startsWith('tag:yaml.org,2002:');
      const anchored = isAlias(node) || Boolean(node.anchor);
      if (tagged || anchored || (isScalar(node) && /^[ \t]+#/.test(rest))) found.push(start);
    },
  });
  return found;
}

/** Where in the text a setting stands: its value, or its key, or the nearest thing around it. */
function offsetOf(document: ReturnType<typeof parseDocument>, path: PropertyKey[]): number {
  for (let length = path.length; length > 0; length -= 1) {
    const node: unknown = document.getIn(path.slice(0, length), true);
    if (node && typeof node === 'object' && 'range' in node && Array.isArray(node.range)) return Number(node.range[0]);
    if (length > 1 || !isMap(document.contents)) continue;
    const pair = document.contents.items.find(({ key }) => isScalar(key) && key.value === path[0]);
    if (isScalar(pair?.key) && pair.key.range) return pair.key.range[0];
  }
  return 0;
}

function expected(path: PropertyKey[], issue: z.core.$ZodIssue): string {
  const [key, index] = path;
  if (issue.code === 'unrecognized_keys') return `there is no setting “${String(key)}”: look whether it is misspelt`;
  if (index !== undefined) {
    return issue.code === 'too_small'
      ? `an empty line in ${String(key)}`
      : `put this line of ${String(key)} into quotes ("…"): a sign in it means something to the machine`;
  }
  switch (key) {
    case 'title':
      return issue.code === 'too_big' ? 'the title is longer than 64 characters' : 'the title is missing';
    case 'topic':
      return `the topic must be one of: ${topicNames.join(', ')}`;
    case 'order':
      return 'the order must be a whole number from 1';
    case 'journey':
      return `the journey must be one of: ${journeyNames.join(', ')}`;
    case 'siblings':
      return 'siblings must be a list such as [isu.register, isu.qr_where]';
    default:
      return `${String(key)} must be a list: below “${String(key)}:” a line “- …” for each text`;
  }
}

const QUOTES = 'put the text into quotes ("…"): it has a sign that means something to the machine';
const words: Partial<Record<YAMLError['code'], string>> = {
  DUPLICATE_KEY: 'this setting stands twice',
  TAB_AS_INDENT: 'use spaces, not tabs, in front of a line',
  BAD_INDENT: 'the spaces in front of this line differ from its neighbours’, or a list lost its “- ”',
  MISSING_CHAR: 'a quote or a colon is missing here; a quote within a quoted text is written \\"',
  BAD_ALIAS: QUOTES,
  BAD_SCALAR_START: QUOTES,
  BLOCK_AS_IMPLICIT_KEY: QUOTES,
  MULTILINE_IMPLICIT_KEY: 'a “- ” or a colon is missing in one of these lines',
  BAD_DQ_ESCAPE: 'within "…" write a backslash twice: \\\\',
};

const inWords = ({ code, message }: YAMLError): string => words[code] ?? `${QUOTES} (${message})`;
