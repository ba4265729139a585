import { randomUUID } from 'node:crypto';
import type { Curator, School } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, hours } from '../clock.ts';
import type { Db } from '../database.ts';
import { fail, ok, type Result } from '../result.ts';
import { ACTIVE_CURATOR } from '../schools/school.ts';
import type { Secrets } from '../secrets.ts';
import { audit } from './audit.ts';

/** How long the link that makes somebody a curator can be opened, in milliseconds. */
export const CURATOR_LINK_LIFETIME = hours(24);
/** What the link's payload begins with, for the deep link `t.me/<bot>?start=cur-…`. */
export const CURATOR_LINK_PREFIX = 'cur-';

export interface CuratorView {
  id: string;
  name: string;
  schoolId: string;
  schoolName: string;
}

export type CuratorLinkError = 'curator.link-unknown' | 'curator.link-used' | 'curator.link-expired';

const WITH_SCHOOL = { school: { select: { name: true } } };

/** Members of schools' staff who issue invitations and restore access: how they become curators, and who is one. */
export function curators({ db, clock, secrets }: { db: Db; clock: Clock; secrets: Secrets }) {
  const trail = audit({ db, clock });

  /** The payload of the deep link. Derived, so that it can be shown again while it is good; the database never holds it. */
  const linkOf = (id: string): string => CURATOR_LINK_PREFIX + secrets.token('curator', id);

  async function whyNot(id: string, chat: ChatRef): Promise<Result<CuratorView, CuratorLinkError>> {
    const curator = await db.curator.findUnique({ where: { id }, include: WITH_SCHOOL });
    if (!curator || curator.revokedAt) return fail('curator.link-unknown');
    if (!curator.acceptedAt) return fail('curator.link-expired');
    // Who opens their own link again has not lost anything.
    const same = curator.botId === chat.botId && curator.chatId === chat.chatId;
    return same ? ok(viewOf(curator)) : fail('curator.link-used');
  }

  return {
    /** Makes a place for a curator, and the link by which they take it: once, within 24 hours. */
    async add(schoolId: string, name: string): Promise<{ id: string; link: string }> {
      const { institutionId } = await db.school.findUniqueOrThrow({ where: { id: schoolId } });
      const now = clock.now();
      const { id } = await db.curator.create({
        data: {
          ...{ id: randomUUID(), institutionId, schoolId, name },
          ...{ createdAt: now, linkExpiresAt: after(now, CURATOR_LINK_LIFETIME) },
        },
      });
      await trail.note({ schoolId, curatorId: null, action: 'curator-added', detail: { curator: id } });
      return { id, link: linkOf(id) };
    },

    linkOf,

    /**
     * Makes whoever opened the link a curator, once: of two chats at the same time one. Who is a curator of this school already
     * stays the one they were, and the link is used up.
     * @param token the link's payload, with or without `cur-`
     */
    async accept(chat: ChatRef, token: string): Promise<Result<CuratorView, CuratorLinkError>> {
      const bare = token.startsWith(CURATOR_LINK_PREFIX) ? token.slice(CURATOR_LINK_PREFIX.length) : token;
      const id = secrets.open('curator', bare);
      if (!id) return fail('curator.link-unknown');
      const now = clock.now();
      const { botId, chatId } = chat;
      const [joined] = await db.curator.updateManyAndReturn({
        where: { id, acceptedAt: null, revokedAt: null, linkExpiresAt: { gt: now }, school: { active: true } },
        data: { botId, chatId, acceptedAt: now },
      });
      if (!joined) return whyNot(id, chat);
      const { schoolId } = joined;
      const earlier = await db.curator.findFirst({
        where: { ...ACTIVE_CURATOR, botId, chatId, schoolId, NOT: { id } },
        include: WITH_SCHOOL,
      });
      if (earlier) {
        await db.curator.update({ where: { id }, data: { revokedAt: now } });
        return ok(viewOf(earlier));
      }
      await trail.note({ schoolId, curatorId: id, action: 'curator-joined' });
      return ok(viewOf(await db.curator.findUniqueOrThrow({ where: { id }, include: WITH_SCHOOL })));
    },

    /** As which curators this chat may act: one per school, in the order of the schools' names. */
    async of({ botId, chatId }: ChatRef): Promise<CuratorView[]> {
      const found = await db.curator.findMany({
        where: { ...ACTIVE_CURATOR, botId, chatId, school: { active: true } },
        include: WITH_SCHOOL,
        orderBy: [{ school: { name: 'asc' } }, { createdAt: 'asc' }],
      });
      return found.map(viewOf);
    },

    /** A curator who may act; null for one who has not opened the link, or was removed. */
    async byId(id: string): Promise<CuratorView | null> {
      const found = await db.curator.findFirst({
        where: { ...ACTIVE_CURATOR, id, school: { active: true } },
        include: WITH_SCHOOL,
      });
      return found ? viewOf(found) : null;
    },

    /** Who can be reached at this school, and in which chats; who came first stands first. */
    async activeOf(schoolId: string): Promise<(CuratorView & { chat: ChatRef })[]> {
      const found = await db.curator.findMany({
        where: { ...ACTIVE_CURATOR, schoolId, school: { active: true } },
        include: WITH_SCHOOL,
        orderBy: [{ acceptedAt: 'asc' }, { id: 'asc' }],
      });
      return found.flatMap((one) =>
        one.botId === null || one.chatId === null
          ? []
          : [{ ...viewOf(one), chat: { botId: one.botId, chatId: one.chatId } }],
      );
    },
  };
}

export type Curators = ReturnType<typeof curators>;

const viewOf = ({ id, name, schoolId, school }: Curator & { school: Pick<School, 'name'> }): CuratorView => ({
  ...{ id, name, schoolId, schoolName: school.name },
});
