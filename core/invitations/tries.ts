import type { ChatRef } from '../chat.ts';
import { type Clock, days, hours } from '../clock.ts';
import type { Db } from '../database.ts';
import { countUse, forgetUse, within } from '../limits.ts';

/** Codes that a chat may get wrong within a day, and how many of them are explained. */
export const TRIES = { max: 10, window: days(1) };
export const EXPLAINED = 3;
/** Wrong codes for one school, and for schools that nobody named, after which somebody is searching: from all chats. */
export const PER_SCHOOL = { max: 200, window: hours(1) };
const PER_JOURNAL = { max: 10_000, window: hours(1) };

/** The journal's count is kept in shares, so that in a rush hour transactions do not queue for one row. */
const SHARES = 16;

const keyOf = ({ botId, chatId }: ChatRef): string => `invitation:chat:${botId}:${chatId}`;

/** Which count a wrong code belongs to. */
export function searched({ chatId }: ChatRef, institutionId: string, schoolId: string | null) {
  if (schoolId) return { key: `invitation:school:${schoolId}`, ...PER_SCHOOL };
  const share = BigInt.asUintN(64, chatId) % BigInt(SHARES);
  return { key: `invitation:journal:${institutionId}:${share}`, ...PER_JOURNAL, max: PER_JOURNAL.max / SHARES };
}

/**
 * Takes one of the chat's tries, before the code is looked up: other tries of the chat wait until the caller's transaction ends. A right
 * code gives it back.
 * @returns how many of them are gone, this one too; null when none was left
 */
export async function takeTry({ db, clock }: { db: Db; clock: Clock }, chat: ChatRef): Promise<number | null> {
  const gone = await countUse(db, clock, keyOf(chat), TRIES.window);
  return gone > TRIES.max ? null : gone;
}

/** The code was right: the chat has its try again. */
export const giveBack = (db: Db, chat: ChatRef): Promise<void> => forgetUse(db, [keyOf(chat)]);

/** Whether so many wrong codes came within the hour that somebody is searching. */
export async function isSearched(
  { db, clock }: { db: Db; clock: Clock },
  { key, max }: { key: string; max: number },
): Promise<boolean> {
  return (await db.limit.count({ where: { key, count: { gte: max }, resetAt: { gt: clock.now() } } })) > 0;
}

/** Counts a wrong code towards a search. @param count as `searched` gave it */
export async function countWrong(
  { db, clock }: { db: Db; clock: Clock },
  count: ReturnType<typeof searched>,
): Promise<void> {
  await within(db, clock, count.key, count);
}

/** How many wrong codes the chat has typed today, and whether more are looked at. Counts nothing. */
export async function mistakes(
  { db, clock }: { db: Db; clock: Clock },
  chat: ChatRef,
): Promise<{ wrong: number; refused: boolean }> {
  const found = await db.limit.findFirst({ where: { key: keyOf(chat), resetAt: { gt: clock.now() } } });
  const wrong = found?.count ?? 0;
  return { wrong: Math.min(wrong, TRIES.max), refused: wrong >= TRIES.max };
}
