import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { Understanding } from '#core/faq/understanding.ts';

const Message = z.object({
  id: z.string(),
  /** What the person thinks in. */
  lang: z.enum(['ru', 'en']),
  text: z.string(),
  /** What the person wants: an article, `human` or `none`. */
  intent: z.string(),
  /** How it is written: plain, paraphrase, slang, typo, translit, layout, terse, long, error or mixed. */
  kind: z.string(),
});
export type Message = z.infer<typeof Message>;

/** Labelled messages, one JSON object a line; a bare name lies beside this file. */
export function readMessages(file: string): Message[] {
  return readFileSync(file.includes('/') ? file : join(import.meta.dirname, file), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Message.parse(JSON.parse(line)));
}

/** How one message was understood. */
export interface Measured {
  message: Message;
  /** The likeliest intents, at most three. */
  ranking: string[];
  outcome: Understanding['outcome'];
  milliseconds: number;
}

/** Asks each message by itself, as the chat does, without knowing its language. */
export function measure(messages: readonly Message[], ask: (text: string) => Understanding): Measured[] {
  return messages.map((message) => {
    const begun = performance.now();
    const { outcome, intents, ranking } = ask(message.text);
    const milliseconds = performance.now() - begun;
    return { message, ranking: (ranking ?? intents).map(({ intent }) => intent), outcome, milliseconds };
  });
}

/** The quality over some messages; shares are of these messages, 0–1. */
export function quality(all: readonly Measured[]) {
  const share = (good: (one: Measured) => boolean): number => all.filter(good).length / (all.length || 1);
  const right = ({ message, ranking }: Measured): boolean => ranking[0] === message.intent;
  const nones = all.filter(({ message }) => message.intent === 'none');
  return {
    count: all.length,
    top1: share(right),
    top3: share(({ message, ranking }) => ranking.includes(message.intent)),
    /** Answered at once, and well. */
    answered: share((one) => one.outcome === 'answer' && right(one)),
    /** Answered at once with an article that was not asked for. */
    wrong: share((one) => one.outcome === 'answer' && !right(one)),
    suggested: share(({ outcome }) => outcome === 'suggest'),
    /** Of what wants nothing of ours: answered with an article all the same. */
    noneAnswered: nones.filter(({ outcome }) => outcome === 'answer').length / (nones.length || 1),
  };
}
