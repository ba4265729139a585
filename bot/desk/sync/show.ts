import {
  CAPTION_LIMIT,
  captionParams,
  cut,
  inputMedia,
  joined,
  mediaCall,
  plain,
  type Rich,
  richOf,
  type Sending,
  styled,
  TEXT_LIMIT,
  takesCaption,
  textParams,
  withOld,
} from '#bot/delivery/rich.ts';
import { deskLanguage } from '#bot/desk/language.ts';
import { keyboardUnder } from '#bot/desk/menus.ts';
import { factHtml, reasonInWords } from '#bot/desk/ticket-words.ts';
import { Upload } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Content } from '#core/helpdesk/content.ts';
import { placeInWords } from '#core/helpdesk/fact-words.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import { oneLine } from '#core/mail/printable.ts';
import { escapeHtml, type Texts, unescapeHtml } from '#locales/texts.ts';
import type { Copy, Line, Step } from './plan.ts';

/** A file of ours that a message shows. */
export interface Attachment {
  name: string;
  mimeType: string;
  bytes: Uint8Array;
}

/** Where and for whom it is shown. */
export interface Place {
  ticketId: number;
  groupId: bigint;
  topicId: number;
  /** The person's, from which Telegram copies what only it can copy. */
  chat: ChatRef;
  institution: Institution;
}

const FLAGS: Record<string, string> = { ru: '🇷🇺', en: '🇬🇧' };

