import { type ChatMessage, type SandboxPerson, TelegramWorld } from '#bot/sandbox/telegram/world.ts';
import { listen } from '#bot/web/server.ts';

export const BOT_TOKEN = '7000000009:token-of-the-bench';
/** Nobody waits longer for an answer: something is broken. Milliseconds. */
const PATIENCE = 60_000;

/** How long people waited for the bot's first message or change in their chat, milliseconds. */
export interface Waits {
  /** After their own message or press. */
  answers: number[];
  /** After something they did elsewhere: a call, a letter's link, the password's page. */
  news: number[];
}

/** A Bot API server without limits, and people who write to its bot as fast as it answers. */
export async function openTelegram() {
  const world = new TelegramWorld({ token: BOT_TOKEN, limits: false });
  const server = await listen('127.0.0.1', 0);
  server.mount(world.app);
  const people = new Map<number, Walker>();
  world.events.subscribe((event) => {
    if ((event.type === 'message' || event.type === 'edit') && event.message.from === 'bot')
      people.get(event.personId)?.reads(event.message);
  });
  return {
    url: server.url,
    person(phone: string, name: string, waits: Waits): Walker {
      const [lastName = '', firstName = ''] = name.split(' ');
      const walker = new Walker(world.person({ firstName, lastName, phone }), waits);
      people.set(walker.person.id, walker);
      return walker;
    },
    async close(): Promise<void> {
      await world.close();
      await server.close();
    },
  };
}

export type Telegram = Awaited<ReturnType<typeof openTelegram>>;

type Sight = (message: ChatMessage) => boolean;

/** Somebody with a phone in hand who acts the moment they see what they wait for. */
export class Walker {
  readonly person: SandboxPerson;
  readonly #waits: Waits;
  #waiting: { since: number; kind: keyof Waits } | null = null;
  #looking: { is: Sight; found(message: ChatMessage): void } | null = null;

  constructor(person: SandboxPerson, waits: Waits) {
    this.person = person;
    this.#waits = waits;
  }

  /** Writes or presses something in the chat; resolves with the message that shows what is looked for. */
  does(action: (person: SandboxPerson) => unknown, sees: Sight): Promise<ChatMessage> {
    return this.#act('answers', async () => action(this.person), sees);
  }

  /** Does something outside the chat, of which the bot learns. */
  elsewhere(action: () => Promise<unknown>, sees: Sight): Promise<ChatMessage> {
    return this.#act('news', action, sees);
  }

  async #act(kind: keyof Waits, action: () => Promise<unknown>, is: Sight): Promise<ChatMessage> {
    let late: NodeJS.Timeout | undefined;
    const found = new Promise<ChatMessage>((resolve, reject) => {
      this.#looking = { is, found: resolve };
      const complain = (): void => reject(new Error(`No answer to what came after ${this.#last()}`));
      late = setTimeout(complain, PATIENCE);
    });
    this.#waiting = { since: performance.now(), kind };
    try {
      const [message] = await Promise.all([found, action()]);
      return message;
    } finally {
      clearTimeout(late);
    }
  }

  /** The bot has said or changed something in this chat. */
  reads(message: ChatMessage): void {
    if (this.#waiting) this.#waits[this.#waiting.kind].push(performance.now() - this.#waiting.since);
    this.#waiting = null;
    if (!this.#looking?.is(message)) return;
    this.#looking.found(message);
    this.#looking = null;
  }

  #last(): string {
    const last = this.person.chat.at(-1);
    return JSON.stringify(last?.text ?? last?.caption ?? '');
  }
}

/** Lets `count` people walk, `atOnce` at a time, each begun as soon as another is through. Returns the seconds it took. */
export async function crowd(count: number, atOnce: number, walk: () => Promise<void>): Promise<number> {
  const began = performance.now();
  let left = count;
  const one = async (): Promise<void> => {
    while (left > 0) {
      left -= 1;
      await walk();
    }
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return (performance.now() - began) / 1000;
}
