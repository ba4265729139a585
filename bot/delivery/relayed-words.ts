import type { Content } from '#core/helpdesk/content.ts';
import type { Language } from '#core/language.ts';
import { escapeHtml, type Texts } from '#locales/texts.ts';
import type { Relayed } from './relayed.ts';
import { CAPTION_LIMIT, joined, plain, type Rich, richOf, styled, TEXT_LIMIT, withOld, withoutPeople } from './rich.ts';

/** What a person reads of a ticket's messages. Operators stay nameless: the person talks to the helpdesk. */
export function createRelayedWords(texts: Texts) {
  const header = (language: Language): string => texts.plain(language, 'desk-message-header');
  const htmlHead = (language: Language): string => `<b>${escapeHtml(header(language))}</b>\n`;

  function headed(said: Rich, { author }: Relayed, language: Language, limit: number): Rich {
    if (author === 'house') return said;
    const head = joined([styled(header(language), 'bold'), plain(said.text ? '\n' : '')]);
    return head.text.length + said.text.length <= limit ? joined([head, said]) : said;
  }

  /** A message of its own for the header of words that leave no room for it; null for others. */
  function headBefore(message: Relayed, language: Language): Rich | null {
    const { author, content } = message;
    if (author === 'house') return null;
    const fits =
      content.type === 'html'
        ? htmlHead(language).length + content.html.length <= TEXT_LIMIT
        : header(language).length + 1 + richOf(content).text.length <=
          (content.type === 'text' ? TEXT_LIMIT : CAPTION_LIMIT);
    return fits ? null : styled(header(language), 'bold');
  }

  const words = (message: Relayed, language: Language, limit: number): Rich =>
    withOld(
      headed(withoutPeople(richOf(message.content)), message, language, limit),
      message.copy && message.before,
      texts.plain(language, 'desk-was'),
      limit,
    );

  function html(message: Relayed, language: Language): Record<string, unknown> {
    const { content, author } = message;
    const said =
      content.type === 'html'
        ? content.html
        : content.type === 'phrase'
          ? texts.html(language, content.key, content.args)
          : '';
    const head = author === 'house' ? '' : htmlHead(language);
    // Tags are not shown, so that this errs on the safe side.
    const text = head.length + said.length > TEXT_LIMIT ? said : head + said;
    return { text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
  }

  const key = (language: Language, label: string, callback_data: string) => [
    { text: texts.plain(language, label), callback_data },
  ];

  /** Where an article itself leads. */
  function own(content: Content, language: Language) {
    const lead = content.type === 'html' && content.lead;
    return lead && texts.has(lead.label) ? [key(language, lead.label, lead.data)] : [];
  }

  /** Who is in the conversation answers at once: there the ways out of it stand below the newest words. */
  function ways({ ticketId, author, content }: Relayed, language: Language, talking: number | null) {
    if (author === 'house') return {};
    const inline_keyboard =
      talking === ticketId
        ? [
            key(language, 'button-helpdesk-back', '~helpdesk-back'),
            key(language, 'button-helpdesk-end', `~helpdesk-end:${ticketId}`),
          ]
        : [key(language, 'button-helpdesk-answer', `~helpdesk:${ticketId}`)];
    return { reply_markup: { inline_keyboard: [...own(content, language), ...inline_keyboard] } };
  }

  /** What is left of them below words that are not the newest any more. */
  const waysBefore = (content: Content, language: Language) => ({
    reply_markup: { inline_keyboard: own(content, language) },
  });

  return { words, headBefore, html, ways, waysBefore };
}
