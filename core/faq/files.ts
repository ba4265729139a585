import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { YAMLException } from 'js-yaml';
import { z } from 'zod';
import { type Problem, readArticles } from '#locales/articles.ts';
import { languages } from '../language.ts';
import type { Article, Examples } from './article.ts';
import { type Concepts, readConcepts } from './model/concepts.ts';

/** One state of the editors' files. */
export interface FaqFiles {
  articles: Article[];
  examples: Examples[];
  concepts: Concepts;
  problems: Problem[];
}

const CONCEPTS = 'concepts.yml';

/** Reads what lies in the folder of the texts. Where a file has a mistake, `before` keeps what it said. Never throws. */
export function readFiles(folder: string, before?: FaqFiles): FaqFiles {
  const { articles, examples, problems } = readArticles(folder);
  const concepts = readLexicon(folder);
  if ('message' in concepts) problems.push({ file: CONCEPTS, ...concepts });
  const broken = problems.map(({ file }) => file);
  const kept = <Item extends { intent: string; language: string }>(items: Item[] = []): Item[] =>
    items.filter((item) => broken.some((path) => within(fileOf(item), path)));
  return {
    articles: [...articles, ...kept(before?.articles)],
    examples: [...examples, ...kept(before?.examples)],
    concepts: 'message' in concepts ? (before?.concepts ?? []) : concepts,
    problems,
  };
}

const within = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);

/** From the folder of the texts on: `ru/faq/isu/register.md`. */
export function fileOf({ intent, language }: { intent: string; language: string }): string {
  return `${language}/faq/${intent.includes('.') ? intent.replace('.', '/') : `common/${intent}`}.md`;
}

function readLexicon(folder: string): Concepts | Omit<Problem, 'file'> {
  try {
    return readConcepts(readFileSync(join(folder, CONCEPTS), 'utf8'));
  } catch (error) {
    if (error instanceof YAMLException) {
      return { message: error.reason, ...(error.mark ? { line: error.mark.line + 1 } : {}) };
    }
    if (error instanceof z.ZodError) {
      return { message: error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ') };
    }
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return [];
    return { message: error instanceof Error ? error.message : String(error) };
  }
}

/** What a set says, in a few characters: equal for equal sets. */
export function contents({ articles, examples, concepts }: FaqFiles): string {
  return createHash('sha256')
    .update(JSON.stringify([articles, examples, concepts]))
    .digest('hex');
}

/** Changes whenever a file comes, goes or is written. Looks at the files' times and sizes, for no network tells of changes. */
export async function outline(folder: string): Promise<string> {
  const parts = [await times(join(folder, CONCEPTS))];
  for (const language of languages) {
    const root = join(folder, language, 'faq');
    for (const institution of await names(root)) {
      const inside = join(root, institution);
      for (const name of await names(inside)) parts.push(await times(join(inside, name)));
    }
  }
  return parts.join('\n');
}

const names = async (folder: string): Promise<string[]> => (await readdir(folder).catch(() => [])).sort();

async function times(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  return found ? `${path} ${found.mtimeMs} ${found.ctimeMs} ${found.size}` : `${path} -`;
}
