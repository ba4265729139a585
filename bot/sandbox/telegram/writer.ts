import { randomBytes } from 'node:crypto';
import {
  albumContents,
  captionContent,
  clipContent,
  contactContent,
  documentContent,
  photoContent,
  type SharedContact,
  stickerContent,
  textContent,
} from './contents.ts';
import { reactIn } from './reactions.ts';
import { Screen } from './screen.ts';
import type { State, StoredMessage } from './state.ts';
import type { AlbumItem, ClipOptions, Message, Pressed, SendOptions } from './types.ts';
import type { Updates } from './updates.ts';

/** Somebody who writes into one chat: what they send, change and tap there. Every method that sends returns the message's id. */
export abstract class Writer {
  protected readonly state: State;
  protected readonly updates: Updates;
  protected readonly screen: Screen;
  readonly #chatId: number;
  readonly #personId: number;

  constructor(state: State, updates: Updates, { personId, chatId }: { personId: number; chatId: number }) {
    this.state = state;
    this.updates = updates;
    this.#personId = personId;
    this.#chatId = chatId;
    this.screen = new Screen(state, updates, { personId, chatId });
  }

  /** Puts a message into the chat and tells the bot; throws where the phone would not let them. */
  protected abstract post(content: Partial<Message>, options?: SendOptions): number;

  /** Types and sends a text. */
  send(text: string, options?: SendOptions): number {
    return this.post(textContent(text), options);
  }

  /** Sends a PNG or JPEG. */
  sendPhoto(bytes?: Uint8Array, caption?: string, options?: SendOptions): number {
    return this.post({ ...photoContent(this.state, bytes), ...captionContent(caption) }, options);
  }

  sendDocument(bytes?: Uint8Array, name?: string, caption?: string, options?: SendOptions): number {
    return this.post({ ...documentContent(this.state, bytes, name), ...captionContent(caption) }, options);
  }

  sendVideo(options: ClipOptions & SendOptions = {}): number {
    return this.#clip('video', options);
  }

  /** A GIF, as phones send them: a silent video. */
  sendAnimation(options: ClipOptions & SendOptions = {}): number {
    return this.#clip('animation', options);
  }

  sendAudio(options: ClipOptions & SendOptions = {}): number {
    return this.#clip('audio', options);
  }

  sendVoice(options: ClipOptions & SendOptions = {}): number {
    return this.#clip('voice', options);
  }

  /** A round video, which has no caption. */
  sendVideoNote(options: Omit<ClipOptions, 'caption'> & SendOptions = {}): number {
    return this.#clip('video_note', options);
  }

  sendSticker(emoji = '👍', options?: SendOptions): number {
    return this.post(stickerContent(this.state, emoji), options);
  }

  sendLocation(latitude = 55.7275, longitude = 37.5655, options?: SendOptions): number {
    return this.post({ location: { latitude, longitude } }, options);
  }

  /** Sends any contact: somebody else's when `userId` is another's or left out; passed on from whoever `forwardedFrom` names. */
  sendContact(contact: SharedContact & { forwardedFrom?: string }, options?: SendOptions): number {
    return this.post({ ...contactContent(contact), ...this.#origin(contact.forwardedFrom) }, options);
  }

  /** Sends several at once: messages of their own, one update each, with one `media_group_id`. */
  sendAlbum(items: readonly AlbumItem[], options?: SendOptions): number[] {
    const media_group_id = String(randomBytes(8).readBigUInt64BE());
    return albumContents(this.state, items).map((content) => this.post({ ...content, media_group_id }, options));
  }

  /** Forwards a text of somebody whose account is hidden. */
  forward(text: string, fromName: string, options?: SendOptions): number {
    return this.post({ ...textContent(text), ...this.#origin(fromName) }, options);
  }

  /** Changes the text or the caption of an own message. */
  edit(messageId: number, text: string): void {
    const own = this.own(messageId);
    const { via_bot, forward_origin } = own.message;
    if (via_bot) throw new Error('A phone does not edit what came from a list');
    if (forward_origin) throw new Error('A phone does not edit what was forwarded');
    const message = { ...changed(own.message, text), edit_date: this.state.seconds() };
    this.state.replace({ ...own, message });
    this.tell({ edited_message: message });
  }

  /** Sets the own reaction to a message, or takes it back. Throws for an emoji that phones do not offer. */
  react(messageId: number, emoji: string | null): void {
    const update = reactIn(this.state, { chatId: this.#chatId, messageId, personId: this.#personId, emoji });
    if (update) this.tell({ message_reaction: update });
  }

  /**
   * Taps a button that is on the screen: of the newest message that has it, or of `messageId`, by its label or its callback
   * data. Throws when there is no such button.
   */
  press(button: string | { callbackData: string }, messageId?: number): Pressed {
    return this.screen.press(button, messageId);
  }

  /**
   * A press that comes late: the button may be gone from the message, or the message deleted, and unless `expired` is
   * false the query is already too old to be answered.
   */
  pressStale(callbackData: string, options: { messageId?: number; expired?: boolean } = {}): Pressed {
    return this.screen.pressStale(callbackData, options);
  }

  /** Hands an update to the bot. */
  protected tell(update: Parameters<Updates['add']>[0]): void {
    this.updates.add(update);
  }

  protected own(messageId: number): StoredMessage {
    const found = this.state.message(this.#chatId, messageId);
    const author = found?.authorId ?? found?.message.from.id;
    if (found?.by !== 'person' || author !== this.#personId || found.deleted) {
      throw new Error(`No own message ${messageId}`);
    }
    return found;
  }

  #clip(kind: Parameters<typeof clipContent>[1], options: ClipOptions & SendOptions): number {
    const content = clipContent(this.state, kind, options);
    return this.post({ ...content, ...captionContent(options.caption) }, options);
  }

  #origin(name: string | undefined): Pick<Message, 'forward_origin'> {
    if (name === undefined) return {};
    return { forward_origin: { type: 'hidden_user', sender_user_name: name, date: this.state.seconds() } };
  }
}

function changed(message: Message, text: string): Message {
  if (message.text !== undefined) {
    const { entities: _entities, ...rest } = message;
    return { ...rest, ...textContent(text) };
  }
  const { photo, video, animation, audio, document, voice } = message;
  if (!(photo ?? video ?? animation ?? audio ?? document ?? voice)) {
    throw new Error(`Message ${message.message_id} has no text`);
  }
  const { caption: _caption, caption_entities: _entities, ...rest } = message;
  return { ...rest, ...captionContent(text) };
}
