import { parse } from 'csv-parse/sync';
import { expect, it } from 'vitest';
import type { TicketReason } from '#core/helpdesk/reason.ts';
import { statsCsv } from '#core/helpdesk/stats-csv.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { helpdesk, OLGA, text, value } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { inCore } = desk;
const isu = defaultInstitutions.filter(({ id }) => id === 'isu');
const moscow = (time: string): Date => new Date(`2026-11-${time}:00+03:00`);
const [FROM, TO] = [moscow('23T00:00'), moscow('26T00:00')];

interface Story {
  opened: string;
  answered?: string;
  closed?: string;
  stars?: number;
  reason?: TicketReason;
  institutionId?: string;
}

async function ticket({ opened, answered, closed, stars, reason = 'asked', institutionId = 'isu' }: Story) {
  const chat = await desk.chat();
  desk.sets(moscow(opened));
  const id = await desk.open(chat, { reason, institutionId, facts: { words: '=cmd|Тайнова' } });
  if (answered) {
    desk.sets(moscow(answered));
    value(await desk.answered(id, id));
  }
  if (closed) {
    desk.sets(moscow(closed));
    await inCore(({ tickets }) => tickets.close(id, 'operator', OLGA));
  }
  if (stars) await inCore(({ tickets }) => tickets.rate(chat, id, stars));
  return { chat, id };
}

it('tells figures of one institution’s time, and of nobody else’s', async () => {
  await ticket({ opened: '20T10:00', answered: '20T10:05' });
  // Ten minutes of working time over a night; closed a day and ten minutes after it was opened.
  await ticket({ opened: '23T17:55', answered: '24T09:05', closed: '24T18:05', stars: 5, reason: 'person.not-found' });
  await ticket({ opened: '24T10:00', answered: '24T10:20', closed: '24T11:00', stars: 4 });
  const talked = await ticket({ opened: '25T10:00', answered: '25T10:40' });
  value(await desk.said(talked.chat, talked.id, 1));
  await inCore(({ talk }) => talk.note(talked.id, OLGA, { content: text('Тайнова звонила') }));
  await ticket({ opened: '25T23:59' });
  await ticket({ opened: '26T00:00', answered: '26T09:30', closed: '26T10:00', stars: 1 });
  await ticket({ opened: '24T10:00', closed: '24T11:00', stars: 1, institutionId: 'eljur' });

  const figures = await inCore(({ deskStats }) => deskStats.figures(isu, FROM, TO));
  expect(figures).toEqual({
    // The first has been answered, the next two of these wait.
    ...{ open: 3, waiting: 2, opened: 4, closed: 2 },
    firstAnswer: { count: 3, median: 20, p90: 36 },
    resolution: { count: 2, median: (24 * 60 + 10 + 60) / 2, p90: expect.closeTo(60 + (24 * 60 + 10 - 60) * 0.9, 6) },
    ratings: { counts: [0, 0, 0, 1, 1], mean: 4.5 },
    byReason: [
      { reason: 'asked', count: 3 },
      { reason: 'person.not-found', count: 1 },
    ],
    perDay: [
      { day: '2026-11-23', opened: 1, closed: 0 },
      { day: '2026-11-24', opened: 1, closed: 2 },
      { day: '2026-11-25', opened: 2, closed: 0 },
    ],
    byInstitution: [{ institutionId: 'isu', open: 3, opened: 4, closed: 2 }],
  });
  const both = await inCore(({ deskStats }) => deskStats.figures(defaultInstitutions, FROM, TO));
  expect(both).toMatchObject({ opened: 5, closed: 3, ratings: { counts: [1, 0, 0, 1, 1] } });

  const rows = await inCore(({ deskStats }) => deskStats.rows(isu, FROM, TO));
  expect(rows).toHaveLength(4);
  expect(rows[2]).toMatchObject({
    ...{ ticket: talked.id, reason: 'asked', firstAnswerMinutes: 40, closedAt: null, closedBy: null, rating: null },
    ...{ messagesOfPerson: 1, messagesOfOperators: 1 },
  });
  const csv = statsCsv(rows);
  expect(csv).not.toMatch(/Тайнова|cmd/);
  const [head, first] = parse(csv, { delimiter: ';', bom: true });
  expect(head).toEqual([
    ...['ticket', 'institutionId', 'reason', 'language', 'createdAt', 'firstAnswerAt', 'firstAnswerMinutes'],
    ...['closedAt', 'closedBy', 'reopenedAt', 'rating', 'messagesOfPerson', 'messagesOfOperators'],
  ]);
  expect(first).toEqual([
    ...[String(rows[0]?.ticket), 'isu', 'person.not-found', 'ru', '2026-11-23T14:55:00.000Z'],
    ...['2026-11-24T06:05:00.000Z', '10', '2026-11-24T15:05:00.000Z', 'operator', '', '5', '0', '1'],
  ]);
});

it('tells nothing of a time in which nothing was', async () => {
  const [from, to] = [new Date('2020-01-01T00:00:00Z'), new Date('2020-01-02T00:00:00Z')];
  expect(await inCore(({ deskStats }) => deskStats.figures(isu, from, to))).toMatchObject({
    ...{ opened: 0, closed: 0, byReason: [] },
    firstAnswer: { count: 0, median: null, p90: null },
    ratings: { counts: [0, 0, 0, 0, 0], mean: null },
  });
  expect(statsCsv([]).split('\r\n')).toHaveLength(2);
});
