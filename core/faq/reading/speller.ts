/** Puts right words that were mistyped. */
export interface Speller {
  /** The word's place in the vocabulary, from 0. */
  number(word: string): number | undefined;
  /** @returns the known word that is meant; null when the word is known itself, or nothing near enough is. @param word small letters */
  correct(word: string): string | null;
}

/** Shorter words have too many neighbours. Letters. */
const SHORTEST = 4;
/** From here on two mistakes are believed. Letters. */
const TWO_MISTAKES = 8;
/** Words are found by what is left of their beginning when letters are left out: so many letters of it. */
const BEGINNING = 7;
/** A slip to the next key is likelier than another wrong letter. */
const NEXT_KEY = 0.7;
const SWAPPED = 0.8;
const DOUBLED = 0.6;
/** What it costs a word to be ten times further down the list: a common word a little further off is likelier meant than a rare one. */
const RARER = 0.1;
/** A message is read in several ways, which share most of its words. Words that are looked up once for all of them. */
const REMEMBERED = 500;

const ROWS = ['qwertyuiop', 'asdfghjkl', 'zxcvbnm', 'йцукенгшщзхъ', 'фывапролджэ', 'ячсмитьбю'];
const neighbours = new Set(
  ROWS.flatMap((row) => [...row].flatMap((key, at) => [key + (row[at + 1] ?? ''), (row[at + 1] ?? '') + key])),
);
// The rows below, half a key to the right.
for (const [upper, lower] of [...ROWS.entries()].map(
  ([at, row]) => [row, at % 3 < 2 ? (ROWS[at + 1] ?? '') : ''] as const,
)) {
  for (const [at, key] of [...lower].entries()) {
    for (const near of upper.slice(at, at + 2)) neighbours.add(key + near).add(near + key);
  }
}
for (const two of ['ао', 'еи', 'еэ', 'ая', 'тд', 'зс', 'шщ', 'бп', 'вф', 'гк', 'ei', 'ie', 'ae', 'sc', 'sz']) {
  neighbours.add(two).add([...two].reverse().join(''));
}
/** Numbers are compared faster than texts. */
const pair = (one: number, other: number): number => one * 2 ** 16 + other;
const NEIGHBOURS = new Set(Array.from(neighbours, (two) => pair(two.charCodeAt(0), two.charCodeAt(1))));

/** Whether two words of one length differ in one letter only, for which the other is easily typed: its key lies beside, or it sounds alike. */
export function isNextKey(typed: string, meant: string): boolean {
  const other = [...typed].flatMap((letter, at) => (letter === meant[at] ? [] : [letter + (meant[at] ?? '')]));
  return other.length === 1 && other.every((two) => neighbours.has(two));
}

/** What a speller is made of: slow to gather, quick to read again. */
export interface SpellerData {
  /** The vocabulary between spaces, the commonest first. */
  words: string;
  /** Hashes of what is left of the words, each with its word's number, in order. */
  index: Float64Array;
}

/**
 * @param words the vocabulary, the commonest first: of equally near ones the first is meant. Small letters, «ё» as «е»
 */
export function learnSpeller(words: Iterable<string>): SpellerData {
  const known = [...new Set(words)];
  return { words: known.join(' '), index: indexed(known) };
}

export function createSpeller({ words, index }: SpellerData): Speller {
  const known = words.split(' ');
  const numbers = new Map(known.map((word, at) => [word, at]));
  const find = finder(index);
  const remembered = new Map<string, string | null>();

  function nearest(word: string): string | null {
    const most = word.length < TWO_MISTAKES ? 1 : 2;
    let best: string | null = null;
    let least = Number.POSITIVE_INFINITY;
    const tried = new Set<number>();
    for (const part of shortened(word, most)) {
      for (const at of find(part)) {
        const one = known[at] ?? '';
        if (Math.abs(one.length - word.length) > most || tried.has(at)) continue;
        tried.add(at);
        const rarity = RARER * Math.log10(1 + at);
        const mistakes = distance(word, one, Math.min(most, least - rarity) + 0.01);
        if (mistakes > most + 0.005 || mistakes + rarity >= least) continue;
        best = one;
        least = mistakes + rarity;
      }
    }
    return best;
  }

  return {
    number: (word) => numbers.get(word),
    correct(word) {
      if (word.length < SHORTEST || numbers.has(word)) return null;
      const before = remembered.get(word);
      if (before !== undefined) return before;
      if (remembered.size >= REMEMBERED) remembered.clear();
      const found = nearest(word);
      remembered.set(word, found);
      return found;
    },
  };
}

