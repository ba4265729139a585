import type { Language } from '#core/language.ts';
import { escapeHtml, type Texts } from '#locales/texts.ts';
import type { Relayed } from './relayed.ts';
import { joined, plain, type Rich, richOf, styled, TEXT_LIMIT, withOld, withoutPeople } from './rich.ts';

/** What a person reads of a ticket's messages. Operators stay nameless: the person talks to the helpdesk. */
export function createRelayedWords(texts: Texts) {
  const header = (language: Language): string => texts.plain(language, 'desk-message-header');
  /** Stands for the header where that would not fit. */
  const sign = '💬 ';

  function headed(said: Rich, { author }: Relayed, language: Language, limit: number): Rich {
    if (author === 'house') return said;
    for (const head of [joined([styled(header(language), 'bold'), plain(said.text ? '\n' : '')]), plain(sign)]) {
      if (head.text.length + said.text.length <= limit) return joined([head, said]);
    }
    return said;
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
    const head = author === 'house' ? '' : `<b>${escapeHtml(header(language))}</b>\n`;
    // Tags are not shown, so that this errs on the safe side.
    const text = head.length + said.length > TEXT_LIMIT ? said : head + said;
    return { text, parse_mode: 'HTML', link_preview_options: { is_disabled: true } };
  }

  /** Who is in the conversation answers at once: there the ways out of it stand below the newest words. */
  function ways({ ticketId, author, content }: Relayed, language: Language, talking: number | null) {
    if (author === 'house') return {};
    const key = (label: string, callback_data: string) => [{ text: texts.plain(language, label), callback_data }];
    const inline_keyboard =
      talking === ticketId
        ? [key('button-helpdesk-back', '~helpdesk-back'), key('button-helpdesk-end', `~helpdesk-end:${ticketId}`)]
        : [key('button-helpdesk-answer', `~helpdesk:${ticketId}`)];
    const lead = content.type === 'html' && content.lead;
    const own = lead && texts.has(lead.label) ? [key(lead.label, lead.data)] : [];
    return { reply_markup: { inline_keyboard: [...own, ...inline_keyboard] } };
  }

  return { words, html, ways };
}
