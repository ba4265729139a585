import { recipient } from './chats.ts';
import type { Context, Method } from './context.ts';
import { badRequest } from './errors.ts';
import { findMessage } from './messages.ts';
import { isObject } from './params.ts';
import { serviceNote } from './service.ts';
import type { State } from './state.ts';
import type { MessageReaction } from './types.ts';

/** The only emoji that Telegram takes for reactions. */
const EMOJI = new Set(
  (
    '❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥 🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 ' +
    '😨 🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡'
  ).split(' '),
);

export const reacting: Record<string, Method> = {
  /** The bot's own; bots are not told of it. An empty list takes it back. */
  setMessageReaction(context: Context, params) {
    const { id } = recipient(context.state, params);
    const stored = findMessage(context.state, id, params.integer('message_id'), 'message to react not found');
    const reactions = params.json('reaction', "can't parse reaction types JSON object") ?? [];
    if (!Array.isArray(reactions)) throw badRequest("can't parse reaction types JSON object");
    if (reactions.length > 1) throw badRequest('REACTIONS_TOO_MANY');
    const [reaction] = reactions;
    const emoji = isObject(reaction) && reaction.type === 'emoji' ? String(reaction.emoji) : '';
    if (reaction !== undefined && !EMOJI.has(emoji)) throw badRequest('REACTION_INVALID');
    const { reaction: _old, ...rest } = stored;
    context.state.replace(emoji ? { ...rest, reaction: emoji } : rest);
    return true;
  },
};

/** Sets or takes back somebody's reaction; returns what the bot may learn of it, undefined where nothing changed. */
export function reactIn(
  state: State,
  { chatId, messageId, personId, emoji }: { chatId: number; messageId: number; personId: number; emoji: string | null },
): MessageReaction | undefined {
  const stored = state.message(chatId, messageId);
  if (!stored || stored.deleted) throw new Error(`No message ${messageId}`);
  if (emoji !== null && !EMOJI.has(emoji)) throw new Error(`A phone offers no ${emoji} to react with`);
  if (serviceNote(stored.message)) throw new Error('A phone does not react to service messages');
  const old = stored.reactions?.find(({ by }) => by === personId)?.emoji;
  if (old === (emoji ?? undefined)) return undefined;
  const others = (stored.reactions ?? []).filter(({ by }) => by !== personId);
  state.replace({ ...stored, reactions: emoji === null ? others : [...others, { by: personId, emoji }] });
  const list = (one: string | null | undefined) => (one ? [{ type: 'emoji' as const, emoji: one }] : []);
  return {
    chat: state.chatOf(chatId),
    message_id: messageId,
    user: { ...state.personOrThrow(personId).user },
    date: state.seconds(),
    old_reaction: list(old),
    new_reaction: list(emoji),
  };
}