/** How messages of a ticket look to its operators. */
export function createShow(texts: Texts) {
  const there = ({ groupId, topicId }: Place) => ({ chat_id: Number(groupId), message_thread_id: topicId });

  /** That they are not the author's own words. */
  function forwarded(content: Content, language: Language): string {
    if ((content.type !== 'text' && content.type !== 'media') || content.forwarded === undefined) return '';
    const from = oneLine(content.forwarded);
    return texts.plain(language, from ? 'desk-forwarded-from' : 'desk-forwarded', { from });
  }

  /** The words, with a flag where the person speaks another language than the operators, and what they were before. */
  function words(line: Line, language: Language, limit: number): Rich {
    const flag = line.author === 'person' && line.language && line.language !== language ? FLAGS[line.language] : '';
    const said = richOf(line.content);
    const whose = forwarded(line.content, language);
    const own = whose ? joined([styled(whose, 'italic'), plain(said.text ? '\n' : ''), said]) : said;
    const now = flag && said.text ? joined([plain(`${flag} `), own]) : own;
    const { before } = line;
    return cut(withOld(now.text.length > limit ? said : now, before, texts.plain(language, 'desk-was'), limit), limit);
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

  const allHtml = (lines: readonly Line[], language: Language) => ({
    text: lines.map((line) => html(line, language)).join('\n'),
    ...{ parse_mode: 'HTML', link_preview_options: { is_disabled: true } },
  });

  /** What the operators are asked can be answered by a button. */
  function buttons(lines: readonly Line[], { ticketId }: Place, language: Language): { reply_markup?: object } {
    const rows = lines.flatMap(({ id, content }) => keyboardUnder({ id, ticketId, content }, texts, language) ?? []);
    return rows.length > 0 ? { reply_markup: { inline_keyboard: rows } } : {};
  }

  const replying = ({ reply }: Line) =>
    reply
      ? {
          reply_parameters: {
            ...{ message_id: reply.messageId, allow_sending_without_reply: true },
            ...(reply.quote ? { quote: reply.quote } : {}),
          },
        }
      : {};

  function single(line: Line, place: Place, language: Language, files: readonly Attachment[]): Sending {
    const { content } = line;
    const base = there(place);
    if (content.type === 'media') {
      const caption = maybeAgain(line, words(line, language, CAPTION_LIMIT), language, CAPTION_LIMIT);
      const { method, params } = mediaCall(content.kind, content.fileId, caption);
      return { method, params: { ...base, ...params } };
    }
    if (content.type === 'copy' && line.source) {
      const from = { from_chat_id: Number(line.source.chatId), message_id: line.source.messageId };
      return { method: 'copyMessage', params: { ...base, ...from } };
    }
    const [file] = files;
    if (content.type === 'file' && file) return uploading(file, richOf(content), base);
    return unshown(line, place);
  }

  /** In place of what Telegram does not let us show: what it was. */
  function unshown(line: Line, place: Place): Sending {
    const language = deskLanguage(place.institution);
    const ours = line.content.type === 'trouble';
    const what = ours
      ? unescapeHtml(html(line, language).replace(/<[^>]+>/g, ''))
      : inOneLine(line.content, texts, language);
    const isWords = ours || line.content.type === 'text' || line.content.type === 'html';
    const text = isWords ? what : texts.plain(language, 'desk-unshown', { what });
    return { method: 'sendMessage', params: { ...there(place), ...textParams(cut(plain(text), TEXT_LIMIT)) } };
  }

  return {
    unshown,

    /** Whether one text is too short for all of them, as they are by now. */
    overflows: (lines: readonly Line[], { institution }: Place): boolean =>
      lines.every(({ content }) => content.type === 'text') && lengthOf(lines, deskLanguage(institution)) > TEXT_LIMIT,

    send({ how, lines }: Extract<Step, { do: 'send' }>, place: Place, files: readonly Attachment[]): Sending {
      const language = deskLanguage(place.institution);
      const base = there(place);
      const [first] = lines;
      if (!first) throw new Error('Nothing is to be shown');
      const reply = replying(first);
      switch (how) {
        case 'text':
          return {
            method: 'sendMessage',
            params: {
              ...{ ...base, ...textParams(maybeAgain(first, allWords(lines, language), language, TEXT_LIMIT)) },
              ...reply,
            },
          };
        case 'html': {
          const said = allHtml(lines, language);
          const again = first.unsure ? `<i>${texts.html(language, 'desk-maybe-again')}</i>\n` : '';
          const text = again.length + said.text.length > TEXT_LIMIT ? said.text : `${again}${said.text}`;
          return {
            method: 'sendMessage',
            params: { ...base, ...said, text, ...buttons(lines, place, language), ...reply },
          };
        }
        case 'album': {
          const media = lines.flatMap((line) => {
            if (line.content.type !== 'media') return [];
            const said = words(line, language, CAPTION_LIMIT);
            const caption = line === first ? maybeAgain(line, said, language, CAPTION_LIMIT) : said;
            return [inputMedia(line.content.kind, line.content.fileId, caption)];
          });
          return { method: 'sendMediaGroup', params: { ...base, media, ...reply } };
        }
        case 'single': {
          const { method, params } = single(first, place, language, files);
          return { method, params: { ...params, ...reply } };
        }
      }
    },

    /** Null where nothing of it can be changed in its place. */
    edit({ copy, lines }: { copy: Copy; lines: readonly Line[] }, place: Place): Sending | null {
      const language = deskLanguage(place.institution);
      const at = { chat_id: Number(place.groupId), message_id: copy.messageId };
      const [line] = lines;
      if (!line) return null;
      const { content, before } = line;
      if (content.type === 'text') {
        return { method: 'editMessageText', params: { ...at, ...textParams(allWords(lines, language)) } };
      }
      if (content.type === 'html' || content.type === 'phrase' || content.type === 'trouble') {
        const params = { ...at, ...allHtml(lines, language), ...buttons(lines, place, language) };
        return { method: 'editMessageText', params };
      }
      if (content.type !== 'media' || !takesCaption(content.kind) || before?.type !== 'media') return null;
      const caption = words(line, language, CAPTION_LIMIT);
      if (before.fileId === content.fileId) {
        return { method: 'editMessageCaption', params: { ...at, ...captionParams(caption) } };
      }
      if (content.kind === 'voice') return null;
      const media = inputMedia(content.kind, content.fileId, caption);
      return { method: 'editMessageMedia', params: { ...at, media } };
    },

    /** The new version, in reply to the one that cannot be changed. */
    anew({ copy, lines }: { copy: Copy; lines: readonly Line[] }, place: Place): Sending {
      const [line] = lines;
      const language = deskLanguage(place.institution);
      const reply_parameters = { message_id: copy.messageId, allow_sending_without_reply: true };
      const edited = texts.plain(language, 'desk-edited');
      if (line?.content.type !== 'media') {
        const said = allWords(lines, language);
        const headed = joined([plain(`${edited}\n`), said]);
        const text = headed.text.length > TEXT_LIMIT ? said : headed;
        const params = { ...there(place), ...textParams(text), reply_parameters };
        return { method: 'sendMessage', params };
      }
      const { kind, fileId } = line.content;
      const { method, params } = mediaCall(kind, fileId, words(line, language, CAPTION_LIMIT));
      return { method, params: { ...there(place), ...params, reply_parameters } };
    },
  };
}

/** Pictures are shown, other files attached. */
export function uploading(
  { name, mimeType, bytes }: Attachment,
  caption: Rich,
  base: Record<string, unknown>,
): Sending {
  const kind = isPicture(mimeType, bytes) ? 'photo' : 'document';
  const { method, params } = mediaCall(kind, new Upload(bytes, name), cut(caption, CAPTION_LIMIT));
  return { method, params: { ...base, ...params } };
}

/** Telegram takes photos of 10 MB. */
const isPicture = (mimeType: string, bytes: Uint8Array): boolean =>
  /^image\/(png|jpeg)$/.test(mimeType) && bytes.byteLength <= 10_000_000;

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
