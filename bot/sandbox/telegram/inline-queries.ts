import { randomBytes } from 'node:crypto';
import type { InlineAnswer, InlineResult, Message } from './types.ts';

/** An inline query waits so long for the bot and its answer. */
export const INLINE_LIFE_MS = 30_000;
const MOST_QUERIES = 1_000;

/** A result with what is sent when it is picked. */
export interface StoredResult extends InlineResult {
  readonly content: Pick<Message, 'text' | 'entities' | 'reply_markup'>;
}

export interface StoredAnswer extends InlineAnswer {
  readonly results: readonly StoredResult[];
}

export interface AskedInline {
  readonly personId: number;
  readonly text: string;
  readonly offset: string;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly answer?: StoredAnswer;
}

/** What people typed after the bot's name, and its answers: kept for a while, as the bot told, also for whoever types the same. */
export class InlineQueries {
  readonly #clock: () => number;
  readonly #asked = new Map<string, AskedInline>();
  readonly #cache = new Map<string, { until: number; answer: StoredAnswer }>();

  constructor(clock: () => number) {
    this.#clock = clock;
  }

  /** Notes a query. Answered already when the server remembers an answer that is good for this person. */
  ask(personId: number, text: string, offset: string): { id: string } & AskedInline {
    const id = String(randomBytes(8).readBigUInt64BE());
    const answer = this.#remembered(key(text, offset, personId)) ?? this.#remembered(key(text, offset));
    const asked = { personId, text, offset, at: this.#clock(), ...(answer ? { answer } : {}) };
    this.#asked.set(id, asked);
    if (this.#asked.size > MOST_QUERIES) this.#asked.delete(this.#asked.keys().next().value ?? '');
    return { id, ...asked };
  }

  find(id: string): AskedInline | undefined {
    return this.#asked.get(id);
  }

  /** @returns the query; undefined when there is no such query, or it is too old. */
  answer(
    id: string,
    answer: StoredAnswer,
    { cacheTime, personal }: { cacheTime: number; personal: boolean },
  ): AskedInline | undefined {
    const asked = this.#asked.get(id);
    if (!asked || this.#clock() - asked.at > INLINE_LIFE_MS) return undefined;
    this.#asked.set(id, { ...asked, answer });
    const until = this.#clock() + cacheTime * 1000;
    this.#cache.set(key(asked.text, asked.offset, personal ? asked.personId : undefined), { until, answer });
    if (this.#cache.size > MOST_QUERIES) this.#cache.delete(this.#cache.keys().next().value ?? '');
    return asked;
  }

  #remembered(which: string): StoredAnswer | undefined {
    const found = this.#cache.get(which);
    return found && found.until > this.#clock() ? found.answer : undefined;
  }
}

const key = (text: string, offset: string, personId?: number): string => JSON.stringify([text, offset, personId]);
