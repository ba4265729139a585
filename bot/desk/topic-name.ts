import type { TicketView } from '#core/helpdesk/ticket.ts';
import type { Institution } from '#core/institution.ts';
import { oneLine } from '#core/mail/printable.ts';
import type { Texts } from '#locales/texts.ts';
import { deskLanguage } from './language.ts';
import { shortened, variant } from './ticket-words.ts';

/** Telegram's bound. */
const LONGEST_TOPIC = 128;

/** What the topic is called: `#142 · Петрова А. · ISU · телефон`. */
export function topicName(ticket: TicketView, institution: Institution, texts: Texts): string {
  const language = deskLanguage(institution);
  const { name: named = '', school = '', phone, 'unconfirmed-phone': unconfirmed } = ticket.facts;
  // Of somebody unknown the end of their number, so that topics can be told apart.
  const digits = (phone ?? unconfirmed ?? '').replaceAll(/\D/g, '').slice(-4);
  const name = shortName(named) || school || (digits && `…${digits.slice(0, 2)}-${digits.slice(2)}`);
  const reason = texts.plain(language, 'operators-topic-reason', { reason: variant(ticket.reason) });
  const parts = [`#${ticket.id}`, shortened(oneLine(name), 60), ticket.institutionId.toUpperCase(), reason];
  return shortened(parts.filter(Boolean).join(' · '), LONGEST_TOPIC);
}

/** `Петрова Анна Сергеевна` → `Петрова А.` */
function shortName(fullName: string): string {
  const [last = '', first = ''] = fullName.trim().split(/\s+/);
  return first ? `${last} ${[...first][0]?.toUpperCase()}.` : last;
}
