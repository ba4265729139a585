import { isConflict } from './errors.ts';
import type { Prisma, PrismaClient } from './generated/client.ts';

/** How often a transaction is tried that others get in the way of. */
const TRIES = 4;

/**
 * Runs work in a transaction, and once more from its beginning when another transaction got in its way (a deadlock, a serialization failure):
 * it did nothing then. So the work must do nothing but ask and tell the database.
 */
export const transactions =
  (prisma: PrismaClient) =>
  async <T>(work: (db: Prisma.TransactionClient) => Promise<T>): Promise<T> => {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await prisma.$transaction(work);
      } catch (error) {
        if (attempt >= TRIES || !isConflict(error)) throw error;
      }
    }
  };
