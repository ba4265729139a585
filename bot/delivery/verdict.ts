import { cause as causeOf } from '#bot/cause.ts';
import { TelegramRefusal, TelegramUnreachable } from '#bot/transport/transport.ts';
import { hours, minutes, seconds } from '#core/clock.ts';
import { isRetryable } from '#prisma/open.ts';

/** Why a message did not reach its reader: a text and an error code. */
export type Undelivered = 'person.blocked-bot' | 'person.gone' | 'delivery.refused' | 'file.lost';

/** A message of which there is nothing to send. */
export class NothingToSend extends Error {
  readonly why: Undelivered;

  constructor(message: string, why: Undelivered = 'delivery.refused') {
    super(message);
    this.why = why;
  }
}

/** What became of an attempt to deliver. */
export type Verdict =
  | { kind: 'done' }
  | { kind: 'wait'; milliseconds: number; cause: string }
  | { kind: 'blocked'; why: 'person.blocked-bot' | 'person.gone' }
  /** `why` as operators are told of it; as of a refusal unless it says more. */
  | { kind: 'failed'; cause: string; why?: Undelivered };

/** After this long a message helps nobody any more. */
export const GIVE_UP_AFTER = hours(24);

/** Telegram's words for a message that it will never take. Any other refusal (a token that is being changed, say) is not the message's. */
const HOPELESS = new Set([400, 413]);

/**
 * Judges a failed call. Telegram's 429 and its absence are waited out, and so is the database's; a person's block is respected, and
 * what Telegram will never take is given up, aloud.
 * @param attempts failed ones before this
 * @param age of the message in milliseconds
 */
export function judge(error: unknown, attempts: number, age: number): Verdict {
  const cause = causeOf(error);
  if (error instanceof TelegramRefusal) {
    if (error.code === 429) return { kind: 'wait', milliseconds: seconds(error.retryAfter ?? 1), cause };
    if (error.code === 403) {
      const gone = /user is deactivated/.test(error.message);
      return { kind: 'blocked', why: gone ? 'person.gone' : 'person.blocked-bot' };
    }
    if (HOPELESS.has(error.code)) return { kind: 'failed', cause };
  } else if (error instanceof NothingToSend) {
    return { kind: 'failed', cause, why: error.why };
  } else if (!(error instanceof TelegramUnreachable || isRetryable(error))) {
    // A fault of ours: an unknown text, a pass that cannot be made. Trying for a while costs little; for ever helps nobody.
    if (attempts >= 5) return { kind: 'failed', cause };
  }
  if (age > GIVE_UP_AFTER) return { kind: 'failed', cause };
  return { kind: 'wait', milliseconds: Math.min(minutes(1), 500 * 2 ** Math.min(attempts, 8)), cause };
}
