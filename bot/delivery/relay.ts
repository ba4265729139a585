import { z } from 'zod';
import { Upload } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Db } from '#core/database.ts';
import type { Language } from '#core/language.ts';
import { escapeHtml, type Texts } from '#locales/texts.ts';
import type { Call } from './compose.ts';
import type { OutboxMessage } from './message.ts';
import { hashOf, type Relayed, readRelayed } from './relayed.ts';
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
  styled,
  TEXT_LIMIT,
  takesCaption,
  textParams,
  withOld,
  withoutPeople,
} from './rich.ts';

/** Why a message did not reach its reader: a text and an error code. */
export type Undelivered = 'person.blocked-bot' | 'person.gone' | 'delivery.refused' | 'file.lost';

const Talking = z.object({ ticket: z.int() });

/** The ticket in whose conversation the person is; null where they are elsewhere. */
async function talkingOf(db: Db, chat: ChatRef): Promise<number | null> {
  const at = await db.conversation.findUnique({
    where: { botId_chatId: chat },
    select: { journey: true, step: true, data: true },
  });
  const talking = at?.journey === 'human' && at.step === 'talk' ? Talking.safeParse(at.data) : null;
  return talking?.success ? talking.data.ticket : null;
}

/** A message of which there is nothing to send: its file is gone. */
export class NothingToSend extends Error {}

/** Composes what operators say to a person. They stay nameless: the person talks to the helpdesk. */
export function createRelay(texts: Texts) {
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

  /** How one message is sent anew. */
  function single(message: Relayed, language: Language): { method: string; params: Record<string, unknown> } {
    const { content, files, source } = message;
    switch (content.type) {
      case 'text':
        return { method: 'sendMessage', params: textParams(words(message, language, TEXT_LIMIT)) };
      case 'html':
      case 'phrase':
        return { method: 'sendMessage', params: html(message, language) };
      case 'media':
        return mediaCall(content.kind, content.fileId, words(message, language, CAPTION_LIMIT));
      case 'copy':
        if (!source) throw new NothingToSend('What is to be copied stands nowhere');
        return { method: 'copyMessage', params: { from_chat_id: source.chatId, message_id: source.messageId } };
      case 'file': {
        const caption = cut(words(message, language, CAPTION_LIMIT), CAPTION_LIMIT);
        const [file] = files;
        if (!file) throw new NothingToSend('The file is gone');
        const kind = /^image\/(png|jpeg)$/.test(file.mimeType) ? 'photo' : 'document';
        return mediaCall(kind, new Upload(file.bytes, file.name), caption);
      }
      case 'trouble':
        throw new NothingToSend('This is the operators’');
    }
  }

  /** How what the person has already is changed; null where it says so, or nothing of it can be changed. */
  function edit(message: Relayed, language: Language): { method: string; params: Record<string, unknown> } | null {
    const { content, before, copy } = message;
    if (!copy) return null;
    const at = { message_id: copy.messageId };
    if (content.type === 'text') {
      return { method: 'editMessageText', params: { ...at, ...textParams(words(message, language, TEXT_LIMIT)) } };
    }
    if (content.type === 'html' || content.type === 'phrase') {
      return { method: 'editMessageText', params: { ...at, ...html(message, language) } };
    }
    if (content.type !== 'media' || !takesCaption(content.kind)) return null;
    const caption = words(message, language, CAPTION_LIMIT);
    if (before?.type !== 'media' || before.fileId === content.fileId) {
      return { method: 'editMessageCaption', params: { ...at, ...captionParams(caption) } };
    }
    if (content.kind === 'voice') return null;
    return {
      method: 'editMessageMedia',
      params: { ...at, media: inputMedia(content.kind, content.fileId, caption) },
    };
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

  const replying = ({ replyTo, quote }: Relayed, withQuote = true) =>
    replyTo === null
      ? {}
      : {
          reply_parameters: {
            ...{ message_id: replyTo, allow_sending_without_reply: true },
            ...(quote && withQuote ? { quote } : {}),
          },
        };

  function sending(message: Relayed, chat_id: number, language: Language, talking: number | null): Call {
    const { method, params } = single(message, language);
    const all = { chat_id, ...params, ...ways(message, language, talking) };
    const sent = { kind: 'copies' as const, copies: [{ ids: [message.id], hash: hashOf(message) }] };
    const plainer: Call = { method, params: { ...all }, sent };
    if (message.replyTo === null) return plainer;
    // A quote that is not in the message, or a message that is gone, must not cost the person the words.
    const unquoted: Call = { method, params: { ...all, ...replying(message, false) }, sent, otherwise: plainer };
    const otherwise = message.quote ? unquoted : plainer;
    return { method, params: { ...all, ...replying(message) }, sent, otherwise };
  }

  return {
    async relay(
      db: Db,
      chat: ChatRef,
      { ids, language }: Extract<OutboxMessage, { op: 'relay' }>,
    ): Promise<Call | null> {
      const chat_id = Number(chat.chatId);
      const messages = await readRelayed(db, chat, ids);
      const fresh = messages.filter(({ copy }) => !copy);
      const media = fresh.flatMap((message) =>
        message.content.type === 'media' ? [{ message, content: message.content }] : [],
      );
      if (fresh.length > 1 && media.length === fresh.length) {
        const album = media.map(({ message, content }, at) => {
          const caption = at === 0 ? words(message, language, CAPTION_LIMIT) : withoutPeople(richOf(content));
          return inputMedia(content.kind, content.fileId, caption);
        });
        const copies = media.map(({ message }) => ({ ids: [message.id], hash: hashOf(message) }));
        const [first] = fresh;
        const params = { chat_id, media: album };
        const sent = { kind: 'copies' as const, copies };
        const otherwise: Call = { method: 'sendMediaGroup', params, sent };
        if (!first || first.replyTo === null) return otherwise;
        return { method: 'sendMediaGroup', params: { ...params, ...replying(first, false) }, sent, otherwise };
      }
      const [message] = fresh.length > 0 ? fresh : messages.filter((one) => one.copy?.hash !== hashOf(one));
      if (!message) return null;
      const talking = await talkingOf(db, chat);
      if (!message.copy) return { ...sending(message, chat_id, language, talking), more: fresh.length > 1 };
      const anew = sending({ ...message, copy: null }, chat_id, language, talking);
      const change = edit(message, language);
      if (!change) return anew;
      const copies = [{ ids: [message.id], hash: hashOf(message), messageId: message.copy.messageId }];
      const markup = ways(message, language, talking);
      return {
        method: change.method,
        params: { chat_id, ...change.params, ...markup },
        sent: { kind: 'copies', copies },
        otherwise: anew,
      };
    },

    /** Null where the person does not have it. */
    async unrelay(db: Db, chat: ChatRef, { id }: Extract<OutboxMessage, { op: 'relay-delete' }>): Promise<Call | null> {
      const message = await db.ticketMessage.findUnique({ where: { id: BigInt(id) }, include: { copy: true } });
      if (!message?.copy || message.copy.chatId !== chat.chatId || message.copy.deletedAt) return null;
      const { id: copyId, messageId } = message.copy;
      return {
        method: 'deleteMessage',
        params: { chat_id: Number(chat.chatId), message_id: messageId },
        sent: { kind: 'removed', copyId },
      };
    },
  };
}
