import { isCommon } from '../article.ts';
import type { Understanding } from '../understanding.ts';

/** Whoever writes more tells a story, in which one sentence may say what is asked. Words. */
const STORY = 20;
/** So sure of the whole, nothing in it says better. */
const CERTAIN = 0.97;
/** A sentence has a say that is as sure as this. */
const SAYS = 0.85;
/** Fewer words are no sentence. */
const SENTENCE = 3;
/** More sentences are not heard one by one. */
const MOST = 24;

const wordsIn = (text: string): number => text.match(/\p{L}+/gu)?.length ?? 0;

/** Sentences and their parts: commas, dashes and «но» divide what is told from what is asked. */
const clausesOf = (text: string): string[] =>
  text.split(/[.!?;\n]+|,\s|\s[—–-]\s|\s(?:но|а|but)\s/u).filter((one) => wordsIn(one) >= SENTENCE);

/**
 * A story that is answered at once, although none of its sentences asks for that and one of them surely asks for something else: both are offered.
 * @param understand one text by itself
 */
export function heardOut(
  text: string,
  whole: Understanding,
  understand: (text: string) => Understanding,
): Understanding {
  const [first] = whole.intents;
  if (whole.outcome !== 'answer' || !first || first.confidence >= CERTAIN || wordsIn(text) < STORY) return whole;
  const said = clausesOf(text)
    .slice(0, MOST)
    .map(understand)
    .flatMap(({ outcome, intents }) => (outcome === 'answer' ? intents.slice(0, 1) : []))
    .filter(({ intent, confidence }) => confidence >= SAYS && !isCommon(intent));
  const [other] = said;
  if (!other || said.some(({ intent }) => intent === first.intent)) return whole;
  const rest = whole.intents.filter(({ intent }) => !isCommon(intent) && intent !== other.intent);
  const also = { intent: other.intent, confidence: Math.min(first.confidence, other.confidence) };
  return { ...whole, outcome: 'suggest', intents: [...rest.slice(0, 1), also, ...rest.slice(1, 2)] };
}
