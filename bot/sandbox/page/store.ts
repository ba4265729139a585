import { api, follow } from './api.ts';
import { DeskStore } from './desk-store.ts';
import type { Action, LetterSummary, Message, News, Person, Snapshot } from './protocol.ts';
import { Readings } from './readings.ts';

export type View = 'people' | 'chat' | 'desk' | 'letters' | 'telephone' | 'sheets' | 'gate' | 'about';

/** Everything the page knows. Panels read it and are told when it changes. */
export class Store {
  snapshot: Snapshot = {
    ...{ botName: '', botLinks: [], botUsername: '', numbers: [], people: [], letters: [], calls: [] },
    ...{ desk: null, troubles: [] },
  };
  readonly desk = new DeskStore(this);
  /** Each tab has a person of its own; a new one begins with the person chosen last. */
  current = Number(sessionStorage.getItem('propusk.person') ?? localStorage.getItem('propusk.person') ?? 0);
  view: View = 'people';
  /** Whether the sandbox answers. */
  online = true;
  readonly typing = new Map<number, number>();
  onError: (error: unknown) => void = () => undefined;
  readonly #seen = new Map<number, number>();
  readonly #opened = new Set<string>();
  readonly #listeners = new Set<() => void>();
  readonly #readings = new Readings();
  #loaded = false;

  subscribe(listener: () => void): void {
    this.#listeners.add(listener);
  }

  unsubscribeAll(): void {
    this.#listeners.clear();
  }

  changed(): void {
    this.#markSeen();
    this.desk.settle();
    this.desk.markSeen();
    for (const listener of this.#listeners) listener();
  }

  get person(): Person | undefined {
    return this.snapshot.people.find((person) => person.id === this.current);
  }

  /** The telephone number that the bot showed last, one of the exchange's if there is any. */
  get shownNumber(): string {
    const text = (message: Message) => (message.from === 'bot' ? (message.text ?? '').replace(/[^\d+]+/g, '') : '');
    const shown = (this.person?.messages ?? []).map(text).reverse();
    const lines = this.snapshot.numbers;
    for (const digits of shown) {
      const line = lines.find((number) => digits.includes(number.slice(2)));
      if (line) return line;
    }
    return lines[0] ?? '';
  }

  /** The last picture that the bot sent to this person. */
  get lastPhoto(): { fileId: string } | undefined {
    return this.person?.messages.findLast((message) => message.from === 'bot' && message.photo)?.photo;
  }

  unread(person: Person): number {
    const seen = this.#seen.get(person.id) ?? 0;
    return person.messages.filter((message) => message.from === 'bot' && message.id > seen).length;
  }

  isUnread = (letter: LetterSummary): boolean => !this.#opened.has(letter.id);

  get unreadLetters(): number {
    return this.snapshot.letters.filter(this.isUnread).length;
  }

  open(letterId: string): void {
    this.#opened.add(letterId);
    this.changed();
  }

  show(view: View): void {
    this.view = view;
    this.changed();
  }

  choose(id: number): void {
    this.current = id;
    sessionStorage.setItem('propusk.person', String(id));
    localStorage.setItem('propusk.person', String(id));
    this.show('chat');
  }

  /** Does something as the chosen person. What the phone would not do is told, and nothing changes. */
  async act(action: Action): Promise<void> {
    const id = this.current;
    await this.attempt(() => api.act(id, action));
    await this.#readPerson(id);
  }

  /** Runs a request; a failure is shown to the person and does not stop the page. */
  async attempt<Value>(work: () => Promise<Value>): Promise<Value | undefined> {
    try {
      return await work();
    } catch (error) {
      this.onError(error);
      return undefined;
    }
  }

  async add(person: Parameters<typeof api.addPerson>[0]): Promise<void> {
    const added = await this.attempt(() => api.addPerson(person));
    if (!added) return;
    this.#put(added);
    this.choose(added.id);
  }

  /** Follows what happens in the sandbox, and reads everything again after a break. */
  follow(): void {
    follow({
      ready: () => void this.read('all', () => this.#load()),
      lost: () => {
        this.online = false;
        this.changed();
      },
      news: (news) => void this.#hear(news),
    });
  }

  #hear(news: News): Promise<void> {
    switch (news.what) {
      case 'letters':
        return this.read('letters', async () => this.patch({ letters: await api.letters() }));
      case 'calls':
        return this.read('calls', async () => this.patch({ calls: await api.calls() }));
      case 'desk':
        return this.read('desk', async () => this.patch({ desk: await api.desk() }));
      case 'topic':
        return this.desk.read(news.thread ?? this.desk.thread);
      case 'troubles':
        return this.read('troubles', async () => this.patch({ troubles: await api.troubles() }));
      case 'typing':
        return Promise.resolve(this.#types(news.id));
      case 'person':
        return this.#readPerson(news.id);
    }
  }

  read(key: string, work: () => Promise<void>): Promise<void> {
    return this.#readings.read(key, work);
  }

  #readPerson(id: number): Promise<void> {
    return this.read(`person ${id}`, async () => this.#put(await api.person(id)));
  }

  async #load(): Promise<void> {
    this.snapshot = await api.state();
    this.#readings.allAgain('all');
    this.online = true;
    if (!this.#loaded) {
      for (const letter of this.snapshot.letters) this.#opened.add(letter.id);
      for (const person of this.snapshot.people) this.#seen.set(person.id, person.messages.at(-1)?.id ?? 0);
      this.desk.markAllSeen();
    }
    this.#loaded = true;
    if (!this.person) this.current = this.snapshot.people[0]?.id ?? 0;
    this.changed();
    await this.desk.read();
  }

  #types(id: number): void {
    const until = Date.now() + 5000;
    this.typing.set(id, until);
    setTimeout(() => {
      if (this.typing.get(id) !== until) return;
      this.typing.delete(id);
      this.changed();
    }, 5000);
    this.changed();
  }

  #put(person: Person): void {
    const people = this.snapshot.people.some((one) => one.id === person.id)
      ? this.snapshot.people.map((one) => (one.id === person.id ? person : one))
      : [...this.snapshot.people, person];
    if (person.messages.at(-1)?.from === 'bot') this.typing.delete(person.id);
    this.patch({ people });
  }

  patch(part: Partial<Snapshot>): void {
    this.snapshot = { ...this.snapshot, ...part };
    this.changed();
  }

  /** The chat in front of one's eyes counts as read; on a phone only while it is the screen. */
  #markSeen(): void {
    const chat = document.querySelector('.chat');
    const last = this.person?.messages.at(-1);
    if (last && !document.hidden && chat?.checkVisibility()) this.#seen.set(this.current, last.id);
  }
}
