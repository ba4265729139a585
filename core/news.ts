import { z } from 'zod';
import type { ChatRef } from './chat.ts';
import type { Jobs } from './jobs.ts';

const verificationId = z.uuid();

/** What happened outside and moves a conversation on, as a person's own message would. */
export const News = z.discriminatedUnion('type', [
  /** The provider named the number to ring. */
  z.object({ type: z.literal('call-ready'), verificationId }),
  z.object({ type: z.literal('call-confirmed'), verificationId }),
  z.object({ type: z.literal('call-expired'), verificationId }),
  /** The attempt is over; `error` is an error code and so an i18n key. */
  z.object({
    type: z.literal('call-failed'),
    verificationId,
    error: z.enum(['call.provider-down', 'call.bad-number', 'call.too-many']),
  }),
  /** Somebody rang the line, but not from the number that is being proven. The attempt goes on. */
  z.object({ type: z.literal('call-from-another-number'), verificationId }),
  /** The call arrived after its time: it proves nothing. */
  z.object({ type: z.literal('call-late'), verificationId }),
  /** The call arrived, but several conversations claim that number. The attempt goes on. */
  z.object({ type: z.literal('call-ambiguous'), verificationId }),
  z.object({ type: z.literal('link-confirmed'), verificationId }),
  /** The mail server is away; the letter is tried again and again. */
  z.object({ type: z.literal('letter-delayed'), verificationId }),
  /** The mail server will never take a letter for this address. */
  z.object({ type: z.literal('letter-refused'), verificationId }),
  /** The password was set and the account made. */
  z.object({ type: z.literal('registered'), accountId: z.uuid() }),
]);
export type News = z.infer<typeof News>;

/**
 * Brings news to a conversation, after the caller's transaction commits.
 * @param id what makes the news unique: the conversation takes the same id once, however often the job runs
 */
export async function tell(jobs: Jobs, { botId, chatId }: ChatRef, id: string, news: News): Promise<void> {
  await jobs.add('signal', { botId: String(botId), chatId: String(chatId), id, news });
}
