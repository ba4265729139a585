import { complaintOf } from '#core/faq/complaints.ts';
import { USUAL_LENGTHS } from '#core/invitations/code.ts';
import type { CheckedInvitation } from '#core/invitations/invitation.ts';
import { described, shapeError } from '#core/invitations/reading.ts';
import { errorKey } from '#locales/texts.ts';
import { type Phrase, phrase } from './screen.ts';
import { again, enter, type Move, note, type StepContext, type StepSignal, unread } from './step.ts';

/** Whose invitation it is. */
export function invitationPhrase({ role, fullName, childName, className }: CheckedInvitation): Phrase {
  const named = { name: fullName, class: className ?? 'none' };
  if (role === 'student') return phrase('invitation-of-pupil', named);
  if (role === 'parent') return phrase('invitation-of-parents', { ...named, name: childName ?? fullName });
  return phrase('invitation-of-staff', { name: fullName });
}

/** What a wrong code is told: what is wrong with it, and what to do now. @param text as it was typed; empty when no typing is at fault */
export const codeTrouble = (error: string, text = ''): Phrase => phrase(errorKey(error), { ...described(text) });

/** Words without a digit that only begin like a code: “try again”, “stuck”. Some schools print codes of letters alone. */
function isNoCode(text: string): boolean {
  if (shapeError(text) === 'invitation.unreadable' || complaintOf(text) !== null) return true;
  const words = text.trim().split(/\s+/);
  return words.length > 1 && !/\p{Nd}/u.test(text) && !USUAL_LENGTHS.includes(words.join('').length);
}

/**
 * Takes what may be a code: a typed text, a photo of the sheet, or what stands in the photo. Null for anything else.
 * @param read what to do with the code
 */
export async function takeCode(
  signal: StepSignal,
  { core, chat }: StepContext<unknown>,
  read: (text: string) => Promise<Move | null>,
): Promise<Move | null> {
  if (signal.kind === 'text') return isNoCode(signal.text) ? unread('invitation.unreadable') : read(signal.text);
  if (signal.kind === 'picture') {
    await core.invitations.readPicture(chat, signal.fileId, signal.sent);
    return note('invite-picture-taken');
  }
  if (signal.kind !== 'news' || signal.news.type !== 'picture-read') return null;
  return signal.news.text === null ? again('invitation.picture') : read(signal.news.text);
}

/** Shows whose invitation a code is; a wrong one is explained where codes are typed. */
export async function showInvitation(context: StepContext<unknown>, text: string): Promise<Move> {
  const { core, chat, institution } = context;
  if (!institution) return enter('welcome', 'institution');
  const checked = await core.invitations.check(chat, institution.id, text);
  return checked.ok
    ? enter('invite', 'confirm', { invitation: checked.value.id })
    : enter('invite', 'code', {}, [codeTrouble(checked.error, text)]);
}

/** What was shown is good no more: used elsewhere, withdrawn, or too old by now. */
export const gone = (): Move => enter('invite', 'code', {}, [phrase('invite-gone')]);
