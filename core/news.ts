import { z } from 'zod';
import { type ChatRef, NO_BOT } from './chat.ts';
import { Sent } from './helpdesk/content.ts';
import { Closer } from './helpdesk/ticket.ts';
import type { Jobs } from './jobs.ts';

const verificationId = z.uuid();

/** What a person is told of their account. Parts of i18n keys: `account-notice-login-seen`. */
export const AccountNotice = z.enum([
  'login-seen',
  'link-made',
  'password-set',
  'password-changed',
  // What the school's journal holds of the person.
  'card-corrected',
  'card-left',
  'card-back',
]);
export type AccountNotice = z.infer<typeof AccountNotice>;

/** One of SNILS, e-mail and phone, as Gosuslugi and the journal have it. */
export const Compared = z.enum(['same', 'different', 'not-in-journal', 'not-on-gosuslugi']);
export type Compared = z.infer<typeof Compared>;

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
  /** A school account's address was confirmed, wherever its chat is by now. */
  z.object({ type: z.literal('email-confirmed'), accountId: z.uuid(), email: z.string() }),
  /** The address of a school account waits for its confirmation: a day after registration, and a week. */
  z.object({ type: z.literal('email-reminder'), accountId: z.uuid() }),
  /** A curator opened this page for the person: there they choose a new password. */
  z.object({ type: z.literal('access-restored'), accountId: z.uuid(), pageId: z.uuid(), curator: z.string() }),
  /** What a curator, or somebody who is signed in (`curator` is empty then), did with the person's account. */
  z.object({ type: z.literal('account-notice'), accountId: z.uuid(), what: AccountNotice, curator: z.string() }),
  /** For the school's curators: somebody waits, or a colleague has taken it. */
  z.object({ type: z.literal('request-made'), requestId: z.number().int() }),
  z.object({ type: z.literal('request-taken'), requestId: z.number().int(), curator: z.string() }),
  /** For the person who waits: a curator took the request, or wrote. */
  z.object({ type: z.literal('request-in-hand'), requestId: z.number().int(), curator: z.string() }),
  z.object({ type: z.literal('request-answered'), requestId: z.number().int(), curator: z.string(), text: z.string() }),
  /** The school has no curator any more: the helpdesk knows by this ticket that somebody waits there. */
  z.object({ type: z.literal('request-handed-over'), ticketId: z.number().int(), institutionId: z.string() }),
  /** Of the articles offered for a question the re-ranker took this one; `screen` is the chat's when it was asked. */
  z.object({
    type: z.literal('question-sharpened'),
    questionId: z.number().int(),
    intent: z.string(),
    screen: z.number().int(),
  }),
  /** What the picture that the person sent holds as a QR code; null when there is none. `sent`: then a helpdesk shall have it. */
  z.object({ type: z.literal('picture-read'), text: z.string().nullable(), sent: Sent.exactOptional() }),
  /** Which of what Gosuslugi holds stands in the journal as well. */
  z.object({
    type: z.literal('gosuslugi-compared'),
    accountId: z.uuid(),
    snils: Compared,
    email: Compared,
    phone: Compared,
  }),
  /** The person said nothing after the operator's answer: the conversation ends in so many hours. */
  z.object({ type: z.literal('ticket-warning'), ticketId: z.number().int(), hours: z.number().int() }),
  /** For whoever has the account of a person whose number the helpdesk corrected: they may know nothing of it. */
  z.object({ type: z.literal('phone-corrected') }),
  /** For whoever asked the helpdesk: the directory may know them by their number now. */
  z.object({ type: z.literal('directory-corrected') }),
  z.object({ type: z.literal('ticket-closed'), ticketId: z.number().int(), by: Closer }),
]);
export type News = z.infer<typeof News>;

/**
 * Brings news to a conversation, after the caller's transaction commits.
 * @param id what makes the news unique: the conversation takes the same id once, however often the job runs
 */
export async function tell(jobs: Jobs, { botId, chatId }: ChatRef, id: string, news: News): Promise<void> {
  if (botId === NO_BOT) return;
  await jobs.add('signal', { botId: String(botId), chatId: String(chatId), id, news });
}
