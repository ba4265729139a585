/** A private conversation with one of our bots. */
export interface ChatRef {
  botId: bigint;
  chatId: bigint;
}

/**
 * Stands for the chat where there is none: a page asked for a letter of an account that no chat speaks for. Nothing is ever told to it.
 * @param number of the account: limits are counted for it
 */
export const noChat = (number: bigint): ChatRef => ({ botId: NO_BOT, chatId: number });

/** Telegram gives this number to no bot. */
export const NO_BOT = 0n;
