// Trains beside the house's one thread: it takes seconds. Plain JavaScript, because a worker that brings no loader along reads nothing else.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { train } = await import('./model/model.ts');
parentPort?.postMessage(train(workerData).serialize());
