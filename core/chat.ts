/** A private conversation with one of our bots. */
export interface ChatRef {
  botId: bigint;
  chatId: bigint;
}
