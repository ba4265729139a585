import type { ChatRef } from '../chat.ts';
import { days, minutes } from '../clock.ts';

/** Messages of one chat to the helpdesk, at most: more than anybody writes who wants an answer. */
export const TALK_PER_MINUTE = { max: 30, window: minutes(1) };
export const TALK_PER_DAY = { max: 300, window: days(1) };

/** Messages that come within this time of the first are of one row. */
export const ROW = { max: 1, window: minutes(10) };

export const talkKey = ({ botId, chatId }: ChatRef, span: 'minute' | 'day'): string =>
  `talk-${span}:${botId}:${chatId}`;
