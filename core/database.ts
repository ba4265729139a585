import type { Prisma } from '#prisma/generated/client.ts';

/** The database inside one transaction: a use case never opens its own, so that its caller decides what belongs together. */
export type Db = Prisma.TransactionClient;
