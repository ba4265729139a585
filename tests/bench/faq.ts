import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import MiniSearch from 'minisearch';
import type { Examples } from '#core/faq/article.ts';
import { readFiles } from '#core/faq/files.ts';
import { deserialize, train } from '#core/faq/model/model.ts';
import type { Understanding } from '#core/faq/understanding.ts';
import { type Measured, measure, quality, readMessages } from '../faq/messages.ts';
import { figure, quantile, table } from './report.ts';

/** Messages that nobody looked at while tuning; the blind ones were written from the product documents alone, after the last tuning. */
const UNSEEN = ['unseen.jsonl', 'blind.jsonl'].map((name) => join(import.meta.dirname, '../faq', name));

/**
 * Prints how well messages are understood, by kind and by language, beside plain MiniSearch on the same messages, and what it costs.
 * @param file labelled messages; those that nobody looked at while tuning when left out
 */
export async function benchFaq(file?: string): Promise<void> {
  const input = readFiles(join(import.meta.dirname, '../../locales'));
  for (const one of file ? [file] : UNSEEN) benchMessages(one, input);
}

function benchMessages(file: string, input: ReturnType<typeof readFiles>): void {
  const messages = readMessages(file);

  const before = memory();
  const [training, weights] = timed(() => train(input).serialize());
  const [loading, model] = timed(() => deserialize(weights, input));
  const measured = measure(messages, (text) => model.understand(text));
  const megabytes = (memory() - before) / 1e6;
  const index = plainSearch(input.examples);
  const searched = measure(messages, index);

  const texts = input.examples.reduce((sum, { utterances }) => sum + utterances.length, 0);
  console.log(
    `${messages.length} messages of ${file}, ${texts} examples of ${new Set(input.examples.map(({ intent }) => intent)).size} intents`,
  );
  table([
    [
      '',
      'messages',
      'top-1 %',
      'top-3 %',
      'answered well %',
      'answered wrong %',
      'suggested %',
      'none answered %',
      'MiniSearch top-1 %',
      'top-3 %',
    ],
    ...groups(messages.map(({ kind }) => kind)).map((kind) =>
      row(kind, measured, searched, (one) => one.message.kind === kind),
    ),
    ...groups(messages.map(({ lang }) => lang)).map((lang) =>
      row(lang, measured, searched, (one) => one.message.lang === lang),
    ),
    row('all', measured, searched, () => true),
  ]);
  const times = measured.map(({ milliseconds }) => milliseconds);
  const searches = searched.map(({ milliseconds }) => milliseconds);
  console.log(
    `  a message: ${figure(quantile(times, 0.5))} ms, p99 ${figure(quantile(times, 0.99))} ms (MiniSearch ${figure(quantile(searches, 0.5))}, ${figure(quantile(searches, 0.99))}); ` +
      `training ${figure(training / 1000)} s; loading ${figure(loading)} ms; weights ${figure(weights.byteLength / 1e6)} MB; memory ${figure(megabytes)} MB`,
  );
}

/** MiniSearch as its manual shows it: whole words, their beginnings, and slips. */
function plainSearch(examples: readonly Examples[]): (text: string) => Understanding {
  const index = new MiniSearch<{ id: number; text: string; intent: string }>({
    fields: ['text'],
    storeFields: ['intent'],
    searchOptions: { prefix: true, fuzzy: 0.2 },
  });
  const texts = examples.flatMap(({ intent, utterances, errors }) =>
    [...utterances, ...errors].map((text) => ({ text, intent })),
  );
  index.addAll(texts.map((one, id) => ({ id, ...one })));
  return (text) => {
    const intents = new Map<string, number>();
    for (const { intent, score } of index.search(text)) if (!intents.has(intent)) intents.set(String(intent), score);
    const ranking = [...intents].slice(0, 3).map(([intent, confidence]) => ({ intent, confidence }));
    const first = ranking[0]?.intent ?? 'none';
    return {
      outcome: first === 'none' || first === 'human' ? first : 'answer',
      intents: ranking.length > 0 ? ranking : [{ intent: 'none', confidence: 0 }],
    };
  };
}

function row(
  name: string,
  measured: readonly Measured[],
  searched: readonly Measured[],
  of: (one: Measured) => boolean,
): string[] {
  const { count, top1, top3, answered, wrong, suggested, noneAnswered } = quality(measured.filter(of));
  const plain = quality(searched.filter(of));
  return [
    name,
    String(count),
    ...[top1, top3, answered, wrong, suggested, noneAnswered, plain.top1, plain.top3].map((share) =>
      (share * 100).toFixed(1),
    ),
  ];
}

const groups = (names: readonly string[]): string[] => [...new Set(names)].sort();

function timed<Value>(work: () => Value): [milliseconds: number, value: Value] {
  const begun = performance.now();
  const value = work();
  return [performance.now() - begun, value];
}

/** What objects and buffers take when all that is not needed is gone; bytes. */
function memory(): number {
  setFlagsFromString('--expose_gc');
  const collect = runInNewContext('gc') as () => void;
  // Buffers go with the second round.
  for (let round = 0; round < 2; round++) collect();
  const { heapUsed, arrayBuffers } = process.memoryUsage();
  return heapUsed + arrayBuffers;
}
