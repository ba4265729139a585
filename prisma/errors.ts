/** Serialization failure and deadlock (SQLSTATE); write conflict (Prisma). */
const CONFLICTS = new Set(['40001', '40P01', 'P2034']);

/**
 * The same; the server stops, stopped, starts, or has no connection left; the connection broke (SQLSTATE).
 * Not reachable, too slow, closed, no connection in time (Prisma). The socket's own words (Node).
 */
const RETRYABLE = new Set([
  ...CONFLICTS,
  ...['57P01', '57P02', '57P03', '53300', '08000', '08001', '08003', '08006'],
  ...['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037'],
  ...['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT'],
]);

/** What pg and Prisma say, without a code, when the connection goes away in the middle. */
const LOST =
  /^connect ENOENT|^Connection terminated|^Client has encountered a connection error|Server has closed the connection|Unable to start a transaction in the given time/;

/** A row with such a key exists already. */
export const isUniqueViolation = (error: unknown): boolean =>
  causes(error).some(({ code }) => code === '23505' || code === 'P2002');

/** The same transaction may succeed when it is tried again from its beginning: it did nothing. */
export const isRetryable = (error: unknown): boolean =>
  causes(error).some(({ code, message }) => RETRYABLE.has(code) || LOST.test(message));

/** Two transactions got into each other's way; this one did nothing. */
export const isConflict = (error: unknown): boolean => causes(error).some(({ code }) => CONFLICTS.has(code));

/**
 * The transaction took longer than it may, and did nothing. On a machine that is busy it may do the next time; work that is too much for it
 * never will.
 */
export const ranOut = (error: unknown): boolean =>
  causes(error).some(({ message }) => /executed on an expired transaction/.test(message));

/** The error with all that it was made from: Prisma wraps the adapter's error, which wraps PostgreSQL's. */
function causes(error: unknown): { code: string; message: string }[] {
  const found: { code: string; message: string }[] = [];
  const look = (what: unknown, depth: number): void => {
    if (typeof what !== 'object' || what === null || depth > 6) return;
    const fields: Record<string, unknown> = { ...what };
    const message = what instanceof Error ? what.message : '';
    for (const code of [fields.code, fields.originalCode])
      found.push({ code: typeof code === 'string' ? code : '', message });
    for (const inner of [what instanceof Error ? what.cause : fields.cause, fields.meta, fields.driverAdapterError])
      look(inner, depth + 1);
  };
  look(error, 0);
  return found;
}
