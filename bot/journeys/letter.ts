import { z } from 'zod';
import type { Letter } from '#core/verification/links.ts';
import { type Button, back, button, human, type Phrase, phrase, type Screen } from './screen.ts';
import { again, type Move, note, type StepContext, type StepSignal } from './step.ts';
import { thisMoment } from './time.ts';

/** What a step that waits for a letter remembers. */
export const LetterData = z.object({ link: z.uuid(), email: z.string() });
export type LetterData = z.infer<typeof LetterData>;

/** Sends a letter with a link and a code. The answer is the same whether or not the address is somebody else's. */
export async function sendLetter(
  { core, chat, institution, language, accountId }: StepContext<unknown>,
  letter: Letter,
  email: string,
): Promise<{ ok: true; data: LetterData } | { ok: false; error: string }> {
  if (!institution) return { ok: false, error: 'link.too-many' };
  const owner = letter === 'relink' ? null : await core.accounts.ownerOfEmail(institution.id, email);
  const sent = await core.links.start({
    chat,
    institutionId: institution.id,
    email,
    language,
    letter: owner && owner !== accountId ? 'already-used' : letter,
  });
  return sent.ok ? { ok: true, data: { link: sent.value.id, email } } : { ok: false, error: sent.error };
}

export function letterScreen(key: string, email: string, more: Button[][] = []): Screen {
  const text: Phrase[] = [{ key, args: { email } }];
  return { text, buttons: [[button('button-resend', 'resend')], ...more, [back, human]] };
}

/** Where a step that waits for a letter goes on. */
export interface LetterWays {
  letter: Letter;
  /** The address is proven. */
  confirmed(verificationId: string): Promise<Move>;
  /** A new letter is on its way. */
  remember(data: LetterData): Move | Promise<Move>;
  /** The mail server will never take a letter for this address; the same step again unless told. */
  refused?(): Move | Promise<Move>;
  /** The mail server is long away; the same step again unless told. */
  delayed?(): Move | Promise<Move>;
}

/** What every step that waits for a letter does: goes on when the link or the code confirms, sends again, explains. Null for what is the step's own business. */
export async function awaitLetter<Data extends LetterData>(
  signal: StepSignal,
  context: StepContext<Data>,
  { letter, confirmed, remember, refused, delayed }: LetterWays,
): Promise<Move | null> {
  const { core, chat, data } = context;
  if (signal.kind === 'news') {
    if (!('verificationId' in signal.news) || signal.news.verificationId !== data.link) return null;
    if (signal.news.type === 'link-confirmed') return confirmed(data.link);
    if (signal.news.type === 'letter-delayed') return delayed?.() ?? again('mail.delayed');
    return signal.news.type === 'letter-refused' ? (refused?.() ?? again('mail.refused')) : null;
  }
  if (signal.kind === 'text') {
    // Only what looks like a code is one: anything else may be a question or a new address.
    if (!/^[\s\p{Nd}-]{4,12}$/u.test(signal.text)) return null;
    const result = await core.links.confirmByCode(chat, data.link, signal.text);
    // The link was pressed a moment before the code came: the address is proven all the same.
    return result.ok || result.error === 'link.used' ? confirmed(data.link) : again(result.error);
  }
  if (signal.kind === 'action' && signal.action === 'resend') {
    const sent = await sendLetter(context, letter, data.email);
    if (!sent.ok) return again(sent.error);
    const move = await remember(sent.data);
    const args = { at: thisMoment(context) };
    return move.to === 'step'
      ? { ...move, notes: [phrase('letter-resent', args), ...move.notes] }
      : note('letter-resent', args);
  }
  return null;
}
