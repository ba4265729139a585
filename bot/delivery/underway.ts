import type { ChatRef } from '#core/chat.ts';

/** Something that is sent to a chat, or to a group, from the first call until what came of it is written down. */
export interface Flight {
  /** The call is made now; once more changes nothing. */
  begins(): void;
  ends(): void;
}

/** What this process is sending at this moment. */
export interface Underway {
  flight(to: ChatRef): Flight;
  has(to: ChatRef): boolean;
}

/** Keeps in mind what is being sent: people see a message before we know its number. */
export function createUnderway(): Underway {
  const flights = new Map<string, number>();
  const keyOf = ({ botId, chatId }: ChatRef): string => `${botId}:${chatId}`;
  const count = (key: string, by: 1 | -1): void => {
    const now = (flights.get(key) ?? 0) + by;
    if (now > 0) flights.set(key, now);
    else flights.delete(key);
  };
  return {
    flight(to) {
      const key = keyOf(to);
      let counted = false;
      return {
        begins() {
          if (!counted) count(key, 1);
          counted = true;
        },
        ends() {
          if (counted) count(key, -1);
          counted = false;
        },
      };
    },
    has: (to) => flights.has(keyOf(to)),
  };
}
