import { setImmediate } from 'node:timers/promises';
import MiniSearch, { type SearchResult } from 'minisearch';
import type { Article } from './article.ts';
import { plain, stem } from './model/tokens.ts';

/** Finds articles by words, the beginnings of words and words with a slip, in whatever form they stand. */
export interface ArticleIndex {
  /** The articles that have any of the words, with their `intent` and `language`; the best first. */
  search(text: string): SearchResult[];
  /** Makes the index in parts, so that nobody waits for the whole; else the first search makes it. A tenth of a second in all. */
  prepare(): Promise<void>;
}

/** A word as it is looked for: as typed, and without its ending. */
const formsOf = (term: string): string[] => [...new Set([plain(term), stem(plain(term))])];

/** The words of a text as they are looked for. */
export const termsOf = (text: string): string[][] =>
  (text.match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length > 1).map(formsOf);

export function createArticleIndex(articles: readonly Article[]): ArticleIndex {
  const index = new MiniSearch({
    fields: ['title', 'utterances', 'body'],
    storeFields: ['intent', 'language'],
    processTerm: (term) => stem(plain(term)),
    searchOptions: {
      // A word that is still being typed has no ending to take off.
      processTerm: formsOf,
      boost: { title: 3, utterances: 1.5 },
      prefix: (term) => term.length > 1,
      fuzzy: (term) => (term.length > 3 ? 0.2 : false),
    },
  });

  let next = 0;
  /** @returns false when there is nothing more to add */
  function addOne(): boolean {
    const article = articles[next];
    if (!article) return false;
    const { intent, language, title, utterances, body } = article;
    index.add({
      ...{ id: next, intent, language, title },
      utterances: utterances.join('\n'),
      // The institution's own words stand in the place of these; nobody looks for their names.
      body: body.replaceAll(/\{[^{}]*\}/g, ' '),
    });
    next += 1;
    return true;
  }

  return {
    search(text) {
      while (addOne());
      return index.search(text);
    },
    async prepare() {
      while (addOne()) await setImmediate();
    },
  };
}
