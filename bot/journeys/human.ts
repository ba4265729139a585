import { holdsSnils } from '#core/gosuslugi/snils.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { openTicket } from './escalate.ts';
import { Paused } from './paused.ts';
import { back, button, phrase, screen } from './screen.ts';
import { enter, go, type Journey, type Move, type StepContext, step } from './step.ts';

/** Whom to turn to, as the texts name it. */
export const contactArgs = (institution: Institution | null, language: Language) => ({
  institution: institution?.name[language] ?? '',
  email: institution?.contacts.email ?? '',
  phone: institution?.contacts.phone ?? '',
  hours: institution?.workingHours[language] ?? '',
});

/** Passes the person's words on, with what the house knows, and goes back to where they were. */
async function passOn(context: StepContext<Paused>, words: string): Promise<Move> {
  const { data, institution, language } = context;
  const { journey, step } = data;
  const ticket = await openTicket(context, 'asked', { ...(words ? { words } : {}), journey, step });
  const told = phrase('human-asked', { ...contactArgs(institution, language), ticket: String(ticket) });
  return enter(journey, step, data.data, [told]);
}

/** Hands the person to the helpdesk without losing a word. */
export const human: Journey = {
  words: step({
    data: Paused,
    screen: ({ institution }) =>
      institution?.kind === 'school'
        ? screen('human-ask-school', [
            [button('button-ask-curator', 'curator')],
            [button('button-no-words', 'send')],
            [back],
          ])
        : screen('human-ask', [[button('button-no-words', 'send')], [back]]),

    on(signal, context) {
      const { data } = context;
      if (signal.kind === 'text') {
        // Of whatever institution: the helpdesk has no use for it.
        const effects = { deleteMessage: signal.messageId };
        if (holdsSnils(signal.text)) return go('words', data, [phrase('errors-snils-in-words')], effects);
        return passOn(context, signal.text);
      }
      if (signal.kind !== 'action') return null;
      if (signal.action === 'curator') return enter('curator-help', 'ask', { reason: 'asked' });
      if (signal.action === 'send') return passOn(context, '');
      return signal.action === 'back' ? enter(data.journey, data.step, data.data) : null;
    },
  }),
};
