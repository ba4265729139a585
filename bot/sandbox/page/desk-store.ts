import { api } from './api.ts';
import type { Desk, DeskAction, Message, NewTrouble, Operator, Topic } from './protocol.ts';
import type { Store } from './store.ts';

/** What the page knows of the operators' group beyond the snapshot: who speaks, which topic is open, what is new in the others. */
export class DeskStore {
  /** The operator who speaks. */
  current = 0;
  /** The open topic; null shows the list. */
  thread: number | null = null;
  messages: readonly Message[] = [];
  /** How many of the bot's messages in a topic have been seen. */
  readonly #seen = new Map<number, number>();
  readonly #store: Store;

  constructor(store: Store) {
    this.#store = store;
  }

  get desk(): Desk | null {
    return this.#store.snapshot.desk;
  }

  get operator(): Operator | undefined {
    const operators = this.desk?.operators ?? [];
    return operators.find(({ id }) => id === this.current) ?? operators[0];
  }

  get topic(): Topic | undefined {
    return this.desk?.topics.find(({ thread }) => thread === this.thread);
  }

  unread = ({ thread, fromBot }: Topic): number => Math.max(0, fromBot - (this.#seen.get(thread) ?? 0));

  get unreadTopics(): number {
    return (this.desk?.topics ?? []).filter((topic) => this.unread(topic) > 0).length;
  }

  speakAs(id: number): void {
    this.current = id;
    this.#store.changed();
  }

  async open(thread: number): Promise<void> {
    this.thread = thread;
    this.messages = [];
    this.#store.changed();
    await this.read(thread);
  }

  close(): void {
    this.thread = null;
    this.messages = [];
    this.#store.changed();
  }

  /** Reads the open topic again; another one, or one that has gone, is none of ours. */
  async read(thread: number | null = this.thread): Promise<void> {
    if (thread === null || thread !== this.thread) return;
    await this.#store.read('topic', async () => {
      const open = this.thread;
      if (open === null) return;
      const messages = await api.topic(open);
      if (open !== this.thread) return;
      this.messages = messages;
      this.#store.changed();
    });
  }

  /** Does something as the operator. What a phone would not do is told, and nothing changes. */
  async act(action: DeskAction): Promise<void> {
    const as = this.operator?.id;
    if (as === undefined) return;
    const thread = this.thread ?? 0;
    const desk = await this.#store.attempt(() => api.actAtDesk({ as, thread, action }));
    if (desk) this.#store.patch({ desk });
    await this.read();
  }

  async arm(trouble: NewTrouble): Promise<void> {
    const troubles = await this.#store.attempt(() => api.arm(trouble));
    if (troubles) this.#store.patch({ troubles });
  }

  async repair(): Promise<void> {
    const troubles = await this.#store.attempt(() => api.repair());
    if (troubles) this.#store.patch({ troubles });
  }

  /** What is there when the page opens is no news. */
  markAllSeen(): void {
    for (const { thread, fromBot } of this.desk?.topics ?? []) this.#seen.set(thread, fromBot);
  }

  /** The topic in front of one's eyes counts as read. */
  markSeen(): void {
    const shown = document.querySelector('.topic');
    if (!this.topic) return;
    if (!document.hidden && shown?.checkVisibility()) this.#seen.set(this.topic.thread, this.topic.fromBot);
  }

  /** The group has changed: a topic that is gone is not open any more. */
  settle(): void {
    if (this.thread === null || this.topic) return;
    this.thread = null;
    this.messages = [];
  }
}
