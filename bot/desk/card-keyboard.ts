import type { TicketView } from '#core/helpdesk/ticket.ts';
import type { Standing } from '#core/helpdesk/whereabouts.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { button, type DeskAction, type InlineButton } from './buttons.ts';
import { deskLanguage } from './language.ts';

/** The buttons below a card. Of a journal's people nothing can be seen or changed. */
export function cardKeyboard(
  { id, open, taken, language: theirs }: Pick<TicketView, 'id' | 'open' | 'taken' | 'language'>,
  institution: Institution,
  texts: Texts,
  blocked: boolean,
  standing?: Standing | null,
): InlineButton[][] {
  const language = deskLanguage(institution);
  const one = (key: string, action: DeskAction, argument = '') =>
    button(texts.plain(language, `button-desk-${key}`), action, id, argument);
  // What could not be done now is not offered.
  const letter = !standing || standing.letter === 'waiting' || standing.letter === 'over';
  const call = !standing || standing.call === 'waiting' || standing.call === 'over';
  const pass = !standing || standing.registered;
  const other: Language = theirs === 'ru' ? 'en' : 'ru';
  return [
    [open ? (taken ? one('release', 'release') : one('take', 'take')) : one('reopen', 'reopen')],
    [one('answers', 'answers', '0'), one('journey', 'journey')],
    [one(`language-${other}`, 'language', other), blocked ? one('unblock', 'unblock') : one('block', 'block')],
    ...(institution.kind === 'university'
      ? [
          [
            ...(letter ? [one('letter', 'letter')] : []),
            ...(call ? [one('call', 'call')] : []),
            one('phone', 'phone'),
            ...(pass ? [one('revoke', 'revoke')] : []),
          ],
        ]
      : []),
    // Far from where one takes a ticket.
    ...(open ? [[one('close', 'close')]] : []),
  ];
}
