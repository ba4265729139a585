import { z } from 'zod';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';

/** What can stand in the audit of a school. Parts of i18n keys: `audit-login-seen`. */
export const auditActions = [
  // The person themselves, or the house for them.
  'registered',
  'card-added',
  'email-confirmed',
  'password-changed',
  'signed-in-by-gosuslugi',
  // A curator's looks.
  'class-seen',
  'person-seen',
  'login-seen',
  'audit-seen',
  // A curator's acts.
  'list-imported',
  'list-exported',
  'invitations-issued',
  'invitation-issued',
  'invitation-withdrawn',
  'invitation-taken-over',
  'invitations-printed',
  'link-made',
  'password-set',
  'account-taken-back',
  'card-corrected',
  'card-left',
  'card-back',
  'request-taken',
  'request-answered',
  'request-closed',
  'request-handed-over',
  // The operators'.
  'curator-added',
  'curator-joined',
  'curator-removed',
] as const;
export type AuditAction = (typeof auditActions)[number];

/** Counts, ids and names of classes; never a secret, never what a person typed. */
const AuditDetail = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
export type AuditDetail = z.infer<typeof AuditDetail>;

export interface NewAudit {
  schoolId: string;
  /** Null for what the house or the person did. */
  curatorId: string | null;
  action: AuditAction;
  personId?: string | null;
  accountId?: string | null;
  detail?: AuditDetail;
}

export interface AuditEntry {
  id: bigint;
  at: Date;
  /** One of `auditActions`, or of another version's. */
  action: string;
  curatorId: string | null;
  /** Empty where no curator did it. */
  curatorName: string;
  personId: string | null;
  /** Empty where the entry is of nobody, or of somebody who was erased. */
  personName: string;
  accountId: string | null;
  detail: AuditDetail;
}

export interface AuditQuery {
  schoolId: string;
  personId?: string;
  accountId?: string;
  curatorId?: string;
  /** Only entries older than the one of this id: the next page. */
  before?: bigint;
  /** 50 unless told, 500 at most. */
  limit?: number;
}

const MOST = 500;

/** The audit of a school: every look at a person's data and every act on it. Nothing here is ever changed or removed. */
export function audit({ db, clock }: { db: Db; clock: Clock }) {
  async function noteAll(entries: readonly NewAudit[]): Promise<void> {
    const at = clock.now();
    const rows = entries.map(({ schoolId, curatorId, action, personId = null, accountId = null, detail = {} }) => {
      return { schoolId, curatorId, action, personId, accountId, detail };
    });
    // One parameter however many they are: thousands of codes are issued at once.
    await db.$executeRaw`
      INSERT INTO "Audit" (at, "schoolId", "curatorId", action, "personId", "accountId", detail)
      SELECT ${at}, c."schoolId", c."curatorId", c.action, c."personId", c."accountId", c.detail
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS c("schoolId" uuid, "curatorId" uuid, action text, "personId" uuid, "accountId" uuid, detail jsonb)`;
  }

  return {
    /** Writes one entry, in the caller's transaction: what did not happen is not written. */
    note: (entry: NewAudit): Promise<void> => noteAll([entry]),

    /** Writes several in one statement. */
    noteAll,

    /** Entries of one school, latest first. */
    async list({ schoolId, personId, accountId, curatorId, before, limit = 50 }: AuditQuery): Promise<AuditEntry[]> {
      const rows = await db.audit.findMany({
        where: {
          schoolId,
          ...(personId === undefined ? {} : { personId }),
          ...(accountId === undefined ? {} : { accountId }),
          ...(curatorId === undefined ? {} : { curatorId }),
          ...(before === undefined ? {} : { id: { lt: before } }),
        },
        orderBy: { id: 'desc' },
        take: Math.min(MOST, Math.max(1, limit)),
      });
      const curators = await db.curator.findMany({ where: { id: { in: idsIn(rows.map((row) => row.curatorId)) } } });
      const people = await db.person.findMany({ where: { id: { in: idsIn(rows.map((row) => row.personId)) } } });
      const names = new Map([
        ...curators.map(({ id, name }): [string, string] => [id, name]),
        ...people.map(({ id, fullName }): [string, string] => [id, fullName]),
      ]);
      return rows.map((row) => ({
        ...{ id: row.id, at: row.at, action: row.action, detail: AuditDetail.catch({}).parse(row.detail) },
        ...{ curatorId: row.curatorId, curatorName: names.get(row.curatorId ?? '') ?? '' },
        ...{ personId: row.personId, personName: names.get(row.personId ?? '') ?? '', accountId: row.accountId },
      }));
    },
  };
}

export type Audit = ReturnType<typeof audit>;

const idsIn = (ids: readonly (string | null)[]): string[] => [...new Set(ids.filter((id) => id !== null))];
