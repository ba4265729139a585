import { serviceNote } from './service.ts';
import type { State, StoredGroup } from './state.ts';
import type { Message, Update } from './types.ts';
import type { Updates } from './updates.ts';

/** What acts on the world: what it is like, and the way to the bot. */
export interface Room {
  readonly state: State;
  readonly updates: Updates;
  /** Whether a bot that is no administrator is kept from what does not concern it (@BotFather's /setprivacy). */
  readonly privacy: boolean;
}

const inGroup = ({ bot }: StoredGroup): boolean => bot === 'administrator' || bot === 'member';

/** Hands an update of a group to the bot, if it gets it there: reactions and other members' standing reach administrators only. */
export function tellBot(
  { state, updates, privacy }: Room,
  group: StoredGroup,
  update: Omit<Update, 'update_id'>,
): void {
  if (!inGroup(group)) return;
  const administrator = group.bot === 'administrator';
  if ((update.message_reaction || update.chat_member) && !administrator) return;
  const message = update.message ?? update.edited_message;
  if (message && privacy && !administrator && !concernsBot(state, message)) return;
  updates.add(update);
}

/** What a bot in privacy mode gets: service messages, commands that are meant for it, and replies to its messages. */
function concernsBot(state: State, message: Message): boolean {
  const { id, username } = state.bot();
  if (serviceNote(message)) return true;
  const replied = message.reply_to_message;
  if (replied?.from.id === id && !serviceNote(replied)) return true;
  const command = /^\/\w+(?:@(\w+))?/.exec(message.text ?? '');
  if (!command) return false;
  if (command[1]) return command[1].toLowerCase() === username?.toLowerCase();
  const last = state.messagesOf(message.chat.id).findLast((one) => one.by === 'bot' && !serviceNote(one.message));
  return last !== undefined;
}
