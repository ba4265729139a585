import type { Prisma } from '#prisma/generated/client.ts';
import { isAuthorized } from '../accounts/authorization.ts';

/** What decides whether an account may have a pass, and pass with it: asked when issuing and again at the gate. */
export const holderSelect = {
  institutionId: true,
  subject: true,
  passNotBefore: true,
  blockedAt: true,
  person: { select: { fullName: true, roles: true, active: true } },
  identifiers: { where: { kind: 'corporate_email' }, select: { kind: true, value: true, role: true } },
} satisfies Prisma.AccountSelect;

export type Holder = Prisma.AccountGetPayload<{ select: typeof holderSelect }>;

/** Neither blocked nor gone from the directory. */
export const isActive = (holder: Holder): boolean => holder.blockedAt === null && holder.person.active;

/** Every role confirmed by its corporate e-mail. */
export const isHolderAuthorized = (holder: Holder): boolean => isAuthorized(holder.person.roles, holder.identifiers);

/**
 * Passes are dated in whole seconds. All of the second in which passes were revoked is revoked, so a pass of the same second is
 * never taken for a newer one.
 * @returns the first Unix second in which a pass counts
 */
export const firstValidSecond = (holder: Pick<Holder, 'passNotBefore'>): number =>
  holder.passNotBefore === null ? 0 : Math.floor(holder.passNotBefore.getTime() / 1000) + 1;
