import { holdsSnils } from '#core/gosuslugi/snils.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import type { Aside, Where } from './aside.ts';
import { openTicket } from './escalate.ts';
import { Paused } from './paused.ts';
import { type Button, back, button, goOn, type Phrase, phrase, screen } from './screen.ts';
import { enter, go, type Journey, type Move, type StepContext, step } from './step.ts';

/** Whom to turn to, as the texts name it. */
export const contactArgs = (institution: Institution | null, language: Language) => ({
  institution: institution?.name[language] ?? '',
  email: institution?.contacts.email ?? '',
  phone: institution?.contacts.phone ?? '',
  hours: institution?.workingHours[language] ?? '',
});

/**
 * The helpdesk's door: what the person wants to tell comes next, the step waits behind it. Who has not chosen an institution says whose
 * helpdesk they need.
 * @param notes said before
 * @param institutionId whose helpdesk it is for who has not chosen one
 */
export function toHuman(
  context: StepContext<unknown>,
  { journey, step }: Where,
  notes: Phrase[] = [],
  institutionId?: string,
): Aside {
  const { institution, institutions, language, data } = context;
  const [only] = institutions.length === 1 ? institutions : [];
  const chosen = institution ?? institutions.find(({ id }) => id === institutionId) ?? only;
  if (!chosen) {
    const buttons = institutions.map(({ id, name }): Button[] => [
      { label: 'button-institution', args: { name: name[language] }, anywhere: `human-of:${id}` },
    ]);
    return { screen: { text: [...notes, phrase('human-choose')], buttons: [...buttons, [goOn]] } };
  }
  if (journey === 'human') return { step: true };
  const effects = institution ? {} : { institutionId: chosen.id };
  return { move: enter('human', 'words', { journey, step, data }, notes, effects) };
}

/** Whose helpdesk it shall be, for whoever has not chosen an institution. */
export const humanOf = (context: StepContext<unknown>, where: Where): Aside =>
  toHuman(context, where, [], where.argument);

/** Passes the person's words on, with what the house knows and what no answer helped with, and goes back to where they were. */
async function passOn(context: StepContext<Paused>, words: string): Promise<Move> {
  const { data, institution, language } = context;
  const { journey, step } = data;
  const { unhelped, unanswered } = await context.core.questions.unhelped(context.chat, institution?.id ?? null);
  const ticket = await openTicket(context, 'asked', {
    ...(words ? { words } : {}),
    ...(unhelped.length > 0 ? { questions: unhelped.join('\n') } : {}),
    ...(unanswered.length > 0 ? { unanswered: unanswered.join('\n') } : {}),
    ...{ journey, step },
  });
  const told = phrase('human-asked', { ...contactArgs(institution, language), ticket: String(ticket) });
  return enter(journey, step, data.data, [told]);
}

/** Hands the person to the helpdesk without losing a word. */
export const human: Journey = {
  words: step({
    data: Paused,
    openWords: true,
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
