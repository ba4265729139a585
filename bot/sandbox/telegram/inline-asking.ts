import type { State } from './state.ts';
import type { InlineAnswer, Message } from './types.ts';
import type { Updates } from './updates.ts';

/** Longer ones are cut. Characters. */
const LONGEST_QUERY = 256;

/** One person's text field while it begins with the bot's name. */
export class InlineAsking {
  readonly #personId: number;
  readonly #state: State;
  readonly #updates: Updates;
  readonly #post: (content: Partial<Message>) => number;

  constructor(personId: number, state: State, updates: Updates, post: (content: Partial<Message>) => number) {
    this.#personId = personId;
    this.#state = state;
    this.#updates = updates;
    this.#post = post;
  }

  /**
   * Types after the bot's name; `offset` asks for the next part of the list. Returns the query's id: its answer comes later, or never.
   * Throws for a bot without inline mode: a phone would find nobody to ask.
   */
  asks(text: string, offset = ''): string {
    const { inline } = this.#state;
    if (!inline) throw new Error('The bot has no inline mode: @BotFather switches it on (/setinline)');
    const query = [...text.trimStart()].slice(0, LONGEST_QUERY).join('');
    const { id, answer } = inline.ask(this.#personId, query, offset);
    if (answer) {
      this.#state.emit({ type: 'inline-answer', personId: this.#personId, queryId: id });
    } else {
      const from = { ...this.#state.personOrThrow(this.#personId).user };
      this.#updates.add({ inline_query: { id, from, query, offset, chat_type: 'sender' } });
    }
    return id;
  }

  /** Undefined while there is none. */
  answer(queryId: string): InlineAnswer | undefined {
    const asked = this.#state.inline?.find(queryId);
    return asked?.personId === this.#personId ? asked.answer : undefined;
  }

  /** Sends a result of the list into the chat with the bot; returns the message's id. Throws when the list has no such result. */
  picks(queryId: string, resultId: string): number {
    const asked = this.#state.inline?.find(queryId);
    const result = asked?.answer?.results.find(({ id }) => id === resultId);
    if (!result || asked?.personId !== this.#personId) throw new Error('There is no such result in the list');
    return this.#post({ ...result.content, via_bot: this.#state.bot() });
  }
}
