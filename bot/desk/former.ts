import type { DeskContext, TicketContext } from './context.ts';
import { deskLanguage } from './language.ts';
import { firstTime } from './once.ts';
import { formerTicket } from './sync/former.ts';
import type { DeskEvent } from './update.ts';

/** The ticket that was in this topic before it went to another one: Telegram had said that the topic is gone, or the group was lost for a while. */
export async function formerly(context: DeskContext): Promise<TicketContext | null> {
  const { db, core, group, topicId, institutions } = context;
  if (topicId === null || (await core.tickets.byTopic(group.botId, group.chatId, topicId))) return null;
  const id = await formerTicket(
    db,
    { group, topicId },
    institutions.map((one) => one.id),
  );
  const ticket = id === null ? null : await core.tickets.find(id);
  const institution = institutions.find((one) => one.id === ticket?.institutionId);
  return ticket && institution ? { ...context, ticket, institution, language: deskLanguage(institution) } : null;
}

/** Says at the message where its ticket is now: nothing of it was sent. Of an album one line is enough. */
export async function elsewhereNow(
  context: TicketContext,
  { messageId, albumId }: Extract<DeskEvent, { kind: 'message' }>,
): Promise<void> {
  const { db, texts, language, group, topicId, ticket } = context;
  if (albumId !== null && !(await firstTime(context, `desk-moved:${ticket.id}:${albumId}`))) return;
  const now = await db.ticket.findUnique({ where: { id: ticket.id }, select: { topicName: true } });
  const { groupId, topicId: to } = ticket;
  const place =
    groupId === null || to === null
      ? { topic: 'none', link: '' }
      : { topic: now?.topicName ?? `#${ticket.id}`, link: linkTo(groupId, to) };
  context.later('sendMessage', {
    chat_id: Number(group.chatId),
    message_thread_id: topicId,
    text: texts.html(language, 'operators-moved', { ticket: String(ticket.id), ...place }),
    parse_mode: 'HTML',
    link_preview_options: { is_disabled: true },
    reply_parameters: { message_id: messageId, allow_sending_without_reply: true },
  });
}

/** A topic's address, for those who are in the group. */
const linkTo = (groupId: bigint, topicId: number): string =>
  `https://t.me/c/${String(-groupId).replace(/^100/, '')}/${topicId}`;
