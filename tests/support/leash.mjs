// Preloaded into a bot that a test starts: whatever becomes of the test, its end of the standard input closes, and the bot ends.
process.stdin
  .on('end', () => process.kill(process.pid, 'SIGKILL'))
  .resume()
  .unref();
