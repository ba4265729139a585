import { z } from 'zod';
import type { Transport } from '#bot/transport/transport.ts';
import type { LostWhy } from './lost.ts';

const Chat = z.object({ is_forum: z.boolean().optional() });
const Member = z.object({ status: z.string(), can_manage_topics: z.boolean().optional() });

/** Why topics cannot be made in a group, as Telegram has it now; null where they can. @throws what the call throws */
export async function standingIn(
  call: Transport['call'],
  botId: bigint,
  group: bigint,
  timeout: number,
): Promise<LostWhy | null> {
  const ask = (method: string, params: Record<string, unknown>) => call(method, params, AbortSignal.timeout(timeout));
  const chat = Chat.parse(await ask('getChat', { chat_id: Number(group) }));
  if (!chat.is_forum) return 'not-forum';
  const member = Member.parse(await ask('getChatMember', { chat_id: Number(group), user_id: Number(botId) }));
  if (member.status === 'left' || member.status === 'kicked') return 'kicked';
  return member.status === 'administrator' && member.can_manage_topics ? null : 'no-rights';
}
