import { reasonInWords } from '#bot/desk/ticket-words.ts';
import type { Figures } from '#core/helpdesk/stats.ts';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { barsCard } from './bars.ts';
import { ratingsCard, reasonsCard, spreadCard } from './panels.ts';
import { dateInWords } from './periods.ts';
import { box, card, colours, type Mark, SIZE, SMALL, type Told, text } from './scene.ts';

/** What is drawn, and how it is said. */
export interface Sheet {
  figures: Figures;
  /** Of which it tells. */
  days: number;
  /** Names of the institutions whose figures these are. */
  names: readonly string[];
  texts: Texts;
  language: Language;
}

/** The picture's parts see the texts through this. */
export interface Words {
  language: Language;
  say(key: string, args?: Record<string, string | number>): string;
  number(value: number): string;
  reason(reason: string): string;
  /** Minutes, in one number that a person can compare. */
  span(minutes: number): string;
}

const EDGE = 48;
const GAP = 24;
const INSIDE = SIZE.width - 2 * EDGE;

/** The whole picture as marks: figures in, places out, nothing asked and nothing drawn yet. */
export function sheetOf({ figures, days, names, texts, language }: Sheet, span: Words['span']): Mark[] {
  const words: Words = {
    ...{ language, span },
    say: (key, args = {}) => texts.plain(language, `stats-${key}`, args),
    number: (value) => value.toLocaleString(language, { maximumFractionDigits: 1 }),
    reason: (reason) => capital(reasonInWords(texts, language, reason)),
  };
  const half = (INSIDE - GAP) / 2;
  return [
    box([0, 0, SIZE.width, SIZE.height], colours.paper),
    ...header(figures, names, words),
    ...tiles(figures, days, words),
    ...barsCard(figures, [EDGE, 412, INSIDE, 424], words),
    ...spreadCard('answer', figures.firstAnswer, [EDGE, 860, half, 254], words),
    ...spreadCard('resolution', figures.resolution, [EDGE + half + GAP, 860, half, 254], words),
    ...ratingsCard(figures.ratings, [EDGE, 1138, 424, 414], words),
    ...reasonsCard(figures.byReason, [EDGE + 424 + GAP, 1138, INSIDE - 424 - GAP, 414], words),
  ];
}

function header({ perDay }: Figures, names: readonly string[], { say, language }: Words): Mark[] {
  const [first, last] = [perDay[0]?.day, perDay.at(-1)?.day];
  const period =
    first && last
      ? first === last
        ? dateInWords(last, language, true)
        : say('period', {
            from: dateInWords(first, language, first.slice(0, 4) !== last.slice(0, 4)),
            to: dateInWords(last, language, true),
          })
      : '';
  return [
    text(EDGE, 104, say('title'), { size: 60, weight: 'bold' }),
    text(SIZE.width - EDGE, 104, period, { size: 38, fill: colours.quiet, anchor: 'end', within: 720 }),
    text(EDGE, 160, names.join(' · '), { size: 36, fill: colours.quiet, within: INSIDE, smallest: 30 }),
  ];
}

/** The four numbers that are looked for first. */
function tiles({ open, waiting, opened, closed, ratings }: Figures, days: number, words: Words): Mark[] {
  const { say, number } = words;
  const over = say('over', { days: say('days', { days }) });
  const rated = ratings.counts.reduce((sum, one) => sum + one, 0);
  const width = (INSIDE - 3 * GAP) / 4;
  const one = (at: number, title: string, value: string, note: string, told: Told[], fill: string = colours.ink) => {
    const x = EDGE + at * (width + GAP);
    const within = width - 40;
    return [
      card([x, 192, width, 196]),
      text(x + 24, 240, title, { fill: colours.quiet, within, smallest: 28 }),
      text(x + 24, 322, value, {
        size: 80,
        weight: 'bold',
        fill,
        within,
        smallest: 40,
        ...(told[0] ? { told: told[0] } : {}),
      }),
      text(x + 24, 366, note, {
        size: 30,
        fill: colours.quiet,
        within,
        smallest: 18,
        ...(told[1] ? { told: told[1] } : {}),
      }),
    ];
  };
  const waits = waiting > 0 ? say('waiting', { count: number(waiting) }) : say('nobody-waits');
  const mean = ratings.mean;
  return [
    ...one(0, say('open'), number(open), waits, [
      { measure: 'open', value: open },
      { measure: 'waiting', value: waiting },
    ]),
    ...one(1, say('opened'), number(opened), over, [{ measure: 'opened', value: opened }], colours.opened),
    ...one(2, say('closed'), number(closed), over, [{ measure: 'closed', value: closed }], colours.closed),
    ...one(
      3,
      say('rating'),
      mean === null ? say('empty') : number(mean),
      mean === null ? say('rating-none') : say('rating-of', { count: number(rated) }),
      mean === null ? [] : [{ measure: 'mean', value: mean }],
    ),
  ];
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** What stands in a card's upper left corner. */
export const heading = (x: number, y: number, words: string, within: number): Mark =>
  text(x, y, words, { size: SMALL + 6, weight: 'bold', within, smallest: SMALL });
