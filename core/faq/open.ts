import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { Problem } from '#locales/articles.ts';
import { createFaq } from './create-faq.ts';
import type { Faq } from './faq.ts';
import { contents, type FaqFiles, outline, readFiles } from './files.ts';
import { type Trained, trained } from './weights.ts';

/** The questions that the house can answer, and their newest state. */
export interface FaqStore {
  /** Whoever begins something takes it once: the next call may give a newer one. */
  current(): Faq;
  /** Looks at the files now. True when something changed. Never rejects. */
  reload(): Promise<boolean>;
  /** Looks at the files no more; what is being trained is left. */
  close(): void;
}

/** A logger such as pino's. */
export interface FaqLog {
  info(facts: object, message: string): void;
  warn(facts: object, message: string): void;
  error(facts: object, message: string): void;
}

export interface FaqOptions {
  /** Where the texts lie: `<folder>/<language>/faq/…`, `<folder>/concepts.yml`. */
  folder: string;
  /** Where learnt weights are kept; null keeps nothing. */
  cacheFolder?: string | null;
  log?: FaqLog;
  /** How often to look whether the files have changed, in milliseconds; null never looks. */
  every?: number | null;
  /** How long to wait after learning has failed before the next try, in milliseconds; the last one from then on. */
  pauses?: readonly number[];
}

/** Not among the bot's data: it can be thrown away at any time. */
const defaultCacheFolder = join(import.meta.dirname, '../../node_modules/.cache/propusk');
const EVERY = 2000;
const PAUSES = [10_000, 60_000, 600_000];

/**
 * Reads the articles and makes them ready: at once when they were learnt before, else in a few seconds. Changed files are taken over
 * while the house runs, once they have rested for a moment; where one has a mistake, the operator is told and its last good state
 * stays. Never rejects: what cannot be learnt can still be read, and is tried again after a while.
 */
export async function openFaq({
  folder,
  cacheFolder = defaultCacheFolder,
  log,
  every = EVERY,
  pauses = PAUSES,
}: FaqOptions): Promise<FaqStore> {
  const closing = new AbortController();
  let files: FaqFiles | undefined;
  let known: Trained | undefined;
  let held = '';
  let faq: Faq = createFaq({ articles: [], model: null });
  let told = '';
  let seen = '';
  /** What learning failed at last, how often in a row, and when it is tried again. */
  let failed: { cause: string; times: number; again: number } | null = null;
  let work: Promise<unknown> = Promise.resolve();

  async function load(): Promise<boolean> {
    seen = await outline(folder);
    const read = readFiles(folder, files);
    tell(read.problems);
    // Between the parts of the work whoever chats gets a turn.
    await setImmediate();
    const wanted = contents(read);
    if (wanted === held) {
      // What could not be learnt was taken back.
      failed = null;
      return false;
    }
    const begun = performance.now();
    try {
      if (read.examples.length === 0) throw new Error('there is not one article');
      known = await trained(read, cacheFolder, closing.signal, known, () => {
        if (!failed) log?.info({ articles: read.articles.length }, 'learning the articles: takes some seconds, once');
      });
      const { model, from } = known;
      await setImmediate();
      const made = createFaq({ articles: read.articles, model });
      if (every !== null) void made.prepare();
      faq = made;
      files = read;
      held = wanted;
      failed = null;
      const milliseconds = Math.round(performance.now() - begun);
      log?.info({ articles: read.articles.length, from, milliseconds }, 'the articles are ready');
      return true;
    } catch (error) {
      if (closing.signal.aborted) return false;
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== failed?.cause) log?.error({ cause: reason }, 'the articles cannot be learnt');
      const times = (failed?.times ?? 0) + 1;
      failed = { cause: reason, times, again: performance.now() + (pauses[times - 1] ?? pauses.at(-1) ?? 0) };
      if (!files) faq = createFaq({ articles: read.articles, model: null });
      return false;
    }
  }

  /** Each mistake once, until something about the mistakes changes. */
  function tell(problems: Problem[]): void {
    const news = JSON.stringify(problems);
    if (news === told) return;
    told = news;
    const instead = files ? 'its last good state stays' : 'it is left out until it is mended';
    for (const { file, line, message } of problems) {
      log?.warn({ file, line, mistake: message }, `an article has a mistake: ${instead}`);
    }
    if (problems.length === 0 && files) log?.info({}, 'the articles have no mistakes any more');
  }

  function reload(): Promise<boolean> {
    const next = work.then(() => (closing.signal.aborted ? false : load()));
    work = next;
    return next;
  }

  await reload();

  let last = seen;
  let looking = false;
  /** An editor writes several files, a copy takes a while: only what two looks see alike is taken. */
  async function look(): Promise<void> {
    if (looking) return;
    looking = true;
    try {
      await work;
      const now = await outline(folder);
      const isDue = failed !== null && performance.now() >= failed.again;
      if (now === last && (now !== seen || isDue)) await reload();
      last = now;
    } finally {
      looking = false;
    }
  }
  const timer = every === null ? null : setInterval(() => void look(), every).unref();

  return {
    current: () => faq,
    reload,
    close() {
      if (timer) clearInterval(timer);
      closing.abort();
    },
  };
}
