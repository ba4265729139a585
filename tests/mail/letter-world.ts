import { afterAll, beforeAll } from 'vitest';
import { smtpMailer } from '#bot/providers/smtp.ts';
import { type Mailbox, startMailbox } from '#bot/sandbox/mailbox.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Content, NewMessage } from '#core/helpdesk/content.ts';
import { replyAddresses } from '#core/helpdesk/mail/address.ts';
import { ticketLetterJobs } from '#core/helpdesk/mail/jobs.ts';
import type { Institution } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { transactions } from '#prisma/transactions.ts';
import { GROUP, helpdesk } from '#tests/support/tickets.ts';

type Mailer = ReturnType<typeof smtpMailer>;

/** Tickets, and the jobs that write letters of them to a real mail server. */
export async function letterWorld() {
  const desk = await helpdesk();
  const { database, clock, inCore } = desk;
  const [isu] = defaultInstitutions;
  if (!isu) throw new Error('no institution');
  const addresses = replyAddresses(createSecrets(Buffer.alloc(32, 7)), 'helpdesk@bot.example.ru');
  /** What the chats' files hold, or how fetching them fails. */
  const files = new Map<string, Buffer | Error>();
  /** The persons' messages that a mailbox has, and no group. */
  const read: number[] = [];
  let posts = 0;
  let mailbox: Mailbox;
  let mailer: Mailer;
  beforeAll(async () => {
    mailbox = await startMailbox();
    mailer = smtpMailer({ url: mailbox.url, from: 'Propusk <no-reply@propusk.example>' });
  });
  afterAll(async () => {
    mailer.close();
    await mailbox.close();
  });

  const jobsOf = (institution: Institution = isu, more: { mailer?: Mailer } = {}) =>
    ticketLetterJobs({
      ...{ transaction: transactions(database.prisma), jobs: sqlJobs, clock, texts: loadTexts() },
      ...{ institutions: [institution], mailer, addresses, publicUrl: 'https://pass.example.ru' },
      files: {
        async download(id, most) {
          const bytes = files.get(id) ?? null;
          if (bytes instanceof Error) throw bytes;
          return bytes && bytes.byteLength <= most ? bytes : null;
        },
      },
      async onRead(_db, _chat, messages) {
        read.push(...messages.flatMap(({ source }) => source?.messageId ?? []));
      },
      onLeftOut: async () => undefined,
      onMessages: () => undefined,
      ...more,
    });

  async function opened(): Promise<{ chat: ChatRef; id: number }> {
    const chat = await desk.chat();
    return { chat, id: await desk.open(chat, { language: 'en', reason: 'person.several', facts: { words: 'Help' } }) };
  }

  return {
    ...{ desk, database, clock, inCore, isu, addresses, files, read },
    mailbox: () => mailbox,
    mailer: () => mailer,

    jobsOf,
    opened,

    withGroup: (letters: 'always' | 'without-group'): Institution => ({
      ...isu,
      helpdesk: { ...isu.helpdesk, groups: [String(GROUP)], letters },
    }),

    /** Its first letter has gone already. */
    async told(): Promise<{ chat: ChatRef; id: number }> {
      const ticket = await opened();
      await jobsOf()['ticket-letter']({ ticketId: ticket.id });
      return ticket;
    },

    async says(chat: ChatRef, id: number, content: Content, more: Partial<NewMessage> = {}): Promise<number> {
      const messageId = ++posts;
      const kept = await inCore((core) =>
        core.talk.fromPerson(chat, id, { content, source: { chatId: chat.chatId, messageId }, ...more }),
      );
      if (!kept.ok) throw new Error(kept.error);
      return messageId;
    },

    letters: (id: number) => mailbox.letters().filter(({ subject }) => subject.startsWith(`[#${id}] `)),
    mails: (id: number, jobs = jobsOf(), attempt = 1) => jobs['ticket-mail']({ ticketId: id }, { attempt }),
  };
}
