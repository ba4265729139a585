import type { Db } from '../database.ts';

/** A curator at work: every use case of theirs begins here, so that nobody acts after their role has ended or in another school. */
export interface ActingCurator {
  id: string;
  name: string;
  institutionId: string;
  schoolId: string;
}

/** Null when there is no such curator, they have not opened their link yet, or the role was taken from them. */
export async function actingCurator(db: Db, curatorId: string): Promise<ActingCurator | null> {
  return db.curator.findFirst({
    where: { id: curatorId, acceptedAt: { not: null }, revokedAt: null, chatId: { not: null } },
    select: { id: true, name: true, institutionId: true, schoolId: true },
  });
}
