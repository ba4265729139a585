import type { OneTimePage } from '#prisma/generated/client.ts';
import { accounts } from '../accounts/accounts.ts';
import type { ChatRef } from '../chat.ts';
import { type Clock, days, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import { within } from '../limits.ts';
import { type Compared, tell } from '../news.ts';
import { closePages, livePage, openPage, type PageEnd, usePage } from '../pages.ts';
import { readMobile } from '../people/phone.ts';
import { fail, ok, type Result } from '../result.ts';
import type { Secrets } from '../secrets.ts';
import { readEmail } from '../verification/email.ts';
import { readSnils, type SnilsError } from './snils.ts';

const PAGE = 'gosuslugi';
/** How long the page can be opened, in milliseconds. */
const LIFETIME = minutes(30);
/** Comparisons of one account: enough to mend a mistake, too few to guess what the journal holds. */
const ALLOWANCE = { max: 5, window: days(1) };

export const items = ['snils', 'email', 'phone'] as const;
export type Item = (typeof items)[number];

/** What the person says stands on Gosuslugi, in our spelling; null where nothing does. */
export type Statement = Record<Item, string | null>;
export type Comparison = Record<Item, Compared>;

export type StatementError = SnilsError | 'gosuslugi.email' | 'gosuslugi.phone';

export interface ComparePageView {
  chat: ChatRef;
  institutionId: string;
}

/** Reads the page's three fields. An empty one says that Gosuslugi has nothing there; three of them compare nothing. */
export function readStatement(
  typed: Record<Item, string>,
): { ok: true; statement: Statement } | { ok: false; errors: Partial<Record<Item, StatementError>>; empty: boolean } {
  const statement: Statement = { snils: null, email: null, phone: null };
  const errors: Partial<Record<Item, StatementError>> = {};
  for (const item of items) {
    if (typed[item].trim() === '') continue;
    const read = readers[item](typed[item]);
    if (read.ok) statement[item] = read.value;
    else errors[item] = read.error;
  }
  const empty = items.every((item) => typed[item].trim() === '');
  return empty || Object.keys(errors).length > 0 ? { ok: false, errors, empty } : { ok: true, statement };
}

/** Why a number or an address is none matters in a chat; here one sentence says it all. */
const readers: Record<Item, (text: string) => Result<string, StatementError>> = {
  snils: readSnils,
  email: (text) => orElse(readEmail(text), 'gosuslugi.email'),
  phone: (text) => orElse(readMobile(text), 'gosuslugi.phone'),
};

const orElse = <Code extends string>(read: Result<string, string>, code: Code): Result<string, Code> =>
  read.ok ? read : fail(code);

/**
 * Why Gosuslugi finds no user: compares what a person says stands there with what the journal holds of the account that their chat
 * speaks for. Only whether it is the same comes out, never what the journal holds; nothing that was typed is kept.
 */
export function diagnosis({ db, clock, secrets, jobs }: { db: Db; clock: Clock; secrets: Secrets; jobs: Jobs }) {
  const held = accounts({ db, clock });

  /** Whose page it is: of this chat and account. */
  async function opener({ botId, chatId, subjectId }: OneTimePage): Promise<Result<ChatRef, PageEnd>> {
    if (botId === null || chatId === null) return fail('page.unknown');
    // The chat may have gone to another account meanwhile.
    return (await held.isHeldBy({ botId, chatId }, subjectId)) ? ok({ botId, chatId }) : fail('page.expired');
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
      await closePages({ db, clock }, PAGE, chat);
      return openPage({ db, clock }, { purpose: PAGE, subjectId: accountId, chat, lifetime: LIFETIME });
    },

    async look(pageId: string): Promise<Result<ComparePageView, PageEnd>> {
      const page = await livePage({ db, clock }, PAGE, pageId);
      if (!page.ok) return page;
      const chat = await opener(page.value);
      if (!chat.ok) return chat;
      const { institutionId } = await db.account.findUniqueOrThrow({ where: { id: page.value.subjectId } });
      return ok({ chat: chat.value, institutionId });
    },

    /**
     * Compares once per page, and tells the chat. On failure the caller must roll its transaction back, so that the page stays usable.
     */
    async compare(pageId: string, statement: Statement): Promise<Result<Comparison, PageEnd | 'gosuslugi.too-many'>> {
      const page = await usePage({ db, clock }, PAGE, pageId);
      if (!page.ok) return page;
      const accountId = page.value.subjectId;
      const chat = await opener(page.value);
      if (!chat.ok) return chat;
      if (!(await within(db, clock, `gosuslugi-compare:${accountId}`, ALLOWANCE))) return fail('gosuslugi.too-many');

      const journal = await inJournal(accountId);
      const { snils, email, phone } = statement;
      const compared = {
        snils: compare(snils === null ? null : secrets.hash('snils', snils), journal.snils),
        email: compare(email, journal.email),
        phone: compare(phone, journal.phone),
      };
      await tell(jobs, chat.value, `gosuslugi-compared:${pageId}`, {
        type: 'gosuslugi-compared',
        accountId,
        ...compared,
      });
      return ok(compared);
    },
  };
}

function compare(said: string | null, known: Set<string>): Compared {
  if (said === null) return 'not-on-gosuslugi';
  if (known.size === 0) return 'not-in-journal';
  return known.has(said) ? 'same' : 'different';
}
