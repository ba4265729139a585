import type { TicketMessage } from '#prisma/generated/client.ts';
import type { Db } from '../database.ts';

/** A message in Telegram, in a chat or in a group. */
export interface Place {
  botId: bigint;
  chatId: bigint;
  messageId: number;
}

/** The ticket message that its author wrote there. */
export const bySource = (db: Db, { botId, chatId, messageId }: Place): Promise<TicketMessage | null> =>
  db.ticketMessage.findUnique({
    where: {
      botId_sourceChatId_sourceMessageId: { botId, sourceChatId: chatId, sourceMessageId: messageId },
    },
  });

/** The ticket message that is shown there; of several that came as one, the last. */
export const byCopy = ({ ticketMessage }: Db, { botId, chatId, messageId }: Place): Promise<TicketMessage | null> =>
  ticketMessage.findFirst({ where: { copy: { botId, chatId, messageId } }, orderBy: { id: 'desc' } });

/** The ticket message that was written or is shown there. */
export const whichMessage = async (db: Db, place: Place): Promise<TicketMessage | null> =>
  (await bySource(db, place)) ?? byCopy(db, place);
