import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import { type HowRead, type InboundLetter, readLetter, UnreadableLetter } from './read.ts';

/** A letter no larger than this is read at once: a thread takes longer to begin. Bytes. */
const READ_AT_ONCE = 32_000;
/** For one letter, milliseconds: the largest that anybody sends takes a few seconds. */
const PATIENCE = 60_000;
/** Of words and what is made of them; files lie elsewhere. */
const MEMORY = { maxOldGenerationSizeMb: 512 };

type Answer = { letter: InboundLetter } | { unreadable: string };

/**
 * Reads letters beside the house's one thread, where they are large: one of 20 MB takes seconds, and everybody else's chat would wait for it. One
 * after another, so that ten at once do not take the memory of ten.
 * @returns reads as `readLetter` does @throws UnreadableLetter, also for one that takes too much time or memory
 */
export function letterReader({ patience = PATIENCE }: { patience?: number } = {}): typeof readLetter {
  let last: Promise<unknown> = Promise.resolve();

  return (raw, how) => {
    if (raw.byteLength <= READ_AT_ONCE) return readLetter(raw, how);
    const read = last.then(() => aside(raw, how, patience));
    last = read.catch(() => undefined);
    return read;
  };
}

async function aside(raw: Uint8Array, how: HowRead, patience: number): Promise<InboundLetter> {
  const worker = new Worker(new URL('./read-worker.mjs', import.meta.url), {
    ...{ execArgv: [], resourceLimits: MEMORY, workerData: { raw, how } },
  });
  const over = new AbortController();
  const { signal } = over;
  try {
    const tooLong = sleep(patience, undefined, { signal }).then(() => {
      throw new UnreadableLetter('a letter takes too long to be read');
    });
    const ended = once(worker, 'exit', { signal }).then(() => {
      throw new Error('the thread that reads a letter ended before it had read it');
    });
    for (const one of [tooLong, ended]) one.catch(() => undefined);
    const [answer] = (await Promise.race([once(worker, 'message', { signal }), ended, tooLong])) as [Answer];
    if ('unreadable' in answer) throw new UnreadableLetter(answer.unreadable);
    return answer.letter;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY')
      throw new UnreadableLetter('a letter takes too much memory to be read', { cause: error });
    throw error;
  } finally {
    over.abort();
    await worker.terminate();
  }
}
