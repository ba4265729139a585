import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isAlias, isMap, isScalar, LineCounter, parseDocument, visit, type YAMLError } from 'yaml';
import type { z } from 'zod';
import {
  type Article,
  ArticleHeader,
  type Examples,
  ExamplesHeader,
  isCommon,
  journeyNames,
  topicNames,
} from '#core/faq/article.ts';
import { type Language, languages } from '#core/language.ts';

/** What an editor has to mend, in an editor's words. */
export interface Problem {
  /** From the folder of the texts on, with slashes: `ru/faq/isu/register.md`. */
  file: string;
  /** From 1; absent when the whole file is meant. */
  line?: number;
  message: string;
}

export interface ArticleFiles {
  articles: Article[];
  /** What the model learns from: every article's examples, and those of `human` and `none`. */
  examples: Examples[];
  problems: Problem[];
}

/** Where the texts lie. */
export const textsFolder = import.meta.dirname;
/** The folder of intents that have no answer to show. */
const COMMON = 'common';

/** Reads `<folder>/<language>/faq/<institution>/<name>.md`. A file with a mistake is left out and told; all others are read. Never throws. */
export function readArticles(folder: string = textsFolder): ArticleFiles {
  const found: ArticleFiles = { articles: [], examples: [], problems: [] };
  for (const language of languages) {
    const root = `${language}/faq`;
    for (const institution of list(folder, root, found.problems)) {
      const path = `${root}/${institution}`;
      if (!isFolder(join(folder, path))) {
        found.problems.push({ file: path, message: `must lie in a folder of an institution, such as ${root}/isu` });
        continue;
      }
      for (const name of list(folder, path, found.problems)) {
        found.problems.push(...readFile(folder, { language, institution, file: `${path}/${name}`, name }, found));
      }
    }
  }
  return found;
}

/** The names stand in buttons, of which Telegram takes 64 bytes. */
const LONGEST_NAME = 32;

interface Place {
  language: Language;
  institution: string;
  file: string;
  name: string;
}

/** Adds what the file holds; returns what keeps it out. */
function readFile(folder: string, { language, institution, file, name }: Place, found: ArticleFiles): Problem[] {
  const base = /^([a-z][a-z0-9_]*)\.md$/.exec(name)?.[1];
  if (base === undefined) {
    return [{ file, message: 'name it with small Latin letters, digits and _, and .md at the end: qr_where.md' }];
  }
  if (base.length > LONGEST_NAME)
    return [{ file, message: `the name has at most ${LONGEST_NAME} characters before .md` }];
  if (institution === COMMON && !isCommon(base)) {
    return [{ file, message: `${COMMON} holds human.md and none.md only; move this into an institution’s folder` }];
  }
  const text = readText(join(folder, file));
  if (typeof text !== 'string') return [{ file, message: text.message }];
  const parts = split(text);
  if (!parts) return [{ file, line: 1, message: 'begin with a line ---, then the settings, then another line ---' }];

  const examples = ({ utterances, errors = [] }: z.infer<typeof ExamplesHeader>, intent: string): void => {
    found.examples.push({ intent, language, utterances, errors });
  };
  if (institution === COMMON) {
    const header = readHeader(parts.header, ExamplesHeader);
    if (!header.ok) return header.troubles.map((trouble) => ({ file, ...trouble }));
    examples(header.value, base);
    return [];
  }
  const header = readHeader(parts.header, ArticleHeader);
  if (!header.ok) return header.troubles.map((trouble) => ({ file, ...trouble }));
  const body = parts.body.trim();
  if (body === '') return [{ file, line: parts.bodyLine, message: 'write the answer below the second line ---' }];
  const intent = `${institution}.${base}`;
  found.articles.push({ ...header.value, intent, institution, language, body });
  examples(header.value, intent);
  return [];
}

/** Names that are worth a look; editors' backups and hidden files are not. */
function list(folder: string, path: string, problems: Problem[]): string[] {
  try {
    return readdirSync(join(folder, path))
      .filter((name) => !/^[.#]|~$/.test(name))
      .sort();
  } catch (error) {
    problems.push({ file: path, message: `the folder cannot be read (${codeOf(error)})` });
    return [];
  }
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function readText(path: string): string | { message: string } {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(path)).replaceAll(/\r\n?/g, '\n');
  } catch (error) {
    if (codeOf(error) === 'ERR_ENCODING_INVALID_ENCODED_DATA') return { message: 'must be saved as UTF-8' };
    return { message: `cannot be read (${codeOf(error)})` };
  }
}

const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

interface Parts {
  /** Begins on line 2. */
  header: string;
  body: string;
  bodyLine: number;
}

function split(text: string): Parts | null {
  const match = /^---[ \t]*\n([\s\S]*?\n)?---[ \t]*(?:\n([\s\S]*))?$/.exec(text);
  if (!match) return null;
  const [, header = '', body = ''] = match;
  return { header, body, bodyLine: header.split('\n').length + 2 };
}

interface Trouble {
  line: number;
  message: string;
}

function readHeader<Schema extends typeof ArticleHeader | typeof ExamplesHeader>(
  source: string,
  schema: Schema,
): { ok: true; value: z.infer<Schema> } | { ok: false; troubles: Trouble[] } {
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
function plain(header: Record<string, unknown>): Record<string, unknown> {
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
