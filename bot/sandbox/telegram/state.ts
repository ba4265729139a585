import { randomBytes, randomInt } from 'node:crypto';
import { chatMessage } from './chat-message.ts';
import { InlineQueries } from './inline-queries.ts';
import type {
  CallbackAnswer,
  Markup,
  Message,
  PersonProfile,
  PrivateChat,
  ReplyKeyboard,
  TelegramOptions,
  User,
  WorldEvent,
} from './types.ts';

export interface StoredPerson {
  user: User;
  phone?: string;
  /** Has written to the bot, so that the bot may write to them. */
  started: boolean;
  blocked: boolean;
  /** Has deleted their Telegram account. */
  gone?: boolean;
  keyboard: ReplyKeyboard | null;
  answers: CallbackAnswer[];
}

/** Never changed in place: an edit stores another one. */
export interface StoredMessage {
  readonly by: 'bot' | 'person';
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly message: Message;
  /** As it was sent, of any kind; the message itself carries inline keyboards only. */
  readonly markup?: Markup;
  /** Every callback data that its buttons ever had. */
  readonly hadData?: readonly string[];
  readonly reaction?: string;
  readonly deleted?: true;
}

export interface StoredFile {
  readonly fileId: string;
  readonly uniqueId: string;
  readonly kind: 'photo' | 'document' | 'sticker' | 'voice';
  readonly path: string;
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly width?: number;
  readonly height?: number;
}

export interface WebhookConfig {
  url: string;
  secret: string;
  maxConnections: number;
  lastErrorDate?: number;
  lastErrorMessage?: string;
}

export interface Query {
  personId: number;
  /** Milliseconds since 1970. */
  at: number;
  answered: boolean;
}

/** What the bot says of itself; the keys are language codes, '' for all languages. */
export interface Profile {
  names: Record<string, string>;
  descriptions: Record<string, string>;
  shortDescriptions: Record<string, string>;
  /** `<scope>:<chat>:<language>` to commands. */
  commands: Record<string, { command: string; description: string }[]>;
  /** '' for everybody, else a chat's id. */
  menuButtons: Record<string, Record<string, unknown>>;
}

/** Callback queries can be answered for this long. */
export const QUERY_LIFE_MS = 150_000;
const MOST_QUERIES = 10_000;

/** Everything the server knows, but for the queue of updates. Plain data, so that it can be written to a file. */
export class State {
  readonly token: string;
  readonly people = new Map<number, StoredPerson>();
  readonly messages = new Map<number, StoredMessage[]>();
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

  addPerson(profile: PersonProfile): User {
    const known = profile.id === undefined ? undefined : this.people.get(profile.id);
    if (known) return known.user;
    const user: User = {
      id: profile.id ?? this.#freeId(),
      is_bot: false,
      first_name: profile.firstName,
      ...(profile.lastName ? { last_name: profile.lastName } : {}),
      ...(profile.username ? { username: profile.username } : {}),
      language_code: profile.languageCode ?? 'ru',
    };
    this.people.set(user.id, {
      user,
      ...(profile.phone ? { phone: profile.phone } : {}),
      started: false,
      blocked: false,
      keyboard: null,
      answers: [],
    });
    this.emit({ type: 'person', personId: user.id });
    return user;
  }

  personOrThrow(id: number): StoredPerson {
    const person = this.people.get(id);
    if (!person) throw new Error(`No person ${id}`);
    return person;
  }

  chatOf(id: number): PrivateChat {
    const { first_name, last_name, username } = this.personOrThrow(id).user;
    return { id, type: 'private', first_name, ...(last_name ? { last_name } : {}), ...(username ? { username } : {}) };
  }

  chatInstance(id: number): string {
    return String(BigInt(id) * 7_919n + 1_000_000_007n);
  }

  messagesOf(id: number): readonly StoredMessage[] {
    return this.messages.get(id) ?? [];
  }

  message(chatId: number, messageId: number): StoredMessage | undefined {
    return this.messages.get(chatId)?.findLast((one) => one.message.message_id === messageId);
  }

  /** Ids count over all private chats together. */
  takeMessageId(): number {
    this.lastMessageId += 1;
    return this.lastMessageId;
  }

  append(stored: StoredMessage): void {
    const { chat } = stored.message;
    const list = this.messages.get(chat.id);
    if (list) list.push(stored);
    else this.messages.set(chat.id, [stored]);
    this.#tell('message', stored);
  }

  replace(stored: StoredMessage): void {
    this.#put(stored);
    this.#tell('edit', stored);
  }

  delete(chatId: number, messageId: number): void {
    const stored = this.message(chatId, messageId);
    if (!stored || stored.deleted) return;
    this.#put({ ...stored, deleted: true });
    this.emit({ type: 'delete', personId: chatId, messageId });
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
    if (this.#listeners.size === 0) this.changed();
    else this.emit({ type, personId: stored.message.chat.id, message: chatMessage(stored) });
  }

  #put(stored: StoredMessage): void {
    const { chat, message_id } = stored.message;
    const list = this.messages.get(chat.id) ?? [];
    const at = list.findLastIndex((one) => one.message.message_id === message_id);
    if (at < 0) throw new Error(`No message ${message_id}`);
    list[at] = stored;
  }

  #freeId(): number {
    const id = randomInt(100_000_000, 7_000_000_000);
    return this.people.has(id) ? this.#freeId() : id;
  }
}
