import { z } from 'zod';
import { readEmail, suggestDomain } from '#core/verification/email.ts';
import { noAddress } from './address.ts';
import { openTicket } from './escalate.ts';
import { wentAlong } from './human-goes.ts';
import { blockedTold, whenTicket } from './human-when.ts';
import { awaitLetter, LetterData, letterScreen, sendLetter } from './letter.ts';
import { registerPhone } from './register-phone.ts';
import { registered } from './registered.ts';
import { anywhere, back, button, human, phrase, screen } from './screen.ts';
import { again, go, type Journey, type Move, type StepContext, step } from './step.ts';
import { thisMoment } from './time.ts';

const Registration = z.object({ registration: z.uuid() });

async function writeTo(context: StepContext<{ registration: string }>, email: string): Promise<Move> {
  const sent = await sendLetter(context, 'confirm-email', email);
  return sent.ok ? go('letter', { registration: context.data.registration, ...sent.data }) : again(sent.error);
}

/** The letter's link or code proved the address. */
async function emailProven({ core }: StepContext<unknown>, registration: string, link: string): Promise<Move> {
  const proven = await core.registrations.emailProven(registration, link);
  return proven.ok
    ? go('name', { registration }, [phrase('register-email-confirmed', { email: proven.value })])
    : go('phone', {}, [phrase('errors-call-expired')]);
}

/** A fresh one-time page for the password. */
async function toPassword(context: StepContext<unknown>, registration: string, notes: string[] = []): Promise<Move> {
  const page = await context.core.registrations.openPasswordPage(registration);
  if (!page) return go('phone', {}, [phrase('errors-call-expired')]);
  return go(
    'password',
    { registration, page },
    notes.map((key) => phrase(key, { at: thisMoment(context) })),
  );
}

