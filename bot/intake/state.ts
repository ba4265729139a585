import { z } from 'zod';
import type { Phrase } from '#bot/journeys/screen.ts';
import { Language } from '#core/language.ts';
import type { Claimed } from './conversation.ts';
import type { Shown } from './screens.ts';

const LastError = z
  .object({ key: z.string(), args: z.record(z.string(), z.union([z.string(), z.number()])).default({}) })
  .nullable();

/** What of a conversation a turn reads and changes. */
export interface State extends Shown {
  institutionId: string | null;
  journey: string;
  step: string;
  data: unknown;
  pressedMessageId: number | null;
  /** What was last told to have gone wrong in the journey. */
  lastError: Phrase | null;
}

export const stateOf = (conversation: Claimed): State => ({
  language: Language.catch('ru').parse(conversation.language),
  institutionId: conversation.institutionId,
  accountId: conversation.accountId,
  journey: conversation.journey,
  step: conversation.step,
  data: conversation.data,
  screen: conversation.screen,
  pressedMessageId: conversation.pressedMessageId,
  replyKeyboard: conversation.replyKeyboard,
  lastError: LastError.catch(null).parse(conversation.lastError),
});
