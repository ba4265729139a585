import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { phrase, type TicketContext, tellDesk, toast } from './context.ts';
import { firstTime } from './once.ts';

/** The operators' language of an institution. */
export const deskLanguage = ({ helpdesk }: Pick<Institution, 'helpdesk'>): Language => helpdesk.language;

/** The house speaks to the person in this language from now on, and canned answers go out in it. */
export async function setLanguage(
  { core, ticket, operator, ...context }: TicketContext,
  to: Language,
): Promise<string> {
  if (await core.tickets.setLanguage(ticket.id, to)) {
    const { id: ticketId, institutionId } = ticket;
    const detail = { language: to };
    await core.deskEvents.add({ institutionId, ticketId, by: operator.id, action: 'language.set', detail });
  }
  return toast(context, `language-${to}`);
}

/** Russian words go to somebody who uses the bot in English: the operators are told so once in a ticket. */
export async function hintLanguage(context: TicketContext, words: string): Promise<void> {
  if (context.ticket.language !== 'en' || !/\p{Script=Cyrillic}/u.test(words)) return;
  if (await firstTime(context, `desk-language:${context.ticket.id}`)) await tellDesk(context, phrase('language-hint'));
}

/** The language of somebody's words, as far as its letters tell. */
export function languageOf(words: string): { language?: Language } {
  if (/\p{Script=Cyrillic}/u.test(words)) return { language: 'ru' };
  return /\p{Script=Latin}/u.test(words) ? { language: 'en' } : {};
}
