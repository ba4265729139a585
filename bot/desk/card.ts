import { factInWords } from '#core/helpdesk/fact-words.ts';
import type { TicketView } from '#core/helpdesk/ticket.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { oneLine, printable } from '#core/mail/printable.ts';
import { escapeHtml, type Texts } from '#locales/texts.ts';
import { button, type InlineButton } from './buttons.ts';

export type { InlineButton } from './buttons.ts';

/** What a card shows besides its ticket. */
export interface CardExtra {
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
  ticket: TicketView,
  institution: Institution,
  texts: Texts,
  { blocked = false, recent = [] }: CardExtra = {},
): { html: string; keyboard: InlineButton[][] } {
  const language = deskLanguage(institution);
  const say = (key: string, args: Record<string, string | number> = {}) =>
    texts.html(language, `operators-card-${key}`, args);
  const time = (date: Date) => shortTime(date, language, institution.timeZone);
  const { facts } = ticket;
  const names = Object.keys(facts);
  const known = [...ORDER, ...CONTACTS, ...OWN_LINES, ...LAST];
  const fact = (name: string): string[] => {
    const value = facts[name];
    return value ? [factHtml(texts, language, name, value)] : [];
  };
  const place = placeInWords(texts, language, facts.journey, facts.step);

  const lines = [
    `<b>${say('title', { ticket: String(ticket.id), reason: reasonInWords(texts, language, ticket.reason) })}</b>`,
    say('institution', { institution: institution.name[language] }),
    ...[...ORDER, ...names.filter((name) => !known.includes(name)), ...CONTACTS].flatMap(fact),
    say('language', { language: ticket.language }),
    ...(place ? [say('place', { place })] : []),
    ...LAST.flatMap(fact),
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
    keyboard: cardKeyboard(ticket, institution, texts, blocked),
  };
}

/** The buttons below a card. Of a journal's people nothing can be seen or changed. */
export function cardKeyboard(
  { id, open, taken, language: theirs }: Pick<TicketView, 'id' | 'open' | 'taken' | 'language'>,
  institution: Institution,
  texts: Texts,
  blocked: boolean,
): InlineButton[][] {
  const language = deskLanguage(institution);
  const one = (key: string, action: Parameters<typeof button>[1], argument = '') =>
    button(texts.plain(language, `button-desk-${key}`), action, id, argument);
  const other: Language = theirs === 'ru' ? 'en' : 'ru';
  return [
    [taken ? one('release', 'release') : one('take', 'take'), open ? one('close', 'close') : one('reopen', 'reopen')],
    [one('answers', 'answers', '0'), one('journey', 'journey')],
    [one(`language-${other}`, 'language', other), blocked ? one('unblock', 'unblock') : one('block', 'block')],
    ...(institution.kind === 'university'
      ? [
          [one('letter', 'letter'), one('call', 'call')],
          [one('phone', 'phone'), one('revoke', 'revoke')],
        ]
      : []),
  ];
}

/** What the topic is called: `#142 · Петрова А. · ISU · телефон`. */
export function topicName(ticket: TicketView, institution: Institution, texts: Texts): string {
  const language = deskLanguage(institution);
  const name = shortName(ticket.facts.name ?? '') || (ticket.facts.school ?? '');
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

/** Where somebody is, in the operators' words; the code's own where there are none yet. */
export function placeInWords(texts: Texts, language: Language, journey = '', step = ''): string {
  if (!journey) return '';
  const key = `operators-step-${journey}-${step}`;
  if (texts.has(key)) return texts.plain(language, key);
  return [journey, step].filter(Boolean).join(' / ');
}

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
