import type { Content } from '#core/helpdesk/content.ts';
import type { Result } from '#core/result.ts';
import { errorKey } from '#locales/texts.ts';
import { phrase, type TicketContext, tellDesk, toast } from './context.ts';
import { tellPerson } from './told.ts';

/** Sends the letter that is waited for once more. @returns what the button says */
export async function resendLetter(context: TicketContext): Promise<string> {
  const { core, ticket, institution, operator } = context;
  const sent = await core.onBehalf.resendLetter(ticket, institution, operator);
  return told(context, sent, (email) => phrase('letter-resent', { email }), 'told-letter-again');
}

/** Lets the person try the call again. */
export async function allowCalls(context: TicketContext): Promise<string> {
  const { core, ticket, institution, operator } = context;
  const allowed = await core.onBehalf.allowCalls(ticket, institution, operator);
  return told(context, allowed, () => phrase('call-allowed'), 'told-call-again');
}

/** Makes the passes worthless that were shown until now. */
export async function revokePass(context: TicketContext): Promise<string> {
  const { core, ticket, institution, operator } = context;
  const revoked = await core.onBehalf.revokePass(ticket, institution, operator);
  return told(context, revoked, () => phrase('pass-revoked'), 'told-pass-revoked');
}

/** Both sides learn that it was done; why it was not is said at the button. */
async function told<Value>(
  context: TicketContext,
  done: Result<Value, string>,
  inTopic: (value: Value) => Content,
  toPerson: string,
): Promise<string> {
  if (!done.ok) return context.texts.plain(context.language, errorKey(done.error));
  await tellDesk(context, inTopic(done.value));
  await tellPerson(context, toPerson);
  return toast(context, 'done');
}
