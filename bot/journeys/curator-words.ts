import type { CardView } from '#core/curators/card.ts';
import type { RequestView } from '#core/curators/request.ts';
import type { TextArgs } from '#locales/texts.ts';
import type { Phrase } from './screen.ts';
import type { StepContext } from './step.ts';

/** Longest part of a name on a button, in characters: Telegram cuts longer ones anyway. */
const ON_BUTTON = 40;

export const short = (text: string): string => (text.length > ON_BUTTON ? `${text.slice(0, ON_BUTTON - 1)}…` : text);

/** Whose card a pressed `person:` button is for. */
export const personOf = (action: string): string | undefined => /^person:([0-9a-f-]{36})$/.exec(action)?.[1];

/** A card's arguments in texts. A parent whom the list does not name has only the child. */
export const cardArgs = ({ fullName, role, className, childName, state, left }: CardView): TextArgs => ({
  name: fullName,
  named: fullName === '' ? 'no' : 'yes',
  role,
  className,
  childName: childName ?? '',
  state: left ? 'left' : state,
});

/** Why somebody waits, in a few words. */
function reasonOf({ texts, language }: Pick<StepContext<unknown>, 'texts' | 'language'>, reason: string): string {
  const key = `curator-reason-${reason.replaceAll('.', '-')}`;
  return texts.plain(language, texts.has(key) ? key : 'curator-reason-other');
}

/** What a request says: who, why, and their own words. */
export function requestText(context: StepContext<unknown>, request: RequestView): Phrase[] {
  const { reason, name, className, words } = request;
  return [
    {
      key: 'curator-request',
      args: {
        number: String(request.id),
        reason: reasonOf(context, reason),
        known: request.accountId === null ? 'no' : 'yes',
        ...{ name: name || '—', className, inClass: className === '' ? 'no' : 'yes' },
      },
    },
    ...(words === '' ? [] : [{ key: 'curator-request-words', args: { words } }]),
  ];
}
