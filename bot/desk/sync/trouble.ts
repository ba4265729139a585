import { TelegramRefusal, TelegramUnreachable } from '#bot/transport/transport.ts';
import { seconds } from '#core/clock.ts';
import { isRetryable } from '#prisma/open.ts';
import type { LostWhy } from './lost.ts';

/** Why a call to a group failed, as far as it matters for what to do next. */
export type Trouble =
  /** Nobody knows, or not now: the group waits. Null: as long as seems good. */
  | { kind: 'wait'; milliseconds: number | null }
  | { kind: 'lost'; why: LostWhy }
  | { kind: 'moved'; to: bigint }
  | { kind: 'topic-gone' }
  | { kind: 'topic-closed' }
  /** Telegram will never take this. */
  | { kind: 'refused' }
  /** Of ours. */
  | { kind: 'fault' };

const RIGHTS = /not enough rights|have no rights|CHAT_ADMIN_REQUIRED|CHAT_WRITE_FORBIDDEN|need administrator rights/i;

export function troubleOf(error: unknown): Trouble {
  if (error instanceof TelegramUnreachable || isRetryable(error)) return { kind: 'wait', milliseconds: null };
  if (!(error instanceof TelegramRefusal)) return { kind: 'fault' };
  const { code, message, movedTo, retryAfter } = error;
  if (code === 429) return { kind: 'wait', milliseconds: seconds(retryAfter ?? 1) };
  if (movedTo !== null) return { kind: 'moved', to: BigInt(movedTo) };
  if (RIGHTS.test(message)) return { kind: 'lost', why: 'no-rights' };
  if (code === 403) return { kind: 'lost', why: 'kicked' };
  // A token that is being changed, a server that is ill.
  if (code !== 400 && code !== 413) return { kind: 'wait', milliseconds: null };
  if (/chat not found/.test(message)) return { kind: 'lost', why: 'unknown' };
  if (/not a forum/.test(message)) return { kind: 'lost', why: 'not-forum' };
  if (/message thread not found|TOPIC_DELETED|TOPIC_ID_INVALID/.test(message)) return { kind: 'topic-gone' };
  if (/TOPIC_CLOSED/.test(message)) return { kind: 'topic-closed' };
  return { kind: 'refused' };
}

/** The message is as it should be, or nobody can change it any more. */
export const isDone = (error: unknown): boolean =>
  error instanceof TelegramRefusal && /is not modified|TOPIC_NOT_MODIFIED/.test(error.message);
export const isGone = (error: unknown): boolean =>
  error instanceof TelegramRefusal && /message to (edit|delete|react) not found|MESSAGE_ID_INVALID/.test(error.message);
/** Telegram will not take it however often it is tried. */
export const isHopeless = (error: unknown): boolean => troubleOf(error).kind === 'refused';
