import { expectation } from '#core/helpdesk/hours.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { wentAlong } from './human-goes.ts';
import { type Phrase, phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** Whom to turn to, as the texts name it. */
export const contactArgs = (institution: Institution | null, language: Language) => ({
  institution: institution?.name[language] ?? '',
  email: institution?.contacts.email ?? '',
  phone: institution?.contacts.phone ?? '',
  hours: institution?.workingHours[language] ?? '',
});

/** `понедельник, 23 ноября, 09:00` in the institution's time zone. */
const dayAndTime = (date: Date, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    ...{ timeZone, weekday: 'long', day: 'numeric', month: 'long', hour: '2-digit', minute: '2-digit' },
  }).format(date);

/** When somebody answers. */
export function whenAnswered({ language, now }: StepContext<unknown>, institution: Institution): Phrase {
  const expected = expectation(institution, now);
  if (expected.kind === 'now') return phrase('human-when-now', { minutes: institution.helpdesk.answerWithin });
  if (expected.kind === 'never') return phrase('human-when-never');
  return phrase('human-when-from', { at: dayAndTime(expected.at, language, institution.timeZone) });
}

/** When this ticket is answered: the truth about a queue, too. */
export async function whenTicket(
  context: StepContext<unknown>,
  institution: Institution,
  ticket: number,
): Promise<Phrase[]> {
  const told = [whenAnswered(context, institution)];
  const { deskQueue } = context.core;
  const { groups } = institution.helpdesk;
  const writable = await deskQueue.writable(context.chat.botId, groups);
  // Letters wait for nobody.
  if (writable === 0) return told;
  const sharing = context.institutions
    .filter(({ id, helpdesk }) => id !== institution.id && helpdesk.groups.some((group) => groups.includes(group)))
    .map(({ id }) => id);
  const { tickets: people, minutes } = await deskQueue.aheadOf(ticket, writable, sharing);
  return minutes > 0 ? [...told, phrase('human-when-queue', { people, minutes })] : told;
}

/** How else the helpdesk is reached. */
export const otherWays = ({ language }: Pick<StepContext<unknown>, 'language'>, institution: Institution): Phrase =>
  phrase('human-ways', contactArgs(institution, language));

/** What is said in place of “I have written to support” to whoever the helpdesk does not hear here: how else it is reached. Null for others. */
export async function blockedTold(
  { core, chat, ...context }: StepContext<unknown>,
  institution: Institution | null,
): Promise<Phrase[] | null> {
  if (!institution || !(await core.blocks.isBlocked(chat, institution.id))) return null;
  return [phrase('errors-ticket-blocked'), otherWays(context, institution)];
}

/**
 * What a person reads of a ticket that the house has opened for them: its number, when it is answered, what went along, how else to ask.
 * @param facts with which it was opened
 */
export async function ticketTold(
  context: StepContext<unknown>,
  ticket: number,
  facts: Record<string, string>,
): Promise<Phrase[]> {
  const { institution } = context;
  if (!institution) return [];
  const blocked = await blockedTold(context, institution);
  if (blocked) return blocked;
  return [
    phrase('helpdesk-opened', { ticket: String(ticket) }),
    ...(await whenTicket(context, institution, ticket)),
    ...(await wentAlong(context, institution, facts)),
    otherWays(context, institution),
  ];
}
