import {
  CAPTION_LIMIT,
  captionParams,
  cut,
  inputMedia,
  joined,
  mediaCall,
  plain,
  type Sending,
  TEXT_LIMIT,
  takesCaption,
  textParams,
} from '#bot/delivery/rich.ts';
import { deskLanguage } from '#bot/desk/language.ts';
import { keyboardUnder } from '#bot/desk/menus.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Institution } from '#core/institution.ts';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import type { Copy, Line, Step } from './plan.ts';
import { createWording } from './wording.ts';

/** Where and for whom it is shown. */
export interface Place {
  ticketId: number;
  groupId: bigint;
  topicId: number;
  /** The person's, from which Telegram copies what only it can copy. */
  chat: ChatRef;
  institution: Institution;
}

/** The calls by which messages of a ticket are shown to its operators. */
export function createShow(texts: Texts) {
  const wording = createWording(texts);
  const { words, maybeAgain, allWords } = wording;
  const there = ({ groupId, topicId }: Place) => ({ chat_id: Number(groupId), message_thread_id: topicId });

  const allHtml = (lines: readonly Line[], language: Language) => ({
    text: lines.map((line) => wording.html(line, language)).join('\n'),
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

  function single(line: Line, place: Place, language: Language): Sending {
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
    return unshown(line, place);
  }

  /** In place of what Telegram does not let us show: what it was. */
  function unshown(line: Line, place: Place): Sending {
    const text = wording.unshown(line, deskLanguage(place.institution));
    return { method: 'sendMessage', params: { ...there(place), ...textParams(cut(plain(text), TEXT_LIMIT)) } };
  }

  return {
    unshown,

    /** Whether one text is too short for all of them, as they are by now. */
    overflows: (lines: readonly Line[], { institution }: Place): boolean =>
      lines.every(({ content }) => content.type === 'text') &&
      wording.lengthOf(lines, deskLanguage(institution)) > TEXT_LIMIT,

    send({ how, lines }: Extract<Step, { do: 'send' }>, place: Place): Sending {
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
          const { method, params } = single(first, place, language);
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
