import { knownOfOwner } from '../accounts/personal-words.ts';
import { sessions } from '../accounts/sessions.ts';
import type { ChatRef } from '../chat.ts';
import { days, hours } from '../clock.ts';
import { type AuditAction, audit } from '../curators/audit.ts';
import { Language } from '../language.ts';
import { type Allowance, allWithin } from '../limits.ts';
import { livePage, type PageEnd, usePage } from '../pages.ts';
import { fail, ok, type Result } from '../result.ts';
import { type EmailError, readEmail } from '../verification/email.ts';
import { byCurator } from './by-curator.ts';
import { type DoorDeps, doors } from './doors.ts';

/** Requests for one address, from one chat or place, whether or not an account has the address. */
export const PER_ADDRESS: readonly Allowance[] = [
  { max: 5, window: hours(1) },
  { max: 20, window: days(1) },
];
export const PER_CHAT: readonly Allowance[] = [
  { max: 10, window: hours(1) },
  { max: 40, window: days(1) },
];
/** A place may be a whole school's. */
export const PER_PLACE: readonly Allowance[] = [
  { max: 60, window: hours(1) },
  { max: 300, window: days(1) },
];

/** For about an hour and a half: a letter that leaves later would close what the person was given meanwhile. */
const LETTER_ATTEMPTS = 9;

/** Who asks: the chat; or for a page, from where it was sent. */
export type Asker = { chat: ChatRef } | { chat: null; remote: string };

export type RecoveryRequest = Asker & {
  institutionId: string;
  /** Null asks in all schools of the journal. */
  schoolId: string | null;
  /** As typed. */
  email: string;
  language: Language;
};

export interface ResetPageView {
  accountId: string;
  login: string;
  institutionId: string;
  schoolId: string;
  schoolName: string;
  schoolSlug: string;
  /** Of the chat that speaks for the account; null when there is none. */
  language: Language | null;
  /** What the password must not be made of, besides the login. */
  words: string[];
  birthDates: Date[];
}

/**
 * Getting back into a school's journal: by a letter to the confirmed address, by a curator's one-time link, by a curator's one-time
 * password. Each way ends in `setPassword`, which ends all other sessions and closes all that was open.
 */
