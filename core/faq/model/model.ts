import type { AskOptions, Candidate, Understanding } from '../understanding.ts';
import { createBase, type Example } from './base.ts';
import { decide } from './decide.ts';
import { features } from './features.ts';
import { createLexicon } from './lexicon.ts';
import { pack, unpack } from './packing.ts';
import { createReadings, type Readings } from './readings.ts';
import { createRules } from './rules.ts';
import { judge } from './stack.ts';
import { type Learnt, learnAll } from './training.ts';
import type { Model, TrainingInput } from './types.ts';

/** Classes that are no articles; weighed by facts about the whole message too. */
const SPECIAL = ['human', 'none'];

/** Learns from the examples: deterministic, a few seconds of one processor. */
export function train(input: TrainingInput): Model {
  const lexicon = createLexicon(input.concepts);
  const readings = createReadings(input);
  const intents = intentsOf(input);
  const examples = examplesOf(input, intents).map(({ text, label }): Example => {
    return { label, counts: features(readings.example(text), lexicon) };
  });
  return createModel(input, readings, learnAll(examples, intents.length, specialOf(intents)));
}

/**
 * The model that wrote these bytes; `input` must be what it was trained on. Throws when the bytes do not fit.
 * @param readings of the same input, for whoever makes them apart
 */
export function deserialize(bytes: Uint8Array, input: TrainingInput, readings = createReadings(input)): Model {
  const learnt = unpack(bytes);
  if (learnt.knowledge.classes !== intentsOf(input).length) throw new Error('These weights belong to other articles.');
  return createModel(input, readings, learnt);
}

function intentsOf({ examples }: TrainingInput): string[] {
  return [...new Set(examples.map(({ intent }) => intent))].sort();
}

function specialOf(intents: readonly string[]): number[] {
  return SPECIAL.map((name) => intents.indexOf(name)).filter((label) => label >= 0);
}

/** All texts, sorted: the order of files must not matter. */
function examplesOf({ examples }: TrainingInput, intents: readonly string[]): { text: string; label: number }[] {
  return examples
    .flatMap(({ intent, utterances, errors }) =>
      [...utterances, ...errors].map((text) => ({ text, label: intents.indexOf(intent) })),
    )
    .sort((a, b) => a.label - b.label || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

function createModel(input: TrainingInput, readings: Readings, learnt: Learnt): Model {
  const intents = intentsOf(input);
  const special = specialOf(intents);
  const rules = createRules(input.examples, readings.example);
  const base = createBase(learnt.knowledge);
  const lexicon = createLexicon(input.concepts);

  function weigh(text: string, options: AskOptions): readonly Candidate[] {
    const sum = new Float64Array(intents.length);
    for (const reading of readings.of(text, options.language)) {
      const sure = rules.match(reading.text);
      const probabilities = judge(learnt.stack, special, base(features(reading.text, lexicon)));
      intents.forEach((intent, label) => {
        const weighed = probabilities[label] ?? 0;
        const value = sure === null ? weighed : (1 - RULE) * weighed + (intent === sure ? RULE : 0);
        sum[label] = (sum[label] ?? 0) + reading.weight * value;
      });
    }
    const all = intents.map((intent, label) => ({ intent, confidence: sum[label] ?? 0 }));
    return atInstitution(all, options.institution);
  }

  return {
    understand: (text: string, options: AskOptions = {}): Understanding => decide(weigh(text, options)),
    probabilities: (text, options = {}) => weigh(text, options),
    serialize: () => pack(learnt),
  };
}

/** How sure a rule is. */
const RULE = 0.97;

/** How many times likelier an article of the chat's own institution is than one of another. */
const OWN = 4;

function atInstitution(all: readonly Candidate[], institution: string | undefined): readonly Candidate[] {
  if (institution === undefined) return all;
  const raised = all.map(({ intent, confidence }) => ({
    intent,
    confidence: SPECIAL.includes(intent) || intent.startsWith(`${institution}.`) ? confidence : confidence / OWN,
  }));
  const sum = raised.reduce((total, { confidence }) => total + confidence, 0) || 1;
  return raised.map(({ intent, confidence }) => ({ intent, confidence: confidence / sum }));
}
