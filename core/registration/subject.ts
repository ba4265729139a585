import { randomInt } from 'node:crypto';

/** The number that stands in an account's passes: 32 random bits, never 0. */
export const randomSubject = (): bigint => BigInt(randomInt(1, 2 ** 32));
