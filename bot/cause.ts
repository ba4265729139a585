/**
 * What went wrong, for the log, without what it went wrong with: Prisma's messages quote the arguments above their last line, and
 * any message may quote an address or a number.
 */
export function cause(error: unknown): string {
  if (!(error instanceof Error)) return 'something that is no error was thrown';
  const code = 'code' in error && typeof error.code === 'string' ? ` ${error.code}` : '';
  const words = error.message.trim().split('\n').at(-1) ?? '';
  return scrub(`${error.name}${code}: ${words}`).slice(0, 500);
}

/** The text without addresses and numbers of people. */
export const scrub = (text: string): string =>
  text.replace(/[^\s<>"'@]+@[^\s<>"']+/g, '<address>').replace(/\+?\d[\d ()-]{8,}\d/g, '<number>');

/** Where an error came from, without its message. */
export const frames = (error: unknown): string[] =>
  error instanceof Error
    ? (error.stack ?? '')
        .split('\n')
        .filter((line) => /^\s+at /.test(line))
        .map((line) => line.trim())
        .slice(0, 8)
    : [];
