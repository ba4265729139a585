import type { Environment } from './environment.ts';

/** A server that speaks OpenAI's `/chat/completions`. */
export interface RerankerSettings {
  /** Without a slash at the end. */
  url: string;
  key: string | null;
  model: string;
}

/** Off when nothing of it is given. A server within this machine may need no key. */
export function rerankerSettings(
  env: Environment,
  given: Record<string, string | undefined>,
  mistakes: string[],
): RerankerSettings | null {
  if (!Object.keys(given).some((name) => name.startsWith('FAQ_RERANKER_'))) return null;
  for (const name of ['FAQ_RERANKER_URL', 'FAQ_RERANKER_MODEL']) {
    if (!given[name]) mistakes.push(`${name}: is needed for the re-ranker (FAQ_RERANKER_URL, FAQ_RERANKER_MODEL)`);
  }
  const url = (env.FAQ_RERANKER_URL ?? '').replace(/\/+$/, '').replace(/\/chat\/completions$/, '');
  return { url, key: env.FAQ_RERANKER_KEY ?? null, model: env.FAQ_RERANKER_MODEL ?? '' };
}
