// Trains beside the house's one thread: it takes seconds.
import { parentPort, workerData } from 'node:worker_threads';
import { register } from 'tsx/esm/api';

register();
const { train } = await import('./model/model.ts');
parentPort?.postMessage(train(workerData).serialize());
