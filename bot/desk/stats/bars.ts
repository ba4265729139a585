import type { Figures } from '#core/helpdesk/stats.ts';
import { type Period, periodsOf } from './periods.ts';
import { box, card, colours, type Mark, text } from './scene.ts';
import { heading, type Words } from './sheet.ts';

/** Opened and closed beside each other, day by day. Every bar has its number; none is drawn where nothing was. */
export function barsCard(
  figures: Figures,
  [x, y, width, height]: readonly [number, number, number, number],
  { say, number, language }: Words,
): Mark[] {
  const { grain, periods } = periodsOf(figures.perDay, language);
  const [left, inside] = [x + 32, width - 64];
  const [top, bottom] = [y + 166, y + height - 66];
  const most = Math.max(1, ...periods.flatMap(({ opened, closed }) => [opened, closed]));
  const slot = inside / Math.max(1, periods.length);
  const thick = Math.min(64, slot * 0.36);
  const quiet = figures.opened === 0 && figures.closed === 0;

  const bar = (period: Period, at: number, measure: 'opened' | 'closed'): Mark[] => {
    const value = period[measure];
    if (value === 0) return [];
    const tall = (value / most) * (bottom - top);
    const middle = left + slot * (at + 0.5) + (measure === 'opened' ? -1 : 1) * (thick / 2 + 2);
    const told = { measure, of: period.day, value };
    return [
      box([middle - thick / 2, bottom - tall, thick, tall], colours[measure], Math.min(8, thick / 4, tall / 2), told),
      // Without spaces between its digits a long number still has room.
      text(middle, bottom - tall - 10, String(value), {
        ...{
          size: 32,
          weight: 'bold',
          anchor: 'middle',
          within: Math.min(slot / 2 - 6, thick + 6),
          smallest: 11,
          told,
        },
      }),
    ];
  };

  const legend = (['opened', 'closed'] as const).flatMap((measure, at) => {
    const from = left + at * 320;
    const words = say(`${measure}-legend`, { count: number(figures[measure]) });
    return [
      box([from, y + 84, 26, 26], colours[measure], 8),
      text(from + 40, y + 108, words, { size: 32, fill: colours.quiet, within: 270 }),
    ];
  });

  return [
    card([x, y, width, height]),
    heading(left, y + 58, say(`moved-${grain}`), inside),
    ...(quiet
      ? [text(x + width / 2, (top + bottom) / 2, say('quiet'), { size: 38, fill: colours.quiet, anchor: 'middle' })]
      : legend),
    box([left, bottom, inside, 3], colours.line),
    ...periods.flatMap((period, at) => [
      ...bar(period, at, 'opened'),
      ...bar(period, at, 'closed'),
      text(left + slot * (at + 0.5), bottom + 42, period.label, {
        ...{ size: 32, fill: colours.quiet, anchor: 'middle', within: slot - 6, smallest: 26 },
      }),
    ]),
  ];
}
