import { type Language, languages } from '../language.ts';
import { type Article, topicNames } from './article.ts';
import { createArticleIndex, termsOf } from './article-index.ts';
import type { Faq } from './faq.ts';
import type { Model } from './model/types.ts';

/** Nobody needs more to say what they want, and whoever sends more shall not keep the house busy. Characters. */
export const LONGEST_ASKED = 1500;
/** What is still being typed is shorter. Characters; Telegram's own bound. */
const LONGEST_SEARCHED = 256;

/**
 * Makes the questions' answers of articles and of what understands; without a model nothing is understood, all can be read.
 * `prepare` gets ready for searches bit by bit; without it the first search takes a tenth of a second longer.
 */
export function createFaq({
  articles,
  model,
}: {
  articles: readonly Article[];
  model: Model | null;
}): Faq & { prepare(): Promise<void> } {
  const sorted = [...articles].sort(inOrder);
  const key = (intent: string, language: Language): string => `${language} ${intent}`;
  const byKey = new Map(sorted.map((article) => [key(article.intent, article.language), article]));
  const intents = [...new Set(sorted.map(({ intent }) => intent))];
  const lists = new Map(languages.map((language) => [language, listOf(language)]));
  const index = createArticleIndex(sorted);

  /** Half a house is better than none: what one language lacks is given in the other. */
  function find(intent: string, language: Language): Article | null {
    for (const one of [language, ...languages]) {
      const article = byKey.get(key(intent, one));
      if (article) return article;
    }
    return null;
  }

  function listOf(language: Language): Article[] {
    return intents.flatMap((intent) => find(intent, language) ?? []).sort(inOrder);
  }

  function search(
    typed: string,
    { language, limit, institution }: { language: Language; limit: number; institution?: string },
  ): Article[] {
    const text = beginning(typed, LONGEST_SEARCHED);
    const all = lists.get(language) ?? [];
    const own = (article: Article): boolean => article.institution === institution;
    if (text.trim() === '') return [...all.filter(own), ...all.filter((article) => !own(article))].slice(0, limit);

    const scores = new Map<string, number>();
    const add = (intent: string, score: number) => scores.set(intent, (scores.get(intent) ?? 0) + score);
    const found = new Map<string, number>();
    const understood = model?.understand(text, { language, ...(institution === undefined ? {} : { institution }) });
    const none = understood?.ranking?.find(({ intent }) => intent === 'none')?.confidence ?? 0;
    // Where nothing of ours is meant, an article has all the words or none of the matter.
    const words = none >= SURELY_NONE ? termsOf(text) : [];
    for (const { score, intent, language: written, terms } of index.search(text)) {
      if (words.length > 1 && !words.every((forms) => forms.some((one) => terms.some((term) => term.startsWith(one)))))
        continue;
      const weighed = score * (written === language ? 1 : 0.7);
      found.set(String(intent), Math.max(found.get(String(intent)) ?? 0, weighed));
    }
    const top = Math.max(...found.values(), Number.MIN_VALUE);
    for (const [intent, score] of found) add(intent, score / top);
    for (const { intent, confidence } of understood?.intents ?? [])
      if (confidence >= WORTH_A_LINE) add(intent, confidence * 2);

    const sorted = all
      .map((article) => ({ article, score: (scores.get(article.intent) ?? 0) * (own(article) ? 1.2 : 1) }))
      .sort((one, other) => other.score - one.score);
    const least = (sorted[0]?.score ?? 0) * LIKELY;
    return sorted
      .filter(({ score }) => score > 0 && score >= least)
      .slice(0, words.length > 1 ? Math.min(limit, FEW) : limit)
      .map(({ article }) => article);
  }

  return {
    ask: (text, options) =>
      model?.understand(beginning(text, LONGEST_ASKED), options) ?? { outcome: 'none', intents: [] },
    readings: (text, language) => model?.readings(beginning(text, LONGEST_ASKED), language) ?? [],
    article: find,
    articles: (institution, language) => (lists.get(language) ?? []).filter((one) => one.institution === institution),
    search,
    prepare: index.prepare,
  };
}

/** So much of a text, in whatever form: one sign may stand for twenty letters. */
function beginning(text: string, length: number): string {
  const typed = text.slice(0, length);
  const read = typed.normalize('NFKC');
  return read.length > 2 * length ? read.slice(0, length) : typed;
}

/** From here on nothing of ours is meant. */
const SURELY_NONE = 0.9;
/** Then so many articles at most, which have the words at least. */
const FEW = 2;
/** What is so much worse than the best is not what was meant. */
const LIKELY = 0.35;

/** Less sure than this is no help to anybody who is still typing. */
const WORTH_A_LINE = 0.05;

function inOrder(one: Article, other: Article): number {
  return (
    compare(one.institution, other.institution) ||
    topicNames.indexOf(one.topic) - topicNames.indexOf(other.topic) ||
    one.order - other.order ||
    compare(one.intent, other.intent)
  );
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0);
