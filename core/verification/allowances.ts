import type { ChatRef } from '../chat.ts';
import { type Clock, days, hours } from '../clock.ts';
import type { Db } from '../database.ts';
import { type Allowance, allWithin } from '../limits.ts';
import type { Secrets } from '../secrets.ts';

/** Attempts of one conversation, towards one number or address, and of all people together. */
export const PER_CHAT: readonly Allowance[] = [
  { max: 5, window: hours(1) },
  { max: 20, window: days(1) },
];
export const PER_TARGET: readonly Allowance[] = [
  { max: 5, window: hours(1) },
  { max: 20, window: days(1) },
];
/** A broken or abused house stops here; a university's first of September does not. */
const GLOBAL: Allowance = { max: 20_000, window: hours(1) };

/** The common allowance is counted in shares, so that in a rush hour transactions do not queue for one row. */
const SHARES = 16;

/**
 * Counts one attempt and tells whether all allowances permit it.
 * The rows it counts in stay locked until the caller's transaction ends: attempts towards one target come one after another.
 *
 * @param kind `call` or `link`
 * @param target the number or address; kept only as a keyed hash
 * @param ownContact Telegram says that the target is this person's own: strangers cannot use up the owner's attempts
 */
export async function mayAttempt(
  { db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets },
  kind: string,
  { botId, chatId }: ChatRef,
  target: string,
  ownContact = false,
): Promise<boolean> {
  const aim = `${kind}:${ownContact ? 'own' : 'target'}:${secrets.hash('limit', target)}`;
  const share = `${kind}:all:${BigInt.asUintN(64, chatId) % BigInt(SHARES)}`;
  return allWithin(db, clock, [
    ...PER_CHAT.map((allowance) => ({ key: `${kind}:chat:${botId}:${chatId}:${allowance.window}`, ...allowance })),
    ...PER_TARGET.map((allowance) => ({ key: `${aim}:${allowance.window}`, ...allowance })),
    { key: share, max: GLOBAL.max / SHARES, window: GLOBAL.window },
  ]);
}

/** Forgets the attempts of a conversation and those towards its target: the helpdesk has looked, and allows more. What all people share stays counted. */
export async function forgetAttempts(
  { db, secrets }: { db: Db; secrets: Secrets },
  kind: string,
  { botId, chatId }: ChatRef,
  target: string | null,
): Promise<void> {
  const chat = PER_CHAT.map(({ window }) => `${kind}:chat:${botId}:${chatId}:${window}`);
  const hash = target === null ? null : secrets.hash('limit', target);
  const aims = ['own', 'target'].flatMap((whose) =>
    PER_TARGET.map(({ window }) => `${kind}:${whose}:${hash}:${window}`),
  );
  await db.limit.deleteMany({ where: { key: { in: hash === null ? chat : [...chat, ...aims] } } });
}
