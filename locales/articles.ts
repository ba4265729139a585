import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { type Article, ArticleHeader, type Examples, ExamplesHeader, isCommon } from '#core/faq/article.ts';
import { type Language, languages } from '#core/language.ts';
import { readHeader } from './article-header.ts';

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

  const examples = (
    header: z.infer<typeof ExamplesHeader> & { names?: string[] | undefined },
    intent: string,
  ): void => {
    const { utterances, errors = [], names } = header;
    found.examples.push({ intent, language, utterances, errors, ...(names ? { names } : {}) });
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
export function list(folder: string, path: string, problems: Problem[]): string[] {
  try {
    return readdirSync(join(folder, path))
      .filter((name) => !/^[.#]|~$/.test(name))
      .sort();
  } catch (error) {
    problems.push({ file: path, message: `the folder cannot be read (${codeOf(error)})` });
    return [];
  }
}

/** Whether a folder stands there. */
export function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

/** The file's text with plain line ends, or what is wrong with it. */
export function readText(path: string): string | { message: string } {
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

/** Settings and text; null for a file without settings. */
export function split(text: string): Parts | null {
  const match = /^---[ \t]*\n([\s\S]*?\n)?---[ \t]*(?:\n([\s\S]*))?$/.exec(text);
  if (!match) return null;
  const [, header = '', body = ''] = match;
  return { header, body, bodyLine: header.split('\n').length + 2 };
}
