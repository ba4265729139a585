import { z } from 'zod';
import { Content } from '#core/helpdesk/content.ts';
import { errorKey } from '#locales/texts.ts';
import { phrase, type TicketContext, tellDesk, toast } from './context.ts';
import { firstTime } from './once.ts';
import { tellPerson } from './told.ts';

/** The line that asks for the right number, and the one that asks whether it was checked whose it is. */
const ASK = 'operators-phone-ask';
const CONFIRM = 'operators-phone-confirm';
/** What we say of an answer that we cannot use: it is corrected in a reply to that as well. */
const ASK_AGAIN = ['phone-unreadable', 'person-unnamed', 'person-unknown', 'person-several', 'phone-of-another'];
const asks = [ASK, ...ASK_AGAIN.map((code) => errorKey(`operators.${code}`))];

const Confirmed = z.object({
  type: z.literal('phrase'),
  key: z.literal(CONFIRM),
  args: z.object({ person: z.uuid(), phone: z.string() }),
});

/** Asks for the right number of a person, whom a senior operator names in a reply. @returns what the button says */
export async function askPhone(context: TicketContext): Promise<string> {
  const { institution, operator, texts, language } = context;
  const refusal =
    institution.kind !== 'university' ? 'operators.no-data' : operator.senior ? null : 'operators.senior-only';
  if (refusal) return texts.plain(language, errorKey(refusal));
  await tellDesk(context, phrase('phone-ask'));
  return toast(context, 'below');
}

/** Takes a reply to our question for the number it asked for. @returns false where the reply is to something else */
export async function readPhoneReply(context: TicketContext, replyTo: number, words: string): Promise<boolean> {
  const { core, ticket, institution, operator } = context;
  if (institution.kind !== 'university' || !(await isAskedAt(context, replyTo))) return false;
  const refuse = (code: string) => tellDesk(context, { type: 'phrase', key: errorKey(code), args: {} });
  if (!operator.senior) {
    await refuse('operators.senior-only');
    return true;
  }
  const found = await core.onBehalf.findForPhone(ticket, institution, words);
  if (found.ok) {
    const { personId: person, name, externalId, phone } = found.value;
    await tellDesk(context, phrase('phone-confirm', { person, name, code: externalId, phone }));
  } else await refuse(found.error);
  return true;
}

/** Several lines of ours may stand in one message: one that asks is enough, for whatever is written there is about somebody, and not for the person. */
async function isAskedAt({ db, group, ticket }: TicketContext, messageId: number): Promise<boolean> {
  const lines = await db.ticketMessage.findMany({
    where: { ticketId: ticket.id, author: 'house', copy: { ...group, messageId } },
    select: { content: true },
  });
  return lines.some(({ content }) => {
    const line = Content.safeParse(content);
    return line.success && line.data.type === 'phrase' && asks.includes(line.data.key);
  });
}

/** A senior operator says that the person was checked: the number is corrected, once. */
export async function setPhone(context: TicketContext, argument: string): Promise<string> {
  const { core, ticket, institution, operator, texts, language } = context;
  const line = await lineOf(context, argument);
  if (!line) return toast(context, 'over');
  if (!operator.senior) return texts.plain(language, errorKey('operators.senior-only'));
  if (!(await firstTime(context, `desk-phone:${line.id}`))) return toast(context, 'over');
  const { person: personId, phone } = line.args;
  const corrected = await core.onBehalf.correctPhone(ticket, institution, operator, { personId, phone });
  if (!corrected.ok) return texts.plain(language, errorKey(corrected.error));
  await tellDesk(context, phrase('phone-corrected', { phone }), line.id);
  await tellPerson(context, 'told-phone-corrected');
  return toast(context, 'done');
}

/** Nothing is corrected after all. */
export async function leavePhone(context: TicketContext, argument: string): Promise<string> {
  const line = await lineOf(context, argument);
  if (!line || !(await firstTime(context, `desk-phone:${line.id}`))) return toast(context, 'over');
  await tellDesk(context, phrase('phone-left'), line.id);
  return toast(context, 'done');
}

async function lineOf({ core, ticket }: TicketContext, argument: string) {
  if (!/^\d{1,18}$/.test(argument)) return null;
  const message = await core.talk.find(BigInt(argument));
  const content = Confirmed.safeParse(message?.content);
  if (!message || message.ticketId !== ticket.id || message.author !== 'house' || !content.success) return null;
  return { id: message.id, args: content.data.args };
}
