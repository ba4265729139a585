import type { Where } from './aside.ts';
import { invitedTo } from './invited.ts';
import { Paused } from './paused.ts';
import { phrase } from './screen.ts';
import { enter, type Move, type StepContext } from './step.ts';
import { passConsent } from './welcome.ts';

/**
 * An invitation's code that is typed where the person is only asked where to go: past the consent it leads on as if it were typed where
 * codes are asked for. A registration under way is not thrown away unasked. Null for a text that holds no code.
 */
export async function codeAtCrossroads(
  context: StepContext<unknown>,
  where: Where,
  text: string,
): Promise<Move | null> {
  const resuming = where.step === 'resume' ? Paused.safeParse(context.data) : null;
  const under = resuming?.success ? resuming.data : null;
  const invited = await invitedTo(context, under ?? where, under?.data, text);
  if (!invited) return null;
  const { journal, wanted, trouble, added } = invited;
  if (under?.journey === 'register' && !added) {
    const kept = { ...Object(context.data), chosen: journal.id, wanted };
    return enter('welcome', 'resume', kept, [trouble ?? phrase('welcome-code-kept')]);
  }
  return passConsent(context, journal, wanted, trouble ? [trouble] : []);
}
