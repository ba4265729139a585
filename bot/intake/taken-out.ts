import { type Phrase, phrase } from '#bot/journeys/screen.ts';
import { holdsPassword } from '#core/accounts/password-in-words.ts';
import { holdsSnils } from '#core/gosuslugi/snils.ts';
import { cleanWords } from '#core/helpdesk/clean.ts';
import { wordsOf } from '#core/helpdesk/content.ts';
import { noteAtHelpdesk } from './helpdesk-notes.ts';
import type { Original } from './signal.ts';
import type { Way } from './way.ts';

/** What no human may read: then what the person is told of it, and nothing of it is kept; else null. */
export function notForHumans({ content, quote = '' }: Original): Phrase | null {
  const entities = content.type === 'text' || content.type === 'media' ? (content.entities ?? []) : [];
  // A link may lead elsewhere than it says: to a one-time page.
  const links = entities.flatMap(({ url }) => (typeof url === 'string' ? [url] : []));
  const words = [wordsOf(content), quote, ...links].find((one) => cleanWords(one).hidden);
  if (words === undefined) return null;
  if (holdsPassword(words)) return phrase('errors-password-in-words');
  return phrase(holdsSnils(words) ? 'errors-snils-in-words' : 'errors-code-in-words');
}

/** Nothing that no human may read stays in the chat. */
export async function tookOut(way: Way, original: Original): Promise<boolean> {
  const reason = notForHumans(original);
  if (!reason) return false;
  way.screens.remove(original.messageId);
  await noteAtHelpdesk(way, [reason]);
  return true;
}

/** What the person has changed was deleted in their chat: the operators see that, and not the old words as if they still stood. */
export async function showTakenOut({ deps }: Way, messageId: number): Promise<void> {
  const { core, chat, texts, institutions } = deps;
  const place = { ...chat, messageId };
  const id = await core.talk.ticketAt(place);
  const ticket = id === null ? null : await core.tickets.find(id);
  const institution = institutions.find((one) => one.id === ticket?.institutionId);
  if (institution) await core.talk.takeOut(place, texts.plain(institution.helpdesk.language, 'desk-taken-out'));
}
