import { z } from 'zod';
import type { ChatRef } from '#core/chat.ts';
import type { Db } from '#core/database.ts';
import { Content } from '#core/helpdesk/content.ts';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import type { Call } from './compose.ts';
import type { OutboxMessage } from './message.ts';
import { hashOf, headingHash, type Relayed, readRelayed } from './relayed.ts';
import { createRelayedWords } from './relayed-words.ts';
import {
  CAPTION_LIMIT,
  captionParams,
  cut,
  inputMedia,
  mediaCall,
  richOf,
  type Sending,
  TEXT_LIMIT,
  takesCaption,
  textParams,
  uploads,
  withoutPeople,
} from './rich.ts';
import { NothingToSend } from './verdict.ts';

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

/** The operator's words that stand last in the person's chat, with buttons below them; albums have none. */
async function newestOf(db: Db, { botId, chatId }: ChatRef, ticketId: number) {
  const newest = await db.ticketMessage.findFirst({
    where: { ticketId, author: 'operator', albumId: null, copy: { botId, chatId, deletedAt: null } },
    orderBy: { copy: { messageId: 'desc' } },
    select: { content: true, copy: { select: { messageId: true } } },
  });
  return newest?.copy ? { messageId: newest.copy.messageId, content: Content.parse(newest.content) } : null;
}

/** Composes what operators say to a person. They stay nameless: the person talks to the helpdesk. */
export function createRelay(texts: Texts) {
  const { words, headBefore, html, ways, waysBefore } = createRelayedWords(texts);

  /** How one message is sent anew, the best way first. */
  function single(message: Relayed, language: Language): Sending[] {
    const { content, files, source } = message;
    switch (content.type) {
      case 'text':
        return [{ method: 'sendMessage', params: textParams(words(message, language, TEXT_LIMIT)) }];
      case 'html':
      case 'phrase':
        return [{ method: 'sendMessage', params: html(message, language) }];
      case 'media':
        return [mediaCall(content.kind, content.fileId, words(message, language, CAPTION_LIMIT))];
      case 'copy':
        if (!source) throw new NothingToSend('What is to be copied stands nowhere');
        return [{ method: 'copyMessage', params: { from_chat_id: source.chatId, message_id: source.messageId } }];
      case 'file': {
        const [file] = files;
        if (!file) throw new NothingToSend('The file is gone', 'file.lost');
        return uploads(file, cut(words(message, language, CAPTION_LIMIT), CAPTION_LIMIT));
      }
      case 'trouble':
        throw new NothingToSend('This is the operators’');
    }
  }

  /** How what the person has already is changed; null where it says so, or nothing of it can be changed. */
  function edit(message: Relayed, language: Language): Sending | null {
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

  const replying = ({ replyTo, quote }: Relayed, withQuote = true) =>
    replyTo === null
      ? {}
      : {
          reply_parameters: {
            ...{ message_id: replyTo, allow_sending_without_reply: true },
            ...(quote && withQuote ? { quote } : {}),
          },
        };

  /** A quote that is not in the message, a message that is gone, or a picture that is no photo must not cost the person the words. */
  function sending(message: Relayed, chat_id: number, language: Language, talking: number | null): Call {
    const sent = { kind: 'copies' as const, copies: [{ ids: [message.id], hash: hashOf(message) }] };
    const replies = message.replyTo === null ? [{}] : [replying(message, false), {}];
    if (message.replyTo !== null && message.quote) replies.unshift(replying(message));
    const under = ways(message, language, talking);
    const head = headBefore(message, language);
    const heading = { kind: 'heading' as const, of: message.id, ticketId: message.ticketId };
    const first = head && { first: { method: 'sendMessage', params: { chat_id, ...textParams(head) }, sent: heading } };
    const call = single(message, language)
      .flatMap(({ method, params }, at): Call[] =>
        (at === 0 ? replies : [{}]).map((reply) => ({
          method,
          params: { chat_id, ...params, ...under, ...reply },
          sent,
        })),
      )
      .reduceRight((otherwise, call) => ({ ...call, otherwise }));
    return { ...call, ...first };
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
      const newest = await newestOf(db, chat, message.ticketId);
      if (!message.copy) {
        const { first, ...itself } = sending(message, chat_id, language, talking);
        const head = first && !(await hasHeading(db, chat, message)) ? { first } : {};
        const call = { ...itself, ...head, more: fresh.length > 1 };
        if (!newest || message.author === 'house') return call;
        const params = { chat_id, message_id: newest.messageId, ...waysBefore(newest.content, language) };
        return { ...call, after: { method: 'editMessageReplyMarkup', params } };
      }
      const anew = sending({ ...message, copy: null }, chat_id, language, talking);
      const change = edit(message, language);
      if (!change) return anew;
      const copies = [{ ids: [message.id], hash: hashOf(message), messageId: message.copy.messageId }];
      const isNewest = !newest || newest.messageId <= message.copy.messageId;
      const markup = isNewest ? ways(message, language, talking) : waysBefore(message.content, language);
      return {
        method: change.method,
        params: { chat_id, ...change.params, ...markup },
        sent: { kind: 'copies', copies },
        otherwise: anew,
      };
    },

    /** Every part of it, one after the other; null where the person has nothing of it. */
    async unrelay(db: Db, chat: ChatRef, { id }: Extract<OutboxMessage, { op: 'relay-delete' }>): Promise<Call | null> {
      const of = BigInt(id);
      const message = await db.ticketMessage.findUnique({ where: { id: of }, select: { ticketId: true } });
      if (!message) return null;
      const parts = await db.ticketCopy.findMany({
        where: {
          ...{ ...chat, ticketId: message.ticketId, deletedAt: null },
          OR: [{ messages: { some: { id: of } } }, { hash: headingHash(of) }],
        },
        orderBy: { messageId: 'desc' },
        select: { id: true, messageId: true },
      });
      const [last] = parts;
      if (!last) return null;
      return {
        method: 'deleteMessage',
        params: { chat_id: Number(chat.chatId), message_id: last.messageId },
        sent: { kind: 'removed', copyId: last.id },
        more: parts.length > 1,
      };
    },
  };
}

/** An earlier try sent it, and did not come to the words. */
async function hasHeading(db: Db, chat: ChatRef, { id, ticketId }: Relayed): Promise<boolean> {
  const standing = { ...chat, ticketId, hash: headingHash(id), deletedAt: null };
  return (await db.ticketCopy.findFirst({ where: standing, select: { id: true } })) !== null;
}
