import { z } from 'zod';
import { phrase, type TicketContext, tellDesk, toast } from './context.ts';
import { firstTime } from './once.ts';
import { keepAnswer, relayToPerson } from './relay.ts';

const Held = z.object({
  type: z.literal('phrase'),
  key: z.literal('operators-held'),
  args: z.object({ message: z.string().regex(/^\d{1,18}$/) }),
});

/** Keeps words back that may not be meant for the person, and asks. @param noteId the note that they are kept as meanwhile */
export const holdBack = (context: TicketContext, noteId: bigint): Promise<bigint> =>
  tellDesk(context, phrase('held', { message: String(noteId) }), noteId);

async function noteOf({ core, ticket }: TicketContext, argument: string) {
  if (!/^\d{1,18}$/.test(argument)) return null;
  const line = await core.talk.find(BigInt(argument));
  const held = Held.safeParse(line?.content);
  if (!line || line.ticketId !== ticket.id || line.author !== 'house' || !held.success) return null;
  const note = await core.talk.find(BigInt(held.data.args.message));
  return note?.ticketId === ticket.id && note.audience === 'nobody' && !note.deletedAt ? { line, note } : null;
}

/** An operator says that the words are for the person after all: the note becomes an answer. */
export async function sendHeld(context: TicketContext, argument: string): Promise<string> {
  const { core, db, clock, ticket, operator } = context;
  const found = await noteOf(context, argument);
  if (!found || !(await firstTime(context, `desk-held:${found.line.id}`))) return toast(context, 'over');
  const { id, content, source, language, replyToId, quote } = found.note;
  await db.ticketMessage.delete({ where: { id } });
  const answered = await keepAnswer(context, ticket.id, operator, {
    content,
    ...(language === 'ru' || language === 'en' ? { language } : {}),
    ...(source ? { source } : {}),
  });
  if (answered.kept !== 'answer') return toast(context, 'below');
  if (replyToId !== null) await db.ticketMessage.update({ where: { id: answered.id }, data: { replyToId, quote } });
  await relayToPerson(db, clock, answered.chat, [answered.id], answered.language);
  context.leftFor(answered.chat);
  await core.talk.house(ticket.id, 'desk', phrase('held-sent'), { replyToId: answered.id });
  return toast(context, 'sent');
}

/** It was not meant for the person: it stays a note. */
export async function leaveHeld(context: TicketContext, argument: string): Promise<string> {
  const found = await noteOf(context, argument);
  if (!found || !(await firstTime(context, `desk-held:${found.line.id}`))) return toast(context, 'over');
  return toast(context, 'held-left');
}
