import type { ChatRef } from '../chat.ts';
import type { Clock } from '../clock.ts';
import { audit } from '../curators/audit.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { tell } from '../news.ts';
import { closePages } from '../pages.ts';

/** A letter's confirmation, of an address that is to become a school account's. */
export interface AccountProof extends ChatRef {
  id: string;
  accountId: string;
  /** The address. */
  target: string;
  /** When the letter was asked for. */
  createdAt: Date;
}

/**
 * Makes the address the account's own: only now, so that a slip in a new address takes nobody's account away (abuse case 24). Whoever
 * reads the address that it replaces gets a letter about that, and no link for a new password that went there works any more.
 * @returns false for a letter from before the present password, which confirms nothing (case 13): one that was being written while the password
 *   changed was not there to be cancelled
 */
export async function addressConfirmed(
  { db, clock, jobs }: { db: Db; clock: Clock; jobs: Jobs },
  { accountId, target, createdAt }: AccountProof,
): Promise<boolean> {
  const now = clock.now();
  const [before] = await db.$queryRaw<
    { email: string | null; verified: boolean; schoolId: string | null; personId: string }[]
  >`
    UPDATE "Account" account SET email = ${target}, "emailVerifiedAt" = ${now}
    FROM (SELECT id, email, "emailVerifiedAt" FROM "Account" WHERE id = ${accountId}::uuid FOR UPDATE) before
    WHERE account.id = before.id AND ("passNotBefore" IS NULL OR "passNotBefore" <= ${createdAt})
    RETURNING before.email, before."emailVerifiedAt" IS NOT NULL AS verified, "schoolId", "personId"`;
  if (!before) return false;
  const { schoolId, personId } = before;
  if (schoolId)
    await audit({ db, clock }).note({ schoolId, curatorId: null, action: 'email-confirmed', personId, accountId });
  if (!before.verified || !before.email || before.email === target) return true;
  await closePages({ db, clock }, 'reset', { subjectId: accountId });
  await jobs.add('email-changed-letter', { accountId, to: before.email, at: now.toISOString() });
  return true;
}

/** Tells the chats that speak for the account; where none does, the one that asked for the letter. */
export async function tellAddressConfirmed(
  { db, jobs }: { db: Db; jobs: Jobs },
  { id, accountId, target, botId, chatId }: AccountProof,
): Promise<void> {
  for (const chat of await chatsOf(db, accountId, { botId, chatId }))
    await tell(jobs, chat, `email-confirmed:${id}`, { type: 'email-confirmed', accountId, email: target });
}

/** The chats that speak for the account; where none does, `otherwise`, unless it speaks for somebody else or is no chat of ours. */
export async function chatsOf(db: Db, accountId: string, otherwise: ChatRef | null): Promise<ChatRef[]> {
  const select = { botId: true, chatId: true } as const;
  const own = await db.conversation.findMany({ where: { accountId }, select });
  if (own.length > 0 || !otherwise) return own;
  return db.conversation.findMany({ where: { botId: otherwise.botId, chatId: otherwise.chatId }, select });
}
