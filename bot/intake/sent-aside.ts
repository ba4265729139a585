import { human, type Phrase, phrase } from '#bot/journeys/screen.ts';
import { tooPrivate } from './free-text.ts';
import { noteAtHelpdesk } from './helpdesk-notes.ts';
import type { Original } from './signal.ts';
import { captionAnswer, handOverButton, reopens } from './untaken.ts';
import type { Way } from './way.ts';

/** Something that no step looks into: what is written below it is answered, and a button gives it to a human. */
export async function sentAside(way: Way, original: Original | undefined, what: string): Promise<void> {
  const button = await handOverButton(way, original);
  if (await answeredAlbum(way, original)) return;
  const caption = original?.content.type === 'media' ? (original.content.caption ?? '') : '';
  if (original && caption && what !== 'forwarded') {
    const reason = tooPrivate(way.context(), way.state, caption);
    if (reason) return takeOut(way, original.messageId, reason);
    if (await reopens(way, original, caption)) return;
    const answer = await captionAnswer(way, original, caption, button);
    if (answer) return way.beside(answer);
  }
  // Nobody needs a sticker explained.
  return way.show([phrase(`unexpected-${what}`)], what === 'sticker' ? human : (button ?? human));
}

/** An album comes as so many messages, and gets one answer. Tells whether it had it. */
export async function answeredAlbum(way: Way, original: Original | undefined): Promise<boolean> {
  const album = original?.albumId;
  const { core, chat } = way.deps;
  return album !== undefined && !(await core.talk.firstOfRow(chat, `album:${album}`));
}

/** Nothing of such a text stays in the chat. */
export function takeOut(way: Way, messageId: number, reason: Phrase): Promise<void> {
  way.screens.remove(messageId);
  return noteAtHelpdesk(way, [reason]);
}
