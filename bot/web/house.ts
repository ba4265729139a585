import type { ChatRef } from '#core/chat.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { Language } from '#core/language.ts';

/** What pages need of the house: each look and each press in a transaction of its own, with all use cases over it. */
export type House = <T>(work: (inside: { core: Core; db: Db }) => Promise<T>) => Promise<T>;

/** The language of the conversation that a page or a link belongs to. */
export async function languageOf(db: Db, { botId, chatId }: ChatRef): Promise<Language> {
  const conversation = await db.conversation.findUnique({
    where: { botId_chatId: { botId, chatId } },
    select: { language: true },
  });
  return Language.catch('ru').parse(conversation?.language);
}
