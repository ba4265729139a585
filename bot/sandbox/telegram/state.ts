import { randomBytes } from 'node:crypto';
import { chatMessage } from './chat-message.ts';
import { InlineQueries } from './inline-queries.ts';
import { MessageBox } from './message-box.ts';
import { freeGroupId, freePersonId, newGroup, newPerson } from './newcomers.ts';
import type { Profile, Query, StoredFile, StoredGroup, StoredMessage, StoredPerson, WebhookConfig } from './stored.ts';
import type {
  Chat,
  GroupOptions,
  PersonProfile,
  PrivateChat,
  ReplyKeyboard,
  TelegramOptions,
  User,
  WorldEvent,
} from './types.ts';

export type * from './stored.ts';

/** Callback queries can be answered for this long. */
export const QUERY_LIFE_MS = 150_000;
const MOST_QUERIES = 10_000;

/** Everything the server knows, but for the queue of updates. Plain data, so that it can be written to a file. */
export class State {
  readonly token: string;
  readonly people = new Map<number, StoredPerson>();
  readonly groups = new Map<number, StoredGroup>();
  readonly messages = new MessageBox();
  readonly files = new Map<string, StoredFile>();
  readonly queries = new Map<string, Query>();
  /** Null when the bot has no inline mode. */
  readonly inline: InlineQueries | null;
  settings: Profile = { names: {}, descriptions: {}, shortDescriptions: {}, commands: {}, menuButtons: {} };
  webhook: WebhookConfig | null = null;
  lastMessageId = 0;
  /** Called after every change, for the persistence. */
  onChange: () => void = () => {};

  readonly #clock: () => number;
  readonly #username: string;
  readonly #name: string;
  readonly #listeners = new Set<(event: WorldEvent) => void>();

  constructor(options: TelegramOptions) {
    const { token, username = 'propusk_sandbox_bot', name = 'Propusk', inline = true, clock = Date.now } = options;
    if (!/^\d+:[\w-]+$/.test(token)) throw new Error('A token looks like 123456:ABC-def');
    this.token = token;
    this.#username = username;
    this.#name = name;
    this.#clock = clock;
    this.inline = inline ? new InlineQueries(clock) : null;
  }

  now(): number {
    return this.#clock();
  }

  /** Seconds since 1970, as the Bot API writes dates. */
  seconds(): number {
    return Math.floor(this.#clock() / 1000);
  }

  bot(): User {
    const name = this.settings.names[''] ?? this.#name;
    return { id: Number(this.token.split(':')[0]), is_bot: true, first_name: name, username: this.#username };
  }

  /** Creates the person, or returns the one with this id. */
  addPerson(profile: PersonProfile): User {
    const known = profile.id === undefined ? undefined : this.people.get(profile.id);
    if (known) return known.user;
    const person = newPerson(profile, profile.id ?? freePersonId(this.people));
    const { user } = person;
    this.people.set(user.id, person);
    this.emit({ type: 'person', personId: user.id });
    return user;
  }

  personOrThrow(id: number): StoredPerson {
    const person = this.people.get(id);
    if (!person) throw new Error(`No person ${id}`);
    return person;
  }

  /** Creates the group, or returns the one with this id. */
  addGroup(options: GroupOptions): StoredGroup {
    const known = options.id === undefined ? undefined : this.groups.get(options.id);
    if (known) return known;
    const group = newGroup(options, options.id ?? freeGroupId(this.groups, options.kind));
    this.groups.set(group.chat.id, group);
    this.emit({ type: 'group', groupId: group.chat.id });
    return group;
  }

  groupOrThrow(id: number): StoredGroup {
    const group = this.groups.get(id);
    if (!group) throw new Error(`No group ${id}`);
    return group;
  }

  /** The chat as messages name it. */
  chatOf(id: number): Chat {
    const group = this.groups.get(id);
    return group ? { ...group.chat } : this.#privateChat(id);
  }

  #privateChat(id: number): PrivateChat {
    const { first_name, last_name, username } = this.personOrThrow(id).user;
    return { id, type: 'private', first_name, ...(last_name ? { last_name } : {}), ...(username ? { username } : {}) };
  }

  chatInstance(id: number): string {
    return String(BigInt(id) * 7_919n + 1_000_000_007n);
  }

  messagesOf(id: number): readonly StoredMessage[] {
    return this.messages.of(id);
  }

  message(chatId: number, messageId: number): StoredMessage | undefined {
    return this.messages.find(chatId, messageId);
  }

  /** Ids count over all private chats and basic groups together, and in every supergroup apart. */
  takeMessageId(chatId: number): number {
    const group = this.groups.get(chatId);
    if (group?.chat.type === 'supergroup') {
      group.lastMessageId += 1;
      return group.lastMessageId;
    }
    this.lastMessageId += 1;
    return this.lastMessageId;
  }

  append(stored: StoredMessage): void {
    this.messages.add(stored);
    this.#tell('message', stored);
  }

  replace(stored: StoredMessage): void {
    this.messages.replace(stored);
    this.#tell('edit', stored);
  }

  delete(chatId: number, messageId: number): void {
    const stored = this.message(chatId, messageId);
    if (!stored || stored.deleted) return;
    this.messages.replace({ ...stored, deleted: true });
    const group = this.groups.get(chatId);
    if (group) group.pinned = group.pinned.filter((id) => id !== messageId);
    this.emit(
      group ? { type: 'group-delete', groupId: chatId, messageId } : { type: 'delete', personId: chatId, messageId },
    );
  }

  showKeyboard(personId: number, keyboard: ReplyKeyboard | null): void {
    this.personOrThrow(personId).keyboard = keyboard;
    this.emit({ type: 'keyboard', personId, keyboard });
  }

  /** @param expired makes the query one that is too old to be answered. */
  addQuery(personId: number, expired: boolean): string {
    const id = String(randomBytes(8).readBigUInt64BE());
    const at = this.now() - (expired ? QUERY_LIFE_MS + 1 : 0);
    this.queries.set(id, { personId, at, answered: false });
    if (this.queries.size > MOST_QUERIES) this.queries.delete(this.queries.keys().next().value ?? '');
    return id;
  }

  profile(language: string, personId?: number) {
    const { names, descriptions, shortDescriptions, commands, menuButtons } = this.settings;
    const inLanguage = (texts: Record<string, string>) => texts[language] ?? texts[''] ?? '';
    const scopes = [...(personId === undefined ? [] : [`chat:${personId}`]), 'all_private_chats:', 'default:'];
    const keys = scopes.flatMap((scope) => [`${scope}:${language}`, `${scope}:`]);
    return {
      username: this.#username,
      name: inLanguage(names) || this.#name,
      description: inLanguage(descriptions),
      shortDescription: inLanguage(shortDescriptions),
      commands: keys.map((key) => commands[key]).find((list) => list?.length) ?? [],
      menuButton: menuButtons[String(personId ?? '')] ?? menuButtons[''] ?? { type: 'commands' },
    };
  }

  subscribe(listener: (event: WorldEvent) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  emit(event: WorldEvent): void {
    this.changed();
    for (const listener of this.#listeners) listener(event);
  }

  changed(): void {
    this.onChange();
  }

  #tell(type: 'message' | 'edit', stored: StoredMessage): void {
    // The view is worked out only for somebody who looks: a benchmark has no listeners.
    if (this.#listeners.size === 0) {
      this.changed();
      return;
    }
    const { id } = stored.message.chat;
    const message = chatMessage(stored);
    this.emit(this.groups.has(id) ? { type: `group-${type}`, groupId: id, message } : { type, personId: id, message });
  }
}