/** The university's registration: phone, call, directory; then e-mail, name, password. */
export const register: Journey = {
  ...registerPhone,

  email: step({
    data: Registration,
    questionsFirst: true,
    reads: 'email',
    screen: () => screen('register-email', [[back, human]]),

    on(signal, context) {
      if (signal.kind === 'action' && signal.action === 'back') return go('phone');
      // The person had gone back, then found the letter: their link proves the address all the same.
      if (signal.kind === 'news' && signal.news.type === 'link-confirmed') {
        return emailProven(context, context.data.registration, signal.news.verificationId);
      }
      if (signal.kind !== 'text') return null;
      const email = readEmail(signal.text);
      if (!email.ok) return noAddress(email.error, signal.text);
      const suggested = suggestDomain(email.value.split('@')[1] ?? '');
      if (!suggested) return writeTo(context, email.value);
      const corrected = `${email.value.split('@')[0]}@${suggested}`;
      return go('email-typo', { registration: context.data.registration, typed: email.value, corrected });
    },
  }),

  'email-typo': step({
    data: Registration.extend({ typed: z.string(), corrected: z.string() }),
    questionsFirst: true,
    reads: 'email',
    screen: ({ data: { typed, corrected } }) =>
      screen(
        'register-email-typo',
        [
          [button('button-literal', 'corrected', { text: corrected })],
          [button('button-literal', 'typed', { text: typed })],
          [back],
        ],
        { typed, corrected },
      ),

    on(signal, context) {
      const { data } = context;
      if (signal.kind === 'text') {
        const email = readEmail(signal.text);
        return email.ok ? writeTo(context, email.value) : noAddress(email.error, signal.text);
      }
      if (signal.kind !== 'action') return null;
      if (signal.action === 'back') return go('email', { registration: data.registration });
      if (signal.action === 'corrected' || signal.action === 'typed') return writeTo(context, data[signal.action]);
      return null;
    },
  }),

  letter: step({
    data: Registration.extend(LetterData.shape),
    code: true,
    questionsFirst: true,
    reads: 'email',
    screen: ({ data }) => letterScreen('register-letter', data.email, [[button('button-another-email', 'another')]]),

    async on(signal, context) {
      const { registration } = context.data;
      if (signal.kind === 'action' && (signal.action === 'back' || signal.action === 'another')) {
        return go('email', { registration });
      }
      const move = await awaitLetter(signal, context, {
        letter: 'confirm-email',
        confirmed: (link) => emailProven(context, registration, link),
        remember: (letter) => go('letter', { registration, ...letter }),
        refused: () => go('email', { registration }, [phrase('errors-mail-refused')]),
      });
      if (move || signal.kind !== 'text' || !signal.text.includes('@')) return move;
      const email = readEmail(signal.text);
      return email.ok ? writeTo(context, email.value) : noAddress(email.error, signal.text);
    },
  }),

  name: step({
    data: Registration,
    passwordNext: true,

    async screen({ core, data }) {
      const person = await core.registrations.person(data.registration);
      if (!person) return screen('register-forgotten', [[button('button-start-again', 'again')]]);
      const roles = person.roles.filter((role) => role === 'student' || role === 'staff');
      return screen(
        'register-name',
        [[button('button-name-right', 'yes')], [button('button-name-wrong', 'no')], [back, human]],
        {
          name: person.fullName,
          role: roles.length === 2 ? 'both' : (roles[0] ?? 'other'),
        },
      );
    },

    async on(signal, context) {
      const { data, core, chat } = context;
      if (signal.kind !== 'action') return null;
      if (signal.action === 'back') return go('email', data);
      if (signal.action === 'again') return go('phone');
      if (signal.action === 'yes') return toPassword(context, data.registration);
      if (signal.action !== 'no') return null;
      // Nobody shall set a password for somebody else's name, not on a page opened earlier either.
      await core.registrations.closePages(chat);
      const facts = { registration: data.registration, journey: 'register', step: 'name' };
      const ticket = await openTicket(context, 'person.other-name', facts);
      return go('not-me', { ...data, ticket, opened: true });
    },
  }),

  /** The directory shows somebody else's name: the helpdesk puts that right, registration waits. */
  'not-me': step({
    data: Registration.extend({ ticket: z.number(), opened: z.boolean().optional() }),
    async screen(context) {
      const { data, institution } = context;
      const { email = '', phone = '' } = institution?.contacts ?? {};
      const blocked = await blockedTold(context, institution);
      return {
        text: blocked
          ? [phrase('register-not-me-blocked'), ...blocked]
          : [
              phrase('register-not-me', { ticket: String(data.ticket), email, phone }),
              ...(institution ? await whenTicket(context, institution, data.ticket) : []),
              ...(institution && data.opened
                ? await wentAlong(context, institution, { journey: 'register', step: 'name' })
                : []),
            ],
        buttons: [[button('button-check-again', 'check')], [button('button-another-number', 'another')], [human]],
      };
    },
    async on(signal, { core, data: { registration } }) {
      if (signal.kind !== 'action') return null;
      if (signal.action === 'check') {
        // The number may be another person's by now: who that is, is looked up anew.
        const found = await core.registrations.lookAgain(registration);
        return found.ok && !found.value.accountId
          ? go('name', { registration })
          : go('phone', {}, [phrase('register-number-gone')]);
      }
      return signal.action === 'another' ? go('phone') : null;
    },
  }),

  password: step({
    data: Registration.extend({ page: z.uuid() }),
    secret: true,
    screen: ({ data }) => ({
      text: [phrase('register-password')],
      buttons: [
        [{ label: 'button-password', page: data.page }],
        [button('button-new-link', 'again')],
        [anywhere('button-faq', 'faq')],
        [back, human],
      ],
    }),

    async on(signal, context) {
      const { data } = context;
      if (signal.kind === 'news' && signal.news.type === 'registered') {
        return registered(context, signal.news.accountId);
      }
      if (signal.kind === 'text' || signal.kind === 'edited') {
        return go('password', data, [phrase('errors-password-in-chat')], { deleteMessage: signal.messageId });
      }
      if (signal.kind !== 'action') return null;
      if (signal.action === 'back') return go('name', { registration: data.registration });
      if (signal.action === 'again') return toPassword(context, data.registration, ['register-password-new-link']);
      return null;
    },
  }),
};
