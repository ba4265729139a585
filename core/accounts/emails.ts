import { z } from 'zod';
import { type ChatRef, noChat } from '../chat.ts';
import type { Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Jobs } from '../jobs.ts';
import type { Language } from '../language.ts';
import { tell } from '../news.ts';
import { fail, type Result } from '../result.ts';
import type { Links } from '../verification/links.ts';
import { chatsOf } from './confirmed-address.ts';

const Reminder = z.object({ accountId: z.uuid() });

/** A letter that waits for its confirmation. */
export interface WaitingLetter {
  id: string;
  email: string;
  expiresAt: Date;
}

/** The e-mail address of a school account, which restores access once it is confirmed. */
export function emails({ db, clock, jobs, links }: { db: Db; clock: Clock; jobs: Jobs; links: Links }) {
  /** The chat that registered the account. */
  const firstChat = (accountId: string): Promise<ChatRef | null> =>
    db.enrollment.findFirst({
      where: { accountId },
      orderBy: { completedAt: 'desc' },
      select: { botId: true, chatId: true },
    });

  const waiting = (accountId: string, chat?: ChatRef) =>
    db.verification.findFirst({
      where: {
        ...{ kind: 'link', accountId, confirmedAt: null, cancelledAt: null, expiresAt: { gt: clock.now() } },
        ...(chat ? { botId: chat.botId, chatId: chat.chatId } : {}),
      },
      orderBy: { createdAt: 'desc' },
    });

  return {
    /**
     * Sends the letter that confirms an address. It becomes the account's at once where none is confirmed yet; a confirmed one is replaced
     * only by the confirmation (abuse case 24).
     * @param chat where the code of the letter may be typed; null for a page: then the account's own, or the one that registered it
     * @param email as `readEmail` returned it
     */
    async start(
      accountId: string,
      chat: ChatRef | null,
      email: string,
      language: Language,
    ): Promise<Result<{ id: string; expiresAt: Date }, 'link.too-many' | 'email.confirmed-already'>> {
      const account = await db.account.findUniqueOrThrow({ where: { id: accountId } });
      const { institutionId, subject } = account;
      if (account.emailVerifiedAt && account.email === email) return fail('email.confirmed-already');
      const [own] = chat ? [chat] : await chatsOf(db, accountId, await firstChat(accountId));
      const asking = own ?? noChat(subject);
      const started = await links.start({
        ...{ chat: asking, institutionId, email, language, accountId },
        letter: 'confirm-school',
      });
      if (started.ok) await db.account.updateMany({ where: { id: accountId, emailVerifiedAt: null }, data: { email } });
      return started;
    },

    /** The account's letter that waits to be confirmed, or null. */
    async waiting(accountId: string): Promise<WaitingLetter | null> {
      const found = await waiting(accountId);
      return found && { id: found.id, email: found.target, expiresAt: found.expiresAt };
    },

    /** Confirms by the code of the account's letter, typed into the chat that asked for it. */
    async confirmByCode(
      chat: ChatRef,
      accountId: string,
      code: string,
    ): Promise<Awaited<ReturnType<Links['confirmByCode']>>> {
      const found = await waiting(accountId, chat);
      return found ? links.confirmByCode(chat, found.id, code) : fail('link.unknown');
    },

    /**
     * The job `email-reminder`: reminds whoever gave an address and has not confirmed it.
     * @param id of the job: the same reminder is told once, however often the job runs
     */
    async remind(payload: unknown, id: string): Promise<void> {
      const { accountId } = Reminder.parse(payload);
      const account = await db.account.findFirst({
        where: { id: accountId, email: { not: null }, emailVerifiedAt: null, blockedAt: null },
      });
      if (!account) return;
      for (const chat of await chatsOf(db, accountId, await firstChat(accountId)))
        await tell(jobs, chat, `email-reminder:${accountId}:${id}`, { type: 'email-reminder', accountId });
    },
  };
}
