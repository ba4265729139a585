import type { ChatRef } from '../chat.ts';
import { type Clock, days, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import { allWithin } from '../limits.ts';

/** Messages of one chat to the helpdesk, at most: more than anybody writes who wants an answer. */
export const TALK_PER_MINUTE = { max: 30, window: minutes(1) };
export const TALK_PER_DAY = { max: 300, window: days(1) };

/** Messages that come within this time of the first are of one row. */
export const ROW = { max: 1, window: minutes(10) };

export const talkKey = ({ botId, chatId }: ChatRef, span: 'minute' | 'day'): string =>
  `talk-${span}:${botId}:${chatId}`;

/** Counts one message of a chat, or one change of a message, and tells whether it is within the allowances. */
export const mayTalk = (db: Db, clock: Clock, chat: ChatRef): Promise<boolean> =>
  allWithin(db, clock, [
    { key: talkKey(chat, 'minute'), ...TALK_PER_MINUTE },
    { key: talkKey(chat, 'day'), ...TALK_PER_DAY },
  ]);
