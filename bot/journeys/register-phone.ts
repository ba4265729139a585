import { z } from 'zod';
import type { News } from '#core/news.ts';
import { prettyPhone, readMobile } from '#core/people/phone.ts';
import type { KnownPerson } from '#core/registration/registrations.ts';
import { maskEmail } from '#core/verification/email.ts';
import { errorKey } from '#locales/texts.ts';
import { escalated, openTicket } from './escalate.ts';
import { blockedTold, whenTicket } from './human-when.ts';
import { awaitLetter, LetterData, letterScreen, sendLetter } from './letter.ts';
import { back, button, human, type Phrase, phrase, screen } from './screen.ts';
import { again, enter, go, type Journey, type Move, type StepContext, type StepSignal, step, unread } from './step.ts';
import { timeOfDay } from './time.ts';

/** After so many calls that were not confirmed a human is asked. */
const PATIENCE = 3;
/** Whoever types fewer is not about to give a number. */
const FEWEST_DIGITS = 5;

const Waiting = z.object({
  registration: z.uuid(),
  call: z.uuid(),
  phone: z.string(),
  /** Telegram says that the number is the person's own. */
  own: z.boolean(),
});
type Waiting = z.infer<typeof Waiting>;

/** A number from a shared contact or a typed text; null when the signal is neither. */
function numberIn(signal: StepSignal, country: string) {
  if (signal.kind === 'contact') {
    if (!signal.own) return { ok: false as const, error: 'phone.not-own' as const };
    const read = readMobile(signal.phone.startsWith('+') ? signal.phone : `+${signal.phone}`, country);
    return read.ok ? { ...read, own: true } : read;
  }
  if (signal.kind !== 'text') return null;
  const read = readMobile(signal.text, country);
  return read.ok ? { ...read, own: false } : read;
}

