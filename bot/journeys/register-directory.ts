import { prettyPhone } from '#core/people/phone.ts';
import type { KnownPerson } from '#core/registration/registrations.ts';
import { openTicket } from './escalate.ts';
import { sendLetter } from './letter.ts';
import { phrase } from './screen.ts';
import { again, enter, type Move, type StepContext } from './step.ts';
import { thisMoment } from './time.ts';

/** A registration whose number is proven. */
interface Proven {
  registration: string;
  phone: string;
}

/** The number is the person's: now, and only now, the directory is asked. @param call that proved it */
export async function phoneConfirmed(context: StepContext<unknown>, proven: Proven, call: string): Promise<Move> {
  const found = await context.core.registrations.phoneProven(proven.registration, call);
  return found.ok ? personFound(context, proven, found.value) : noPerson(context, proven, found.error);
}

/** Asks the directory once more, after the helpdesk may have put it right; where it has not, the person reads that it was asked. */
export async function lookAgain(context: StepContext<unknown>, proven: Proven): Promise<Move> {
  const found = await context.core.registrations.lookAgain(proven.registration);
  const move = found.ok
    ? await personFound(context, proven, found.value)
    : await noPerson(context, proven, found.error);
  if (move.to !== 'step' || move.step !== 'unknown') return move;
  const args = {
    at: thisMoment(context),
    found: !found.ok && found.error === 'person.not-found' ? 'nobody' : 'same',
  };
  return { ...move, data: { ...Object(move.data), opened: false }, notes: [phrase('register-looked-again', args)] };
}

/** The helpdesk has put a number right: whoever is known by it now goes on. */
export async function correctedNow(context: StepContext<unknown>, proven: Proven): Promise<Move | null> {
  const found = await context.core.registrations.lookAgain(proven.registration);
  return found.ok ? personFound(context, proven, found.value) : null;
}

/** The directory cannot say who this is: the helpdesk decides. */
async function noPerson(
  context: StepContext<unknown>,
  { registration, phone }: Proven,
  error: 'person.not-found' | 'person.several' | 'account.trouble' | 'registration.incomplete',
): Promise<Move> {
  // The proof is older than a day.
  if (error === 'registration.incomplete') return enter('register', 'phone', {}, [phrase('errors-call-expired')]);
  const ticket = await openTicket(context, error, { phone, journey: 'register', step: 'unknown' });
  return enter('register', 'unknown', { registration, phone, reason: error, ticket, opened: true });
}

async function personFound(
  context: StepContext<unknown>,
  { registration, phone }: Proven,
  person: KnownPerson,
): Promise<Move> {
  const { core } = context;
  const confirmed = [phrase('register-phone-confirmed', { phone: prettyPhone(phone) })];
  const account = person.accountId && (await core.accounts.view(person.accountId));
  if (!account) return enter('register', 'email', { registration }, confirmed);
  if (account.blocked || !account.email) {
    const facts = { phone, journey: 'register', step: 'unknown' };
    const ticket = await openTicket(context, 'account.trouble', facts);
    return enter(
      'register',
      'unknown',
      { registration, phone, reason: 'account.trouble', ticket, opened: true },
      confirmed,
    );
  }
  const sent = await sendLetter(context, 'relink', account.email);
  if (!sent.ok) return again(sent.error);
  return enter('register', 'known', { ...sent.data, account: account.id }, confirmed);
}
