import { randomInt } from 'node:crypto';

/** Small letters and digits that nobody mistakes for one another, read aloud or on paper. */
const ALPHABET = 'abcdefhkmnprstuvwxyz2345678';
const LENGTH = 10;

/** A random password that a curator reads out or prints: 47 bits, good for three days. */
export const drawOneTimePassword = (draw: (below: number) => number = randomInt): string =>
  Array.from({ length: LENGTH }, () => ALPHABET[draw(ALPHABET.length)]).join('');
