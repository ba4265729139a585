import { type FaqStore, openFaq } from '#core/faq/open.ts';
import { textsFolder } from '#locales/articles.ts';

let store: Promise<FaqStore> | undefined;

/** The real articles, read once per process of tests; the weights lie ready in the cache (see global-setup.ts). */
export function sharedFaq(): Promise<FaqStore> {
  store ??= openFaq({ folder: textsFolder, every: null });
  return store;
}
