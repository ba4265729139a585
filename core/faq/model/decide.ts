import { isCommon } from '../article.ts';
import type { Candidate, Understanding } from '../understanding.ts';

/** The least confidence with which an article is shown at once. Chosen so that at most 3 of 100 such answers are wrong. */
const ANSWER = 0.75;
/** An article is shown at once only when "none of them" is less probable than this: a wrong answer to a stranger's question annoys. */
const ANSWER_NONE = 0.1;
/** A person is called from here on: less sure, somebody who only asked would find themselves writing to the helpdesk. */
const HUMAN = 0.5;
/** An article that is less probable than this is not offered. */
const OFFER = 0.03;

const MOST = 3;

/** Decides what to do from how probable each intent is. */
export function decide(all: readonly Candidate[]): Understanding {
  const sorted = [...all].sort((a, b) => b.confidence - a.confidence || (a.intent < b.intent ? -1 : 1));
  const ranking = sorted.slice(0, MOST);
  const first = ranking[0];
  if (!first || first.intent === 'none') return { outcome: 'none', intents: ranking, ranking };
  if (first.intent === 'human' && first.confidence >= HUMAN) return { outcome: 'human', intents: ranking, ranking };
  const none = all.find(({ intent }) => intent === 'none')?.confidence ?? 0;
  if (first.confidence >= ANSWER && none <= ANSWER_NONE) return { outcome: 'answer', intents: ranking, ranking };
  const articles = sorted.filter(({ intent, confidence }) => !isCommon(intent) && confidence >= OFFER);
  return { outcome: 'suggest', intents: (articles.length > 0 ? articles : [first]).slice(0, MOST), ranking };
}