/** What is left of a word’s beginning without up to so many of its letters. */
function shortened(word: string, most: number): Set<string> {
  const found = new Set([word.slice(0, BEGINNING)]);
  let last = [...found];
  for (let round = 0; round < most; round += 1) {
    last = last.flatMap((one) => Array.from(one, (_, at) => one.slice(0, at) + one.slice(at + 1)));
    for (const one of last) found.add(one);
  }
  return found;
}

/** Words by hashes of what is left of them, in two sorted rows: a map of strings would take ten times the room. */
function indexed(words: readonly string[]): Float64Array {
  const entries: number[] = [];
  for (const [at, word] of words.entries()) {
    if (word.length < SHORTEST - 1) continue;
    // The hash and the number in one exact integer (32 + 20 bits), so that sorting is quick.
    for (const part of shortened(word, word.length < TWO_MISTAKES - 1 ? 1 : 2)) entries.push(hash(part) * 2 ** 20 + at);
  }
  return Float64Array.from(entries).sort();
}

function finder(sorted: Float64Array): (part: string) => number[] {
  return (part) => {
    const wanted = hash(part) * 2 ** 20;
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < wanted) low = middle + 1;
      else high = middle;
    }
    const found: number[] = [];
    for (let entry = sorted[low]; entry !== undefined && entry < wanted + 2 ** 20; entry = sorted[++low]) {
      found.push(entry - wanted);
    }
    return found;
  };
}

/** FNV-1a over the letters. */
function hash(text: string): number {
  let value = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) value = Math.imul(value ^ text.charCodeAt(at), 0x01000193);
  return value >>> 0;
}

/** Longer words are no words. Letters. */
const LONGEST = 63;
const rows = [0, 1, 2].map(() => new Float64Array(LONGEST + 1)) as [Float64Array, Float64Array, Float64Array];

/** Damerau–Levenshtein with cheaper slips; anything above `limit` is more than `limit`. */
function distance(typed: string, meant: string, limit: number): number {
  if (meant.length > LONGEST) return limit + 1;
  let [before, above, line] = rows;
  for (let at = 0; at <= meant.length; at += 1) above[at] = at;
  for (let row = 1; row <= typed.length; row += 1) {
    line[0] = row;
    let least = row;
    const letter = typed.charCodeAt(row - 1);
    const last = row > 1 ? typed.charCodeAt(row - 2) : -1;
    // A letter typed twice, or one too many.
    const extra = letter === last ? DOUBLED : 1;
    let previous = -1;
    for (let column = 1; column <= meant.length; column += 1) {
      const other = meant.charCodeAt(column - 1);
      const wrong = letter === other ? 0 : NEIGHBOURS.has(pair(letter, other)) ? NEXT_KEY : 1;
      const missing = other === previous ? DOUBLED : 1;
      let cost = Math.min(
        (above[column - 1] as number) + wrong,
        (above[column] as number) + extra,
        (line[column - 1] as number) + missing,
      );
      if (letter === previous && last === other) cost = Math.min(cost, (before[column - 2] as number) + SWAPPED);
      line[column] = cost;
      if (cost < least) least = cost;
      previous = other;
    }
    if (least > limit) return limit + 1;
    [before, above, line] = [above, line, before];
  }
  return above[meant.length] as number;
}
