import { readMobile } from '#core/people/phone.ts';
import { again, type Move, type StepSignal, unread } from './step.ts';

/** Whoever types fewer is not about to give a number. */
export const FEWEST_DIGITS = 5;

/** A number from a shared contact or a typed text; null when the signal is neither. */
export function numberIn(signal: StepSignal, country: string) {
  if (signal.kind === 'contact') {
    if (!signal.own) return { ok: false as const, error: 'phone.not-own' as const };
    const read = readMobile(signal.phone.startsWith('+') ? signal.phone : `+${signal.phone}`, country);
    return read.ok ? { ...read, own: true } : read;
  }
  if (signal.kind !== 'text') return null;
  const read = readMobile(signal.text, country);
  return read.ok ? { ...read, own: false } : read;
}

/** A number that cannot be used gets its reason; a text that holds none may be a question. */
export function noNumber(error: string, signal: StepSignal): Move {
  const digits =
    signal.kind === 'text' ? (signal.text.normalize('NFKC').match(/\p{Nd}/gu) ?? []).length : FEWEST_DIGITS;
  return error === 'phone.unreadable' || digits < FEWEST_DIGITS ? unread(error) : again(error);
}
