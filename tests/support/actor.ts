import type { ChatMessage, InlineAnswer, SandboxPerson } from '#bot/sandbox/telegram/world.ts';
import { eventually } from './time.ts';
import type { World } from './world.ts';

/** A person in the chat, told as a story: `await anna.opens('/start').presses('Сеченовский университет')`. */
export class Actor {
  readonly world: World;
  readonly person: SandboxPerson;
  readonly phone: string;
  readonly name: string;
  /** Counts what the bot did in this chat. */
  #revision = 0;
  readonly #touched = new Map<number, number>();
  #mark = 0;
  /** The press that waits for its answer. The answer to an earlier one, which may come late, is no reaction to what was done since. */
  #pressed: string | null = null;

  constructor(world: World, person: SandboxPerson, { phone, name }: { phone: string; name: string }) {
    this.world = world;
    this.person = person;
    this.phone = phone;
    this.name = name;
    world.telegram.events.subscribe((event) => {
      if (!('personId' in event) || event.personId !== person.id) return;
      if ((event.type === 'message' || event.type === 'edit') && event.message.from === 'bot')
        this.#touch(event.message.messageId);
      if (event.type === 'delete') this.#touch(event.messageId);
      if (event.type === 'callback-answer' && (this.#pressed === 'any' || event.answer.id === this.#pressed))
        this.#revision += 1;
    });
  }

  #touch(messageId: number): void {
    this.#revision += 1;
    this.#touched.set(messageId, this.#revision);
  }

  opens(command: string): Story {
    return new Story(this).opens(command);
  }

  types(text: string): Story {
    return new Story(this).types(text);
  }

  presses(label: string | RegExp): Story {
    return new Story(this).presses(label);
  }

  shares(): Story {
    return new Story(this).shares();
  }

  /** Does something in the chat and waits until the bot has reacted, and has said all it had to say. */
  async does(action: (person: SandboxPerson) => unknown): Promise<void> {
    this.#mark = this.#revision;
    const done = action(this.person);
    this.#pressed = done === undefined ? 'any' : isPress(done) ? done.callbackId : null;
    await eventually(`an answer to ${this.name}; ${this.transcript()}`, () => this.#revision > this.#mark);
    await this.world.delivered(this.person.id);
  }

  /** What the bot said or changed since the person's last action. */
  said(): ChatMessage[] {
    return this.person.chat.filter(
      ({ messageId, from, deleted }) => from === 'bot' && !deleted && (this.#touched.get(messageId) ?? 0) > this.#mark,
    );
  }

  /** Waits until something that the bot said since the last action matches; returns the match. */
  async expects(pattern: RegExp): Promise<RegExpExecArray> {
    return eventually(`${pattern} in the chat of ${this.name}`, () => {
      for (const message of this.said().reverse()) {
        const match = pattern.exec(textOf(message));
        if (match) return match;
      }
      return null;
    }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.transcript()}`);
    });
  }

  /** The newest message with a button of this label. */
  async button(label: string | RegExp) {
    return eventually(`a button ${label}`, () => {
      for (const message of [...this.person.chat].reverse()) {
        const found = message.buttons
          ?.flat()
          .find(({ text }) => (typeof label === 'string' ? text === label : label.test(text)));
        if (found && !message.deleted) return { message, button: found };
      }
      return null;
    }).catch((error: Error) => {
      throw new Error(`${error.message}\n${this.transcript()}`);
    });
  }

  /** The newest picture in the chat. */
  async picture(): Promise<{ message: ChatMessage; bytes: Uint8Array }> {
    const message = await eventually('a picture', () =>
      this.person.chat.findLast(({ photo, deleted }) => photo !== undefined && !deleted),
    );
    const file = this.world.telegram.file(message.photo?.fileId ?? '');
    if (!file) throw new Error('The picture has no bytes');
    return { message, bytes: file.bytes };
  }

  #list: { queryId: string; answer: InlineAnswer } | null = null;

  /** Types `@bot text` in some chat, and waits for the list; `offset` asks for its next part. */
  async asksInline(text: string, offset = ''): Promise<InlineAnswer> {
    const queryId = this.person.inline.asks(text, offset);
    const answer = await eventually(`a list for “${text}”`, () => this.person.inline.answer(queryId));
    this.#list = { queryId, answer };
    return answer;
  }

  /** Picks a line of the last list: its article stands in the chat. */
  picksInline(title: string): ChatMessage {
    const result = this.#list?.answer.results.find((one) => one.title === title);
    if (!this.#list || !result) throw new Error(`No “${title}” in the list`);
    const sent = this.person.inline.picks(this.#list.queryId, result.id);
    const message = this.person.chat.find(({ messageId }) => messageId === sent);
    if (!message) throw new Error('What was picked is not in the chat');
    return message;
  }

  /** The chat as a person would read it out: for failures. */
  transcript(): string {
    return this.person.chat
      .slice(-8)
      .map((message) => `${message.from}: ${message.deleted ? '(deleted)' : textOf(message)} ${labelsOf(message)}`)
      .join('\n---\n');
  }
}

/** Actions in a row; awaiting it waits for all of them. */
export class Story implements PromiseLike<undefined> {
  readonly #actor: Actor;
  #done: Promise<undefined> = Promise.resolve(undefined);

  constructor(actor: Actor) {
    this.#actor = actor;
  }

  #then(action: () => Promise<unknown>): this {
    this.#done = this.#done.then(async () => {
      await action();
      return undefined;
    });
    // Whoever awaits the story learns of the failure; nobody else has to.
    this.#done.catch(() => undefined);
    return this;
  }

  opens(command: string): this {
    const payload = /^\/start (.+)$/.exec(command)?.[1];
    return this.#then(() =>
      this.#actor.does((person) =>
        payload ? person.start(payload) : command === '/start' ? person.start() : person.send(command),
      ),
    );
  }

  types(text: string): this {
    return this.#then(() => this.#actor.does((person) => person.send(text)));
  }

  presses(label: string | RegExp): this {
    return this.#then(async () => {
      const { message, button } = await this.#actor.button(label);
      await this.#actor.does((person) => person.press(button.text, message.messageId));
    });
  }

  shares(): this {
    return this.#then(async () => {
      await eventually('the button that shares the contact', () =>
        this.#actor.person.replyKeyboard?.keyboard.flat().some((key) => typeof key !== 'string' && key.request_contact),
      );
      await this.#actor.does((person) => person.shareContact());
    });
  }

  expects(pattern: RegExp): this {
    return this.#then(() => this.#actor.expects(pattern));
  }

  // biome-ignore lint/suspicious/noThenProperty: a story is awaited like any other piece of work
  then<A = undefined, B = never>(
    fulfilled?: ((value: undefined) => A | PromiseLike<A>) | null,
    rejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    return this.#done.then(fulfilled, rejected);
  }
}

const isPress = (done: unknown): done is { callbackId: string } =>
  typeof done === 'object' && done !== null && 'callbackId' in done;

export const textOf = ({ text, caption }: ChatMessage): string => text ?? caption ?? '';

export const labelsOf = ({ buttons }: ChatMessage): string =>
  (buttons ?? []).map((row) => `[${row.map(({ text }) => text).join('][')}]`).join('');
