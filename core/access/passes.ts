import type { Role } from '#prisma/generated/enums.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { firstValidSecond, holderSelect, isActive, isHolderAuthorized } from './holder.ts';
import { signingKeys } from './keys.ts';
import { passPicture } from './picture.ts';
import { LIFETIME } from './policy.ts';
import { signPass } from './token.ts';

/** A pass to be shown. Neither the text nor the name may be logged. */
export interface IssuedPass {
  /** 192 digits, as in the picture. */
  text: string;
  fullName: string;
  validUntil: Date;
  png: Buffer;
}

/** Zone 0 is for students, zone 1 for staff; someone who is both opens both. */
const zoneOf: Partial<Record<Role, number>> = { student: 0, staff: 1 };

const zonesOf = (roles: readonly Role[]): number =>
  roles.reduce((mask, role) => mask | (zoneOf[role] === undefined ? 0 : 1 << zoneOf[role]), 0);

/** Issues and revokes the access passes of accounts. */
export function passes({ db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets }) {
  return {
    /** Makes a pass for one entry within two minutes. Issuing again leaves the earlier passes as they are. */
    async issue(accountId: string): Promise<Result<IssuedPass, 'pass.not-authorized' | 'pass.blocked'>> {
      const holder = await db.account.findUnique({ where: { id: accountId }, select: holderSelect });
      if (!holder || !isActive(holder)) return fail('pass.blocked');
      if (!isHolderAuthorized(holder)) return fail('pass.not-authorized');

      const { kid, privateKey } = await signingKeys({ db, clock, secrets }).signer();
      const issuedAt = Math.max(Math.floor(clock.now().getTime() / 1000), firstValidSecond(holder));
      const text = signPass(
        {
          kid,
          subject: Number(holder.subject),
          issuedAt,
          lifetime: LIFETIME,
          flags: 0,
          zones: zonesOf(holder.person.roles),
        },
        privateKey,
      );
      const validUntil = new Date((issuedAt + LIFETIME) * 1000);
      await db.account.updateMany({ where: { id: accountId }, data: { passValidUntil: validUntil } });
      return ok({
        text,
        fullName: holder.person.fullName,
        validUntil,
        png: passPicture(text),
      });
    },

    /** Makes every pass issued until now worthless, as when a phone was lost. New ones can be issued at once. */
    async revoke(accountId: string): Promise<void> {
      await db.account.updateMany({ where: { id: accountId }, data: { passNotBefore: clock.now() } });
    },
  };
}
