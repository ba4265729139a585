import { accounts } from '../accounts/accounts.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, days, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { within } from '../limits.ts';
import { type Compared, tell } from '../news.ts';
import { type PhoneError, readMobile } from '../people/phone.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { type EmailError, readEmail } from '../verification/email.ts';
import { readSnils, type SnilsError } from './snils.ts';

/** How long the page can be opened, in milliseconds. */
const LIFETIME = minutes(30);
/** Comparisons of one account: enough to mend a mistake, too few to guess what the journal holds. */
const ALLOWANCE = { max: 5, window: days(1) };

const items = ['snils', 'email', 'phone'] as const;
export type Item = (typeof items)[number];

/** What the person says stands on Gosuslugi, in our spelling; null where nothing does. */
export type Statement = Record<Item, string | null>;
export type Comparison = Record<Item, Compared>;

export type StatementError = SnilsError | EmailError | PhoneError;
export type ComparePageEnd = 'page.unknown' | 'page.used' | 'page.expired';

export interface ComparePageView {
  chat: ChatRef;
  institutionId: string;
}

/** Reads the page's three fields. An empty one says that Gosuslugi has nothing there; three of them compare nothing. */
export function readStatement(
  typed: Record<Item, string>,
): { ok: true; statement: Statement } | { ok: false; errors: Partial<Record<Item, StatementError>>; empty: boolean } {
  const readers = { snils: readSnils, email: readEmail, phone: readMobile };
  const statement: Statement = { snils: null, email: null, phone: null };
  const errors: Partial<Record<Item, StatementError>> = {};
  for (const item of items) {
    if (typed[item].trim() === '') continue;
    const read: Result<string, StatementError> = readers[item](typed[item]);
    if (read.ok) statement[item] = read.value;
    else errors[item] = read.error;
  }
  const empty = items.every((item) => typed[item].trim() === '');
  return empty || Object.keys(errors).length > 0 ? { ok: false, errors, empty } : { ok: true, statement };
}

/**
 * Why Gosuslugi finds no user: compares what a person says stands there with what the journal holds of the account that their chat
 * speaks for. Only whether it is the same comes out, never what the journal holds; nothing that was typed is kept.
 */
export function diagnosis({ db, clock, secrets, jobs }: { db: Db; clock: Clock; secrets: Secrets; jobs: Jobs }) {
  const held = accounts({ db, clock });

  async function livePage(pageId: string): Promise<Result<{ chat: ChatRef; accountId: string }, ComparePageEnd>> {
    const page = await db.oneTimePage.findUnique({ where: { id: pageId } });
    if (page?.purpose !== 'gosuslugi' || page.botId === null || page.chatId === null) return fail('page.unknown');
    if (page.usedAt) return fail('page.used');
    if (page.expiresAt <= clock.now()) return fail('page.expired');
    const chat = { botId: page.botId, chatId: page.chatId };
    // The chat may have gone to another account meanwhile.
    if (!(await held.isHeldBy(chat, page.subjectId))) return fail('page.expired');
    return ok({ chat, accountId: page.subjectId });
  }

  /** All that the journal holds of the account's cards. */
  async function inJournal(accountId: string): Promise<Record<Item, Set<string>>> {
    const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
    const cards = await db.person.findMany({
      where: { OR: [{ account: { id: accountId } }, { joinedAccountId: accountId }] },
      select: { snilsHash: true, email: true, phones: { select: { phone: true } } },
    });
    const own = account.emailVerifiedAt ? account.email : null;
    const known = (values: (string | null)[]): Set<string> => new Set(values.flatMap((value) => value ?? []));
    return {
      snils: known(cards.map((card) => card.snilsHash)),
      email: known([own, ...cards.map((card) => card.email)]),
      phone: known(cards.flatMap((card) => card.phones.map(({ phone }) => phone))),
    };
  }

  return {
    /** Makes the page where the account's person compares; the chat's earlier ones die. */
    async openPage(chat: ChatRef, accountId: string): Promise<string> {
      const now = clock.now();
      await db.oneTimePage.updateMany({
        where: { ...chat, purpose: 'gosuslugi', usedAt: null },
        data: { expiresAt: now },
      });
      const page = await db.oneTimePage.create({
        data: { ...chat, purpose: 'gosuslugi', subjectId: accountId, expiresAt: after(now, LIFETIME) },
      });
      return page.id;
    },

    async look(pageId: string): Promise<Result<ComparePageView, ComparePageEnd>> {
      const page = await livePage(pageId);
      if (!page.ok) return page;
      const { institutionId } = await db.account.findUniqueOrThrow({ where: { id: page.value.accountId } });
      return ok({ chat: page.value.chat, institutionId });
    },

    /**
     * Compares once per page, and tells the chat. On failure the caller must roll its transaction back, so that the page stays usable.
     */
    async compare(
      pageId: string,
      statement: Statement,
    ): Promise<Result<Comparison, ComparePageEnd | 'gosuslugi.too-many'>> {
      const page = await livePage(pageId);
      if (!page.ok) return page;
      const { chat, accountId } = page.value;
      const now = clock.now();
      const consumed = await db.oneTimePage.updateMany({
        where: { id: pageId, usedAt: null, expiresAt: { gt: now } },
        data: { usedAt: now },
      });
      if (consumed.count === 0) return fail('page.used');
      if (!(await within(db, clock, `gosuslugi-compare:${accountId}`, ALLOWANCE))) return fail('gosuslugi.too-many');

      const journal = await inJournal(accountId);
      const { snils, email, phone } = statement;
      const compared = {
        snils: compare(snils === null ? null : secrets.hash('snils', snils), journal.snils),
        email: compare(email, journal.email),
        phone: compare(phone, journal.phone),
      };
      await tell(jobs, chat, `gosuslugi-compared:${pageId}`, { type: 'gosuslugi-compared', accountId, ...compared });
      return ok(compared);
    },
  };
}

function compare(said: string | null, known: Set<string>): Compared {
  if (said === null) return 'not-on-gosuslugi';
  if (known.size === 0) return 'not-in-journal';
  return known.has(said) ? 'same' : 'different';
}
