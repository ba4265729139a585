import type { Prisma } from '#prisma/generated/client.ts';
import { minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Institution } from '../institution.ts';
import { workingMinutes } from './hours.ts';
import { datesBetween, localTime } from './local-time.ts';
import { type Spread, spread } from './spread.ts';

/** What a helpdesk did between two moments. */
export interface Figures {
  /** As of now: not closed, and of those how many wait for an answer. */
  open: number;
  waiting: number;
  /** Between the two moments. */
  opened: number;
  closed: number;
  /** Of the tickets opened then; minutes of working time. */
  firstAnswer: Spread;
  /** Of the tickets closed then, from their opening; minutes of any time. */
  resolution: Spread;
  /** Of what was rated then: how many gave one star, two, …, five; and the mean. */
  ratings: { counts: [number, number, number, number, number]; mean: number | null };
  /** Of the tickets opened then, the most frequent first. */
  byReason: { reason: string; count: number }[];
  /** Every day of the time, by the first institution's calendar. */
  perDay: { day: string; opened: number; closed: number }[];
  byInstitution: { institutionId: string; open: number; opened: number; closed: number }[];
}

/** A ticket as numbers and codes: nobody's name, nobody's words. */
export interface StatsRow {
  ticket: number;
  institutionId: string;
  reason: string;
  language: string;
  createdAt: Date;
  firstAnswerAt: Date | null;
  /** Of working time. */
  firstAnswerMinutes: number | null;
  closedAt: Date | null;
  closedBy: string | null;
  reopenedAt: Date | null;
  rating: number | null;
  messagesOfPerson: number;
  messagesOfOperators: number;
}

const NUMBERS = {
  ...{ id: true, institutionId: true, reason: true, language: true, createdAt: true, firstAnswerAt: true },
  ...{ closedAt: true, closedBy: true, reopenedAt: true, rating: true, ratedAt: true },
} as const satisfies Prisma.TicketSelect;
type Numbers = Prisma.TicketGetPayload<{ select: typeof NUMBERS }>;

/** Opened, closed or rated between the two moments. */
const movedBetween = (institutions: readonly Institution[], from: Date, to: Date): Prisma.TicketWhereInput => {
  const then = { gte: from, lt: to };
  return {
    institutionId: { in: institutions.map(({ id }) => id) },
    OR: [{ createdAt: then }, { closedAt: then }, { ratedAt: then }],
  };
};

/** Figures of the helpdesks of the given institutions, and of no other. */
export function deskStats({ db }: { db: Db }) {
  const ticketsOf = (where: Prisma.TicketWhereInput): Promise<Numbers[]> =>
    db.ticket.findMany({ where, orderBy: { id: 'asc' }, select: NUMBERS });

  const answeredAfter = (
    institutions: readonly Institution[],
    one: Pick<Numbers, 'institutionId' | 'createdAt' | 'firstAnswerAt'>,
  ): number | null => {
    const institution = institutions.find(({ id }) => id === one.institutionId);
    return institution && one.firstAnswerAt ? workingMinutes(institution, one.createdAt, one.firstAnswerAt) : null;
  };

  return {
    /** @param from included @param to not included */
    async figures(institutions: readonly Institution[], from: Date, to: Date): Promise<Figures> {
      const during = (at: Date | null): at is Date => at !== null && at >= from && at < to;
      const all = await ticketsOf(movedBetween(institutions, from, to));
      const opened = all.filter(({ createdAt }) => during(createdAt));
      const closed = all.filter(({ closedAt }) => during(closedAt));
      const ids = institutions.map(({ id }) => id);
      const standing = await db.ticket.groupBy({
        by: ['institutionId'],
        where: { institutionId: { in: ids }, closedAt: null },
        _count: { _all: true, waitingSince: true },
      });
      const rated = all.flatMap(({ rating, ratedAt }) => (rating !== null && during(ratedAt) ? [rating] : []));
      const stars = (wanted: number): number => rated.filter((rating) => rating === wanted).length;
      const timeZone = institutions[0]?.timeZone ?? 'UTC';
      const dayOf = (at: Date | null): string => (at ? localTime(timeZone, at).date : '');
      const openedOn = counted(opened.map(({ createdAt }) => dayOf(createdAt)));
      const closedOn = counted(closed.map(({ closedAt }) => dayOf(closedAt)));
      return {
        open: sum(standing.map(({ _count }) => _count._all)),
        waiting: sum(standing.map(({ _count }) => _count.waitingSince)),
        ...{ opened: opened.length, closed: closed.length },
        firstAnswer: spread(opened.flatMap((one) => answeredAfter(institutions, one) ?? [])),
        resolution: spread(
          closed.map(({ createdAt, closedAt }) => ((closedAt?.getTime() ?? 0) - createdAt.getTime()) / minutes(1)),
        ),
        ratings: {
          counts: [stars(1), stars(2), stars(3), stars(4), stars(5)],
          mean: rated.length > 0 ? sum(rated) / rated.length : null,
        },
        byReason: [...counted(opened.map(({ reason }) => reason))]
          .map(([reason, count]) => ({ reason, count }))
          .sort((one, other) => other.count - one.count || one.reason.localeCompare(other.reason)),
        perDay: datesBetween(timeZone, from, to).map((day) => ({
          day,
          opened: openedOn.get(day) ?? 0,
          closed: closedOn.get(day) ?? 0,
        })),
        byInstitution: ids.map((institutionId) => ({
          institutionId,
          open: standing.find((one) => one.institutionId === institutionId)?._count._all ?? 0,
          opened: opened.filter((one) => one.institutionId === institutionId).length,
          closed: closed.filter((one) => one.institutionId === institutionId).length,
        })),
      };
    },

    /** The tickets opened, closed or rated between the two moments, the oldest first. */
    async rows(institutions: readonly Institution[], from: Date, to: Date): Promise<StatsRow[]> {
      const where = movedBetween(institutions, from, to);
      const all = await ticketsOf(where);
      const written = await db.ticketMessage.groupBy({
        by: ['ticketId', 'author'],
        // Not by their numbers: a year of tickets may have more than a statement takes parameters.
        where: { ticket: where, audience: { not: 'nobody' } },
        _count: { _all: true },
      });
      const counts = new Map(written.map(({ ticketId, author, _count }) => [`${ticketId}:${author}`, _count._all]));
      return all.map(({ id, ratedAt: _, ...one }) => ({
        ...{ ticket: id, ...one, firstAnswerMinutes: answeredAfter(institutions, one) },
        messagesOfPerson: counts.get(`${id}:person`) ?? 0,
        messagesOfOperators: counts.get(`${id}:operator`) ?? 0,
      }));
    },
  };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, one) => total + one, 0);

const counted = (words: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
};
