import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readConcepts } from '#core/faq/model/concepts.ts';
import { readSimpleYaml } from '#core/faq/simple-yaml.ts';
import { textsFolder } from '#locales/articles.ts';

/** What a whole parser reads, every value as it stands; null where it finds a mistake. */
function whole(yaml: string): unknown {
  const document = parseDocument(yaml, { schema: 'failsafe' });
  return document.errors.length > 0 ? null : document.toJS();
}

describe('simple YAML', () => {
  it('is what editors write: lists of lines and within brackets, comments, quotes', () => {
    const yaml = [
      'title: Where is it: not really',
      "one: 'it''s'",
      'two: "say \\"yes\\" # now"',
      'none: []',
      'words: [QR, can\'t, "a, b"]',
      'more:',
      '  # short ones',
      '  - 404',
      '  - где мой куар?',
      '',
      '  - "help: now"',
      'many:',
      '  [',
      '    log in, sign*,',
      '    вход',
      '  ]',
    ];
    expect(readSimpleYaml(yaml.slice(1).join('\n'))).toEqual({
      ...{ one: "it's", two: 'say "yes" # now', none: [], words: ['QR', "can't", 'a, b'] },
      ...{ more: ['404', 'где мой куар?', 'help: now'], many: ['log in', 'sign*', 'вход'] },
    });
    expect(readSimpleYaml(yaml.join('\n'))).toBeNull();
  });

  it('reads the lexicon of the house without another parser, numbers as words', () => {
    const yaml = readFileSync(join(textsFolder, 'concepts.yml'), 'utf8');
    expect(readSimpleYaml(yaml)).toEqual(whole(yaml));
    expect(readConcepts('a: [404, b]\nc: [007, "false"]\n')).toEqual([
      { name: 'a', words: ['404', 'b'] },
      { name: 'c', words: ['7', 'false'] },
    ]);
    expect(() => readConcepts('a: [false]\n')).toThrow();
  });

  it('says the same as a whole parser, or leaves it to that one', () => {
    const pieces = [
      'a:',
      'b:',
      ' ',
      '  ',
      '- ',
      '  - ',
      '[',
      ']',
      ', ',
      '\n',
      '\n  - ',
      '#',
      ' #',
      ': ',
      ':',
      '"',
      "'",
      '\\',
    ];
    const words = [
      'x',
      'да',
      '404',
      "it's",
      'yes',
      '*',
      '&',
      '!',
      '?',
      '|',
      '>',
      '%',
      '@',
      '`',
      '{',
      '}',
      '\t',
      '\u00a0',
      '🙏',
      '…',
    ];
    const anything = fc.array(fc.constantFrom(...pieces, ...words), { maxLength: 16 }).map((all) => all.join(''));
    const lines = fc.array(
      fc.oneof(
        fc.constantFrom('a: x', 'b:', 'c: [x, y]', 'd: [', ' ]', ']', '  x,', '', '# x', '  # x', '---', '...'),
        anything.map((text) => `  - ${text}`),
        anything.map((text) => `e: ${text}`),
        anything.map((text) => `f: [${text}]`),
      ),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(
        lines.map((all) => all.join('\n')),
        (yaml) => {
          const simple = readSimpleYaml(yaml);
          if (simple !== null) expect(whole(yaml) ?? {}, yaml).toEqual(simple);
        },
      ),
      { numRuns: 3000 },
    );
  });
});
