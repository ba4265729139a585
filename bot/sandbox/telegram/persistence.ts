import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type {
  Profile,
  Query,
  State,
  StoredFile,
  StoredGroup,
  StoredMessage,
  StoredPerson,
  WebhookConfig,
} from './state.ts';
import type { Updates } from './updates.ts';

const DELAY_MS = 150;
/** Numbers given in the last moments before a crash were not written down; so a restart leaves a gap and gives none twice. */
const GAP = 1_000;

/** The file is our own: its outline is checked, what is in it is taken as we wrote it. */
const saved = z.object({
  version: z.literal(1),
  lastMessageId: z.number(),
  people: z.array(z.custom<StoredPerson>((value) => typeof value === 'object')),
  groups: z.array(z.custom<StoredGroup>((value) => typeof value === 'object')).default([]),
  messages: z.array(z.array(z.custom<StoredMessage>((value) => typeof value === 'object'))),
  files: z.array(z.custom<Omit<StoredFile, 'bytes'> & { bytes: string }>((value) => typeof value === 'object')),
  queries: z.array(z.tuple([z.string(), z.custom<Query>((value) => typeof value === 'object')])),
  settings: z.custom<Profile>((value) => typeof value === 'object'),
  webhook: z.custom<WebhookConfig>((value) => typeof value === 'object').nullable(),
  updates: z.custom<ReturnType<Updates['snapshot']>>((value) => typeof value === 'object'),
});

/** Keeps the world in a JSON file: read when it starts, written soon after a change and at the end. */
export class Persistence {
  readonly #state: State;
  readonly #updates: Updates;
  readonly #path: string | undefined;
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(state: State, updates: Updates, path: string | undefined) {
    this.#state = state;
    this.#updates = updates;
    this.#path = path;
    if (path === undefined) return;
    mkdirSync(dirname(path), { recursive: true });
    this.#load(path);
    state.onChange = () => this.#later(path);
  }

  /** Writes what has not been written yet. */
  async close(): Promise<void> {
    if (this.#path === undefined) return;
    this.#state.onChange = () => {};
    clearTimeout(this.#timer);
    await this.#writing;
    writeFileSync(`${this.#path}.new`, this.#serialize(), { mode: 0o600 });
    renameSync(`${this.#path}.new`, this.#path);
  }

  #later(path: string): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = undefined;
      this.#writing = this.#writing.then(() => this.#write(path));
    }, DELAY_MS).unref();
  }

  async #write(path: string): Promise<void> {
    await writeFile(`${path}.new`, this.#serialize(), { mode: 0o600 });
    await rename(`${path}.new`, path);
  }

  #load(path: string): void {
    let text: string;
    try {
      text = readFileSync(path, 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return;
      throw error;
    }
    const data = saved.parse(JSON.parse(text));
    const state = this.#state;
    state.lastMessageId = data.lastMessageId + GAP;
    for (const person of data.people) state.people.set(person.user.id, person);
    for (const group of data.groups) {
      state.groups.set(group.chat.id, { ...group, lastMessageId: group.lastMessageId + GAP });
    }
    for (const list of data.messages) if (list[0]) state.messages.chats.set(list[0].message.chat.id, list);
    for (const file of data.files) {
      state.files.set(file.fileId, { ...file, bytes: new Uint8Array(Buffer.from(file.bytes, 'base64')) });
    }
    for (const [id, query] of data.queries) state.queries.set(id, query);
    state.settings = data.settings;
    state.webhook = data.webhook;
    this.#updates.restore({ ...data.updates, lastId: data.updates.lastId + GAP });
  }

  #serialize(): string {
    const { lastMessageId, people, groups, messages, files, queries, settings, webhook } = this.#state;
    return JSON.stringify({
      version: 1,
      lastMessageId,
      people: [...people.values()],
      groups: [...groups.values()],
      messages: [...messages.chats.values()],
      files: [...files.values()].map((file) => ({ ...file, bytes: Buffer.from(file.bytes).toString('base64') })),
      queries: [...queries],
      settings,
      webhook,
      updates: this.#updates.snapshot(),
    } satisfies z.input<typeof saved>);
  }
}
