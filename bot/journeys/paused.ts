import { z } from 'zod';

/** A step that something came between; news for it still arrives there. */
export const Paused = z.object({ journey: z.string(), step: z.string(), data: z.unknown() });
export type Paused = z.infer<typeof Paused>;

const Between = z.object({ behind: Paused });

/** Steps that come between: `/start` in the middle of something, and the conversation with the helpdesk; and all of a curator's work. */
const pausing = ['welcome/resume', 'human/words', 'human/talk'];

/** The step that waits behind this one, and behind whatever came between before; null when none does. */
export function pausedStep({ journey, step, data }: Paused): Paused | null {
  if (journey === 'curator-help') {
    const asked = Between.safeParse(data);
    return asked.success ? (pausedStep(asked.data.behind) ?? asked.data.behind) : null;
  }
  const between = journey === 'curator' || pausing.includes(`${journey}/${step}`);
  const paused = between ? Paused.safeParse(data) : null;
  return paused?.success ? (pausedStep(paused.data) ?? paused.data) : null;
}
