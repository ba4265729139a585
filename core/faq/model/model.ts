import type { AskOptions, Understanding } from '../understanding.ts';
import { createBase, type Example } from './base.ts';
import { decide } from './decide.ts';
import { features } from './features.ts';
import { createLexicon, type Lexicon } from './lexicon.ts';
import { pack, unpack } from './packing.ts';
import { createReadings } from './readings.ts';
import { createRules } from './rules.ts';
import { judge } from './stack.ts';
import { type Learnt, learnAll } from './training.ts';
import type { Model, TrainingInput } from './types.ts';

/** Classes that are no articles; weighed by facts about the whole message too. */
const SPECIAL = ['human', 'none'];

/** Learns from the examples: deterministic, a few seconds of one processor. */
export function train(input: TrainingInput): Model {
  const prepared = prepare(input);
  return createModel(
    prepared,
    input,
    learnAll(prepared.examples, prepared.intents.length, prepared.special, prepared.lexicon),
  );
}

/** The model that wrote these bytes; `input` must be what it was trained on. Throws when the bytes do not fit. */
export function deserialize(bytes: Uint8Array, input: TrainingInput): Model {
  const prepared = prepare(input);
  const { regressions, stack } = unpack(bytes, prepared.intents.length);
  const base = createBase(prepared.examples, prepared.intents.length, prepared.lexicon, regressions);
  return createModel(prepared, input, { base, stack });
}

interface Prepared {
  intents: readonly string[];
  special: readonly number[];
  examples: readonly Example[];
  lexicon: Lexicon;
}

/** Sorts and reads the examples: the order of files must not matter. */
function prepare({ examples, concepts }: TrainingInput): Prepared {
  const lexicon = createLexicon(concepts);
  const intents = [...new Set(examples.map(({ intent }) => intent))].sort();
  const texts = examples
    .flatMap(({ intent, utterances, errors }) =>
      [...utterances, ...errors].map((text) => ({ text, label: intents.indexOf(intent) })),
    )
    .sort((a, b) => a.label - b.label || (a.text < b.text ? -1 : a.text > b.text ? 1 : 0));
  return {
    intents,
    special: SPECIAL.map((name) => intents.indexOf(name)).filter((label) => label >= 0),
    examples: texts.map(({ text, label }) => ({ text, label, counts: features(text, lexicon) })),
    lexicon,
  };
}

function createModel({ intents, special, lexicon }: Prepared, input: TrainingInput, { base, stack }: Learnt): Model {
  const rules = createRules(input.examples);
  const read = createReadings(input);
  return {
    understand(text: string, options: AskOptions = {}): Understanding {
      const all = read(text, options.language);
      const sum = new Float64Array(intents.length);
      for (const reading of all) {
        const sure = rules.match(reading.text);
        const probabilities = judge(stack, special, base.evidence(reading.text, features(reading.text, lexicon)));
        intents.forEach((intent, label) => {
          const value =
            sure === null
              ? (probabilities[label] ?? 0)
              : intent === sure
                ? RULE
                : (1 - RULE) * (probabilities[label] ?? 0);
          sum[label] = (sum[label] ?? 0) + reading.weight * value;
        });
      }
      return decide(
        weighed(
          intents.map((intent, label) => ({ intent, confidence: sum[label] ?? 0 })),
          options.institution,
        ),
      );
    },
    serialize: () => pack(base.regressions, stack),
  };
}

/** How sure a rule is. */
const RULE = 0.97;

/** How many times likelier an article of the chat's own institution is than one of another. */
const OWN = 4;

function weighed(all: readonly { intent: string; confidence: number }[], institution: string | undefined) {
  if (institution === undefined) return all;
  const raised = all.map(({ intent, confidence }) => ({
    intent,
    confidence: SPECIAL.includes(intent) || intent.startsWith(`${institution}.`) ? confidence : confidence / OWN,
  }));
  const sum = raised.reduce((total, { confidence }) => total + confidence, 0) || 1;
  return raised.map(({ intent, confidence }) => ({ intent, confidence: confidence / sum }));
}
