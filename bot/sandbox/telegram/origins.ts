import type { Message } from './types.ts';

/** From whom a forward of this message says it is. */
export function originOf({ forward_origin, sender_chat, from, date }: Message): Record<string, unknown> {
  if (forward_origin) return forward_origin;
  if (sender_chat) return { type: 'chat', sender_chat, date };
  return { type: 'user', sender_user: from, date };
}
