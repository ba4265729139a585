import { z } from 'zod';
import { prettyPhone } from '#core/people/phone.ts';
import { maskEmail } from '#core/verification/email.ts';
import { errorKey } from '#locales/texts.ts';
import { wentAlong } from './human-goes.ts';
import { blockedTold, whenTicket } from './human-when.ts';
import { awaitLetter, LetterData, letterScreen } from './letter.ts';
import { callAfterwards, callNews, callRetried, takeNumber, Waiting } from './register-call.ts';
import { correctedNow, lookAgain } from './register-directory.ts';
import { back, button, human, phrase, screen } from './screen.ts';
import { again, enter, go, type Journey, type Move, step } from './step.ts';
import { timeOfDay } from './time.ts';

const UNKNOWN = { journey: 'register', step: 'unknown' };

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
      return takeNumber(signal, context);
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

    on(signal, context) {
      if (signal.kind === 'news') return callNews(context, signal.news);
      if (signal.kind !== 'action') return takeNumber(signal, context, context.data);
      if (signal.action === 'back' || signal.action === 'another') return go('phone');
      return signal.action === 'retry' ? callRetried(context) : null;
    },
  }),

  /** The directory has nobody with this number, or several. The helpdesk already knows. */
  unknown: step({
    questionsFirst: true,
    reads: 'phone',
    data: z.object({
      ...{ registration: z.uuid(), phone: z.string(), reason: z.string(), ticket: z.number() },
      /** The ticket has just been opened: what went along is shown with it. */
      opened: z.boolean().optional(),
    }),
    async screen(context) {
      const { data, institution } = context;
      const { email = '', phone = '' } = institution?.contacts ?? {};
      const told = (await blockedTold(context, institution)) ?? [
        phrase('register-unknown', { email, phone, ticket: String(data.ticket) }),
        ...(institution ? await whenTicket(context, institution, data.ticket) : []),
        ...(institution && data.opened ? await wentAlong(context, institution, UNKNOWN) : []),
      ];
      return {
        text: [phrase(errorKey(data.reason), { phone: prettyPhone(data.phone) }), ...told],
        buttons: [[button('button-another-number', 'another')], [button('button-check-again', 'check')], [human]],
      };
    },

    on(signal, context) {
      const { data } = context;
      if (signal.kind === 'news') {
        return signal.news.type === 'directory-corrected' ? correctedNow(context, data) : null;
      }
      if (signal.kind !== 'action') return takeNumber(signal, context);
      if (signal.action === 'check') return lookAgain(context, data);
      return signal.action === 'another' ? go('phone') : null;
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
