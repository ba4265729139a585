import { isMainThread } from 'node:worker_threads';

// Preloaded into a bot that a test starts: whatever becomes of the test, its end of the standard input closes, and the bot ends.
// The threads that the bot starts have no standard input.
if (isMainThread) {
  process.stdin
    .on('end', () => process.kill(process.pid, 'SIGKILL'))
    .resume()
    .unref();
}
