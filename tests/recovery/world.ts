import { afterAll, beforeAll, beforeEach } from 'vitest';
import { hashPassword } from '#core/accounts/password.ts';
import { type JournalWorld, journalWorld, NEW_PASSWORD } from '#tests/accounts/world.ts';

/** A journal for all tests of a file, empty for each of them, and the steps by which somebody comes back into an account. */
export class RecoveryWorld {
  #journal: JournalWorld | undefined;
  #hash = '';

  constructor() {
    beforeAll(async () => {
      this.#journal = await journalWorld();
      this.#hash = await hashPassword(NEW_PASSWORD);
    });
    beforeEach(() => this.journal.reset());
    afterAll(() => this.#journal?.close());
  }

  get journal(): JournalWorld {
    if (!this.#journal) throw new Error('No test has begun');
    return this.#journal;
  }

  /** Of NEW_PASSWORD, made once: it takes its time. */
  get newHash(): string {
    return this.#hash;
  }

  readonly byEmail = (email: string, schoolId: string | null = null) =>
    this.journal.core(({ recovery }) => recovery.openByEmail({ institutionId: 'eljur', schoolId, email }));

  readonly openPage = async (email: string): Promise<string> => {
    const [opened] = await this.byEmail(email);
    if (!opened) throw new Error('nobody has this address');
    return opened.pageId;
  };

  readonly look = (pageId: string) => this.journal.core(({ recovery }) => recovery.look(pageId));

  readonly complete = (pageId: string, hash = this.#hash) =>
    this.journal.core(({ recovery }) => recovery.complete(pageId, hash));

  readonly request = (email: string, remote = '203.0.113.7') =>
    this.journal.core(({ recovery }) =>
      recovery.request({ institutionId: 'eljur', schoolId: null, email, language: 'ru', chat: null, remote }),
    );

  readonly signsIn = async (login: string, password: string): Promise<boolean> =>
    (await this.journal.signIn(login, password, 'home')).result.ok;
}
