import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Mailbox } from './mailbox.ts';
import type { ArmedTrouble, NewTrouble, Trouble } from './page/protocol.ts';
import type { FaultRule, TelegramWorld } from './telegram/world.ts';

/** What the page may ask to go wrong. */
export const TroubleBody: z.ZodType<NewTrouble> = z.strictObject({
  trouble: z.enum([
    'too-many',
    'forbidden',
    'topic-deleted',
    'topic-closed',
    'slow',
    'lost-answer',
    'down',
    'mail-down',
  ]),
  target: z.enum(['everything', 'desk', 'person']),
  times: z.number().int().min(1).max(1000).nullable(),
  personId: z.number().int(),
});

/** What Telegram does then. */
const rules: Record<Exclude<Trouble, 'mail-down'>, FaultRule> = {
  'too-many': { kind: '429', retryAfter: 3 },
  forbidden: { kind: '403' },
  'topic-deleted': { kind: '400', description: 'message thread not found', deletesTopic: true },
  'topic-closed': { kind: '400', description: 'TOPIC_CLOSED' },
  slow: { kind: 'slow', delayMs: 2000 },
  'lost-answer': { kind: 'lost-answer' },
  down: { kind: 'reset' },
};

export interface Troubles {
  list(): readonly ArmedTrouble[];
  arm(trouble: NewTrouble): void;
  /** Repairs everything. */
  clear(): void;
  /** Calls when something was armed, used up or repaired; returns how to stop that. */
  subscribe(listener: () => void): () => void;
}

interface Parts {
  telegram: TelegramWorld;
  mailbox: Pick<Mailbox, 'down'>;
  deskId: () => number | null;
}

/** The fault switch: lets the next calls of the bot go wrong, and remembers how many still will. */
export function troubles({ telegram, mailbox, deskId }: Parts): Troubles {
  let armed: ArmedTrouble[] = [];
  const listeners = new Set<() => void>();
  const changed = (next: ArmedTrouble[]): void => {
    armed = next;
    for (const listener of listeners) listener();
  };

  return {
    list: () => armed,
    arm({ trouble, target, times, personId }) {
      if (trouble === 'mail-down') {
        mailbox.down = true;
        const others = armed.filter((one) => one.trouble !== trouble);
        return changed([...others, { id: trouble, trouble, target: 'everything', left: null }]);
      }
      const chatId = target === 'desk' ? deskId() : target === 'person' ? personId : null;
      const id = randomUUID();
      telegram.fault({
        ...rules[trouble],
        ...(chatId === null ? {} : { chatId }),
        // The bot asks for news all the time: it would meet everything first. Only a Telegram that is gone gives no news either.
        spares: trouble === 'down' ? [] : ['getUpdates'],
        times: times ?? Number.POSITIVE_INFINITY,
        onMet: (left) =>
          changed(armed.flatMap((one) => (one.id !== id ? [one] : left > 0 ? [{ ...one, left: finite(left) }] : []))),
      });
      changed([...armed, { id, trouble, target, ...(target === 'person' ? { personId } : {}), left: times }]);
    },
    clear() {
      telegram.clearFaults();
      mailbox.down = false;
      changed([]);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
}

const finite = (left: number): number | null => (Number.isFinite(left) ? left : null);
