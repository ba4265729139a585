import { textContent } from './contents.ts';
import { type Room, tellBot } from './delivery.ts';
import { ANONYMOUS, statusOf } from './members.ts';
import { personReply } from './replies.ts';
import type { StoredGroup, StoredTopic } from './state.ts';
import { findTopic, standing, topicIdOf } from './threads.ts';
import { createTopic, type Doer, deleteTopic, editTopic, topicName, turnTopic } from './topic-changes.ts';
import type { Message, SendOptions, Update, User } from './types.ts';
import { Writer } from './writer.ts';

/** Somebody in a group. What they do there reaches the bot as Telegram would tell it. */
export class GroupMember extends Writer {
  readonly id: number;
  readonly groupId: number;
  readonly #room: Room;

  constructor(room: Room, personId: number, groupId: number) {
    super(room.state, room.updates, { personId, chatId: groupId });
    this.id = personId;
    this.groupId = groupId;
    this.#room = room;
  }

  /** Writes as the group, as administrators may who stay anonymous. */
  sendAnonymously(text: string, options: SendOptions = {}): number {
    this.#mustBeAdministrator();
    return this.#put(textContent(text), options, { from: ANONYMOUS, sender_chat: this.state.chatOf(this.groupId) });
  }

  /** Deletes an own message, or as an administrator anybody's. The bot is not told. */
  delete(messageId: number): void {
    const stored = this.state.message(this.groupId, messageId);
    if (!stored || stored.deleted) throw new Error(`No message ${messageId}`);
    if ((stored.authorId ?? stored.message.from.id) !== this.id) this.#mustBeAdministrator();
    if (stored.message.forum_topic_created) throw new Error('A topic’s head goes with its topic only');
    this.state.delete(this.groupId, messageId);
  }

  /** Returns the topic's id. */
  createTopic(name: string): number {
    if (!this.#group.chat.is_forum) throw new Error('The group has no topics');
    return createTopic(this.#room, this.#group, this.#doer, { name: topicName(name) }).threadId;
  }

  closeTopic(threadId: number): void {
    turnTopic(this.#room, this.#group, this.#managed(threadId), this.#doer, true);
  }

  reopenTopic(threadId: number): void {
    turnTopic(this.#room, this.#group, this.#managed(threadId), this.#doer, false);
  }

  renameTopic(threadId: number, name: string): void {
    editTopic(this.#room, this.#group, this.#managed(threadId), this.#doer, { name: topicName(name) });
  }

  /** Deletes the topic with all that is in it. The bot is not told. */
  deleteTopic(threadId: number): void {
    deleteTopic(this.state, this.#group, this.#managed(threadId));
  }

  protected post(content: Partial<Message>, options: SendOptions = {}): number {
    return this.#put(content, options, { from: this.#user });
  }

  protected override tell(update: Omit<Update, 'update_id'>): void {
    tellBot(this.#room, this.#group, update);
  }

  #put(content: Partial<Message>, options: SendOptions, author: Pick<Message, 'from' | 'sender_chat'>): number {
    const group = this.#group;
    const reply = personReply(this.state, this.groupId, options);
    const threadId = options.thread ?? topicIdOf(reply.reply_to_message);
    if (threadId !== undefined) this.#mayWriteIn(this.#topic(threadId));
    const message: Message = {
      message_id: this.state.takeMessageId(this.groupId),
      chat: this.state.chatOf(this.groupId),
      date: this.state.seconds(),
      ...author,
      ...content,
      ...reply,
      ...standing(this.state, group, threadId, reply),
    };
    this.state.append({ by: 'person', authorId: this.id, at: this.state.now(), message });
    this.tell({ message });
    return message.message_id;
  }

  /** The group, while this person is in it. */
  get #group(): StoredGroup {
    const group = this.state.groupOrThrow(this.groupId);
    if (group.movedTo !== undefined) throw new Error(`This group has become the supergroup ${group.movedTo}`);
    if (!statusOf(group, this.id)) throw new Error('This person is not in the group');
    return group;
  }

  get #user(): User {
    return { ...this.state.personOrThrow(this.id).user };
  }

  get #doer(): Doer {
    return { user: this.#user, by: 'person' };
  }

  get #isAdministrator(): boolean {
    return statusOf(this.#group, this.id) !== 'member';
  }

  #mustBeAdministrator(): void {
    if (!this.#isAdministrator) throw new Error('Only administrators do that');
  }

  #topic(threadId: number): StoredTopic {
    const topic = findTopic(this.#group, threadId);
    if (!topic) throw new Error(`No topic ${threadId}`);
    return topic;
  }

  #managed(threadId: number): StoredTopic {
    const topic = this.#topic(threadId);
    if (topic.creatorId !== this.id) this.#mustBeAdministrator();
    return topic;
  }

  #mayWriteIn({ closed, creatorId }: StoredTopic): void {
    if (closed && creatorId !== this.id && !this.#isAdministrator) throw new Error('This topic is closed');
  }
}
