import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDocument } from 'yaml';
import { readConcepts } from '#core/faq/model/concepts.ts';
import { readPlainYaml } from '#core/faq/yaml.ts';

/** What a whole parser reads, every value as it stands; null where it finds a mistake. */
function whole(yaml: string): unknown {
  const document = parseDocument(yaml, { schema: 'failsafe' });
  return document.errors.length > 0 ? null : document.toJS();
}

describe('YAML', () => {
  it('reads what editors write, every value as the text that stands there', () => {
    const yaml = [
      "one: 'it''s'",
      'none: []',
      'words: [QR, can\'t, "a, b", yes]',
      'more:',
      '  - 404',
      '  - где мой куар?',
      '',
      '  - "help: now"',
    ];
    expect(readPlainYaml(yaml.join('\n'))).toEqual({
      ...{ one: "it's", none: [], words: ['QR', "can't", 'a, b', 'yes'], more: ['404', 'где мой куар?', 'help: now'] },
    });
  });

  it.each(['title: Where is it: not really', 'a: x # lost', '- &x a\n- *x', 'a: !!int 1', 'a: x\na: y', 'a: |\n  x'])(
    'leaves to the careful parser: %j',
    (yaml) => expect(readPlainYaml(yaml)).toBeNull(),
  );

  it('reads the lexicon, whose words stay as they are written', () => {
    expect(readConcepts('a: [404, b] # c\nc: [007, "false", no]\n')).toEqual([
      { name: 'a', words: ['404', 'b'] },
      { name: 'c', words: ['007', 'false', 'no'] },
    ]);
    expect(() => readConcepts('a: word\n')).toThrow();
    expect(() => readConcepts('a: [x\n')).toThrow();
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
          const read = readPlainYaml(yaml);
          if (read !== null) expect(whole(yaml) ?? {}, yaml).toEqual(read);
        },
      ),
      { numRuns: 3000, examples: [['f: [a:{\u00a0}]']] },
    );
  });
});
