import { chatMessage } from './chat-message.ts';
import { InlineAsking } from './inline-asking.ts';
import { personReply } from './replies.ts';
import type { State, StoredPerson } from './state.ts';
import type { CallbackAnswer, ChatMessage, Message, Pressed, ReplyKeyboard, SendOptions } from './types.ts';
import type { Updates } from './updates.ts';
import { Writer } from './writer.ts';

/**
 * A person with a phone in hand, in their private chat with the bot. Whatever they do reaches the bot as Telegram would tell it.
 * In groups they act through `SandboxGroup.as(person)`.
 */
export class SandboxPerson extends Writer {
  readonly id: number;
  /** What they type after the bot's name, and what they pick from its list. */
  readonly inline: InlineAsking;

  constructor(id: number, state: State, updates: Updates) {
    super(state, updates, { personId: id, chatId: id });
    this.id = id;
    this.inline = new InlineAsking(id, state, updates, (content) => this.post(content));
  }

  get firstName(): string {
    return this.#stored.user.first_name;
  }

  get lastName(): string | undefined {
    return this.#stored.user.last_name;
  }

  get username(): string | undefined {
    return this.#stored.user.username;
  }

  get phone(): string | undefined {
    return this.#stored.phone;
  }

  get language(): string {
    return this.#stored.user.language_code ?? '';
  }

  set language(code: string) {
    this.#stored.user.language_code = code;
    this.state.changed();
  }

  get blocked(): boolean {
    return this.#stored.blocked;
  }

  /** The chat as this person sees it, oldest first. */
  get chat(): readonly ChatMessage[] {
    return this.state.messagesOf(this.id).map(chatMessage);
  }

  /** What stands below the input field now. */
  get replyKeyboard(): ReplyKeyboard | null {
    return this.#stored.keyboard;
  }

  /** The bot's answers to this person's presses, in groups too, oldest first. */
  get callbackAnswers(): readonly CallbackAnswer[] {
    return this.#stored.answers;
  }

  /** The “Start” button, or a deep link's payload. Unblocks a blocked bot. */
  start(payload?: string): number {
    if (this.blocked) this.unblock();
    return this.send(payload ? `/start ${payload}` : '/start');
  }

  /** Taps a button below a message, as every writer does, or else one of the reply keyboard, by its label. */
  override press(button: string | { callbackData: string }, messageId?: number): Pressed {
    const pressed = this.screen.find(button, messageId);
    if (pressed) return pressed();
    const keys = this.replyKeyboard?.keyboard.flat() ?? [];
    if (typeof button === 'string' && messageId === undefined) {
      const key = keys.find((one) => one.text === button);
      if (key?.request_contact) return { kind: 'message', messageId: this.shareContact() };
      if (key?.request_location) return { kind: 'message', messageId: this.sendLocation() };
      if (key?.web_app) return { kind: 'web_app', url: key.web_app.url };
      if (key) return { kind: 'message', messageId: this.send(button) };
    }
    throw this.screen.missing(
      button,
      keys.map(({ text }) => text),
    );
  }

  /** Shares the own contact, as the button of the reply keyboard does. */
  shareContact(): number {
    const { phone, user } = this.#stored;
    if (!phone) throw new Error('This person has no phone number');
    return this.sendContact({
      phone,
      firstName: user.first_name,
      ...(user.last_name ? { lastName: user.last_name } : {}),
      userId: user.id,
    });
  }

  /** Deletes a message for both sides. Telegram does not tell the bot. */
  deleteMessage(messageId: number): void {
    this.state.delete(this.id, messageId);
  }

  block(): void {
    if (this.blocked) return;
    this.#member('member', 'kicked');
  }

  unblock(): void {
    if (!this.blocked) return;
    this.#member('kicked', 'member');
  }

  /** Deletes the Telegram account. The bot learns of it when it writes. */
  deactivate(): void {
    this.#stored.gone = true;
    this.state.changed();
  }

  protected post(content: Partial<Message>, options: SendOptions = {}): number {
    if (this.blocked) throw new Error('This person has blocked the bot: unblock() or start() first');
    if (options.thread !== undefined) throw new Error('A private chat has no topics');
    const reply = personReply(this.state, this.id, options);
    const stored = this.#stored;
    stored.started = true;
    const message: Message = {
      message_id: this.state.takeMessageId(this.id),
      from: { ...stored.user },
      chat: this.state.chatOf(this.id),
      date: this.state.seconds(),
      ...content,
      ...reply,
    };
    this.state.append({ by: 'person', at: this.state.now(), message });
    if (stored.keyboard?.one_time_keyboard) this.state.showKeyboard(this.id, null);
    this.updates.add({ message });
    return message.message_id;
  }

  get #stored(): StoredPerson {
    return this.state.personOrThrow(this.id);
  }

  #member(before: 'member' | 'kicked', now: 'member' | 'kicked'): void {
    const stored = this.#stored;
    stored.blocked = now === 'kicked';
    const status = (which: string) => ({
      user: this.state.bot(),
      status: which,
      ...(which === 'kicked' ? { until_date: 0 } : {}),
    });
    this.state.emit({ type: stored.blocked ? 'blocked' : 'unblocked', personId: this.id });
    this.updates.add({
      my_chat_member: {
        chat: this.state.chatOf(this.id),
        from: { ...stored.user },
        date: this.state.seconds(),
        old_chat_member: status(before),
        new_chat_member: status(now),
      },
    });
  }
}
