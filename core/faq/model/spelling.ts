import { englishWords } from '../reading/english-words.ts';
import { russianWords } from '../reading/russian-words.ts';
import { createSpeller, isNextKey, learnSpeller, type Speller, type SpellerData } from '../reading/speller.ts';
import { plain, stem } from './tokens.ts';

const WORD = /[\p{L}']+/gu;
/** A shorter unknown word may be an abbreviation or a name: nothing is guessed. */
const SHORTEST = 3;
/** Up to so many letters a word is short. */
const SHORT = 4;
/** Three letters are put right only to a word that stands in so many examples, and only when two are swapped or one is missing. */
const FREQUENT = 12;
/** Of four letters another one makes another word, unless its key lies beside and the word stands in so many examples. */
const COMMONEST = 60;
/** Nothing is put right to a word that stands in fewer examples or concepts: it is hardly what was meant. */
const ASKED = 2;
/** Both parts of two words that were typed as one have at least so many letters; «не» is the exception. */
const SHORTEST_PART = 4;

/** Examples hold slips too: a word that is not common, stands in so few examples … */
const RARE = 2;
/** … and is next to a word that stands in so many times as many, is taken for a slip of it. */
const COMMONER = 6;
/** A common slip («пороль») stands in more of them: so many times commoner is what is meant, and no list knows the slip for a word. */
const FAR_COMMONER = 8;

/** What putting right needs to know; words and pairs of words stand one a line. */
export interface SpellingData {
  /** All words of the texts, and their stems. */
  words: string;
  stems: string;
  /** Words to put right to. */
  speller: SpellerData;
  /** Those that are meant even where a letter is another one. */
  commonest: string;
  /** A slip and what is meant, in turn. */
  slips: string;
  short: string;
}

/**
 * Learns the words of the examples and concepts.
 * @param named the concepts' own words: whoever wrote them there meant them
 */
export function learnSpelling(texts: readonly string[], named: readonly string[] = []): SpellingData {
  const times = new Map<string, number>();
  for (const text of texts)
    for (const word of plain(text).match(WORD) ?? []) times.set(word, (times.get(word) ?? 0) + 1);
  const ours = [...times].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1)).map(([word]) => word);
  const common = commonWords();
  const real = new Set([...common, ...named.flatMap((text) => plain(text).match(WORD) ?? [])].map(stem));
  const slips = new Map<string, string>();
  const oftener = (than: number) => ours.filter((word) => (times.get(word) ?? 0) > than);
  const commonest = oftener(COMMONEST - 1);
  const [sure, surest] = [RARE * COMMONER, RARE * COMMONER * FAR_COMMONER].map((than) =>
    careful(createSpeller(learnSpeller(oftener(than))), commonest),
  );
  for (const [word, count] of times) {
    if (common.has(word)) continue;
    const meant = (count > RARE * COMMONER ? surest : sure)?.correct(word) ?? null;
    if (meant === null || stem(meant) === stem(word)) continue;
    const isSlip = count <= RARE || (!real.has(stem(word)) && count * FAR_COMMONER <= (times.get(meant) ?? 0));
    if (isSlip) slips.set(word, meant);
  }
  // Whatever is near a slip is near what was meant.
  const right = ours.filter((word) => !slips.has(word));

  const short = new Map<string, string>();
  for (const word of ours) {
    if ((times.get(word) ?? 0) < FREQUENT) break;
    for (const slip of shortSlips(word)) if (!short.has(slip)) short.set(slip, word);
  }
  return {
    words: right.join('\n'),
    stems: [...new Set(right.map(stem))].join('\n'),
    speller: learnSpeller(right.filter((word) => (times.get(word) ?? 0) >= ASKED)),
    commonest: commonest.join('\n'),
    slips: [...slips].flat().join('\n'),
    short: [...short].flat().join('\n'),
  };
}

/**
 * Puts right what is no word. Words that people use for other things are left alone, so that a stranger's question does not become one
 * of ours.
 */
export function createSpelling(data: SpellingData): (text: string) => string {
  const words = new Set(data.words.split('\n'));
  const stems = new Set(data.stems.split('\n'));
  const common = commonWords();
  const speller = careful(createSpeller(data.speller), data.commonest.split('\n'));
  const slips = inPairs(data.slips);
  const short = inPairs(data.short);
  const known = (word: string): boolean => words.has(word) || stems.has(stem(word)) || common.has(word);

  function mend(word: string): string {
    const slip = slips.get(word);
    if (slip !== undefined) return slip;
    if (word.length < SHORTEST || known(word)) return word;
    if (word.startsWith('не') && known(word.slice(2))) return `не ${word.slice(2)}`;
    for (let at = SHORTEST_PART; at <= word.length - SHORTEST_PART; at++) {
      if (words.has(word.slice(0, at)) && words.has(word.slice(at))) return `${word.slice(0, at)} ${word.slice(at)}`;
    }
    return (word.length === SHORTEST ? short.get(word) : speller.correct(word)) ?? word;
  }

  return (text) => text.replace(WORD, mend);
}

/** Words that people use everywhere: the same for all models. */
function commonWords(): ReadonlySet<string> {
  common ??= new Set([...russianWords, ...englishWords]);
  return common;
}
let common: ReadonlySet<string> | undefined;

function inPairs(lines: string): Map<string, string> {
  const pairs = new Map<string, string>();
  const all = lines.split('\n');
  for (let at = 0; at + 1 < all.length; at += 2) pairs.set(all[at] ?? '', all[at + 1] ?? '');
  return pairs;
}

/** In a word of four letters another letter makes another word: swapped, missing and doubled letters are put right, others only in the commonest. */
function careful({ correct }: Speller, commonest: readonly string[]): Pick<Speller, 'correct'> {
  const often = new Set(commonest);
  const letters = (word: string): string => [...word].sort().join('');
  return {
    correct(word) {
      const meant = correct(word);
      if (meant === null || word.length > SHORT || meant.length !== word.length) return meant;
      if (letters(meant) === letters(word)) return meant;
      return often.has(meant) && isNextKey(word, meant) ? meant : null;
    },
  };
}

/** What becomes of a short word when two of its letters are swapped or one but the first is left out; always three letters. */
function shortSlips(word: string): string[] {
  const letters = [...word];
  if (word.length === SHORTEST) {
    return letters.slice(1).map((letter, at) => word.slice(0, at) + letter + letters[at] + word.slice(at + 2));
  }
  if (word.length !== SHORTEST + 1) return [];
  return letters.slice(1).map((_, at) => word.slice(0, at + 1) + word.slice(at + 2));
}
