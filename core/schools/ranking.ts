import type MiniSearch from 'minisearch';
import type { SearchOptions as MiniOptions, Query, SearchResult } from 'minisearch';
import { typedOnCyrillicKeys, typedOnLatinKeys } from '../accounts/alphabet.ts';
import { type Fields, type Index, type Known, ownLabels } from './school-index.ts';
import type { SearchOptions } from './search.ts';
import { isNumber, schoolWords } from './words.ts';

const LONGEST_QUERY = 200;
const MOST_WORDS = 8;
const MOST_FOUND = 50;

/** Most people type the number; a word of the name tells more than the region. */
const BOOST = { number: 8, name: 3, region: 1.5, host: 1 };
/** For a school of the kind that was asked for. */
const KIND_BOOST = 1.3;

const tolerant: MiniOptions = {
  boost: BOOST,
  combineWith: 'AND',
  prefix: (word) => !isNumber(word) && word.length >= 3,
  // One typing error in a word of four letters, two in a long one; a number is another school's.
  fuzzy: (word) => (isNumber(word) || word.length < 4 ? false : word.length < 8 ? 1 : 2),
  maxFuzzy: 2,
};

const ADDRESS =
  /(?:https?:\/\/)?(?:www\.)?((?:[a-z0-9-]+\.)+(?:ru|su|org|com|net|info|xn--[a-z0-9-]+))(?![a-z0-9-])\S*/i;

/** Ids of schools, best first. */
export function search(index: Index, query: string, { region = '', limit = 10 }: SearchOptions): string[] {
  const text = query.slice(0, LONGEST_QUERY).normalize('NFKC');
  const place = region.slice(0, LONGEST_QUERY);
  const most = Math.min(MOST_FOUND, Math.max(1, limit));
  const found = ranked(index, text, place, most);
  if (found.length > 0) return found;
  // «irjkf» is «школа» on the other keyboard.
  const other = /\p{Script=Cyrillic}/u.test(text) ? typedOnLatinKeys(text) : typedOnCyrillicKeys(text);
  return other === text ? [] : ranked(index, other, place, most);
}

function ranked(index: Index, text: string, region: string, most: number): string[] {
  const address = ADDRESS.exec(text)?.[1]?.toLowerCase();
  const exact = address === undefined ? undefined : index.hosts.get(address);
  if (exact !== undefined) return [exact];
  const asked = schoolWords(address === undefined ? text : text.replace(ADDRESS, ownLabels(address)));
  const words = asked.words.slice(0, MOST_WORDS);
  const place = schoolWords(region).words.slice(0, MOST_WORDS);
  if (region.trim() !== '' && place.length === 0) return [];
  if (words.length === 0 && place.length === 0) return [];

  const inPlace: Query[] =
    place.length === 0 ? [] : [{ queries: place, fields: ['region', 'name'], combineWith: 'AND' }];
  return best(
    inSteps(index.mini, words, inPlace).map(({ id, score }) => {
      const known = index.known.get(id);
      const asWanted = known?.kinds.some((kind) => asked.kinds.includes(kind)) ?? false;
      return { id, score: asWanted ? score * KIND_BOOST : score, known };
    }),
    most,
  );
}

interface Scored {
  id: string;
  score: number;
  known: Known | undefined;
}

/** The ids of the best; without sorting thousands for the sake of ten. */
function best(all: readonly Scored[], most: number): string[] {
  const isBetter = (one: Scored, other: Scored): boolean =>
    one.score > other.score || (one.score === other.score && isBefore(one.known, other.known));
  const kept: Scored[] = [];
  for (const one of all) {
    const last = kept[most - 1];
    if (last && !isBetter(one, last)) continue;
    const place = kept.findIndex((other) => isBetter(one, other));
    kept.splice(place < 0 ? kept.length : place, 0, one);
    kept.length = Math.min(kept.length, most);
  }
  return kept.map(({ id }) => id);
}

/** In the order of numbers, then of names. */
function isBefore(one: Known | undefined, other: Known | undefined): boolean {
  if (!one || !other) return other === undefined;
  if (one.number !== other.number) {
    const [short, long] = [one.number.length, other.number.length];
    return short < long || (short === long && one.number < other.number);
  }
  return one.name < other.name;
}

/** With all words; else with the number and what else fits; else with most of the words, the name's among them. */
function inSteps(mini: MiniSearch<Fields>, words: string[], inPlace: Query[]): SearchResult[] {
  const all = (terms: string[]): SearchResult[] =>
    mini.search({ queries: [...terms, ...inPlace], combineWith: 'AND' }, tolerant);
  const whole = all(words);
  if (whole.length > 0 || words.length < 2) return whole;

  const names = words.filter((word) => !isNumber(word));
  const numbers = words.filter(isNumber);
  if (numbers.length > 0) {
    const numbered = all(numbers);
    const others = new Map(
      mini.search({ queries: names, combineWith: 'OR' }, tolerant).map(({ id, score }) => [id, score]),
    );
    if (numbered.length > 0) return numbered.map((one) => ({ ...one, score: one.score + (others.get(one.id) ?? 0) }));
  }
  const needed = Math.ceil(words.length / 2);
  return mini
    .search({ queries: [{ queries: names, combineWith: 'OR' }, ...inPlace], combineWith: 'AND' }, tolerant)
    .filter(({ queryTerms, match }) => {
      const named = Object.values(match).some((fields) => fields.includes('name'));
      return named && new Set(queryTerms.filter((term) => names.includes(term))).size >= needed;
    });
}
