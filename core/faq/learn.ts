import MiniSearch from 'minisearch';
import type { Model, TrainingInput } from './model/types.ts';

/** Finds the examples that share the most words with a message. */
export function train({ examples }: TrainingInput): Model {
  const index = new MiniSearch<{ id: number; text: string; intent: string }>({
    fields: ['text'],
    storeFields: ['intent'],
    searchOptions: { prefix: (term) => term.length > 3, fuzzy: (term) => (term.length > 4 ? 0.2 : false) },
  });
  const texts = examples.flatMap(({ intent, utterances, errors }) =>
    [...utterances, ...errors].map((text) => ({ text, intent })),
  );
  index.addAll(texts.map((one, id) => ({ id, ...one })));
  return {
    understand(text, { institution } = {}) {
      const best = new Map<string, number>();
      for (const { score, intent } of index.search(text)) {
        const own = institution !== undefined && String(intent).startsWith(`${institution}.`) ? 1.3 : 1;
        best.set(String(intent), Math.max(best.get(String(intent)) ?? 0, score * own));
      }
      const total = [...best.values()].reduce((sum, score) => sum + score ** 2, 1);
      const intents = [...best]
        .map(([intent, score]) => ({ intent, confidence: score ** 2 / total }))
        .sort((one, other) => other.confidence - one.confidence)
        .slice(0, 3);
      const [first] = intents;
      if (!first || first.intent === 'none' || first.confidence < 0.15) return { outcome: 'none', intents };
      if (first.intent === 'human') return { outcome: 'human', intents };
      if (first.confidence > 0.5) return { outcome: 'answer', intents };
      return { outcome: 'suggest', intents: intents.filter(({ intent }) => intent.includes('.')) };
    },
    serialize: () => new Uint8Array([1]),
  };
}

export function deserialize(_: Uint8Array, input: TrainingInput): Model {
  return train(input);
}
