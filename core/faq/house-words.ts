import type { Article } from './article.ts';

/** What people typed counts only when as many articles have it among their examples: a name in one of them is not the house's word. */
const COMMON_TO = 3;
/** Stands for what does not leave. */
const HIDDEN = '…';
/** A letter that no word has: what nobody outside may see becomes a word of its own. */
const OWN = 'ꙮ';

interface Word {
  /** As articles and people may equally write it. */
  plain: string;
  /** Written as a name is: with a capital where no sentence begins. */
  named: boolean;
}

/** What comes before a word within a sentence. */
const WITHIN = /[^.!?:;\s]["«»( \p{Pd}]*$/u;

function wordsOf(text: string): Word[] {
  const whole = text.normalize('NFKC');
  return [...whole.matchAll(/\p{L}+/gu)].map(({ 0: word, index }) => ({
    plain: word.toLowerCase().replaceAll('ё', 'е'),
    named: /^\p{Lu}\p{Ll}+$/u.test(word) && WITHIN.test(whole.slice(0, index)),
  }));
}

/** Names stand apart from the words that they are spelled like. */
const keyOf = ({ plain, named }: Word): string => (named ? `*${plain}` : plain);

/** The words, in these very forms, that articles are written in, and those that all kinds of people use when they ask for them. */
export function houseWords(articles: readonly Article[]): ReadonlySet<string> {
  const own = new Set<string>();
  const typed = new Map<string, Set<string>>();
  for (const { intent, title, body, utterances } of articles) {
    // The institution's contacts stand in the place of these, and are nobody's words.
    for (const word of wordsOf(`${title}\n${body.replaceAll(/\{[^{}]*\}/g, ' ')}`)) {
      own.add(word.plain).add(keyOf(word));
    }
    for (const word of utterances.flatMap(wordsOf)) {
      for (const key of [word.plain, keyOf(word)]) typed.set(key, (typed.get(key) ?? new Set()).add(intent));
    }
  }
  for (const [word, intents] of typed) if (intents.size >= COMMON_TO) own.add(word);
  return own;
}

/** Of a text only the house's own words: names, addresses and whatever holds a digit become `…`. */
export function inHouseWords(text: string, words: ReadonlySet<string>): { text: string; known: number } {
  const parts = wordsOf(text.replaceAll(/\S*[\p{N}@]\S*/gu, ` ${OWN} `)).map((word) =>
    words.has(keyOf(word)) ? word.plain : HIDDEN,
  );
  const shown = parts.filter((word, at) => word !== HIDDEN || parts[at - 1] !== HIDDEN);
  return { text: shown.join(' '), known: parts.filter((word) => word !== HIDDEN).length };
}
