import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..');

/** The numbers of the cases that a text names: “abuse 8: …”, “abuses 13 and 21: …”, “(abuse cases 4, 22)”. */
const named = (text: string): Set<number> =>
  new Set(
    [...text.matchAll(/abuses?(?: cases?)? (\d+(?:(?:, | and )\d+)*)/g)].flatMap(([, numbers = '']) =>
      (numbers.match(/\d+/g) ?? []).map(Number),
    ),
  );

const rows = [...readFileSync(join(root, 'docs/abuse-cases.md'), 'utf8').matchAll(/^\| (\d+)\. .* \| (.*) \|$/gm)].map(
  ([, number, files = '']) => ({ number: Number(number), files: files.match(/tests\/[\w./-]+/g) ?? [] }),
);

describe('docs/abuse-cases.md', () => {
  it('has a row for each of the cases 1 to 25', () => {
    const numbers = rows.map(({ number }) => number);
    for (let number = 1; number <= 25; number += 1) expect(numbers.filter((one) => one === number)).toEqual([number]);
  });

  it.each(rows)('case $number is named by a test in each of its files', ({ number, files }) => {
    expect(files.length).toBeGreaterThan(0);
    for (const file of files) {
      expect(existsSync(join(root, file)), file).toBe(true);
      expect(named(readFileSync(join(root, file), 'utf8')), file).toContain(number);
    }
  });
});
