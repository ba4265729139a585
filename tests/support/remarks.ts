import { appendFileSync } from 'node:fs';
import { inject } from 'vitest';

/** Says something in the closing lines of the run, once, however many tests say it: what could not be checked here, and why. */
export function remark(text: string): void {
  appendFileSync(inject('remarksFile'), `${text.replaceAll('\n', ' ')}\n`);
}
