import { pausedStep } from '#bot/journeys/paused.ts';
import { factInWords, placeInWords } from '#core/helpdesk/fact-words.ts';
import type { TicketView } from '#core/helpdesk/ticket.ts';
import type { Sharer, Standing } from '#core/helpdesk/whereabouts.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { oneLine, printable } from '#core/mail/printable.ts';
import { escapeHtml, type Texts } from '#locales/texts.ts';
import { button, type InlineButton } from './buttons.ts';

export { placeInWords } from '#core/helpdesk/fact-words.ts';
export type { InlineButton } from './buttons.ts';

/** How it is with the person by now. */
export interface CardNow {
  facts: Record<string, string>;
  standing: Standing | null;
  /** Those who share the person's number. */
  sharers?: readonly Sharer[];
}

/** Where the person is but for the conversation with the helpdesk. */
export const behind = ({ journey, step, data }: Pick<Standing, 'journey' | 'step' | 'data'>) =>
  pausedStep({ journey, step, data }) ?? { journey, step };

/** The ticket with what is known of its person by now; what it was opened with, where nothing is. */
export function upToDate(ticket: TicketView, institution: Institution, now: Record<string, string>): TicketView {
  const known = institution.kind === 'university' ? now : {};
  const changes = [...CONTACTS, 'name'].some((name) => known[name] !== undefined);
  if (!changes) return ticket;
  const rest = Object.fromEntries(Object.entries(ticket.facts).filter(([name]) => !CONTACTS.includes(name)));
  return { ...ticket, facts: { ...rest, ...known } };
}

/** What a card shows besides its ticket. */
export interface CardExtra {
  /** How things are by now; what the ticket was opened with is told as that. */
  now?: CardNow;
  /** Whether the helpdesk has blocked the person. */
  blocked?: boolean;
  /** For a topic that was made anew: the last lines of the conversation, the oldest first. */
  recent?: readonly { author: 'person' | 'operator' | 'house'; words: string }[];
}

/** Telegram's bound is 4096 characters after parsing. */
const LONGEST_CARD = 3800;
const LONGEST_FACT = 700;
const LONGEST_LINE = 200;
const LONGEST_TOPIC = 128;

/** Shown in this order; others follow, but for those that stand in lines of their own. */
const ORDER = ['name', 'role', 'class', 'school', 'region'];
const CONTACTS = ['phone', 'unconfirmed-phone', 'email', 'unconfirmed-email'];
const OWN_LINES = ['journey', 'step'];
const LAST = ['error', 'attempts', 'tried', 'questions', 'unanswered', 'words'];

/** The operators' language of an institution. */
export const deskLanguage = ({ helpdesk }: Pick<Institution, 'helpdesk'>): Language => helpdesk.language;

/** The first message of a ticket's topic, as Telegram's HTML, and its buttons. */
export function cardOf(
  opened: TicketView,
  institution: Institution,
  texts: Texts,
  { now, blocked = false, recent = [] }: CardExtra = {},
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
          ...now.sharers.map((one) => escapeHtml(cut(`• ${sharerInWords(texts, language, one)}`, LONGEST_LINE))),
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
    ...(blocked ? [say('blocked')] : []),
  ];
  const tail = recent.map(
    ({ author, words }) => `${say(`said-${author}`)} ${escapeHtml(cut(words.replaceAll(/\s+/g, ' '), LONGEST_LINE))}`,
  );
  return {
    html: shortened(lines, tail.length > 0 ? ['', `<i>${say('recent')}</i>`, ...tail] : []),
    keyboard: cardKeyboard(ticket, institution, texts, blocked, now?.standing),
  };
}

function sharerInWords(texts: Texts, language: Language, { name, roles }: Sharer): string {
  const known = roles.map((role) => factInWords(texts, language, 'role', role));
  return known.length > 0 ? `${oneLine(name)} (${known.join(', ')})` : oneLine(name);
}

/** The buttons below a card. Of a journal's people nothing can be seen or changed. */
export function cardKeyboard(
  { id, open, taken, language: theirs }: Pick<TicketView, 'id' | 'open' | 'taken' | 'language'>,
  institution: Institution,
  texts: Texts,
  blocked: boolean,
  standing?: Standing | null,
): InlineButton[][] {
  const language = deskLanguage(institution);
  const one = (key: string, action: Parameters<typeof button>[1], argument = '') =>
    button(texts.plain(language, `button-desk-${key}`), action, id, argument);
  // What could not be done now is not offered.
  const letter = !standing || standing.letter === 'waiting' || standing.letter === 'over';
  const call = !standing || standing.call === 'waiting' || standing.call === 'over';
  const pass = !standing || standing.registered;
  const other: Language = theirs === 'ru' ? 'en' : 'ru';
  return [
    [taken ? one('release', 'release') : one('take', 'take'), ...(open ? [] : [one('reopen', 'reopen')])],
    [one('answers', 'answers', '0'), one('journey', 'journey')],
    [one(`language-${other}`, 'language', other), blocked ? one('unblock', 'unblock') : one('block', 'block')],
    ...(institution.kind === 'university'
      ? [
          [
            ...(letter ? [one('letter', 'letter')] : []),
            ...(call ? [one('call', 'call')] : []),
            one('phone', 'phone'),
            ...(pass ? [one('revoke', 'revoke')] : []),
          ],
        ]
      : []),
    // Far from where one takes a ticket.
    ...(open ? [[one('close', 'close')]] : []),
  ];
}

/** What the topic is called: `#142 · Петрова А. · ISU · телефон`. */
export function topicName(ticket: TicketView, institution: Institution, texts: Texts): string {
  const language = deskLanguage(institution);
  const { name: named = '', school = '', phone, 'unconfirmed-phone': unconfirmed } = ticket.facts;
  // Of somebody unknown the end of their number, so that topics can be told apart.
  const digits = (phone ?? unconfirmed ?? '').replaceAll(/\D/g, '').slice(-4);
  const name = shortName(named) || school || (digits && `…${digits.slice(0, 2)}-${digits.slice(2)}`);
  const reason = texts.plain(language, 'operators-topic-reason', { reason: variant(ticket.reason) });
  const parts = [`#${ticket.id}`, cut(oneLine(name), 60), ticket.institutionId.toUpperCase(), reason];
  return cut(parts.filter(Boolean).join(' · '), LONGEST_TOPIC);
}

/** `Петрова Анна Сергеевна` → `Петрова А.` */
function shortName(fullName: string): string {
  const [last = '', first = ''] = fullName.trim().split(/\s+/);
  return first ? `${last} ${[...first][0]?.toUpperCase()}.` : last;
}

export const reasonInWords = (texts: Texts, language: Language, reason: string): string =>
  texts.plain(language, 'operators-reason', { reason: variant(reason) });

/** Fluent's variants have no points. */
const variant = (reason: string): string => reason.replaceAll('.', '_');

/** A fact under its name, in the operators' words. */
export function factHtml(texts: Texts, language: Language, name: string, value: string): string {
  const key = `operators-fact-${name}`;
  const label = /^[a-z-]+$/.test(name) && texts.has(key) ? texts.plain(language, key) : name;
  return `${escapeHtml(label)}: ${escapeHtml(cut(printable(factInWords(texts, language, name, value)), LONGEST_FACT))}`;
}

/** By code points, so that no sign is cut in half. */
function cut(text: string, longest: number): string {
  const points = [...text];
  return points.length <= longest ? text : `${points.slice(0, longest - 1).join('')}…`;
}

/** As many lines as a message takes; the beginning matters more than the conversation's last lines. */
function shortened(lines: string[], tail: string[]): string {
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
