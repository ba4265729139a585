import { byIntent, commonIntents, isCommon } from '../article.ts';
import type { AskOptions, Candidate, Understanding } from '../understanding.ts';
import { createBase, type Example } from './base.ts';
import { heardOut } from './clauses.ts';
import { decide } from './decide.ts';
import { features } from './features.ts';
import { createLexicon, learnLexicon } from './lexicon.ts';
import { createNames } from './names.ts';
import { pack, unpack } from './packing.ts';
import { createReadings, learnReadings, type ReadingsData } from './readings.ts';
import { createRules, learnRules, type RulesData } from './rules.ts';
import { judge } from './stack.ts';
import { tokens } from './tokens.ts';
import { type Learnt, learnAll } from './training.ts';
import type { Model, TrainingInput } from './types.ts';

/** All that a model is made of: learnt in seconds, ready in a moment when it comes back from bytes. */
interface ModelData {
  /** One a line. */
  intents: string;
  readings: ReadingsData;
  lexicon: string;
  rules: RulesData;
  learnt: Learnt;
}

/** Learns from the examples: deterministic, a few seconds of one processor. */
export function train({ examples: given, concepts }: TrainingInput): Model {
  const input = { examples: [...given].sort(byIntent), concepts };
  const intents = intentsOf(input);
  const readings = learnReadings(input);
  const read = createReadings(readings).example;
  const entries = learnLexicon(concepts);
  const lexicon = createLexicon(entries);
  const examples = examplesOf(input, intents).map(({ text, label }): Example => {
    return { label, counts: features(read(text), lexicon) };
  });
  const data = {
    ...{ intents: intents.join('\n'), readings, lexicon: entries },
    rules: learnRules(input.examples, intents, read),
    learnt: learnAll(examples, intents.length, specialOf(intents)),
  };
  return createModel(data, input);
}

/** The model that wrote these bytes, of the same machine and code. Throws when they are cut off or `input` has other articles. */
export function deserialize(bytes: Uint8Array, input: TrainingInput): Model {
  const data = unpack(bytes) as ModelData;
  if (data.intents !== intentsOf(input).join('\n')) throw new Error('These weights belong to other articles.');
  return createModel(data, input);
}

function intentsOf({ examples }: TrainingInput): string[] {
  return [...new Set(examples.map(({ intent }) => intent))].sort();
}

/** Classes that are no articles are weighed by facts about the whole message too. */
function specialOf(intents: readonly string[]): number[] {
  return commonIntents.map((name) => intents.indexOf(name)).filter((label) => label >= 0);
}

/** All texts, sorted: the order of files must not matter. */
function examplesOf({ examples }: TrainingInput, intents: readonly string[]): { text: string; label: number }[] {
  return examples
    .flatMap(({ intent, utterances, errors }) =>
      [...utterances, ...errors].map((text) => ({ text, label: intents.indexOf(intent) })),
    )
    .sort((a, b) => a.label - b.label || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
}

function createModel(data: ModelData, input: TrainingInput): Model {
  const intents = data.intents.split('\n');
  const special = specialOf(intents);
  const readings = createReadings(data.readings);
  const rules = createRules(data.rules, intents);
  const lexicon = createLexicon(data.lexicon);
  const names = createNames(input, intents);
  const { knowledge, stack } = data.learnt;
  const base = createBase(knowledge);

  function weigh(text: string, options: AskOptions): readonly Candidate[] {
    const sum = new Float64Array(intents.length);
    for (const reading of readings.of(text, options.language)) {
      const sure = rules.match(reading.text);
      const read = features(reading.text, lexicon);
      const probabilities = names.weighed(judge(stack, special, base(read)), lexicon.find(tokens(reading.text)));
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
    understand(text: string, options: AskOptions = {}): Understanding {
      const one = (part: string): Understanding => decide(weigh(part, options));
      return heardOut(text, one(text), one);
    },
    readings: (text, language) => readings.of(text, language).map((one) => one.text),
    probabilities: (text, options = {}) => weigh(text, options),
    serialize: () => pack(data),
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
    confidence: isCommon(intent) || intent.startsWith(`${institution}.`) ? confidence : confidence / OWN,
  }));
  const sum = raised.reduce((total, { confidence }) => total + confidence, 0) || 1;
  return raised.map(({ intent, confidence }) => ({ intent, confidence: confidence / sum }));
}
