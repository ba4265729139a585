import { Language } from '#core/language.ts';
import type { Claimed } from './conversation.ts';
import type { Shown } from './screens.ts';

/** What of a conversation a turn reads and changes. */
export interface State extends Shown {
  institutionId: string | null;
  journey: string;
  step: string;
  data: unknown;
  pressedMessageId: number | null;
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
});
