import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { byIntent } from './article.ts';
import { deserialize } from './model/model.ts';
import type { Model, TrainingInput } from './model/types.ts';

/** Sets that stay in the cache: going back to an earlier one costs nothing. */
const KEPT = 4;
/** A draft that is older was left by a process that died while writing it; milliseconds. */
const STALE_DRAFT = 3_600_000;
const NAME = /^faq-[0-9a-f]{32}\.bin$/;
const DRAFT = /^faq-[0-9a-f]{32}\.bin\.[0-9a-f]+$/;

export interface Trained {
  model: Model;
  from: 'memory' | 'cache' | 'training';
  /** Equal for equal examples. */
  name: string;
}

/**
 * The model of these examples: `before` if it is theirs, from the cache when it was trained before, else trained in a thread of its own
 * and kept. A cache that is damaged or cannot be written costs time and nothing else.
 * @param cacheFolder null keeps nothing
 * @param onTraining told before the seconds that training takes
 * @throws when training fails or `signal` ends it
 */
export async function trained(
  input: TrainingInput,
  cacheFolder: string | null,
  signal: AbortSignal,
  before?: Trained,
  onTraining?: () => void,
): Promise<Trained> {
  const name = nameOf(input);
  if (name === before?.name) return { ...before, from: 'memory' };
  const file = cacheFolder === null ? null : join(cacheFolder, `faq-${name}.bin`);
  const kept = file === null ? null : await fromCache(file, input);
  if (kept) return { name, model: kept, from: 'cache' };
  onTraining?.();
  const weights = await trainAside(input, signal);
  const model = deserialize(weights, input);
  if (cacheFolder !== null && file !== null) {
    await keep(cacheFolder, file, weights).catch(() => undefined);
    await tidy(cacheFolder).catch(() => undefined);
  }
  return { name, model, from: 'training' };
}

async function fromCache(file: string, input: TrainingInput): Promise<Model | null> {
  try {
    const bytes = await readFile(file);
    const weights = bytes.subarray(32);
    if (!digest(weights).equals(bytes.subarray(0, 32))) return null;
    // Aligned as typed arrays want it.
    return deserialize(new Uint8Array(weights), input);
  } catch {
    return null;
  }
}

/** Whole or not at all, however many processes write it at once. */
async function keep(folder: string, file: string, weights: Uint8Array): Promise<void> {
  await mkdir(folder, { recursive: true });
  const draft = `${file}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(draft, Buffer.concat([digest(weights), weights]), { flag: 'wx' });
    await rename(draft, file);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

async function tidy(folder: string): Promise<void> {
  const files = await Promise.all(
    (await readdir(folder))
      .filter((name) => NAME.test(name) || DRAFT.test(name))
      .map(async (name) => ({ name, at: (await stat(join(folder, name))).mtimeMs })),
  );
  const old = [
    ...files
      .filter(({ name }) => NAME.test(name))
      .sort((one, other) => other.at - one.at)
      .slice(KEPT),
    ...files.filter(({ name, at }) => DRAFT.test(name) && at < Date.now() - STALE_DRAFT),
  ];
  await Promise.all(old.map(({ name }) => rm(join(folder, name), { force: true })));
}

async function trainAside(input: TrainingInput, signal: AbortSignal): Promise<Uint8Array> {
  signal.throwIfAborted();
  const worker = new Worker(new URL('./train-worker.mjs', import.meta.url), {
    execArgv: [],
    workerData: { examples: input.examples, concepts: input.concepts } satisfies TrainingInput,
  });
  try {
    const ended = once(worker, 'exit', { signal }).then(() => {
      throw new Error('the thread that learns ended before it had learnt');
    });
    const [weights] = (await Promise.race([once(worker, 'message', { signal }), ended])) as [Uint8Array];
    return weights;
  } finally {
    await worker.terminate();
  }
}

/** Other examples, other concepts or another way of learning make another name. */
function nameOf({ examples, concepts }: TrainingInput): string {
  const hash = createHash('sha256').update(codeVersion());
  hash.update(JSON.stringify([[...examples].sort(byIntent), concepts]));
  return hash.digest('hex').slice(0, 32);
}

/** Read once: running code does not change. */
function codeVersion(): string {
  version ??= ['model', 'reading']
    .flatMap((room) => {
      const folder = join(import.meta.dirname, room);
      return readdirSync(folder)
        .filter((name) => name.endsWith('.ts'))
        .sort()
        .map((name) => readFileSync(join(folder, name), 'utf8'));
    })
    .reduce((hash, text) => hash.update(text).update('\0'), createHash('sha256'))
    .digest('hex');
  return version;
}
let version: string | undefined;

const digest = (bytes: Uint8Array): Buffer => createHash('sha256').update(bytes).digest();
