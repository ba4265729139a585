// Reads a letter beside the house's one thread. Plain JavaScript, because a worker that brings no loader along reads nothing else.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { readLetter, UnreadableLetter } = await import('./read.ts');
const { raw, how } = workerData;
try {
  parentPort?.postMessage({ letter: await readLetter(raw, how) });
} catch (error) {
  if (!(error instanceof UnreadableLetter)) throw error;
  parentPort?.postMessage({ unreadable: error.message });
}
