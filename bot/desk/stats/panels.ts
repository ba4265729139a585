import type { Spread } from '#core/helpdesk/spread.ts';
import type { Figures } from '#core/helpdesk/stats.ts';
import { widthOf } from './lettering.ts';
import { box, card, colours, type Mark, SMALL, type Told, text } from './scene.ts';
import { heading, type Words } from './sheet.ts';

type Place = readonly [x: number, y: number, width: number, height: number];

const PAD = 32;
const MOST_REASONS = 5;

const nothing = ([x, y, width, height]: Place, words: string): Mark =>
  text(x + width / 2, y + height / 2 + 34, words, {
    size: SMALL,
    fill: colours.quiet,
    anchor: 'middle',
    within: width - 48,
  });

/** How long it took: half of all, and nine in ten. Their bars share a scale. */
export function spreadCard(
  measure: 'answer' | 'resolution',
  { median, p90 }: Spread,
  place: Place,
  { say, span }: Words,
): Mark[] {
  const [x, y, width] = place;
  const title = say(measure);
  const note = say(`${measure}-note`);
  const noteWidth = widthOf(note, 30);
  const head = [
    card(place),
    heading(x + PAD, y + 58, title, width - 3 * PAD - noteWidth),
    text(x + width - PAD, y + 58, note, { size: 30, fill: colours.quiet, anchor: 'end' }),
  ];
  if (median === null || p90 === null) return [...head, nothing(place, say('spread-none'))];
  const line = (key: 'median' | 'p90', value: number, top: number, fill: string): Mark[] => {
    const told: Told = { measure, of: key, value };
    const inside = width - 2 * PAD;
    const long = p90 > 0 ? Math.max(14, (value / p90) * inside) : 14;
    return [
      text(x + PAD, top, say(key), { size: 32, fill: colours.quiet, within: inside - 180, smallest: 26 }),
      text(x + width - PAD, top, span(value), { size: 40, weight: 'bold', anchor: 'end', told }),
      box([x + PAD, top + 16, inside, 14], colours.track, 7),
      box([x + PAD, top + 16, long, 14], fill, 7, told),
    ];
  };
  return [...head, ...line('median', median, y + 122, colours.opened), ...line('p90', p90, y + 202, colours.late)];
}

/** How many gave five stars, four, …, one. */
export function ratingsCard({ counts, mean }: Figures['ratings'], place: Place, { say, number }: Words): Mark[] {
  const [x, y, width] = place;
  const head = [card(place), heading(x + PAD, y + 58, say('ratings'), width - 2 * PAD)];
  if (mean === null) return [...head, nothing(place, say('ratings-none'))];
  const most = Math.max(1, ...counts);
  const room = width - 2 * PAD - 84 - 84;
  return [
    ...head,
    ...counts.toReversed().flatMap((value, at): Mark[] => {
      const star = String(5 - at);
      const top = y + 96 + at * 62;
      const told: Told = { measure: 'rating', of: star, value };
      return [
        text(x + PAD, top + 36, star, { size: 36, weight: 'bold' }),
        { kind: 'star', x: x + PAD + 46, y: top + 24, size: 17, fill: colours.star },
        box([x + PAD + 84, top + 12, room, 24], colours.track, 12),
        ...(value > 0
          ? [box([x + PAD + 84, top + 12, Math.max(24, (value / most) * room), 24], colours.star, 12, told)]
          : []),
        text(x + width - PAD, top + 36, number(value), {
          ...{ size: 36, weight: 'bold', anchor: 'end', within: 80, smallest: 18, told },
          fill: value > 0 ? colours.ink : colours.quiet,
        }),
      ];
    }),
  ];
}

/** The most frequent reasons; what is rarer goes together. */
export function reasonsCard(byReason: Figures['byReason'], place: Place, { say, number, reason }: Words): Mark[] {
  const [x, y, width] = place;
  const head = [card(place), heading(x + PAD, y + 58, say('reasons'), width - 2 * PAD)];
  if (byReason.length === 0) return [...head, nothing(place, say('reasons-none'))];
  const shown = byReason.length <= MOST_REASONS ? byReason : byReason.slice(0, MOST_REASONS - 1);
  const rest = byReason.slice(shown.length).reduce((sum, { count }) => sum + count, 0);
  const lines = [
    ...shown.map((one) => ({ ...one, words: reason(one.reason) })),
    ...(rest > 0 ? [{ reason: 'other', count: rest, words: capital(say('reasons-other')) }] : []),
  ];
  const most = Math.max(...lines.map(({ count }) => count));
  const inside = width - 2 * PAD;
  return [
    ...head,
    ...lines.flatMap(({ reason: of, count: value, words }, at): Mark[] => {
      const top = y + 110 + at * 62;
      const told: Told = { measure: 'reason', of, value };
      return [
        text(x + PAD, top, words, { size: SMALL, within: inside - 96, smallest: 28 }),
        text(x + width - PAD, top, number(value), {
          size: 36,
          weight: 'bold',
          anchor: 'end',
          within: 90,
          smallest: 22,
          told,
        }),
        box([x + PAD, top + 14, inside, 12], colours.track, 6),
        box([x + PAD, top + 14, Math.max(12, (value / most) * inside), 12], colours.opened, 6, told),
      ];
    }),
  ];
}

const capital = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
