import type { Hono } from 'hono';
import { ApiCalls } from './calls.ts';
import type { Context } from './context.ts';
import type { Room } from './delivery.ts';
import { Faults } from './faults.ts';
import { SandboxGroup } from './group.ts';
import { Limiter } from './limits.ts';
import { changeBot } from './members.ts';
import { Persistence } from './persistence.ts';
import { SandboxPerson } from './person.ts';
import { telegramApp } from './server.ts';
import { State, type StoredFile } from './state.ts';
import type { CallRecord, FaultRule, GroupOptions, PersonProfile, TelegramOptions, WorldEvent } from './types.ts';
import { Updates } from './updates.ts';
import { Webhook } from './webhook.ts';

export { SandboxGroup } from './group.ts';
export { GroupMember } from './group-member.ts';
export { SandboxPerson } from './person.ts';
export type * from './types.ts';

/**
 * A Bot API server in this process, with the people who write to its one bot. The bot reaches it over HTTP through
 * its framework's `apiRoot` like Telegram's own; people are driven by the methods of `SandboxPerson`.
 */
export class TelegramWorld {
  /** Serves `/bot<token>/<method>` and `/file/bot<token>/<path>`; mount it under any prefix. */
  readonly app: Hono;
  readonly events = {
    subscribe: (listener: (event: WorldEvent) => void): (() => void) => this.#state.subscribe(listener),
  };
  /** Every call of the bot, `getUpdates` included, the newest last; the last 10,000. */
  readonly calls: CallRecord[] = [];
  readonly token: string;

  readonly #state: State;
  readonly #updates: Updates;
  readonly #webhook: Webhook;
  readonly #faults = new Faults();
  readonly #persistence: Persistence;
  readonly #people = new Map<number, SandboxPerson>();
  readonly #groups = new Map<number, SandboxGroup>();
  readonly #room: Room;

  constructor(options: TelegramOptions) {
    this.token = options.token;
    this.#state = new State(options);
    this.#updates = new Updates(this.#state);
    this.#persistence = new Persistence(this.#state, this.#updates, options.statePath);
    this.#room = { state: this.#state, updates: this.#updates, privacy: options.privacy ?? true };
    const context: Context = {
      ...this.#room,
      limiter: new Limiter(options.limits),
      webhook: () => this.#webhook,
      allowHttpWebhook: options.allowHttpWebhook ?? false,
    };
    const calls = new ApiCalls(context, (call) => this.#record(call));
    this.#webhook = new Webhook(this.#state, this.#updates, (method, params) => calls.answer(method, params));
    this.#webhook.resume();
    this.app = telegramApp({ state: this.#state, calls, faults: this.#faults });
  }

  /** Creates the person, or returns the one with this id (whose profile stays as it was). */
  person(profile: PersonProfile): SandboxPerson {
    return this.#person(this.#state.addPerson(profile).id);
  }

  people(): SandboxPerson[] {
    return [...this.#state.people.keys()].map((id) => this.#person(id));
  }

  /**
   * Creates the group and adds the bot, which is told so by `my_chat_member`; or returns the one with this id (which stays as it
   * was). Nobody else is in it yet: `join` them.
   */
  group(options: GroupOptions): SandboxGroup {
    const { id, bot = 'administrator' } = options;
    const known = id !== undefined && this.#state.groups.has(id);
    const stored = this.#state.addGroup({ ...options, bot: 'absent' });
    if (!known && bot !== 'absent') changeBot(this.#room, stored, bot, {});
    return this.#group(stored.chat.id);
  }

  groups(): SandboxGroup[] {
    return [...this.#state.groups.keys()].map((id) => this.#group(id));
  }

  /** A file that the bot or a person sent, for the page; undefined when there is none. */
  file(fileId: string): StoredFile | undefined {
    return this.#state.files.get(fileId);
  }

  /** What the bot says of itself in one language: name, descriptions, commands, the menu button. */
  profile(languageCode = '', personId?: number) {
    return this.#state.profile(languageCode, personId);
  }

  /** The newest update's id, for `redeliver`. */
  get lastUpdateId(): number {
    return this.#updates.lastId;
  }

  /** How many updates the bot has not confirmed yet. */
  get pendingUpdates(): number {
    return this.#updates.pendingCount;
  }

  /** Delivers an update once more, though it was confirmed. Throws for one that is unknown or long gone. */
  redeliver(updateId: number): void {
    this.#updates.redeliver(updateId);
  }

  /** While true, every update is delivered twice. */
  get duplicateUpdates(): boolean {
    return this.#updates.duplicate;
  }

  set duplicateUpdates(value: boolean) {
    this.#updates.duplicate = value;
  }

  /** Lets calls that match go wrong. The rules are tried in the order they were added. */
  fault(rule: FaultRule): void {
    this.#faults.add(rule);
  }

  clearFaults(): void {
    this.#faults.clear();
  }

  /** Ends waiting polls and webhook deliveries, and writes the state. */
  async close(): Promise<void> {
    this.#updates.close();
    await this.#webhook.close();
    await this.#persistence.close();
  }

  #person(id: number): SandboxPerson {
    const known = this.#people.get(id);
    if (known) return known;
    const person = new SandboxPerson(id, this.#state, this.#updates);
    this.#people.set(id, person);
    return person;
  }

  #group(id: number): SandboxGroup {
    const known = this.#groups.get(id);
    if (known) return known;
    const group = new SandboxGroup(this.#room, id);
    this.#groups.set(id, group);
    return group;
  }

  #record(call: CallRecord): void {
    this.calls.push(call);
    if (this.calls.length > 10_000) this.calls.shift();
  }
}
