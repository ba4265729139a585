import type { StoredMessage } from './stored.ts';

/** All messages, each chat's in the order of their ids. */
export class MessageBox {
  readonly chats = new Map<number, StoredMessage[]>();

  of(chatId: number): readonly StoredMessage[] {
    return this.chats.get(chatId) ?? [];
  }

  find(chatId: number, messageId: number): StoredMessage | undefined {
    return this.chats.get(chatId)?.[this.#index(chatId, messageId)];
  }

  add(stored: StoredMessage): void {
    const { id } = stored.message.chat;
    const list = this.chats.get(id);
    if (list) list.push(stored);
    else this.chats.set(id, [stored]);
  }

  /** Puts it in the place of the message with its id. */
  replace(stored: StoredMessage): void {
    const { chat, message_id } = stored.message;
    const at = this.#index(chat.id, message_id);
    const list = this.chats.get(chat.id);
    if (at < 0 || !list) throw new Error(`No message ${message_id}`);
    list[at] = stored;
  }

  /** -1 for none. */
  #index(chatId: number, messageId: number): number {
    const list = this.of(chatId);
    let [low, high] = [0, list.length - 1];
    while (low <= high) {
      const middle = (low + high) >> 1;
      const id = list[middle]?.message.message_id ?? 0;
      if (id === messageId) return middle;
      if (id < messageId) low = middle + 1;
      else high = middle - 1;
    }
    return -1;
  }
}
