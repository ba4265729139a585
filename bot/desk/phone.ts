import { z } from 'zod';
import { after, hours } from '#core/clock.ts';
import { Content, type NewMessage, wordsOf } from '#core/helpdesk/content.ts';
import { bySource } from '#core/helpdesk/which-message.ts';
import { prettyPhone } from '#core/people/phone.ts';
import { errorKey } from '#locales/texts.ts';
import { phrase, type TicketContext, tellDesk, toast } from './context.ts';
import { holdBack } from './held.ts';
import { firstTime } from './once.ts';
import { tellPerson } from './told.ts';

/** The line that asks for the right number, and the one that asks whether it was checked whose it is. */
const ASK = 'operators-phone-ask';
const CONFIRM = 'operators-phone-confirm';
/** What we say of an answer that we cannot use: it is corrected after that as well. */
const ASK_AGAIN = ['phone-unreadable', 'person-unnamed', 'person-unknown', 'person-several', 'phone-of-another'];
/** While one of these is the last that was said of it, a number is being corrected. */
const going = [ASK, CONFIRM, ...ASK_AGAIN.map((code) => errorKey(`operators.${code}`))];
const ended = ['operators-phone-corrected', 'operators-phone-left'];
/** Whoever was asked so long ago has turned to something else. */
const ASKED_FOR = hours(1);

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

/**
 * Takes what an operator wrote for the number that was asked for: a reply to whatever we said of it or to an earlier try, and, while it is
 * asked for, what looks like a number or a name. What was not said in a reply is held back where nothing can be made of it. Kept as a note
 * always: another person's data never goes on by itself.
 * @returns false where it is something else
 */
export async function readPhoneReply(
  context: TicketContext,
  message: NewMessage,
  replyTo: number | null,
): Promise<boolean> {
  const { core, ticket, institution, operator } = context;
  if (institution.kind !== 'university') return false;
  const replied = replyTo !== null && (await isOfCorrection(context, replyTo));
  if (!replied && !(looksLikeData(message.content) && (await isGoingOn(context)))) return false;
  const noteId = await core.talk.note(ticket.id, operator, message);
  if (noteId === null) return true;
  if (!replied && !operator.senior) await holdBack(context, noteId);
  else if (!(await readPhone(context, noteId, wordsOf(message.content))) && !replied) await holdBack(context, noteId);
  return true;
}

/** An operator corrected their words in place, where they were read as such. */
export async function rereadPhone(context: TicketContext, noteId: bigint, words: string): Promise<void> {
  if (context.institution.kind !== 'university' || !(await isGoingOn(context))) return;
  const lines = await context.db.ticketMessage.findMany({ where: { replyToId: noteId, author: 'house' } });
  if (lines.some(({ content }) => isOne(content, going))) await readPhone(context, noteId, words);
}

/** @returns whether it can be asked now if this is right */
async function readPhone(context: TicketContext, noteId: bigint, words: string): Promise<boolean> {
  const { core, ticket, institution, operator } = context;
  if (institution.kind !== 'university') return false;
  const refuse = (code: string) => tellDesk(context, { type: 'phrase', key: errorKey(code), args: {} }, noteId);
  if (!operator.senior) {
    await refuse('operators.senior-only');
    return false;
  }
  const found = await core.onBehalf.findForPhone(ticket, institution, words);
  if (!found.ok) {
    await refuse(found.error);
    return false;
  }
  const { personId: person, name, externalId, phone } = found.value;
  await tellDesk(
    context,
    phrase('phone-confirm', { person, name, code: externalId, phone, shown: prettyPhone(phone) }),
    noteId,
  );
  return true;
}

const isOne = (content: unknown, keys: readonly string[]): boolean => {
  const line = Content.safeParse(content);
  return line.success && line.data.type === 'phrase' && keys.includes(line.data.key);
};

/** Whether it is a line of ours that is about the correction, or words of an operator that were taken for it. */
async function isOfCorrection({ db, group, ticket }: TicketContext, messageId: number): Promise<boolean> {
  const written = await bySource(db, { ...group, messageId });
  const lines = await db.ticketMessage.findMany({
    where: {
      ...{ ticketId: ticket.id, author: 'house' },
      // Several lines of ours may stand in one message: one is enough, for whatever is written there is about somebody.
      ...(written ? { replyToId: written.id } : { copy: { ...group, messageId } }),
    },
    select: { content: true },
  });
  return lines.some(({ content }) => isOne(content, [...going, ...ended, errorKey('operators.senior-only')]));
}

/** Whether the last that we said of a correction here asks for something. */
async function isGoingOn({ db, clock, ticket }: TicketContext): Promise<boolean> {
  const [last] = await db.$queryRaw<{ key: string }[]>`
    SELECT content->>'key' AS key FROM "TicketMessage"
    WHERE "ticketId" = ${ticket.id} AND author = 'house' AND content->>'key' = ANY (${[...going, ...ended]}::text[])
      AND "createdAt" > ${after(clock.now(), -ASKED_FOR)}
    ORDER BY id DESC LIMIT 1`;
  return last !== undefined && going.includes(last.key);
}

const DIGITS = /(?:\d[\s()+.-]*){5}/;
/** A few words and nothing else, as a name is written. */
const NAME = /^[\p{L}-]+(?:\s+[\p{L}.-]+){1,3}$/u;
const PATRONYMIC = /(?:вич|вна|ична|оглы|кызы)(?![\p{L}])/iu;

/** A number, a name in full, or a contact: what an answer to a person seldom is. */
function looksLikeData(content: Content): boolean {
  if (content.type === 'copy') return content.what === 'contact';
  const words = wordsOf(content).trim();
  return DIGITS.test(words) || NAME.test(words) || PATRONYMIC.test(words);
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
  await tellDesk(context, phrase('phone-corrected', { phone: prettyPhone(phone) }), line.id);
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
