import { chatsOf } from '../accounts/confirmed-address.ts';
import { knownOfOwner } from '../accounts/personal-words.ts';
import { sessions } from '../accounts/sessions.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, days, hours, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { Language } from '../language.ts';
import { type Allowance, allWithin } from '../limits.ts';
import { type AccountNotice, tell } from '../news.ts';
import { livePage, type PageEnd, usePage } from '../pages.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { type EmailError, readEmail } from '../verification/email.ts';

/** How long a page for a new password can be opened, in milliseconds, whether a letter or a curator leads to it. */
export const RESET_PAGE_LIFETIME = minutes(60);
/** How long a curator's one-time password is good: over a weekend. */
export const ONE_TIME_PASSWORD_LIFETIME = days(3);

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
  birthDate: Date | null;
}

/**
 * Getting back into a school's journal: by a letter to the confirmed address, by a curator's one-time link, by a curator's one-time
 * password. Each way ends in `setPassword`, which ends all other sessions and closes all that was open.
 */
export function recovery({ db, clock, secrets, jobs }: { db: Db; clock: Clock; secrets: Secrets; jobs: Jobs }) {
  const browsers = sessions({ db, clock, secrets });

  /** Pages for a new password that nobody used no longer open. */
  const closePages = (accountId: string) =>
    db.oneTimePage.updateMany({
      where: { purpose: 'reset', subjectId: accountId, usedAt: null, expiresAt: { gt: clock.now() } },
      data: { expiresAt: clock.now() },
    });

  /** Closes what could change the account without its password: sessions, pages, and letters that would give it another address. */
  async function closeAll(accountId: string): Promise<void> {
    await browsers.endAll(accountId);
    await closePages(accountId);
    await db.verification.updateMany({
      where: { kind: 'link', accountId, confirmedAt: null, cancelledAt: null },
      data: { cancelledAt: clock.now() },
    });
  }

  /** @param passwordExpiresAt for a one-time password */
  async function setPassword(
    accountId: string,
    passwordHash: string,
    passwordExpiresAt: Date | null = null,
  ): Promise<void> {
    const now = clock.now();
    // First, as a sign-in with the old password holds the account's row until its session is there to be ended.
    await db.account.update({
      where: { id: accountId },
      data: { passwordHash, passwordExpiresAt, passNotBefore: now },
    });
    await closeAll(accountId);
  }

  async function notice(accountId: string, id: string, what: AccountNotice, curator: string): Promise<void> {
    for (const chat of await chatsOf(db, accountId, null))
      await tell(jobs, chat, `${what}:${id}`, { type: 'account-notice', accountId, what, curator });
  }

  /** Opens a page for a new password; earlier ones die. The account's row stays locked, so that of two requests one page lives. */
  async function openPage(accountId: string): Promise<string> {
    await db.$queryRaw`SELECT 1 FROM "Account" WHERE id = ${accountId}::uuid FOR UPDATE`;
    await closePages(accountId);
    const page = await db.oneTimePage.create({
      data: { purpose: 'reset', subjectId: accountId, expiresAt: after(clock.now(), RESET_PAGE_LIFETIME) },
      select: { id: true },
    });
    return page.id;
  }

  /** The account of this page, unless it was closed meanwhile. */
  const account = (id: string) =>
    db.account.findFirst({
      where: { id, blockedAt: null, person: { active: true } },
      include: { school: true, conversations: { select: { language: true } } },
    });

  /** The curator, if they may act on this account: active, and of its school. */
  async function curatorOf(accountId: string, curatorId: string): Promise<string | null> {
    const [curator] = await db.$queryRaw<{ name: string }[]>`
      SELECT name FROM "Curator" curator JOIN "Account" account ON account."schoolId" = curator."schoolId"
      WHERE curator.id = ${curatorId}::uuid AND account.id = ${accountId}::uuid
        AND "acceptedAt" IS NOT NULL AND "revokedAt" IS NULL`;
    return curator?.name ?? null;
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
      await jobs.add('recovery-letter', { institutionId, schoolId, email: email.value, language });
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
      const found = await db.account.findMany({
        where: {
          ...{ institutionId, email, emailVerifiedAt: { not: null }, login: { not: null } },
          ...{ blockedAt: null, person: { active: true } },
          ...(schoolId ? { schoolId } : { schoolId: { not: null } }),
        },
        include: { school: { select: { name: true } } },
        // Always locked in one order: two requests never wait for each other.
        orderBy: { id: 'asc' },
      });
      const opened: { login: string; school: string; pageId: string }[] = [];
      for (const { id, login, school } of found)
        opened.push({ login: login ?? '', school: school?.name ?? '', pageId: await openPage(id) });
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
      const page = await usePage({ db, clock }, 'reset', pageId);
      if (!page.ok) return page;
      const accountId = page.value.subjectId;
      if (!(await account(accountId))) return fail('page.expired');
      await setPassword(accountId, passwordHash);
      await notice(accountId, pageId, 'password-changed', '');
      return ok({ accountId });
    },

    /** A curator opens the page for a person of their school, and for nobody else (abuse case 5). @returns the page's id */
    async openByCurator(accountId: string, curatorId: string): Promise<Result<string, 'recovery.not-yours'>> {
      if (!(await curatorOf(accountId, curatorId))) return fail('recovery.not-yours');
      return ok(await openPage(accountId));
    },

    /**
     * A curator's one-time password: it signs in to the page where it is changed, and to nothing else. The person is told.
     * @param passwordHash of what `drawOneTimePassword` gave; hashed before the transaction, as that takes time
     */
    async setOneTimePassword(
      accountId: string,
      curatorId: string,
      passwordHash: string,
    ): Promise<Result<{ expiresAt: Date }, 'recovery.not-yours'>> {
      const curator = await curatorOf(accountId, curatorId);
      if (!curator) return fail('recovery.not-yours');
      const now = clock.now();
      const expiresAt = after(now, ONE_TIME_PASSWORD_LIFETIME);
      await setPassword(accountId, passwordHash, expiresAt);
      await notice(accountId, `${accountId}:${now.getTime()}`, 'password-set', curator);
      return ok({ expiresAt });
    },

    /** The person, signed in, changes their own password. All sessions end, this one too: the caller opens a new one. */
    async changeOwn(accountId: string, passwordHash: string): Promise<void> {
      await setPassword(accountId, passwordHash);
      await notice(accountId, `${accountId}:${clock.now().getTime()}`, 'password-changed', '');
    },

    /**
     * Takes an account away from whoever made it with another person's invitation (abuse case 21): no chat speaks for it any more, its
     * address restores nothing, and everything open is closed. The curator then opens the page for the right person.
     * @param unusableHash of a password that nobody knows
     */
    async takeBack(
      accountId: string,
      curatorId: string,
      unusableHash: string,
    ): Promise<Result<void, 'recovery.not-yours'>> {
      if (!(await curatorOf(accountId, curatorId))) return fail('recovery.not-yours');
      await setPassword(accountId, unusableHash);
      await db.account.update({ where: { id: accountId }, data: { email: null, emailVerifiedAt: null } });
      await db.conversation.updateMany({ where: { accountId }, data: { accountId: null } });
      return ok(undefined);
    },
  };
}

export type Recovery = ReturnType<typeof recovery>;
