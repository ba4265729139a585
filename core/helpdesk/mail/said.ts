import type { Texts } from '#locales/texts.ts';
import type { Institution } from '../../institution.ts';
import type { Language } from '../../language.ts';
import { oneLine, printable } from '../../mail/printable.ts';
import type { Content } from '../content.ts';
import { factInWords, placeInWords } from '../fact-words.ts';
import { TicketReason } from '../reason.ts';
import type { MessageView } from '../ticket-message.ts';

/** A line of the conversation as a letter tells of it. */
export interface Said {
  message: MessageView;
  what: 'new' | 'edited' | 'deleted';
  /** The words that it answers, if any. */
  answers: string | null;
  /** Whether the file goes along; null where there is none. */
  file: 'attached' | 'left-out' | null;
}

interface Writing {
  texts: Texts;
  language: Language;
  institution: Institution;
}

/** Of what is quoted, so many characters. */
const QUOTED = 200;

/** What was said, with its heading. */
export function quoteOf({ message, what, answers, file }: Said, writing: Writing): { title: string; text: string } {
  const { texts, language, institution } = writing;
  const time = message.createdAt.toLocaleString(language, {
    timeZone: institution.timeZone,
    ...{ dateStyle: 'medium', timeStyle: 'short' },
  });
  const who =
    message.content.type === 'trouble'
      ? 'trouble'
      : message.author === 'person' && what !== 'new'
        ? what
        : message.author;
  const lines = [
    ...(answers ? [`> ${oneLine(answers).slice(0, QUOTED)}`] : []),
    words(message.content, writing),
    ...(file === 'left-out' ? [texts.plain(language, 'mail-ticket-file-left-out')] : []),
  ];
  return {
    title: texts.plain(language, `mail-ticket-said-${who}`, { time }),
    text: printable(lines.filter((line) => line !== '').join('\n')),
  };
}

/** That they are not the person's own words. */
function passedOn({ forwarded }: { forwarded?: string | undefined }, { texts, language }: Writing): string {
  if (forwarded === undefined) return '';
  const from = oneLine(forwarded);
  return `${texts.plain(language, from ? 'desk-forwarded-from' : 'desk-forwarded', { from })}\n`;
}

/** What a message says, in plain words. */
function words(content: Content, writing: Writing): string {
  const { texts, language } = writing;
  const say = (key: string, args: Record<string, string | number> = {}): string =>
    texts.plain(language, `mail-ticket-${key}`, args);
  switch (content.type) {
    case 'text':
      return `${passedOn(content, writing)}${content.text}`;
    case 'media': {
      const name = content.name ? `: ${oneLine(content.name)}` : '';
      const said = [`[${say(`media-${content.kind.replace('_', '-')}`)}${name}]`, content.caption ?? '']
        .join('\n')
        .trim();
      return passedOn(content, writing) + said;
    }
    case 'copy':
      return `[${say(`media-${content.what}`)}] ${oneLine(content.summary)}`.trim();
    case 'file':
      return [`[${say('media-document')}]`, content.caption].join('\n').trim();
    case 'html':
      return plain(content.html);
    case 'phrase':
      return texts.has(content.key) ? plain(texts.html(language, content.key, content.args)) : '';
    case 'trouble':
      return [reasonOf(content.reason, writing), ...rowsOf(content.facts, writing).map((row) => row.join(': '))].join(
        '\n',
      );
  }
}

export function reasonOf(reason: string, { texts, language }: Writing): string {
  const known = TicketReason.catch('asked').parse(reason);
  return texts.plain(language, `mail-ticket-reason-${known.replaceAll('.', '-')}`);
}

/** Facts under their names in the helpdesk's language, where they have one; the part of the bot and the step are one place. */
export function rowsOf(facts: Record<string, string>, { texts, language }: Writing): [label: string, value: string][] {
  const { journey, step, ...others } = facts;
  const place = placeInWords(texts, language, journey, step);
  const rows = Object.entries(others).map(([name, value]): [string, string] => {
    const key = `mail-ticket-fact-${name}`;
    const said = printable(factInWords(texts, language, name, value)).trim();
    return [texts.has(key) ? texts.plain(language, key) : oneLine(name), said];
  });
  return place ? [...rows, [texts.plain(language, 'mail-ticket-place'), oneLine(place)]] : rows;
}

/** Without the tags of Telegram's HTML. */
const plain = (html: string): string =>
  html
    .replace(/<a\b[^>]*\bhref="([^"]*)"[^>]*>(.*?)<\/a>/gs, '$2 ($1)')
    .replace(/<\/?[a-z][^>]*>/gi, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
