import { chatMessage } from './chat-message.ts';
import { detectEntities } from './entities.ts';
import { storeFile } from './files.ts';
import { imageSize, imageType } from './images.ts';
import { InlineAsking } from './inline-asking.ts';
import type { State, StoredMessage, StoredPerson } from './state.ts';
import type { CallbackAnswer, ChatMessage, Contact, InlineButton, Message, Pressed, ReplyKeyboard } from './types.ts';
import type { Updates } from './updates.ts';

/** A person with a phone in hand. Whatever they do reaches the bot as Telegram would tell it. */
export class SandboxPerson {
  readonly id: number;
  /** What they type after the bot's name, and what they pick from its list. */
  readonly inline: InlineAsking;
  readonly #state: State;
  readonly #updates: Updates;

  constructor(id: number, state: State, updates: Updates) {
    this.id = id;
    this.#state = state;
    this.#updates = updates;
    this.inline = new InlineAsking(id, state, updates, (content) => this.#post(content));
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
    this.#state.changed();
  }

  get blocked(): boolean {
    return this.#stored.blocked;
  }

  /** The chat as this person sees it, oldest first. */
  get chat(): readonly ChatMessage[] {
    return this.#state.messagesOf(this.id).map(chatMessage);
  }

  /** What stands below the input field now. */
  get replyKeyboard(): ReplyKeyboard | null {
    return this.#stored.keyboard;
  }

  /** The bot's answers to this person's presses, oldest first. */
  get callbackAnswers(): readonly CallbackAnswer[] {
    return this.#stored.answers;
  }

  /** The “Start” button, or a deep link's payload. Unblocks a blocked bot. */
  start(payload?: string): number {
    if (this.blocked) this.unblock();
    return this.send(payload ? `/start ${payload}` : '/start');
  }

  /** Types and sends a text, or taps a label of the reply keyboard. */
  send(text: string): number {
    const clean = text.trim();
    if (!clean) throw new Error('A phone does not send an empty message');
    const entities = detectEntities(clean);
    return this.#post({ text: clean, ...(entities.length ? { entities } : {}) });
  }

  /**
   * Taps a button that is on the screen: of the newest message that has it, or of `messageId`, by its label or its
   * callback data; or of the reply keyboard, by its label. Throws when there is no such button.
   */
  press(button: string | { callbackData: string }, messageId?: number): Pressed {
    const found = this.#findInline(button, messageId);
    if (found) return this.#tap(found.button, found.message);
    if (typeof button === 'string' && messageId === undefined) {
      const key = this.replyKeyboard?.keyboard.flat().find((one) => one.text === button);
      if (key?.request_contact) return { kind: 'message', messageId: this.shareContact() };
      if (key?.request_location) return { kind: 'message', messageId: this.sendLocation() };
      if (key?.web_app) return { kind: 'web_app', url: key.web_app.url };
      if (key) return { kind: 'message', messageId: this.send(button) };
    }
    throw new Error(
      `No button ${JSON.stringify(button)} on the screen; there are: ${this.#labels().join(', ') || 'none'}`,
    );
  }

  /**
   * A press that comes late: the button may be gone from the message, or the message deleted, and unless `expired` is
   * false the query is already too old to be answered.
   */
  pressStale(callbackData: string, options: { messageId?: number; expired?: boolean } = {}): Pressed {
    const messages = this.#state.messagesOf(this.id).filter((one) => one.by === 'bot');
    const message =
      options.messageId === undefined
        ? (messages.findLast((one) => one.hadData?.includes(callbackData)) ?? messages.at(-1))
        : messages.find((one) => one.message.message_id === options.messageId);
    if (!message) throw new Error('The bot has sent no such message');
    return { kind: 'callback', callbackId: this.#query(callbackData, message, options.expired ?? true) };
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

  /** Sends any contact: somebody else's when `userId` is another's or left out; passed on from whoever `forwardedFrom` names. */
  sendContact(contact: {
    phone: string;
    firstName: string;
    lastName?: string;
    userId?: number;
    forwardedFrom?: string;
  }): number {
    const content: Contact = {
      phone_number: contact.phone,
      first_name: contact.firstName,
      ...(contact.lastName ? { last_name: contact.lastName } : {}),
      ...(contact.userId === undefined ? {} : { user_id: contact.userId }),
    };
    return this.#post({ contact: content, ...this.#origin(contact.forwardedFrom) });
  }

  /** Sends a PNG or JPEG. */
  sendPhoto(bytes: Uint8Array, caption?: string): number {
    const size = imageSize(bytes);
    if (!size) throw new Error('Not a PNG or JPEG');
    const file = storeFile(this.#state, 'photo', bytes, { ...size, name: 'photo.jpg' });
    return this.#post({ photo: [{ ...file, ...size }], ...(caption ? { caption } : {}) });
  }

  sendSticker(): number {
    const file = storeFile(this.#state, 'sticker', new Uint8Array([0]), { name: 'sticker.webp' });
    const sticker = {
      ...file,
      type: 'regular',
      width: 512,
      height: 512,
      is_animated: false,
      is_video: false,
      emoji: '👍',
    };
    return this.#post({ sticker });
  }

  sendVoice(): number {
    const file = storeFile(this.#state, 'voice', new Uint8Array([0]), { name: 'voice.oga' });
    return this.#post({ voice: { ...file, duration: 3, mime_type: 'audio/ogg' } });
  }

  sendDocument(bytes: Uint8Array = new Uint8Array([0]), name = 'document.pdf', caption?: string): number {
    const file = storeFile(this.#state, 'document', bytes, { name });
    const type = imageSize(bytes) ? { mime_type: imageType(bytes) } : {};
    return this.#post({ document: { ...file, file_name: name, ...type }, ...(caption ? { caption } : {}) });
  }

  sendLocation(latitude = 55.7275, longitude = 37.5655): number {
    return this.#post({ location: { latitude, longitude } });
  }

  /** Forwards a text of somebody whose account is hidden. */
  forward(text: string, fromName: string): number {
    const entities = detectEntities(text);
    return this.#post({
      text,
      ...(entities.length ? { entities } : {}),
      ...this.#origin(fromName),
    });
  }

  #origin(name: string | undefined): Pick<Message, 'forward_origin'> {
    if (name === undefined) return {};
    return { forward_origin: { type: 'hidden_user', sender_user_name: name, date: this.#state.seconds() } };
  }

  /** Changes the text of an own message. */
  edit(messageId: number, text: string): void {
    const own = this.#own(messageId);
    if (own.message.text === undefined) throw new Error(`Message ${messageId} has no text`);
    if (own.message.via_bot) throw new Error('A phone does not edit what came from a list');
    const { entities: _old, ...rest } = own.message;
    const entities = detectEntities(text);
    const message = { ...rest, text, edit_date: this.#state.seconds(), ...(entities.length ? { entities } : {}) };
    this.#state.replace({ ...own, message });
    this.#updates.add({ edited_message: message });
  }

  /** Deletes a message for both sides. Telegram does not tell the bot. */
  deleteMessage(messageId: number): void {
    this.#state.delete(this.id, messageId);
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
    this.#state.changed();
  }

  get #stored(): StoredPerson {
    return this.#state.personOrThrow(this.id);
  }

  #post(content: Partial<Message>): number {
    if (this.blocked) throw new Error('This person has blocked the bot: unblock() or start() first');
    const stored = this.#stored;
    stored.started = true;
    const message: Message = {
      message_id: this.#state.takeMessageId(this.id),
      from: { ...stored.user },
      chat: this.#state.chatOf(this.id),
      date: this.#state.seconds(),
      ...content,
    };
    this.#state.append({ by: 'person', at: this.#state.now(), message });
    if (stored.keyboard?.one_time_keyboard) this.#state.showKeyboard(this.id, null);
    this.#updates.add({ message });
    return message.message_id;
  }

  #own(messageId: number): StoredMessage {
    const found = this.#state.message(this.id, messageId);
    if (found?.by !== 'person' || found.deleted) throw new Error(`No own message ${messageId}`);
    return found;
  }

  #findInline(button: string | { callbackData: string }, messageId?: number) {
    const messages = this.#state.messagesOf(this.id);
    for (let at = messages.length - 1; at >= 0; at--) {
      const message = messages[at];
      if (!message || message.deleted || (messageId !== undefined && message.message.message_id !== messageId))
        continue;
      const match = message.message.reply_markup?.inline_keyboard
        .flat()
        .find((one) => (typeof button === 'string' ? one.text === button : one.callback_data === button.callbackData));
      if (match) return { message, button: match };
    }
    return undefined;
  }

  #labels(): string[] {
    const inline = this.#state
      .messagesOf(this.id)
      .filter((one) => !one.deleted)
      .flatMap((one) => one.message.reply_markup?.inline_keyboard.flat().map((button) => button.text) ?? []);
    return [...inline, ...(this.replyKeyboard?.keyboard.flat().map((key) => key.text) ?? [])];
  }

  #tap(button: InlineButton, message: StoredMessage): Pressed {
    if (button.url !== undefined) return { kind: 'url', url: button.url };
    if (button.web_app) return { kind: 'web_app', url: button.web_app.url };
    if (button.copy_text) return { kind: 'copy', text: button.copy_text.text };
    if (button.callback_data === undefined) throw new Error(`The sandbox cannot press “${button.text}”`);
    return { kind: 'callback', callbackId: this.#query(button.callback_data, message, false) };
  }

  #query(data: string, { message, deleted }: StoredMessage, expired: boolean): string {
    const id = this.#state.addQuery(this.id, expired);
    this.#updates.add({
      callback_query: {
        id,
        from: { ...this.#stored.user },
        message: deleted ? { chat: message.chat, message_id: message.message_id, date: 0 } : message,
        chat_instance: this.#state.chatInstance(this.id),
        data,
      },
    });
    return id;
  }

  #member(before: 'member' | 'kicked', now: 'member' | 'kicked'): void {
    const stored = this.#stored;
    stored.blocked = now === 'kicked';
    const status = (which: string) => ({
      user: this.#state.bot(),
      status: which,
      ...(which === 'kicked' ? { until_date: 0 } : {}),
    });
    this.#state.emit({ type: stored.blocked ? 'blocked' : 'unblocked', personId: this.id });
    this.#updates.add({
      my_chat_member: {
        chat: this.#state.chatOf(this.id),
        from: { ...stored.user },
        date: this.#state.seconds(),
        old_chat_member: status(before),
        new_chat_member: status(now),
      },
    });
  }
}
