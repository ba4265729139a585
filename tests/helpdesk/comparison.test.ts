import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Helpdesk } from '#core/institution.ts';

const root = join(import.meta.dirname, '../..');
const guide = readFileSync(join(root, 'docs/helpdesk.md'), 'utf8');
const [, comparison = ''] = guide.split('## Beside other helpdesks');

interface Row {
  what: string;
  ours: string;
  shownBy: string;
  theirs: string[];
}
const rows: Row[] = [...comparison.matchAll(/^\| (?!\*\*|---|\|)(.+) \|$/gm)].map(([, line = '']) => {
  const [what = '', ours = '', shownBy = '', ...theirs] = line.split(' | ');
  return { what, ours, shownBy, theirs };
});
const cited = [...comparison.matchAll(/`(tests\/[\w./-]+)` “([^”]+(?:”[^”;|]+)?)”/g)].map(
  ([, file = '', name = '']) => ({
    file,
    name,
  }),
);

/** The names of a file's tests. */
const namesIn = (file: string): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(/^\s*it(?:\.each\([\s\S]*?\))?\(\s*'((?:[^'\\]|\\.)*)'/gm)].map(
    ([, name = '']) => name,
  );

describe('the comparison in docs/helpdesk.md', () => {
  it('speaks of all that was promised', () => {
    expect(rows.length).toBeGreaterThanOrEqual(38);
    for (const { theirs } of rows) expect(theirs).toHaveLength(5);
  });

  it('shows a test for each “yes” of ours', () => {
    for (const { what, ours, shownBy } of rows) {
      if (ours.startsWith('yes')) expect(shownBy, what).toMatch(/`tests\/[\w./-]+\.test\.ts` “/);
    }
  });

  it.each(cited)('cites a test that there is: $file “$name”', ({ file, name }) => {
    expect(existsSync(join(root, file)), file).toBe(true);
    expect(namesIn(file)).toContain(name);
  });

  it('says of each claim about others where it was seen, and names nothing twice', () => {
    const told = [...comparison.matchAll(/^- ([BNAPC]\d+) /gm)].map(([, mark = '']) => mark);
    expect(new Set(told).size).toBe(told.length);
    const used = new Set(rows.flatMap(({ theirs }) => theirs.flatMap((cell) => cell.match(/\b[BNAPC]\d+\b/g) ?? [])));
    expect([...used].filter((mark) => !told.includes(mark))).toEqual([]);
    expect(told.filter((mark) => !used.has(mark))).toEqual([]);
    for (const { what, theirs } of rows) {
      for (const cell of theirs) {
        // “No” may follow from another row's.
        if (/^(yes|partly)/.test(cell)) expect(cell, what).toMatch(/[BNAPC]\d+$/);
      }
    }
  });
});

describe('the guide in docs/helpdesk.md', () => {
  it('gives an example of settings that the house reads', () => {
    const [, example = ''] = /```json\n([\s\S]*?)```/.exec(guide) ?? [];
    const { helpdesk } = JSON.parse(example);
    expect(Helpdesk.parse(helpdesk)).toMatchObject(helpdesk);
  });

  it('shows pictures that there are', () => {
    const pictures = [...guide.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(([, path = '']) => path);
    expect(pictures.length).toBeGreaterThan(0);
    for (const path of pictures) expect(existsSync(join(root, 'docs', path)), path).toBe(true);
  });
});
