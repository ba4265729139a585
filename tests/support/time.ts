/** The real time, plus what a test adds. */
export class MovableClock {
  #ahead = 0;

  now(): Date {
    return new Date(Date.now() + this.#ahead);
  }

  move(milliseconds: number): void {
    this.#ahead += milliseconds;
  }
}

/** Waits until `look` finds something; at most a minute, for a machine that is busy with other tests may be slow. */
export async function eventually<T>(
  what: string,
  look: () => T | undefined | null | false | Promise<T | undefined | null | false>,
): Promise<T> {
  const deadline = Date.now() + 60_000;
  for (;;) {
    const found = await look();
    if (found !== undefined && found !== null && found !== false) return found;
    if (Date.now() > deadline) throw new Error(`Waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
}
