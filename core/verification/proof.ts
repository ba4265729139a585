import type { VerificationKind } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, hours } from '../clock.ts';
import type { Db } from '../database.ts';

/** How long a proof may be used after it was given. */
const PROOF_LIFETIME = hours(24);

/**
 * The confirmed number or address, or null: not confirmed, too long ago, or confirmed in another conversation.
 * @param institutionId only a proof given to this institution counts, where its rules differ from others'
 */
export async function findProof(
  { db, clock }: { db: Db; clock: Clock },
  kind: VerificationKind,
  id: string,
  { botId, chatId }: ChatRef,
  institutionId?: string,
): Promise<string | null> {
  const confirmed = await db.verification.findFirst({
    where: {
      ...{ id, kind, botId, chatId, confirmedAt: { gt: after(clock.now(), -PROOF_LIFETIME) } },
      ...(institutionId ? { institutionId } : {}),
    },
    select: { target: true },
  });
  return confirmed?.target ?? null;
}
