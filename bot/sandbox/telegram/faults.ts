import type { FaultRule } from './types.ts';

/** The things that go wrong on purpose. */
export class Faults {
  #rules: { rule: FaultRule; left: number }[] = [];

  add(rule: FaultRule): void {
    this.#rules.push({ rule, left: rule.times ?? 1 });
  }

  clear(): void {
    this.#rules = [];
  }

  /** The first rule that concerns this call, used up once. */
  take(method: string, chatId?: number, threadId?: number): FaultRule | undefined {
    const found = this.#rules.find(
      ({ rule }) =>
        (rule.method === undefined || rule.method.toLowerCase() === method.toLowerCase()) &&
        !rule.spares?.some((one) => one.toLowerCase() === method.toLowerCase()) &&
        (rule.chatId === undefined || rule.chatId === chatId) &&
        (rule.threadId === undefined || rule.threadId === threadId),
    );
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#rules = this.#rules.filter((one) => one !== found);
    found.rule.onMet?.(found.left);
    return found.rule;
  }
}
