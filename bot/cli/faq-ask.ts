import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { Command } from 'commander';
import { z } from 'zod';
import { placeholders } from '#bot/journeys/article-text.ts';
import type { Article } from '#core/faq/article.ts';
import type { Faq } from '#core/faq/faq.ts';
import { articlesIn, faqFolder, faqFolders } from '#core/faq/folder.ts';
import { openFaq } from '#core/faq/open.ts';
import { onLatinKeys, onRussianKeys } from '#core/faq/reading/layout.ts';
import type { Understanding } from '#core/faq/understanding.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { type Language, languages } from '#core/language.ts';
import { textsFolder } from '#locales/articles.ts';

/** One line of `faq ask --json`. */
const Question = z.object({
  id: z.union([z.string(), z.number()]),
  text: z.string(),
  /** What the person thinks in; one that the house does not speak tips nothing. */
  lang: z.string().optional(),
});

/** `faq ask WORDS…` shows what the bot would answer; `faq ask --json` answers lines of standard input with lines. */
export function askCommand(faq: Command): void {
  faq
    .command('ask [words...]')
    .description('what the bot makes of a message, given as words or on standard input')
    .option('--json', 'read lines {"id","text","lang"?}, write lines {"id","outcome","intents","ms"}')
    .action(async (words: string[], { json }: { json?: true }) => {
      const store = await openFaq({ folder: textsFolder, every: null, log: quiet });
      try {
        const known = store.current();
        if (json) await answerLines(known, process.stdin, process.stdout, process.stderr);
        else process.stdout.write(`${shown(known, words.length > 0 ? words.join(' ') : await whole(process.stdin))}\n`);
      } finally {
        store.close();
      }
    });
}

/** Standard output belongs to the answers. */
const quiet = {
  info: () => {},
  warn: (facts: object, message: string) => process.stderr.write(`${message}: ${JSON.stringify(facts)}\n`),
  error: (facts: object, message: string) => process.stderr.write(`${message}: ${JSON.stringify(facts)}\n`),
};

/**
 * Answers each line in its order, as soon as it is there. A line that is no question is told on `errors` with its number, sets the
 * exit code to 1, and does not hold up the others.
 */
async function answerLines(faq: Faq, input: Readable, output: Writable, errors: Writable): Promise<void> {
  warmUp(faq);
  let number = 0;
  let closed = false;
  // Whoever reads only the first lines (`head`) closes the pipe: that is no failure.
  output.on('error', () => {
    closed = true;
  });
  for await (const line of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    if (closed) return;
    if (line.trim() === '') continue;
    const question = read(line);
    if (typeof question === 'string') {
      errors.write(`line ${number}: ${question}\n`);
      process.exitCode = 1;
      continue;
    }
    const begun = performance.now();
    const understood = faq.ask(question.text, optionsOf(question.lang));
    const ms = Math.round((performance.now() - begun) * 100) / 100;
    if (!output.write(`${JSON.stringify({ id: question.id, ...measured(understood), ms })}\n`)) {
      await new Promise((resolve) => output.once('drain', resolve).once('close', resolve));
    }
  }
}

/** A long message has about so many letters. */
const LONG = 300;

/**
 * The first questions of a process take many times as long as all others, of every way to type anew; a bot has them behind it.
 * Takes about a third of a second.
 */
function warmUp(faq: Faq): void {
  for (const { title, body } of articlesIn(faq, faqFolders)) {
    for (const text of [title, onLatinKeys(title), onRussianKeys(title), body.slice(0, LONG)]) faq.ask(text);
  }
}

function read(line: string): z.infer<typeof Question> | string {
  let json: unknown;
  try {
    json = JSON.parse(line.replace(/^\uFEFF/, ''));
  } catch {
    return 'not JSON: a question is {"id": …, "text": …}';
  }
  const question = Question.safeParse(json);
  if (question.success) return question.data;
  const wrong = question.error.issues.map(({ path, message }) =>
    path.length > 0 ? `"${path.join('.')}": ${message}` : message,
  );
  return `no question {"id": …, "text": …}: ${wrong.join('; ')}`;
}

function optionsOf(lang: string | undefined): { language?: Language } {
  const language = languages.find((one) => one === lang);
  return language === undefined ? {} : { language };
}

/** The likeliest three of all, so that a `none` in the second place is seen too. */
function measured({ outcome, intents, ranking }: Understanding) {
  return {
    outcome,
    intents: (ranking ?? intents).map(({ intent, confidence }) => ({
      intent,
      confidence: Math.round(confidence * 1e4) / 1e4,
    })),
  };
}

/** For people: what the bot would do, and the words it would do it with. */
function shown(faq: Faq, text: string): string {
  const language: Language = /\p{Script=Cyrillic}/u.test(text) ? 'ru' : 'en';
  const { outcome, intents } = faq.ask(text);
  const lines = intents.map(({ intent, confidence }) => {
    const title = faq.article(intent, language)?.title;
    return `${String(Math.round(confidence * 100)).padStart(3)} %  ${intent}${title === undefined ? '' : `  ${title}`}`;
  });
  const [first] = intents;
  const article = outcome === 'answer' && first ? faq.article(first.intent, language) : null;
  const answer = article ? answerOf(article) : undefined;
  return [outcome, ...lines, ...(answer === undefined ? [] : ['', answer])].join('\n');
}

/** The answer as the institutions that the house comes with would give it. */
function answerOf({ institution: folder, language, body }: Article): string {
  const place = defaultInstitutions.find((one) => faqFolder(one) === folder);
  const values = place ? placeholders(place, language) : {};
  return body.trim().replaceAll(/\{\s*\$(\w+)\s*\}/g, (written, name: string) => values[name] ?? written);
}

async function whole(input: Readable): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of input) parts.push(Buffer.from(part));
  return Buffer.concat(parts).toString('utf8').trim();
}
