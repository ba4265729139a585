import { z } from 'zod';
import type { News } from '#core/news.ts';
import { prettyPhone } from '#core/people/phone.ts';
import { errorKey } from '#locales/texts.ts';
import { escalated } from './escalate.ts';
import { noNumber, numberIn } from './phone-number.ts';
import { phoneConfirmed } from './register-directory.ts';
import { type Phrase, phrase } from './screen.ts';
import { again, go, type Move, type StepContext, type StepSignal } from './step.ts';
import { thisMoment } from './time.ts';

/** After so many calls that were not confirmed a human is asked. */
const PATIENCE = 3;

/** What a step that waits for a call remembers. */
export const Waiting = z.object({
  registration: z.uuid(),
  call: z.uuid(),
  phone: z.string(),
  /** Telegram says that the number is the person's own. */
  own: z.boolean(),
});
export type Waiting = z.infer<typeof Waiting>;

/** Starts a call for the number that the person shares or types; null when the signal holds none. @param under the registration under way */
export async function takeNumber(
  signal: StepSignal,
  context: StepContext<unknown>,
  under?: Waiting,
): Promise<Move | null> {
  if (context.institution?.kind !== 'university') return null;
  const number = numberIn(signal, context.institution.country);
  if (!number) return null;
  return number.ok ? startCall(context, number.value, number.own, under) : noNumber(number.error, signal);
}

/**
 * Starts a call for the number, or skips it where the institution trusts Telegram's contact.
 * @param under the registration under way, if there is one
 */
async function startCall(
  context: StepContext<unknown>,
  phone: string,
  own: boolean,
  { registration }: Partial<Waiting> = {},
): Promise<Move> {
  const { core, chat, institution } = context;
  if (institution?.kind !== 'university') return again('institution.gone');
  // Only once an attempt is allowed: what is refused leaves nothing behind.
  const begun = async (): Promise<string> => registration ?? core.registrations.begin(chat, institution.id);
  if (own && institution.contactSkipsCall) {
    const confirmed = await core.calls.confirmByContact({ chat, institution, phone, ownContact: own });
    if (!confirmed.ok) return again(confirmed.error);
    return phoneConfirmed(context, { registration: await begun(), phone }, confirmed.value.id);
  }
  const call = await core.calls.start({ chat, institutionId: institution.id, phone, ownContact: own });
  if (!call.ok) return again(call.error);
  const waiting = { registration: await begun(), call: call.value.id, phone, own };
  // The one before may have been given up without waiting for its end.
  const told = await afterThird(context);
  return go('call', waiting, [phrase('register-phone-taken', { phone: prettyPhone(phone) }), ...told]);
}

/** After every third call that came to nothing, at whichever step that is seen, a human is asked. What the person reads of it. */
async function afterThird(context: StepContext<unknown>, error = 'call.not-confirmed'): Promise<Phrase[]> {
  const { core, chat, institution } = context;
  if (!institution) return [];
  const { attempts, untold } = await core.calls.inVain(chat, institution.id);
  if (untold < PATIENCE) return [];
  const facts = { journey: 'register', step: 'call', error, attempts: String(attempts) };
  return escalated(context, 'call.not-confirmed', facts);
}

/** The call has come to nothing; the person may try on. */
const notConfirmed = async (context: StepContext<Waiting>, error: string): Promise<Move> =>
  go('call', context.data, [phrase(errorKey(error)), ...(await afterThird(context, error))]);

/** News of the call that the person waits for. */
export async function callNews(context: StepContext<Waiting>, news: News): Promise<Move | null> {
  const { data } = context;
  if (!('verificationId' in news) || news.verificationId !== data.call) return null;
  switch (news.type) {
    case 'call-confirmed':
      return phoneConfirmed(context, data, data.call);
    case 'call-ready':
      return again();
    case 'call-expired':
      return notConfirmed(context, 'call.not-confirmed');
    case 'call-failed':
      return notConfirmed(context, news.error);
    case 'call-from-another-number':
      return again('call.another-number');
    case 'call-late':
      return again('call.late');
    case 'call-ambiguous':
      return again('call.ambiguous');
    default:
      return null;
  }
}

/** The person says that they have called, or wants to be called for once more. */
export async function callRetried(context: StepContext<Waiting>): Promise<Move> {
  const { core, data } = context;
  const { state } = await core.calls.status(data.call);
  if (state === 'confirmed') return phoneConfirmed(context, data, data.call);
  if (state === 'waiting') return again('call.not-arrived', { at: thisMoment(context) });
  return startCall(context, data.phone, data.own, data);
}

/** News of a call for a person who has gone back: it proves the number all the same, or is one more that came to nothing. */
export async function callAfterwards(context: StepContext<unknown>, news: News): Promise<Move | null> {
  if (news.type === 'call-confirmed') return lateCall(context, news.verificationId);
  if (news.type !== 'call-expired' && news.type !== 'call-failed') return null;
  const error = news.type === 'call-failed' ? news.error : 'call.not-confirmed';
  const told = await afterThird(context, error);
  return told.length > 0 ? go('phone', {}, [phrase(errorKey(error)), ...told]) : null;
}

/** A call that came after the person had gone back: it proves the number all the same. */
async function lateCall(context: StepContext<unknown>, call: string): Promise<Move | null> {
  const { core, chat, institution } = context;
  const phone = institution && (await core.calls.proof(call, chat, institution.id));
  if (!phone) return null;
  const registration = await core.registrations.begin(chat, institution.id);
  return phoneConfirmed(context, { registration, phone }, call);
}
