import { createHash, timingSafeEqual } from 'node:crypto';

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

/**
 * Whether a secret that was given is the expected one. Takes as long for a near miss as for a wild guess, whatever the lengths, so
 * that nobody finds a secret out letter by letter.
 */
export const same = (given: string, expected: string): boolean => timingSafeEqual(digest(given), digest(expected));
