import { csvOf } from '#core/csv.ts';
import type { Spread } from '#core/helpdesk/spread.ts';
import type { Figures } from '#core/helpdesk/stats.ts';

/**
 * The figures as a table that Excel opens: a measure, what of it, its value. Minutes are whole; what there is nothing of stays empty.
 * Codes only: nobody's name, nobody's words.
 */
export function figuresCsv(figures: Figures): string {
  const { open, waiting, opened, closed, firstAnswer, resolution, ratings, byReason, perDay, byInstitution } = figures;
  const cell = (value: number | null, digits = 0): string =>
    value === null ? '' : String(Number(value.toFixed(digits)));
  const spread = (name: string, { count, median, p90 }: Spread): string[][] => [
    [`${name}.count`, '', cell(count)],
    [`${name}.median`, '', cell(median)],
    [`${name}.p90`, '', cell(p90)],
  ];
  return csvOf([
    ['measure', 'of', 'value'],
    ['open', '', cell(open)],
    ['waiting', '', cell(waiting)],
    ['opened', '', cell(opened)],
    ['closed', '', cell(closed)],
    ...spread('firstAnswerWorkingMinutes', firstAnswer),
    ...spread('resolutionMinutes', resolution),
    ['rating.mean', '', cell(ratings.mean, 2)],
    ...ratings.counts.map((count, at) => ['rating', String(at + 1), cell(count)]),
    ...byReason.map(({ reason, count }) => ['reason', reason, cell(count)]),
    ...perDay.flatMap(({ day, opened: came, closed: went }) => [
      ['day.opened', day, cell(came)],
      ['day.closed', day, cell(went)],
    ]),
    ...byInstitution.flatMap(({ institutionId, open: now, opened: came, closed: went }) => [
      ['institution.open', institutionId, cell(now)],
      ['institution.opened', institutionId, cell(came)],
      ['institution.closed', institutionId, cell(went)],
    ]),
  ]);
}
