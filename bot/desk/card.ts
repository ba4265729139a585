import { factInWords, placeInWords } from '#core/helpdesk/fact-words.ts';
import { CONTACTS, factsByNow } from '#core/helpdesk/facts.ts';
import type { TicketView } from '#core/helpdesk/ticket.ts';
import type { Sharer, Standing } from '#core/helpdesk/whereabouts.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { oneLine } from '#core/mail/printable.ts';
import { escapeHtml, type Texts } from '#locales/texts.ts';
import type { InlineButton } from './buttons.ts';
import { cardKeyboard } from './card-keyboard.ts';
import { deskLanguage } from './language.ts';
import { factHtml, reasonInWords, shortened } from './ticket-words.ts';
import { behind } from './whereabouts.ts';

/** How it is with the person by now. */
export interface CardNow {
  facts: Record<string, string>;
  standing: Standing | null;
  /** Those who share the person's number. */
  sharers?: readonly Sharer[];
}

/** The ticket with what is known of its person by now; what it was opened with, where nothing is. */
export const upToDate = (ticket: TicketView, institution: Institution, now: Record<string, string>): TicketView => ({
  ...ticket,
  facts: factsByNow(ticket.facts, institution, now),
});

/** What a card shows besides its ticket. */
export interface CardExtra {
  /** How things are by now; what the ticket was opened with is told as that. */
  now?: CardNow;
  /** Why the helpdesk has blocked the person; null where it has not. */
  blocked?: string | null;
  /** For a topic that was made anew: the last lines of the conversation, the oldest first. */
  recent?: readonly { author: 'person' | 'operator' | 'house'; words: string }[];
}

/** Telegram's bound is 4096 characters after parsing. */
const LONGEST_CARD = 3800;
const LONGEST_LINE = 200;

/** Shown in this order; others follow, but for those that stand in lines of their own. */
const ORDER = ['name', 'role', 'class', 'school', 'region'];
const OWN_LINES = ['journey', 'step'];
const LAST = ['error', 'attempts', 'tried', 'questions', 'unanswered', 'words'];

/** The first message of a ticket's topic, as Telegram's HTML, and its buttons. */
export function cardOf(
  opened: TicketView,
  institution: Institution,
  texts: Texts,
  { now, blocked = null, recent = [] }: CardExtra = {},
): { html: string; keyboard: InlineButton[][] } {
  const language = deskLanguage(institution);
  const say = (key: string, args: Record<string, string | number> = {}) =>
    texts.html(language, `operators-card-${key}`, args);
  const time = (date: Date) => shortTime(date, language, institution.timeZone);
  const ticket = now ? upToDate(opened, institution, now.facts) : opened;
  const { facts } = ticket;
  const names = Object.keys(facts);
  const known = [...ORDER, ...CONTACTS, ...OWN_LINES, ...LAST];
  const fact = (name: string): string[] => {
    const value = facts[name];
    return value ? [factHtml(texts, language, name, value)] : [];
  };
  const place = placeInWords(texts, language, facts.journey, facts.step);
  const here = now?.standing && behind(now.standing);
  const at = here ? placeInWords(texts, language, here.journey, here.step) : '';
  // Whoever is still there need not be placed twice.
  const then = [...(place && place !== at ? [say('place', { place })] : []), ...LAST.flatMap(fact)];

  const lines = [
    `<b>${say('title', { ticket: String(ticket.id), reason: reasonInWords(texts, language, ticket.reason) })}</b>`,
    say('institution', { institution: institution.name[language] }),
    ...[...ORDER, ...names.filter((name) => !known.includes(name)), ...CONTACTS].flatMap(fact),
    ...(now?.sharers && now.sharers.length > 0 && institution.kind === 'university'
      ? [
          say('sharers'),
          ...now.sharers.map((one) => escapeHtml(shortened(`• ${sharerInWords(texts, language, one)}`, LONGEST_LINE))),
        ]
      : []),
    say('language', { language: ticket.language }),
    ...(at ? [say('now', { place: at })] : []),
    ...(now?.standing?.registered ? [say('registered')] : []),
    ...(now && then.length > 0 ? ['', `<i>${say('then')}</i>`] : []),
    ...then,
    '',
    say('since', { time: time(ticket.createdAt) }),
    ...(ticket.taken ? [say('taken', { name: ticket.taken.name || say('somebody') })] : []),
    ...(ticket.open && ticket.waitingSince ? [say('waiting', { time: time(ticket.waitingSince) })] : []),
    ...(ticket.open
      ? []
      : [say('closed', { by: ticket.closedBy ?? 'operator', time: time(ticket.closedAt ?? ticket.createdAt) })]),
    ...(ticket.rating ? [say('rating', { stars: '★'.repeat(ticket.rating) + '☆'.repeat(5 - ticket.rating) })] : []),
    ...(blocked === null ? [] : [say('blocked', { reason: blocked })]),
  ];
  const tail = recent.map(
    ({ author, words }) =>
      `${say(`said-${author}`)} ${escapeHtml(shortened(words.replaceAll(/\s+/g, ' '), LONGEST_LINE))}`,
  );
  return {
    html: fitting(lines, tail.length > 0 ? ['', `<i>${say('recent')}</i>`, ...tail] : []),
    keyboard: cardKeyboard(ticket, institution, texts, blocked !== null, now?.standing),
  };
}

function sharerInWords(texts: Texts, language: Language, { name, roles }: Sharer): string {
  const known = roles.map((role) => factInWords(texts, language, 'role', role));
  return known.length > 0 ? `${oneLine(name)} (${known.join(', ')})` : oneLine(name);
}

/** As many lines as a message takes; the beginning matters more than the conversation's last lines. */
function fitting(lines: string[], tail: string[]): string {
  let left = LONGEST_CARD;
  const kept = [...lines, ...tail].filter((line) => {
    left -= line.length + 1;
    return left > 0;
  });
  return kept.join('\n').trim();
}

const shortTime = (date: Date, language: Language, timeZone: string): string =>
  new Intl.DateTimeFormat(language === 'ru' ? 'ru-RU' : 'en-GB', {
    ...{ timeZone, day: '2-digit', month: '2-digit', hour: '2-digit', minute: '2-digit' },
  }).format(date);
