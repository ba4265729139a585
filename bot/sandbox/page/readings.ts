/** One reading of a thing at a time: two at once could end with the older answer on the screen. */
export class Readings {
  readonly #going = new Map<string, 'once' | 'again'>();

  /** Reads; what is being read already is read once more afterwards. */
  async read(key: string, work: () => Promise<void>): Promise<void> {
    if (this.#going.has(key)) {
      this.#going.set(key, 'again');
      return;
    }
    do {
      this.#going.set(key, 'once');
      // The stream will tell of the next change, and of everything when it comes back: nothing to say here.
      await work().catch(() => undefined);
    } while (this.#going.get(key) === 'again');
    this.#going.delete(key);
  }

  /** Whatever is being read is older than what `key` has just read. */
  allAgain(key: string): void {
    for (const one of this.#going.keys()) this.#going.set(one, one === key ? 'once' : 'again');
  }
}
