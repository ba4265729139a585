import { again, type Move, unread } from './step.ts';

/** More words than stand around an address: «моя почта anna@mail.ru». */
const MOST_WORDS = 4;

/** A text that is no address: one with an @ gets its reason, words without may be a question. @param error of `readEmail` */
export function noAddress(error: string, text: string): Move {
  const tries = /[@\uFF20]/.test(text) && text.trim().split(/\s+/).length <= MOST_WORDS;
  return tries ? again(error) : unread(error);
}
