import { z } from 'zod';
import type { Journal } from '#core/institution.ts';
import { shapeError } from '#core/invitations/reading.ts';
import type { Where } from './aside.ts';
import { codeTrouble } from './invite-code.ts';
import type { Paused } from './paused.ts';
import { journalOf } from './school-place.ts';
import type { Phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** Where the link on a printed invitation leads. */
export interface Invited {
  journal: Journal;
  wanted: Paused;
  /** What is wrong with the code. */
  trouble: Phrase | null;
  /** The code went with those that the person has shown a moment ago: nothing else is under way. */
  added: boolean;
}

const Enrolling = z.object({ enrollment: z.uuid() });

/** Links to the bot carry other words too: the codes that we print hold a digit. */
const isCode = (payload: string): boolean => /\d/.test(payload) && shapeError(payload) === null;

const to = (step: string, data: unknown = {}): Paused => ({ journey: 'invite', step, data });

/**
 * Reads the invitation out of a deep link. A further child's sheet, scanned while the parent registers, is added to the first.
 * @param data of the step that the person is at
 * @returns null for a link that holds no code
 */
export async function invitedTo(
  context: StepContext<unknown>,
  where: Pick<Where, 'journey'>,
  data: unknown,
  payload: string,
): Promise<Invited | null> {
  const { core, chat } = context;
  const journal = journalOf(context);
  if (!journal || !isCode(payload)) return null;
  const checked = await core.invitations.check(chat, journal.id, payload);
  if (!checked.ok) {
    const trouble = codeTrouble(checked.error, payload);
    return { journal, wanted: to('code'), trouble, added: false };
  }

  const enrolling = where.journey === 'invite' ? Enrolling.safeParse(data) : null;
  const shown = enrolling?.success ? await core.enrollments.view(enrolling.data.enrollment) : null;
  if (shown) {
    const added = await core.enrollments.add(shown.id, checked.value);
    if (added.ok || added.error === 'invitation.again') {
      const wanted = to('more', { enrollment: shown.id });
      const trouble = added.ok ? { key: 'invite-added' } : codeTrouble(added.error, payload);
      return { journal, wanted, trouble, added: true };
    }
  }
  return { journal, wanted: to('confirm', { invitation: checked.value.id }), trouble: null, added: false };
}
