import { exceptions } from './english-exceptions.ts';

/**
 * English words as Russian ears hear them. Signs: a Russian letter is its sound («е» also «э», «ж» also “j”); D is “th”, w “w”, A the vowel of “cat”,
 * U of “but”, O of “hot”, Ö of “her”, E one that is hardly heard; R, G, W and Y are an «р», «г», «у» and «й» that may be left out.
 */

/** Spelling → signs; the first that fits wins. Looks at the word around, from where the last one ended. */
const RULES: readonly (readonly [RegExp, string])[] = (
  [
    ['tion', 'шEн'],
    ['[st]ure(?=s?$)', 'чER'],
    ['(?<=[aeiouy])sion', 'жEн'],
    ['sion', 'шEн'],
    ['tch', 'ч'],
    ['sch', 'ск'],
    ['(?<=a)ugh', ''],
    ['ough', 'о'],
    ['igh', 'ай'],
    ['eigh', 'ей'],
    ['gh', 'г'],
    ['ould', 'уд'],
    ['dge?', 'ж', '(?=e|i|y)'],
    ['ing(?=s?$)', 'инG'],
    ['ng(?=s?$)', 'нG'],
    ['^kn', 'н'],
    ['^wr', 'р'],
    ['^ps', 'с'],
    ['^who', 'ху'],
    ['wh', 'w'],
    ['th', 'D'],
    ['sh', 'ш'],
    ['ph', 'ф'],
    ['ch', 'ч'],
    ['ck', 'к'],
    ['qu', 'кw'],
    ['mb$', 'м'],
    ['ss', 'с'],
    ['sc', 'с', '(?=[eiy])'],
    ['cc', 'кс', '(?=[eiy])'],
    ['c(?=i[ao])', 'ш'],
    ['c', 'с', '(?=[eiy])'],
    ['g', 'ж', '(?=[eiy])'],
    // Ends of words.
    ['ies$', 'из'],
    ['(?<=[aeiouy].*[td])ed$', 'ид'],
    ['(?<=[aeiouy].*[pkfsxhc])ed$', 'т'],
    ['ied$', 'ид'],
    ['(?<=[aeiouy].*)ed$', 'д'],
    ['(?<=[sxzhcg])es$', 'из'],
    ['(?<=[aeiouy].*)es$', 'з'],
    ['le$', 'л'],
    ['(?<=[aeiouy].*)e$', ''],
    ['(?<=[bdgvmnlraeiouwy])s$', 'з'],
    ['ey$', 'и'],
    ['(?<=[aeiou].*[^aeiou])y$', 'и'],
    ['y$', 'ай'],
    ['^y', 'й'],
    ['ay|ai(?!r)', 'ей'],
    ['air|are(?=s?$)', 'еR'],
    ['al(?=[kf])', 'о'],
    ['al(?=l|t)', 'ол'],
    ['aw|au', 'о'],
    ['(?<=w|wh)ar', 'оR'],
    ['ar(?![aeiouyr])', 'аR'],
    ['(?<=w)a', 'O'],
    ['a(?=[^aeiouywxr]e(?:s|d|r|rs|ly|ment)?$)', 'ей'],
    ['a(?=ti)', 'ей'],
    ['a(?=ble$|st[ei])', 'ей'],
    ['a$', 'а'],
    ['a', 'A'],
    ['eer|ear(?![dntl])', 'иR'],
    ['ear', 'ÖR'],
    ['ee|ea|ie(?=[a-z])', 'и'],
    ['ei', 'ей'],
    ['(?<=[rljc]h?)ew', 'у'],
    ['ew|eu', 'йу'],
    ['er(?![aeiouyr])', 'ÖR', '(?=.*[aeiouy])'],
    ['er$', 'ER'],
    ['er(?![aeiouyr])', 'ÖR'],
    ['e(?=[^aeiouywxr]e(?:s|d)?$)', 'и'],
    ['e', 'е'],
    ['ie$', 'и'],
    ['i(?=[^aeiouywx]e(?:s|d|r|rs|ly)?$|nd$|nds$|ld$)', 'ай'],
    ['i(?=gn)', 'ай'],
    ['ir(?![aeiouyr])', 'ÖR'],
    ['i', 'и'],
    ['oo', 'у'],
    ['oa', 'оW'],
    ['oi|oy', 'ой'],
    ['our', 'ауR'],
    ['ous$', 'Eс'],
    ['ou', 'ау'],
    ['ow$|ow(?=[nse]s?$)', 'оW'],
    ['ow', 'ау'],
    ['or(?![aeiouyr])|ore(?=s?$)', 'оR'],
    ['o(?=[^aeiouywxr]e(?:s|d|r|rs|ly)?$|ld|st$|sts$|$)', 'оW'],
    ['o', 'O'],
    ['^uni', 'йуни'],
    ['ur(?![aeiouyr])', 'ÖR'],
    ['ui|ue', 'у'],
    ['u(?=[^aeiouywx][aeiouy])', 'Yу'],
    ['u', 'U'],
    ['gn$', 'н'],
    ['x', 'кс'],
    ['^x', 'з'],
    ['r(?![aeiouy])', 'R'],
    ['y', 'и'],
    ['j', 'ж'],
  ] as const
).map(([spelling, signs, ahead = '']) => [new RegExp(`(?:${spelling})${ahead}`, 'y'), signs] as const);

const LETTERS = new Map(
  Object.entries({ b: 'б', c: 'к', d: 'д', f: 'ф', g: 'г', h: 'х', k: 'к', l: 'л', m: 'м', n: 'н', p: 'п' }),
);
for (const [letter, sign] of Object.entries({ q: 'к', r: 'р', s: 'с', t: 'т', v: 'в', w: 'w', z: 'з' }))
  LETTERS.set(letter, sign);

const byLetter = new Map<string, (readonly [RegExp, string])[]>();
for (const rule of RULES) {
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
    // Which letters a rule can begin with, tried once.
    if (begins(rule[0].source, letter)) byLetter.set(letter, [...(byLetter.get(letter) ?? []), rule]);
  }
}

function begins(source: string, letter: string): boolean {
  const bare = source.replace(/\(\?<?[=!](?:[^()]|\([^()]*\))*\)/g, '').replace(/^\(\?:|\)$|\^|\$/g, '');
  return bare
    .split('|')
    .some((way) => (way.startsWith('[') ? way.slice(1, way.indexOf(']')).includes(letter) : way.startsWith(letter)));
}

/** How a word may sound, the usual way first. @param word small Latin letters */
export function soundsOf(word: string): readonly string[] {
  const listed = exceptions.get(word);
  if (listed) return listed;
  let signs = '';
  let at = 0;
  while (at < word.length) {
    const letter = word[at] ?? '';
    let matched = 0;
    for (const [rule, sound] of byLetter.get(letter) ?? []) {
      rule.lastIndex = at;
      const match = rule.exec(word)?.[0];
      if (match) {
        signs += sound;
        matched = match.length;
        break;
      }
    }
    if (matched === 0) {
      signs += LETTERS.get(letter) ?? '';
      matched = word[at + 1] === letter ? 2 : 1;
    }
    at += matched;
  }
  return [signs];
}
