import { chatMessage } from './chat-message.ts';
import type { Room } from './delivery.ts';
import { GroupMember } from './group-member.ts';
import { changeBot, changeMember, founder, statusOf } from './members.ts';
import type { MemberStatus, StoredGroup } from './state.ts';
import { announce } from './topic-changes.ts';
import type { BotRights, ChatMessage, GroupTopic } from './types.ts';

/** A group that the bot may be in. */
export class SandboxGroup {
  readonly id: number;
  readonly #room: Room;
  readonly #members = new Map<number, GroupMember>();

  constructor(room: Room, id: number) {
    this.#room = room;
    this.id = id;
  }

  get title(): string {
    return this.#stored.chat.title;
  }

  get kind(): 'supergroup' | 'group' {
    return this.#stored.chat.type;
  }

  /** Whether it has topics. */
  get forum(): boolean {
    return this.#stored.chat.is_forum === true;
  }

  /** How the bot stands in it: `left` by itself, `kicked` by somebody, `absent` if it never was there. */
  get bot(): StoredGroup['bot'] {
    return this.#stored.bot;
  }

  get botRights(): Required<BotRights> {
    return { ...this.#stored.rights };
  }

  /** The supergroup that this basic group has become. */
  get movedTo(): number | undefined {
    return this.#stored.movedTo;
  }

  /** In the order of their creation, deleted ones too. General, which is always there, is not among them. */
  topics(): readonly GroupTopic[] {
    return this.#stored.topics.map(({ threadId, name, iconColor, closed, deleted }) => {
      return { threadId, name, iconColor, closed, deleted };
    });
  }

  /** As a member sees them, oldest first: of one topic (`null` for General), or all. */
  messages(threadId?: number | null): readonly ChatMessage[] {
    const all = this.#room.state.messagesOf(this.id).map(chatMessage);
    return threadId === undefined ? all : all.filter((message) => (message.threadId ?? null) === threadId);
  }

  /** Ids of the pinned messages, the newest last. */
  get pinned(): readonly number[] {
    return [...this.#stored.pinned];
  }

  /** By their ids, in the order they came. */
  members(): readonly { readonly id: number; readonly status: MemberStatus }[] {
    return this.#stored.members.map(([id, status]) => ({ id, status }));
  }

  /** Lets somebody in; whoever is there already only changes their status. */
  join(person: { readonly id: number }, status: MemberStatus = 'member'): GroupMember {
    changeMember(this.#room, this.#stored, person.id, status);
    return this.as(person);
  }

  leave(person: { readonly id: number }): void {
    changeMember(this.#room, this.#stored, person.id, undefined);
  }

  /** What the person does here. Throws unless they have joined. */
  as({ id }: { readonly id: number }): GroupMember {
    if (!statusOf(this.#stored, id)) throw new Error(`Person ${id} is not in the group`);
    const member = this.#members.get(id) ?? new GroupMember(this.#room, id, this.id);
    this.#members.set(id, member);
    return member;
  }

  /** Throws the bot out; it is told by `my_chat_member`. */
  removeBot(): void {
    const { bot, chat } = this.#stored;
    if (bot !== 'administrator' && bot !== 'member') return;
    announce(this.#room, this.#stored, this.#founder, { left_chat_member: this.#room.state.bot() });
    changeBot(this.#room, this.#room.state.groupOrThrow(chat.id), 'kicked', {});
  }

  /** Adds the bot, or makes something else of it; it is told by `my_chat_member`. */
  addBot(status: 'administrator' | 'member' = 'administrator'): void {
    const { bot } = this.#stored;
    if (bot === status) return;
    changeBot(this.#room, this.#stored, status, {});
    if (bot === 'administrator' || bot === 'member') return;
    announce(this.#room, this.#stored, this.#founder, { new_chat_members: [this.#room.state.bot()] });
  }

  /** Gives or takes rights of the bot as an administrator; it is told by `my_chat_member`. */
  setBotRights(rights: BotRights): void {
    if (this.#stored.bot !== 'administrator') throw new Error('The bot is no administrator here');
    changeBot(this.#room, this.#stored, 'administrator', rights);
  }

  /** Switches topics on or off. */
  setForum(on: boolean): void {
    const { chat } = this.#stored;
    if (chat.type !== 'supergroup') throw new Error('A basic group has no topics: upgrade() it');
    const { is_forum: _old, ...rest } = chat;
    this.#stored.chat = { ...rest, ...(on ? { is_forum: true as const } : {}) };
    this.#room.state.emit({ type: 'group', groupId: this.id });
  }

  /**
   * Makes a supergroup of a basic group, as Telegram does when somebody switches topics on. This object stays the old group;
   * calls to its id are refused with the new one's.
   * @param newId -100…
   */
  upgrade(newId?: number, { forum = true } = {}): SandboxGroup {
    const { state } = this.#room;
    const old = this.#stored;
    if (old.chat.type !== 'group') throw new Error('Only a basic group becomes a supergroup');
    if (old.movedTo !== undefined) throw new Error(`This group has become ${old.movedTo} already`);
    const fresh = state.addGroup({
      title: this.title,
      forum,
      bot: 'absent',
      ...(newId === undefined ? {} : { id: newId }),
    });
    Object.assign(fresh, { bot: old.bot, rights: { ...old.rights }, members: [...old.members] });
    announce(this.#room, old, this.#founder, { migrate_to_chat_id: fresh.chat.id });
    announce(this.#room, fresh, this.#founder, { migrate_from_chat_id: this.id });
    old.movedTo = fresh.chat.id;
    state.emit({ type: 'group', groupId: this.id });
    state.emit({ type: 'group', groupId: fresh.chat.id });
    return new SandboxGroup(this.#room, fresh.chat.id);
  }

  get #founder() {
    return { user: founder(this.#room.state, this.#stored), by: 'person' as const };
  }

  get #stored(): StoredGroup {
    return this.#room.state.groupOrThrow(this.id);
  }
}
