import type { Prisma } from '#prisma/generated/client.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';

export interface NewDeskEvent {
  institutionId: string;
  ticketId: number | null;
  /** A Telegram id, `mail:<address>` or `house`. */
  by: string;
  /** Such as `ticket.closed`. */
  action: string;
  /** Ids and codes only: no names, no words of anybody. */
  detail?: Prisma.InputJsonObject;
}

/** The journal of what operators did besides writing. Nothing of it is ever changed. */
export function deskEvents({ db, clock }: { db: Db; clock: Clock }) {
  return {
    async add({ institutionId, ticketId, by, action, detail = {} }: NewDeskEvent): Promise<void> {
      await db.deskEvent.create({ data: { institutionId, ticketId, by, action, detail, at: clock.now() } });
    },
  };
}

export type DeskEvents = ReturnType<typeof deskEvents>;
