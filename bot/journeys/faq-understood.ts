import { type Article, isCommon } from '#core/faq/article.ts';
import { withoutOwn } from '#core/faq/asking.ts';
import { LONGEST_ASKED } from '#core/faq/create-faq.ts';
import { faqFolder } from '#core/faq/folder.ts';
import type { Candidate, Understanding } from '#core/faq/understanding.ts';
import type { Where } from './aside.ts';
import { complaintIn, meantByStep, stepArticle } from './faq-complaints.ts';
import { namesOther } from './faq-elsewhere.ts';
import { articleOf } from './faq-places.ts';
import type { StepContext } from './step.ts';

/** What a text asks, in this chat. @param where the step, where that may tell what is meant */
export function understood(
  context: StepContext<unknown>,
  text: string,
  where?: Pick<Where, 'journey' | 'step'>,
): Understanding {
  const { faq, language, institution } = context;
  const folder = institution ? faqFolder(institution) : undefined;
  const found = faq.ask(withoutOwn(text.slice(0, LONGEST_ASKED)), {
    language,
    ...(folder ? { institution: folder } : {}),
  });
  const complaint = where && complaintIn(context, text);
  const here = complaint && meantByStep(context, where, complaint, found);
  if (here) return here;
  if (!institution || !folder || !where || namesOther(institution, text)) return found;
  return meantHere(found, folder, stepArticle(where));
}

/** How many times likelier an article is meant where its step waits for what it is about. */
const AT_STEP = 3;
/** Another institution's article is offered beside the own ones only where it is so many times likelier. */
const MUCH_LIKELIER = 3;
/** Less probable, what is left after the others went is offered, not shown. */
const SURE = 0.75;
/** Less probable, nothing was understood that the step could make surer. */
const SAID = 0.15;

/**
 * The same, once it is known where it is asked: what two institutions have alike is this one's, what the step waits for is likelier, and
 * another institution's article is not offered beside the own ones.
 */
function meantHere(
  { outcome, intents, ...rest }: Understanding,
  folder: string,
  here: string | undefined,
): Understanding {
  if (outcome !== 'suggest' && outcome !== 'answer') return { outcome, intents, ...rest };
  const isOwn = ({ intent }: Candidate): boolean => intent.startsWith(`${folder}.`);
  // What is of the other institution goes to its twin, where there is one.
  const moved = new Map<string, number>();
  for (const { intent, confidence } of intents) {
    const meant = twinName(intent, folder) ?? intent;
    moved.set(meant, (moved.get(meant) ?? 0) + confidence);
  }
  const weighed = [...moved].map(([intent, confidence]) => ({
    intent,
    confidence: intent === here && confidence >= SAID ? confidence * AT_STEP : confidence,
  }));
  const unnamed = Math.max(0, 1 - intents.reduce((sum, one) => sum + one.confidence, 0));
  const sum = weighed.reduce((total, one) => total + one.confidence, unnamed) || 1;
  const all = weighed
    .map(({ intent, confidence }) => ({ intent, confidence: confidence / sum }))
    .sort((one, other) => other.confidence - one.confidence);
  const best = all.find(isOwn)?.confidence ?? 0;
  const bound = best >= SAID ? best * MUCH_LIKELIER : 0;
  const kept = all.filter((one) => isOwn(one) || isCommon(one.intent) || one.confidence > bound);
  const [first] = kept;
  const before = intents.find(({ intent }) => intent === first?.intent)?.confidence ?? 0;
  const same = before > 0 && first?.intent === intents[0]?.intent;
  if (!first || (same && (outcome === 'answer' || !isOwn(first)))) return { ...rest, outcome, intents: kept };
  const surer = isOwn(first) && first.confidence >= SURE && first.confidence > before;
  return { ...rest, outcome: surer ? 'answer' : 'suggest', intents: kept };
}

/** What both institutions have, and people name alike: “the letter has not come”. */
const twins = [
  ['isu.register', 'eljur.register'],
  ['isu.email_not_received', 'eljur.letter_late_spam'],
  ['isu.mobile_app', 'eljur.mobile_app'],
] as const;

/** The name of this institution's article on the same, where another one's is given. */
function twinName(intent: string, folder: string): string | undefined {
  if (intent.startsWith(`${folder}.`)) return undefined;
  const pair = twins.find((one) => one.some((name) => name === intent));
  return pair?.find((name) => name.startsWith(`${folder}.`));
}

/** The chosen institution's article on the same, where another one's was found; null where there is none, or none was chosen. */
export function twinOf(context: StepContext<unknown>, { intent, institution: folder }: Article): Article | null {
  const { institution } = context;
  if (!institution || faqFolder(institution) === folder) return null;
  const own = twinName(intent, faqFolder(institution));
  return own ? articleOf(context, own) : null;
}
