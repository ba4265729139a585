import { z } from 'zod';
import type { CuratorView } from '#core/curators/curators.ts';
import type { Where } from './aside.ts';
import { Paused } from './paused.ts';
import { button, phrase, type Screen, screen } from './screen.ts';
import { enter, type Move, type StepContext } from './step.ts';

/** As which curator the chat acts, and the step that the curator's work came between. */
export const Acting = Paused.extend({ curatorId: z.uuid() });
export type Acting = z.infer<typeof Acting>;

export const leave = button('button-curator-leave', 'leave');

/** Back to whatever the curator was doing before. */
export const left = ({ journey, step, data }: Paused): Move => enter(journey, step, data);

/** What waits behind the curator's work: the step under way, or what waited behind that work already. */
export function waiting(context: StepContext<unknown>, { journey, step }: Where): Paused {
  const own = journey === 'curator' ? Paused.safeParse(context.data) : null;
  if (own?.success) return { journey: own.data.journey, step: own.data.step, data: own.data.data };
  return { journey, step, data: context.data };
}

/** As whom the chat acts, looked up each time: the role may have ended meanwhile. Null when it has. */
export async function curatorOf({ core, chat, data }: StepContext<Acting>): Promise<CuratorView | null> {
  return (await core.curators.of(chat)).find(({ id }) => id === data.curatorId) ?? null;
}

/** Shown instead of any screen of a curator who is one no more. */
export const gone = (): Screen => screen('errors-curator-gone', [[leave]]);

/** To a curator's own screen; who serves several schools chooses. Null for a chat that is no curator's. */
export async function enterCurator(context: StepContext<unknown>, where: Where, note?: string): Promise<Move | null> {
  const own = await context.core.curators.of(context.chat);
  const [first] = own;
  if (!first) return null;
  const school = await context.core.schools.byId(first.schoolId);
  const effects = context.institution || !school ? {} : { institutionId: school.institutionId };
  const data = { ...waiting(context, where), curatorId: first.id };
  const notes = note ? [phrase(note, { school: first.schoolName })] : [];
  return enter('curator', own.length > 1 ? 'school' : 'home', data, notes, effects);
}
