import { cut, joined, plain, type Rich, richOf, styled, TEXT_LIMIT, withOld } from '#bot/delivery/rich.ts';
import { factHtml, reasonInWords } from '#bot/desk/ticket-words.ts';
import type { Content } from '#core/helpdesk/content.ts';
import { placeInWords } from '#core/helpdesk/fact-words.ts';
import type { Language } from '#core/language.ts';
import { oneLine } from '#core/mail/printable.ts';
import { escapeHtml, type Texts, unescapeHtml } from '#locales/texts.ts';
import type { Line } from './plan.ts';

const FLAGS: Record<string, string> = { ru: '🇷🇺', en: '🇬🇧' };

/** What the operators read of a ticket's messages, in their language. */
export function createWording(texts: Texts) {
  /**
   * What was said; below a mark where the words are another's, so that nobody takes them for the author's own: with a name where there is
   * room for that, and at the cost of the last words where there is hardly room for the mark.
   */
  function whose(content: Content, language: Language, limit: number): Rich {
    const said = richOf(content);
    if ((content.type !== 'text' && content.type !== 'media') || content.forwarded === undefined) return said;
    const below = (mark: string) => joined([styled(mark, 'italic'), plain(said.text ? '\n' : ''), said]);
    const from = oneLine(content.forwarded);
    const named = below(texts.plain(language, from ? 'desk-forwarded-from' : 'desk-forwarded', { from }));
    return named.text.length <= limit ? named : cut(below(texts.plain(language, 'desk-forwarded')), limit);
  }

  /** The words, with a flag where the person speaks another language than the operators, and what they were before. */
  function words(line: Line, language: Language, limit: number): Rich {
    const flag = line.author === 'person' && line.language && line.language !== language ? FLAGS[line.language] : '';
    const said = whose(line.content, language, limit);
    const flagged = flag && richOf(line.content).text ? joined([plain(`${flag} `), said]) : said;
    const now = flagged.text.length > limit ? said : flagged;
    return cut(withOld(now, line.before, texts.plain(language, 'desk-was'), limit), limit);
  }

  /** With a word that it may be there already, where there is room for that. */
  function maybeAgain({ unsure }: Line, said: Rich, language: Language, limit: number): Rich {
    if (!unsure) return said;
    const headed = joined([plain(`${texts.plain(language, 'desk-maybe-again')}\n`), said]);
    return headed.text.length > limit ? said : headed;
  }

  /** All of them in one text; of what they were before only as much as there is room for. */
  function allWords(lines: readonly Line[], language: Language): Rich {
    let room = TEXT_LIMIT - lengthOf(lines, language);
    const parts = lines.map((line) => {
      const now = words({ ...line, before: null }, language, TEXT_LIMIT).text.length;
      const said = words(line, language, now + Math.max(0, room));
      room -= said.text.length - now;
      return said;
    });
    return cut(joined(parts.flatMap((part, at) => (at > 0 ? [plain('\n'), part] : [part]))), TEXT_LIMIT);
  }

  /** How long the text becomes that says all of them. */
  const lengthOf = (lines: readonly Line[], language: Language): number =>
    lines.reduce((sum, line) => sum + words({ ...line, before: null }, language, TEXT_LIMIT).text.length + 1, -1);

  function html({ content }: Line, language: Language): string {
    if (content.type === 'html') return content.html;
    if (content.type === 'phrase') return texts.html(language, content.key, content.args);
    if (content.type !== 'trouble') return escapeHtml(inOneLine(content, texts, language));
    const { reason, facts } = content;
    const { journey, step, ...others } = facts;
    const place = placeInWords(texts, language, journey, step);
    const title = texts.html(language, 'desk-trouble', { reason: reasonInWords(texts, language, reason) });
    return [
      `<b>${title}</b>`,
      ...(place ? [texts.html(language, 'operators-card-place', { place })] : []),
      ...Object.entries(others).map(([name, value]) => factHtml(texts, language, name, value)),
    ].join('\n');
  }

  /** In place of what Telegram does not let us show: what it was. */
  function unshown(line: Line, language: Language): string {
    const { type } = line.content;
    if (type === 'trouble') return unescapeHtml(html(line, language).replace(/<[^>]+>/g, ''));
    const what = inOneLine(line.content, texts, language);
    return type === 'text' || type === 'html' ? what : texts.plain(language, 'desk-unshown', { what });
  }

  return { words, maybeAgain, allWords, lengthOf, html, unshown };
}

/** What a message says where it cannot be shown as it is: its words, or what it was. */
export function inOneLine(content: Content, texts: Texts, language: Language): string {
  const what = (kind: string, said: string) => [texts.plain(language, 'desk-what', { kind }), said].join(' ').trim();
  switch (content.type) {
    case 'text':
      return content.text;
    case 'media':
      return what(content.kind, content.caption ?? content.name ?? '');
    case 'copy':
      return what(content.what, content.summary);
    case 'file':
      return what('document', content.caption);
    case 'html':
      return unescapeHtml(content.html.replace(/<[^>]+>/g, ''));
    case 'phrase':
      return texts.plain(language, content.key, content.args).replace(/<[^>]+>/g, '');
    case 'trouble':
      return reasonInWords(texts, language, content.reason);
  }
}