/** A number that cannot be used gets its reason; a text that holds none may be a question. */
function noNumber(error: string, signal: StepSignal): Move {
  const digits =
    signal.kind === 'text' ? (signal.text.normalize('NFKC').match(/\p{Nd}/gu) ?? []).length : FEWEST_DIGITS;
  return error === 'phone.unreadable' || digits < FEWEST_DIGITS ? unread(error) : again(error);
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
    return phoneConfirmed(context, { registration: await begun(), call: confirmed.value.id, phone, own });
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

/** News of a call for a person who has gone back: it proves the number all the same, or is one more that came to nothing. */
async function callAfterwards(context: StepContext<unknown>, news: News): Promise<Move | null> {
  if (news.type === 'call-confirmed') return lateCall(context, news.verificationId);
  if (news.type !== 'call-expired' && news.type !== 'call-failed') return null;
  const error = news.type === 'call-failed' ? news.error : 'call.not-confirmed';
  const told = await afterThird(context, error);
  return told.length > 0 ? go('phone', {}, [phrase(errorKey(error)), ...told]) : null;
}

/** The number is the person's: now, and only now, the directory is asked. */
async function phoneConfirmed(context: StepContext<unknown>, { registration, call, phone }: Waiting): Promise<Move> {
  const { core } = context;
  const found = await core.registrations.phoneProven(registration, call);
  return found.ok
    ? personFound(context, { registration, phone }, found.value)
    : noPerson(context, registration, phone, found.error);
}

/** The directory cannot say who this is: the helpdesk decides. */
async function noPerson(
  context: StepContext<unknown>,
  registration: string,
  phone: string,
  error: 'person.not-found' | 'person.several' | 'account.trouble' | 'registration.incomplete',
): Promise<Move> {
  // The proof is older than a day.
  if (error === 'registration.incomplete') return enter('register', 'phone', {}, [phrase('errors-call-expired')]);
  const ticket = await openTicket(context, error, { phone, journey: 'register', step: 'unknown' });
  return enter('register', 'unknown', { registration, phone, reason: error, ticket });
}

async function personFound(
  context: StepContext<unknown>,
  { registration, phone }: { registration: string; phone: string },
  person: KnownPerson,
): Promise<Move> {
  const { core } = context;
  const confirmed = [phrase('register-phone-confirmed', { phone: prettyPhone(phone) })];
  const account = person.accountId && (await core.accounts.view(person.accountId));
  if (!account) return enter('register', 'email', { registration }, confirmed);
  if (account.blocked || !account.email) {
    const facts = { phone, journey: 'register', step: 'unknown' };
    const ticket = await openTicket(context, 'account.trouble', facts);
    return enter('register', 'unknown', { registration, phone, reason: 'account.trouble', ticket }, confirmed);
  }
  const sent = await sendLetter(context, 'relink', account.email);
  if (!sent.ok) return again(sent.error);
  return enter('register', 'known', { ...sent.data, account: account.id }, confirmed);
}

/** Asks the directory once more, after the helpdesk may have put it right. */
async function lookAgain(context: StepContext<unknown>, registration: string, phone: string): Promise<Move> {
  const found = await context.core.registrations.lookAgain(registration);
  return found.ok
    ? personFound(context, { registration, phone }, found.value)
    : noPerson(context, registration, phone, found.error);
}

/** The helpdesk has put a number right: whoever is known by it now goes on. */
async function correctedNow(
  context: StepContext<unknown>,
  { registration, phone }: { registration: string; phone: string },
): Promise<Move | null> {
  const found = await context.core.registrations.lookAgain(registration);
  return found.ok ? personFound(context, { registration, phone }, found.value) : null;
}

/** A call that came after the person had gone back: it proves the number all the same. */
async function lateCall(context: StepContext<unknown>, call: string): Promise<Move | null> {
  const { core, chat, institution } = context;
  const phone = institution && (await core.calls.proof(call, chat, institution.id));
  if (!phone) return null;
  const registration = await core.registrations.begin(chat, institution.id);
  return phoneConfirmed(context, { registration, call, phone, own: false });
}

/** From the phone number to the person in the directory. */
export const registerPhone: Journey = {
  phone: step({
    questionsFirst: true,
    reads: 'phone',
    screen: () => ({
      text: [phrase('register-phone')],
      keyboard: [
        [{ label: 'button-share-contact', contact: true }],
        [
          { label: 'button-back', action: 'back' },
          { label: 'button-human', anywhere: 'human' },
        ],
      ],
    }),

    on(signal, context) {
      if (signal.kind === 'news') return callAfterwards(context, signal.news);
      if (signal.kind === 'action' && signal.action === 'back') return enter('welcome', 'institution');
      if (context.institution?.kind !== 'university') return null;
      const number = numberIn(signal, context.institution.country);
      if (!number) return null;
      return number.ok ? startCall(context, number.value, number.own) : noNumber(number.error, signal);
    },
  }),

  call: step({
    data: Waiting,
    questionsFirst: true,
    reads: 'phone',

    async screen({ core, data, language, institution }) {
      const { state, line, expiresAt } = await core.calls.status(data.call);
      const phone = prettyPhone(data.phone);
      const buttons = (retry: string) => [
        [button(retry, 'retry')],
        [button('button-another-number', 'another')],
        [back, human],
      ];
      if (state === 'expired' || state === 'cancelled') {
        return screen('register-call-over', buttons('button-retry'), { phone });
      }
      if (!line) return screen('register-call-soon', [[back, human]]);
      const until = timeOfDay(expiresAt, language, institution?.timeZone);
      return screen('register-call', buttons('button-called'), { line: prettyPhone(line), phone, until });
    },

    async on(signal, context) {
      const { core, data, institution } = context;
      if (signal.kind === 'news') {
        if (!('verificationId' in signal.news) || signal.news.verificationId !== data.call) return null;
        switch (signal.news.type) {
          case 'call-confirmed':
            return phoneConfirmed(context, data);
          case 'call-ready':
            return again();
          case 'call-expired':
            return notConfirmed(context, 'call.not-confirmed');
          case 'call-failed':
            return notConfirmed(context, signal.news.error);
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
      if (signal.kind === 'action') {
        if (signal.action === 'back' || signal.action === 'another') return go('phone');
        if (signal.action !== 'retry') return null;
        const { state } = await core.calls.status(data.call);
        if (state === 'confirmed') return phoneConfirmed(context, data);
        if (state === 'waiting') return again('call.not-arrived');
        return startCall(context, data.phone, data.own, data);
      }
      if (institution?.kind !== 'university') return null;
      const number = numberIn(signal, institution.country);
      if (!number) return null;
      if (!number.ok) return noNumber(number.error, signal);
      return startCall(context, number.value, number.own, data);
    },
  }),

  /** The directory has nobody with this number, or several. The helpdesk already knows. */
  unknown: step({
    questionsFirst: true,
    reads: 'phone',
    data: z.object({ registration: z.uuid(), phone: z.string(), reason: z.string(), ticket: z.number() }),
    async screen(context) {
      const { data, institution } = context;
      const { email = '', phone = '' } = institution?.contacts ?? {};
      const told = (await blockedTold(context, institution)) ?? [
        phrase('register-unknown', { email, phone, ticket: String(data.ticket) }),
        ...(institution ? await whenTicket(context, institution, data.ticket) : []),
      ];
      return {
        text: [phrase(errorKey(data.reason), { phone: prettyPhone(data.phone) }), ...told],
        buttons: [[button('button-another-number', 'another')], [button('button-check-again', 'check')], [human]],
      };
    },
    on(signal, context) {
      const { data, institution } = context;
      if (signal.kind === 'news') {
        return signal.news.type === 'directory-corrected' ? correctedNow(context, data) : null;
      }
      if (signal.kind === 'action') {
        if (signal.action === 'check') return lookAgain(context, data.registration, data.phone);
        return signal.action === 'another' ? go('phone') : null;
      }
      if (institution?.kind !== 'university') return null;
      const number = numberIn(signal, institution.country);
      if (!number) return null;
      return number.ok ? startCall(context, number.value, number.own) : noNumber(number.error, signal);
    },
  }),

  /** The person has an account already: a letter to its address joins this chat to it. */
  known: step({
    code: true,
    questionsFirst: true,
    data: LetterData.extend({ account: z.uuid() }),
    screen: ({ data }) => letterScreen('register-known', maskEmail(data.email)),

    async on(signal, context) {
      const { core, chat, data } = context;
      if (signal.kind === 'action' && signal.action === 'back') return go('phone');
      const joined = async (link: string): Promise<Move> => {
        const email = await core.links.proof(link, chat);
        if (!email || !(await core.accounts.joinByEmail(chat, data.account, email))) return again('link.expired');
        return enter('home', 'home', {}, [phrase('register-joined')], { accountId: data.account });
      };
      return awaitLetter(signal, context, {
        letter: 'relink',
        confirmed: joined,
        remember: (letter) => go('known', { ...data, ...letter }),
      });
    },
  }),
};
