import { chatsOf } from '../accounts/confirmed-address.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { tell } from '../news.ts';
import { fail, ok, type Result } from '../result.ts';
import { actingCurator } from './acting.ts';
import type { Audit } from './audit.ts';
import type { CardError } from './card-list.ts';
import type { Correctable, Correction } from './correction.ts';

export interface CorrectionsDeps {
  db: Db;
  clock: Clock;
  jobs: Jobs;
  audit: Pick<Audit, 'note'>;
}

/** Mending what the journal holds of somebody, one card at a time. */
export function corrections({ db, clock, jobs, audit }: CorrectionsDeps) {
  return {
    /**
     * Makes the card what the curator says. Which fields were changed is written down, never what stood or stands in them; and the person is
     * told, for SNILS, e-mail and mobile decide who comes in by Gosuslugi.
     * @param version of the card as the curator saw it. `correction.stale`: somebody changed it since then
     * @returns the fields that differ from what the journal held
     */
    async correct(
      curatorId: string,
      personId: string,
      version: string,
      wanted: Correction,
    ): Promise<Result<Correctable[], CardError | 'curator.left' | 'correction.stale'>> {
      const curator = await actingCurator(db, curatorId);
      if (!curator) return fail('curator.gone');
      const { schoolId, institutionId } = curator;
      // Held until the end: of two curators who correct the same card, the second sees that it has changed.
      await db.$queryRaw`SELECT 1 FROM "Person" WHERE id = ${personId}::uuid AND "schoolId" = ${schoolId}::uuid FOR UPDATE`;
      const card = await db.person.findFirst({
        where: { id: personId, schoolId },
        include: { phones: true, account: { select: { id: true } } },
      });
      if (!card) return fail('curator.no-person');
      if (!card.active) return fail('curator.left');
      if (versionOf(card) !== version) return fail('correction.stale');

      const snilsHash = wanted.snilsHash === 'keep' ? card.snilsHash : wanted.snilsHash;
      const className = card.roles.includes('student') ? wanted.className : card.className;
      const phones = card.phones.map(({ phone }) => phone).sort();
      const differs: Record<Correctable, boolean> = {
        name: card.fullName !== wanted.name,
        class: card.className !== className,
        birth: card.birthDate?.getTime() !== wanted.birthDate?.getTime(),
        snils: card.snilsHash !== snilsHash,
        email: card.email !== wanted.email,
        phones: phones.join() !== wanted.phones.join(),
      };
      const changed = (Object.keys(differs) as Correctable[]).filter((field) => differs[field]);
      if (changed.length === 0) return ok([]);

      const { name: fullName, birthDate, email } = wanted;
      await db.person.update({
        where: { id: personId },
        data: { fullName, className, birthDate, snilsHash, email },
      });
      await db.personPhone.deleteMany({ where: { personId, phone: { notIn: wanted.phones } } });
      await db.personPhone.createMany({
        data: wanted.phones.map((phone) => ({ personId, institutionId, phone })),
        skipDuplicates: true,
      });
      const accountId = card.account?.id ?? card.joinedAccountId;
      const detail = { fields: changed.join(' ') };
      await audit.note({ schoolId, curatorId, action: 'card-corrected', personId, accountId, detail });
      if (accountId) {
        const id = `card-corrected:${personId}:${clock.now().getTime()}`;
        const news = { type: 'account-notice', accountId, what: 'card-corrected', curator: curator.name } as const;
        for (const chat of await chatsOf(db, accountId, null)) await tell(jobs, chat, id, news);
      }
      return ok(changed);
    },
  };
}

export type Corrections = ReturnType<typeof corrections>;

/** Tells one state of a card from every other. */
export const versionOf = ({ updatedAt }: { updatedAt: Date }): string => String(updatedAt.getTime());