export function recovery(deps: DoorDeps) {
  const { db, clock, secrets, jobs } = deps;
  const { hold, openReset, setPassword, notice } = doors(deps);
  const trail = audit({ db, clock });

  /** The account of this page, unless it was closed meanwhile. */
  const account = (id: string) =>
    db.account.findFirst({
      where: { id, blockedAt: null, person: { active: true } },
      include: { school: true, conversations: { select: { language: true } } },
    });

  /** Writes what the account's owner did. */
  async function noteOwn(accountId: string, action: AuditAction): Promise<void> {
    const { schoolId, personId } = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    if (schoolId) await trail.note({ schoolId, curatorId: null, action, personId, accountId });
  }

  return {
    /**
     * Asks for the letter with logins and links. Counts, and adds the job: the same for any address, so that neither the answer nor its
     * time tells whether somebody has it (abuse cases 14, 15). Only the job looks.
     */
    async request(request: RecoveryRequest): Promise<Result<void, 'recovery.too-many' | EmailError>> {
      const { institutionId, schoolId, language } = request;
      const email = readEmail(request.email);
      if (!email.ok) return email;
      const [asker, allowances] = request.chat
        ? [`chat:${request.chat.botId}:${request.chat.chatId}`, PER_CHAT]
        : [`place:${secrets.hash('limit', request.remote)}`, PER_PLACE];
      const target = secrets.hash('limit', `${institutionId}:${email.value}`);
      const permitted = await allWithin(db, clock, [
        ...allowances.map((allowance) => ({ key: `recovery:${asker}:${allowance.window}`, ...allowance })),
        ...PER_ADDRESS.map((allowance) => ({ key: `recovery:to:${target}:${allowance.window}`, ...allowance })),
      ]);
      if (!permitted) return fail('recovery.too-many');
      const wanted = { institutionId, schoolId, email: email.value, language };
      await jobs.add('recovery-letter', wanted, { maxAttempts: LETTER_ATTEMPTS });
      return ok(undefined);
    },

    /**
     * For the letter's job: opens a page for each account that has confirmed this address, in the school or in the whole journal. Addresses
     * that nobody has confirmed restore nothing (abuse cases 20, 21).
     */
    async openByEmail({
      institutionId,
      schoolId,
      email,
    }: {
      institutionId: string;
      schoolId: string | null;
      email: string;
    }): Promise<{ login: string; school: string; pageId: string }[]> {
      // Held from the first: an account that is just being taken back, or gets another address, is asked for again afterwards. And always in one
      // order: two requests never wait for each other.
      const found = await db.$queryRaw<{ id: string; login: string; school: string }[]>`
        SELECT account.id, login, school.name AS school
        FROM "Account" account JOIN "Person" person ON person.id = "personId" JOIN "School" school ON school.id = account."schoolId"
        WHERE account."institutionId" = ${institutionId} AND account.email = ${email} AND "emailVerifiedAt" IS NOT NULL
          AND login IS NOT NULL AND "blockedAt" IS NULL AND person.active
          AND (${schoolId}::uuid IS NULL OR account."schoolId" = ${schoolId}::uuid)
        ORDER BY account.id FOR UPDATE OF account`;
      const opened: { login: string; school: string; pageId: string }[] = [];
      for (const { id, login, school } of found) opened.push({ login, school, pageId: await openReset(id) });
      return opened;
    },

    /** Shows what a page is for, and changes nothing: mail scanners open links too. */
    async look(pageId: string): Promise<Result<ResetPageView, PageEnd>> {
      const page = await livePage({ db, clock }, 'reset', pageId);
      if (!page.ok) return page;
      const found = await account(page.value.subjectId);
      if (!found?.school || !found.login) return fail('page.expired');
      const { id, institutionId, login, school, conversations } = found;
      const language = Language.safeParse(conversations[0]?.language);
      return ok({
        ...{ accountId: id, login, institutionId },
        ...{ schoolId: school.id, schoolName: school.name, schoolSlug: school.slug },
        language: language.success ? language.data : null,
        ...(await knownOfOwner(db, id)),
      });
    },

    /** Sets the new password, once per page. On failure the caller must roll its transaction back. */
    async complete(pageId: string, passwordHash: string): Promise<Result<{ accountId: string }, PageEnd>> {
      const page = await livePage({ db, clock }, 'reset', pageId);
      if (!page.ok) return page;
      const accountId = page.value.subjectId;
      await hold(accountId);
      const used = await usePage({ db, clock }, 'reset', pageId);
      if (!used.ok) return used;
      if (!(await account(accountId))) return fail('page.expired');
      await setPassword(accountId, passwordHash);
      await noteOwn(accountId, 'password-changed');
      await notice(accountId, pageId, 'password-changed', '');
      return ok({ accountId });
    },

    /**
     * The person, signed in, changes their own password. All sessions end, this one too: the caller opens a new one.
     * @param session the token of the browser that asks. `session.ended`: it was signed out meanwhile, perhaps by a new password of the
     *   owner's, which stays
     */
    async changeOwn(accountId: string, passwordHash: string, session?: string): Promise<Result<void, 'session.ended'>> {
      await hold(accountId);
      // Asked while the account is held: whoever ends its sessions has done so, or waits.
      const asks = session === undefined ? null : await sessions(deps).find(session);
      if (session !== undefined && asks?.accountId !== accountId) return fail('session.ended');
      await setPassword(accountId, passwordHash);
      await noteOwn(accountId, 'password-changed');
      await notice(accountId, `${accountId}:${clock.now().getTime()}`, 'password-changed', '');
      return ok(undefined);
    },

    ...byCurator(deps),
  };
}

export type Recovery = ReturnType<typeof recovery>;
