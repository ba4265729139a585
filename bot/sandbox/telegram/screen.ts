import type { State, StoredMessage } from './state.ts';
import type { InlineButton, Pressed } from './types.ts';
import type { Updates } from './updates.ts';

/** The buttons below a chat's messages, as one person's phone shows them. */
export class Screen {
  readonly #state: State;
  readonly #updates: Updates;
  readonly #personId: number;
  readonly #chatId: number;

  constructor(state: State, updates: Updates, { personId, chatId }: { personId: number; chatId: number }) {
    this.#state = state;
    this.#updates = updates;
    this.#personId = personId;
    this.#chatId = chatId;
  }

  /** Taps a button of the newest message that has it, or of `messageId`; throws when there is none. */
  press(button: string | { callbackData: string }, messageId?: number): Pressed {
    const pressed = this.find(button, messageId);
    if (!pressed) throw this.missing(button);
    return pressed();
  }

  /** The tap on a button, to be done; undefined when there is no such button. */
  find(button: string | { callbackData: string }, messageId?: number): (() => Pressed) | undefined {
    const messages = this.#state.messagesOf(this.#chatId);
    for (let at = messages.length - 1; at >= 0; at--) {
      const message = messages[at];
      if (!message || message.deleted || (messageId !== undefined && message.message.message_id !== messageId))
        continue;
      const match = message.message.reply_markup?.inline_keyboard
        .flat()
        .find((one) => (typeof button === 'string' ? one.text === button : one.callback_data === button.callbackData));
      if (match) return () => this.#tap(match, message);
    }
    return undefined;
  }

  pressStale(callbackData: string, options: { messageId?: number; expired?: boolean }): Pressed {
    const messages = this.#state.messagesOf(this.#chatId).filter((one) => one.by === 'bot');
    const message =
      options.messageId === undefined
        ? (messages.findLast((one) => one.hadData?.includes(callbackData)) ?? messages.at(-1))
        : messages.find((one) => one.message.message_id === options.messageId);
    if (!message) throw new Error('The bot has sent no such message');
    return { kind: 'callback', callbackId: this.#query(callbackData, message, options.expired ?? true) };
  }

  /** @param keys further labels on the screen. */
  missing(button: string | { callbackData: string }, keys: readonly string[] = []): Error {
    const inline = this.#state
      .messagesOf(this.#chatId)
      .filter((one) => !one.deleted)
      .flatMap((one) => one.message.reply_markup?.inline_keyboard.flat().map(({ text }) => text) ?? []);
    const labels = [...inline, ...keys].join(', ') || 'none';
    return new Error(`No button ${JSON.stringify(button)} on the screen; there are: ${labels}`);
  }

  #tap(button: InlineButton, message: StoredMessage): Pressed {
    if (button.url !== undefined) return { kind: 'url', url: button.url };
    if (button.web_app) return { kind: 'web_app', url: button.web_app.url };
    if (button.copy_text) return { kind: 'copy', text: button.copy_text.text };
    if (button.callback_data === undefined) throw new Error(`The sandbox cannot press “${button.text}”`);
    return { kind: 'callback', callbackId: this.#query(button.callback_data, message, false) };
  }

  #query(data: string, { message, deleted }: StoredMessage, expired: boolean): string {
    const id = this.#state.addQuery(this.#personId, expired);
    this.#updates.add({
      callback_query: {
        id,
        from: { ...this.#state.personOrThrow(this.#personId).user },
        message: deleted ? { chat: message.chat, message_id: message.message_id, date: 0 } : message,
        chat_instance: this.#state.chatInstance(this.#chatId),
        data,
      },
    });
    return id;
  }
}
