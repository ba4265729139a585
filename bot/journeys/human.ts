import { z } from 'zod';
import type { Aside, Where } from './aside.ts';
import { carry } from './human-carried.ts';
import { goesAlongHtml } from './human-goes.ts';
import { behind, toCurator, toTalk, withTicket } from './human-opened.ts';
import { talk } from './human-talk.ts';
import { blockedTold, otherWays, whenAnswered } from './human-when.ts';
import { Paused } from './paused.ts';
import { type Button, back, button, goOn, type Phrase, phrase, type Screen } from './screen.ts';
import { enter, type Journey, type StepContext, step } from './step.ts';

export { contactArgs } from './human-when.ts';

/**
 * The helpdesk's door: into the conversation for who has one, else to the question what it is about; the step waits behind it. Who has not
 * chosen an institution says whose helpdesk they need.
 * @param notes said before
 * @param institutionId whose helpdesk it is for who has not chosen one
 * @param carried a message that the person sent before, and that goes along with their words
 */
export async function toHuman(
  context: StepContext<unknown>,
  where: Where,
  notes: Phrase[] = [],
  { institutionId, carried }: { institutionId?: string | undefined; carried?: number | undefined } = {},
): Promise<Aside> {
  const { core, chat, institution, institutions, language } = context;
  const [only] = institutions.length === 1 ? institutions : [];
  const chosen = institution ?? institutions.find(({ id }) => id === institutionId) ?? only;
  if (!chosen) {
    const buttons = institutions.map(({ id, name }): Button[] => [
      {
        ...{ label: 'button-institution', args: { name: name[language] } },
        anywhere: carried === undefined ? `human-of:${id}` : `human-of:${carried}~${id}`,
      },
    ]);
    return { screen: { text: [...notes, phrase('human-choose')], buttons: [...buttons, [goOn]] } };
  }
  const blocked = await blockedTold(context, chosen);
  if (blocked) return { screen: { text: [...notes, ...blocked], buttons: [[goOn]] } };
  const ticket = await core.tickets.latestOf(chat, chosen.id);
  if (ticket && carried !== undefined) {
    await carry(context, ticket.id, carried);
    const passed = phrase('helpdesk-passed', { ticket: String(ticket.id) });
    return { move: toTalk(context, where, { ...ticket, open: true }, [...notes, passed]) };
  }
  if (ticket && !(where.journey === 'human' && where.step === 'talk')) {
    return { move: toTalk(context, where, ticket, notes) };
  }
  if (where.journey === 'human' && carried === undefined) return { step: true, notes };
  const effects = institution ? {} : { institutionId: chosen.id };
  const along = carried === undefined ? {} : { carried };
  return { move: enter('human', 'words', { ...behind(context, where), ...along }, notes, effects) };
}

/** Whose helpdesk it shall be, for whoever has not chosen an institution. */
export function humanOf(context: StepContext<unknown>, where: Where): Promise<Aside> {
  const [, carried, institutionId] = /^(?:(\d{1,9})~)?(.*)$/.exec(where.argument) ?? [];
  return toHuman(context, where, [], { institutionId, carried: carried === undefined ? undefined : Number(carried) });
}

export const Asking = Paused.extend({
  /** A message of the chat that was sent before, and goes along. */
  carried: z.int().optional(),
});

/** Hands the person to the helpdesk without losing a word. What is typed or sent here goes there before a step sees it. */
export const human: Journey = {
  /** What goes along is shown before anything does. */
  words: step({
    data: Asking,
    openWords: true,
    async screen(context): Promise<Screen> {
      const { institution, data } = context;
      const school = institution?.kind === 'school';
      const carries = data.carried !== undefined;
      const text = [phrase(school ? 'human-ask-school' : 'human-ask'), ...(carries ? [phrase('human-carried')] : [])];
      const buttons = [
        ...(school ? [[button('button-ask-curator', 'curator')]] : []),
        [button(carries ? 'button-send-carried' : 'button-no-words', 'send')],
        [back],
      ];
      if (!institution) return { text, buttons };
      return {
        text: [...text, whenAnswered(context, institution), otherWays(context, institution)],
        html: await goesAlongHtml(context, institution, data),
        buttons,
      };
    },

    async on(signal, context) {
      const { data } = context;
      if (signal.kind !== 'action') return null;
      if (signal.action === 'curator') return toCurator(data);
      if (signal.action === 'send') return withTicket(context, data);
      return signal.action === 'back' ? enter(data.journey, data.step, data.data) : null;
    },
  }),

  talk,
};
