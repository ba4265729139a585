import { z } from 'zod';
import { readEmail } from '#core/verification/email.ts';
import { noAddress } from './address.ts';
import { loginPage, ownAccount, schoolStart } from './school-place.ts';
import { back, button, human, type Phrase, phrase } from './screen.ts';
import { again, enter, go, type Journey, type Move, type StepContext, step } from './step.ts';
import { thisMoment } from './time.ts';

/** Only what looks like a letter's code is one. */
const isCode = (text: string): boolean => /^[\s\p{Nd}-]{4,12}$/u.test(text);

const confirmedNote = (email: string): Phrase => phrase('school-email-confirmed', { email });

/**
 * Sends the letter that confirms an address of this chat's account. A confirmed one brings back access, so whoever merely holds the
 * telephone cannot replace it: only a letter that was asked for on the page, with the password, is written again.
 * @param notes said before what comes next
 */
async function writeTo(context: StepContext<unknown>, text: string, notes: Phrase[] = []): Promise<Move> {
  const { core, chat, language } = context;
  const own = await ownAccount(context);
  if (!own) return schoolStart(context);
  const email = readEmail(text);
  if (!email.ok) return noAddress(email.error, text);
  if (own.account.emailConfirmed && own.account.email !== email.value) {
    const waiting = await core.emails.waiting(own.account.id);
    if (waiting?.email !== email.value) return enter('school', 'email', {}, notes);
  }
  const sent = await core.emails.start(own.account.id, chat, email.value, language);
  if (sent.ok) return enter('school', 'letter', { email: email.value }, notes);
  return sent.error === 'email.confirmed-already'
    ? enter('school', 'home', {}, [confirmedNote(email.value)])
    : again(sent.error);
}

/** Writes once more to the address that waits for its confirmation, or asks for one. */
export async function writeAgain(context: StepContext<unknown>): Promise<Move> {
  const { core } = context;
  const own = await ownAccount(context);
  if (!own) return schoolStart(context);
  const waiting = await core.emails.waiting(own.account.id);
  const email = waiting?.email ?? own.account.email;
  return email ? writeTo(context, email) : enter('school', 'email');
}

/** A code of the account's letter, wherever it is typed. Null for what is none, or when no letter waits. */
export async function confirmTyped(context: StepContext<unknown>, text: string): Promise<Move | null> {
  const { core, chat } = context;
  const own = isCode(text) ? await ownAccount(context) : null;
  const waiting = own && (await core.emails.waiting(own.account.id));
  if (!own || !waiting) return null;
  const confirmed = await core.emails.confirmByCode(chat, own.account.id, text);
  // The link was pressed a moment before the code came: the address is confirmed all the same.
  return confirmed.ok || confirmed.error === 'link.used'
    ? enter('school', 'home', {}, [confirmedNote(waiting.email)])
    : again(confirmed.error);
}

/** The address of a school account: given, or corrected until it is confirmed by its letter. */
export const schoolEmail: Journey = {
  email: step({
    questionsFirst: true,
    reads: 'email',

    async screen(context) {
      const own = await ownAccount(context);
      const confirmed = own?.account.emailConfirmed ? own.account.email : null;
      const found = own && confirmed ? await context.core.schools.byId(own.schoolId) : null;
      const text = [
        confirmed ? phrase('school-email-change', { email: confirmed }) : phrase('school-email'),
        phrase('school-email-private'),
      ];
      return { text, buttons: [...(found ? [[loginPage(found)]] : []), [back, human]] };
    },

    on(signal, context) {
      if (signal.kind === 'text') return writeTo(context, signal.text);
      return signal.kind === 'action' && signal.action === 'back' ? schoolStart(context) : null;
    },
  }),

  letter: step({
    data: z.object({ email: z.string() }),
    code: true,
    questionsFirst: true,
    reads: 'email',

    screen: ({ data }) => ({
      text: [phrase('school-letter', { email: data.email })],
      buttons: [
        [button('button-resend', 'resend'), button('button-another-email', 'another')],
        [button('button-go-on-without', 'home'), human],
      ],
    }),

    async on(signal, context) {
      const { data, accountId } = context;
      if (signal.kind === 'news' && signal.news.type === 'email-confirmed' && signal.news.accountId === accountId) {
        return enter('school', 'home', {}, [confirmedNote(signal.news.email)]);
      }
      if (signal.kind === 'text') {
        return signal.text.includes('@') ? writeTo(context, signal.text) : confirmTyped(context, signal.text);
      }
      if (signal.kind !== 'action') return null;
      if (signal.action === 'resend')
        return writeTo(context, data.email, [phrase('letter-resent', { at: thisMoment(context) })]);
      if (signal.action === 'another') return go('email');
      return signal.action === 'home' ? schoolStart(context) : null;
    },
  }),
};
