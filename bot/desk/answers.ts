import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { bodyHtml } from '#bot/journeys/article-text.ts';
import { faqFolder } from '#core/faq/folder.ts';
import type { CannedAnswer } from '#core/helpdesk/answer.ts';
import type { Institution } from '#core/institution.ts';
import { type Language, languages } from '#core/language.ts';
import { COMMON_ANSWERS, readAnswers } from '#locales/answers.ts';
import { type Problem, textsFolder } from '#locales/articles.ts';
import { readings } from './command-words.ts';

/** The canned answers, as the files have them now. */
export interface Answers {
  /** An institution's own and those for all, in the order of their names; one that a language lacks is given in another. */
  list(institution: Institution, language: Language): CannedAnswer[];
  find(institution: Institution, name: string, language: Language): CannedAnswer | null;
}

interface Log {
  warn(facts: object, message: string): void;
}

/** How long an answer may be out of date, in milliseconds. */
const EVERY = 2000;

/** Reads the answers, and again whenever a file has changed; where one has a mistake, its last good state stays and the operator of the bot is told. */
export function openAnswers({
  folder = textsFolder,
  log,
  every = EVERY,
}: {
  folder?: string;
  log?: Log;
  every?: number;
} = {}): Answers {
  let known: CannedAnswer[] = [];
  let outline = '';
  let looked = Number.NEGATIVE_INFINITY;
  let told = '';

  function current(): CannedAnswer[] {
    if (performance.now() - looked < every) return known;
    looked = performance.now();
    const seen = outlineOf(folder);
    if (seen === outline) return known;
    outline = seen;
    const { answers, problems } = readAnswers(folder);
    const mistaken = new Set(problems.map(({ file }) => file));
    known = [...answers, ...known.filter((answer) => mistaken.has(fileOf(answer)))];
    tell(problems);
    return known;
  }

  function tell(problems: Problem[]): void {
    const news = JSON.stringify(problems);
    if (news === told) return;
    told = news;
    for (const { file, line, message } of problems)
      log?.warn({ file, line, mistake: message }, 'a canned answer has a mistake');
  }

  function list(institution: Institution, language: Language): CannedAnswer[] {
    const own = faqFolder(institution);
    const found = new Map<string, CannedAnswer>();
    // Whoever comes later replaces: what is common, in another language first, and the institution's own at last.
    for (const place of [COMMON_ANSWERS, own]) {
      for (const spoken of [...languages.filter((one) => one !== language), language]) {
        for (const answer of current())
          if (answer.folder === place && answer.language === spoken) found.set(answer.name, answer);
      }
    }
    return [...found.values()].sort((one, other) => (one.name < other.name ? -1 : 1));
  }

  return {
    list,
    find(institution, name, language) {
      const meant = readings(name.toLowerCase());
      return list(institution, language).find((answer) => meant.includes(answer.name)) ?? null;
    },
  };
}

const fileOf = ({ language, folder, name }: CannedAnswer): string => `${language}/answers/${folder}/${name}.md`;

/** Names, times and sizes of all files: a reader sees a change by it. */
function outlineOf(folder: string): string {
  return languages
    .flatMap((language) => {
      const root = join(folder, language, 'answers');
      try {
        return readdirSync(root, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => {
            const path = join(entry.parentPath, entry.name);
            const { mtimeMs, size } = statSync(path);
            return `${path} ${mtimeMs} ${size}`;
          });
      } catch {
        return [`${root} cannot be read`];
      }
    })
    .sort()
    .join('\n');
}

/** What an answer is filled in with besides the institution's own contacts. */
export interface AnswerValues {
  /** The person's given name; empty where nobody knows it: lines with it are left out then. */
  name: string;
  ticket: number;
  fields: readonly string[];
}

/** A canned answer as Telegram's HTML, in its own language. */
export function answerHtml(
  answer: CannedAnswer,
  institution: Institution,
  { name, ticket, fields }: AnswerValues,
): string {
  const numbered = answer.fields.map((_, at): [string, string] => [String(at + 1), fields[at] ?? '']);
  return bodyHtml(answer, institution, {
    ...Object.fromEntries(numbered),
    ...(name ? { name } : {}),
    ticket: String(ticket),
  });
}
