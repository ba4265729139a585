import { z } from 'zod';
import type { CannedAnswer } from '#core/helpdesk/answer.ts';
import type { Content } from '#core/helpdesk/content.ts';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { button, type InlineButton } from './buttons.ts';

/** Why somebody is blocked, as a button says it; another reason is written behind `/block`. */
const blockReasons = ['spam', 'abuse', 'mistake'] as const;
export const BlockReason = z.enum(blockReasons);

/** Canned answers in one part of the list. */
const PART = 8;

interface Place {
  ticketId: number;
  texts: Texts;
  /** The operators'. */
  language: Language;
}

const leave = ({ ticketId, texts, language }: Place): InlineButton =>
  button(texts.plain(language, 'button-desk-leave'), 'card', ticketId);

/** The canned answers in place of the card's buttons, part by part. */
export function answersMenu(place: Place, answers: readonly CannedAnswer[], part: number): InlineButton[][] {
  const { ticketId, texts, language } = place;
  const parts = Math.max(1, Math.ceil(answers.length / PART));
  const at = Math.min(Math.max(0, part), parts - 1);
  const shown = answers.slice(at * PART, (at + 1) * PART);
  const turn = (key: string, to: number) => button(texts.plain(language, key), 'answers', ticketId, String(to));
  return [
    ...shown.map(({ name, title, fields }) => [
      button(fields.length > 0 ? `${title} …` : title, 'answer', ticketId, name),
    ]),
    [
      ...(at > 0 ? [turn('button-desk-before', at - 1)] : []),
      leave(place),
      ...(at < parts - 1 ? [turn('button-desk-after', at + 1)] : []),
    ],
  ];
}

export const blockMenu = (place: Place): InlineButton[][] => [
  ...blockReasons.map((reason) => [
    button(place.texts.plain(place.language, `button-desk-block-${reason}`), 'block-for', place.ticketId, reason),
  ]),
  [leave(place)],
];

/** Asked before a ticket is closed that nobody has answered. */
export const closeMenu = (place: Place): InlineButton[][] => [
  [leave(place)],
  [button(place.texts.plain(place.language, 'button-desk-close-now'), 'close-now', place.ticketId)],
];

export const revokeMenu = (place: Place): InlineButton[][] => [
  [button(place.texts.plain(place.language, 'button-desk-revoke-now'), 'revoke-now', place.ticketId)],
  [leave(place)],
];

/** Articles that one line offers, at most. */
export const OFFERED = 5;

/** The buttons under a line of ours in the topic, if it has any. */
export function keyboardUnder(
  { id, ticketId, content }: { id: bigint; ticketId: number; content: Content },
  texts: Texts,
  language: Language,
): InlineButton[][] | null {
  if (content.type !== 'phrase') return null;
  const { key, args } = content;
  if (key === 'operators-phone-confirm') {
    return [
      [button(texts.plain(language, 'button-desk-phone-set'), 'phone-set', ticketId, String(id))],
      [button(texts.plain(language, 'button-desk-phone-leave'), 'phone-leave', ticketId, String(id))],
    ];
  }
  if (key === 'desk-person-back') {
    return [[button(texts.plain(language, 'button-desk-resend'), 'resend', ticketId)]];
  }
  if (key === 'operators-close-unanswered') {
    return [[button(texts.plain(language, 'button-desk-close-now'), 'close-now', ticketId)]];
  }
  if (key === 'operators-held') {
    return [
      [button(texts.plain(language, 'button-desk-held-send'), 'held-send', ticketId, String(id))],
      [button(texts.plain(language, 'button-desk-held-leave'), 'held-leave', ticketId, String(id))],
    ];
  }
  if (key === 'operators-faq-found') {
    const offered = Array.from({ length: OFFERED }, (_, at) => [args[`intent${at}`], args[`title${at}`]] as const);
    return offered.flatMap(([intent, title]) =>
      typeof intent === 'string' && title !== undefined ? [[button(String(title), 'article', ticketId, intent)]] : [],
    );
  }
  return null;
}
