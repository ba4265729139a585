import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import type { Sending } from '#bot/delivery/rich.ts';
import { fill } from '#bot/intake/intake.ts';
import { TelegramRefusal } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import { after, type Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Jobs } from '#core/jobs.ts';
import type { Texts } from '#locales/texts.ts';
import { CLAIM_STANDS, fingerprint, type Line, type Step } from './plan.ts';
import { type Attachment, createShow, type Place } from './show.ts';
import { isDone, isGone, troubleOf } from './trouble.ts';
import type { Sight } from './view.ts';

export interface StepDeps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  jobs(db: Db): Jobs;
  clock: Clock;
  log: Logger;
  texts: Texts;
  /** Called after a commit that left something for a person. */
  onMessages(chat: ChatRef): void;
}

/** A call to the group, at its pace. */
export type GroupCall = (method: string, params: Record<string, unknown>) => Promise<unknown>;

/** What is done by a call. */
export type Action = Exclude<Step, { do: 'wait' }>;

/** Under the person's message: the operators have it. */
export const RECEIPT = '👌';

const Sent = z.object({ message_id: z.int() });
const Made = z.object({ message_thread_id: z.int() });

/** Makes the call of a step and remembers what came of it. Between the two the process may die: then the step is planned once more. */
export function createSteps({ transaction, core, jobs, clock, log, texts, onMessages }: StepDeps) {
  const show = createShow(texts);

  const saveTicket = (sight: Sight, data: Parameters<Db['ticket']['updateMany']>[0]['data']) =>
    transaction((db) => db.ticket.updateMany({ where: { id: sight.ticket.id, topicId: sight.ticket.topicId }, data }));

  async function createTopic(sight: Sight, name: string, call: GroupCall): Promise<void> {
    const { ticket, groupId } = sight;
    const now = clock.now();
    const unclaimed = [{ topicClaimedAt: null }, { topicClaimedAt: { lte: after(now, -CLAIM_STANDS) } }];
    const claimed = await transaction((db) =>
      db.ticket.updateMany({
        where: { id: ticket.id, groupId, topicId: null, OR: unclaimed },
        data: { topicClaimedAt: now },
      }),
    );
    if (claimed.count === 0) return;
    let topicId: number;
    try {
      topicId = Made.parse(await call('createForumTopic', { chat_id: Number(groupId), name })).message_thread_id;
    } catch (error) {
      // Refused: none was made. Else nobody knows, and the claim stands until Telegram tells, or for a while.
      if (error instanceof TelegramRefusal && error.code < 500) {
        await transaction((db) =>
          db.ticket.updateMany({ where: { id: ticket.id, topicClaimedAt: now }, data: { topicClaimedAt: null } }),
        );
      }
      throw error;
    }
    await transaction(async (db) => {
      const made = await db.ticket.updateMany({
        where: { id: ticket.id, groupId, topicId: null },
        data: {
          ...{ topicId, topicName: name, topicClosed: false, topicClaimedAt: null },
          ...{ cardId: null, cardHash: null },
        },
      });
      if (made.count > 0) return;
      const found = await db.ticket.findUnique({ where: { id: ticket.id }, select: { topicId: true, groupId: true } });
      if (found?.groupId === groupId && found.topicId === topicId) return;
      await jobs(db).add('desk-surplus-topic', {
        ...{ botId: String(ticket.chat.botId), chatId: String(groupId), topicId },
      });
    });
  }

  async function card(sight: Sight, step: Extract<Step, { do: 'card' }>, place: Place, call: GroupCall): Promise<void> {
    const { html, keyboard } = sight.card;
    const params = {
      ...{ chat_id: Number(place.groupId), text: html, parse_mode: 'HTML' },
      ...{ link_preview_options: { is_disabled: true }, reply_markup: { inline_keyboard: keyboard } },
    };
    if (step.messageId === null) {
      const sent = Sent.parse(await call('sendMessage', { ...params, message_thread_id: place.topicId }));
      await saveTicket(sight, { cardId: sent.message_id, cardHash: step.hash });
      return;
    }
    try {
      await call('editMessageText', { ...params, message_id: step.messageId });
    } catch (error) {
      if (isGone(error) && sight.ticket.open) {
        await saveTicket(sight, { cardId: null, cardHash: null });
        return;
      }
      if (!isDone(error) && !isHopeless(error)) throw error;
    }
    await saveTicket(sight, { cardHash: step.hash });
  }

  /** Without what Telegram does not like about it; at last only with what it was. */
  async function sendAnyhow(sending: Sending, line: Line, place: Place, call: GroupCall): Promise<unknown> {
    try {
      return await call(sending.method, sending.params);
    } catch (error) {
      if (!isHopeless(error)) throw error;
      const { reply_parameters: reply, ...params } = sending.params;
      if (reply) {
        const quoted = z.object({ quote: z.string() }).safeParse(reply).success;
        const unquoted = quoted ? { reply_parameters: { ...reply, quote: undefined } } : {};
        return sendAnyhow({ ...sending, params: { ...params, ...unquoted } }, line, place, call);
      }
      if (params.entities || params.caption_entities) {
        const { entities: _refused, caption_entities: _too, ...bare } = params;
        return sendAnyhow({ ...sending, params: bare }, line, place, call);
      }
      log.warn({ message: String(line.id), cause: cause(error) }, 'a message cannot be shown to the operators');
      const { method, params: words } = show.unshown(line, place);
      return call(method, words);
    }
  }

  async function send(sight: Sight, step: Extract<Step, { do: 'send' }>, place: Place, call: GroupCall): Promise<void> {
    const [first] = step.lines;
    if (!first) return;
    const files = step.how === 'single' && first.content.type === 'file' ? await filesOf(first.id) : [];
    const sending = show.send(step, place, files);
    let result: unknown;
    try {
      // Of several that are refused together each is tried alone: the others come next.
      result =
        step.lines.length > 1
          ? await call(sending.method, sending.params)
          : await sendAnyhow(sending, first, place, call);
    } catch (error) {
      if (!isHopeless(error)) throw error;
      if (step.lines.length > 1) {
        const how = step.how === 'album' ? 'single' : step.how;
        return send(sight, { ...step, how, lines: [first] }, place, call);
      }
      log.error({ ticket: sight.ticket.id, message: String(first.id), cause: cause(error) }, 'a message was given up');
      await transaction((db) => core(db).talk.failed(first.id, 'delivery.refused'));
      return;
    }
    const album = step.how === 'album' ? z.array(Sent).safeParse(result) : null;
    const copies = album?.success
      ? album.data.map(({ message_id: messageId }, at) => ({ messageId, lines: step.lines.slice(at, at + 1) }))
      : [{ messageId: Sent.parse(result).message_id, lines: step.lines }];
    await shown(sight, copies, true);
  }

  async function filesOf(messageId: bigint): Promise<Attachment[]> {
    return transaction((db) =>
      db.ticketFile
        .findMany({ where: { messageId }, orderBy: { id: 'asc' }, take: 1 })
        .then((files) => files.map(({ name, mimeType, bytes }) => ({ name, mimeType, bytes }))),
    );
  }

  async function shown(sight: Sight, copies: { messageId: number; lines: readonly Line[] }[], receipt: boolean) {
    const { ticket, groupId } = sight;
    const receipts = receipt ? receiptsOf(copies, ticket.chat) : [];
    const filled = await transaction(async (db) => {
      for (const { messageId, lines } of copies) {
        const ids = lines.map(({ id }) => id);
        await core(db).talk.copied(ids, { chatId: groupId, messageId, hash: fingerprint(lines) });
      }
      if (receipts.length === 0) return false;
      const reader = await db.conversation.findUnique({ where: { botId_chatId: ticket.chat } });
      if (!reader || reader.blockedAt) return false;
      const messages = receipts.map((messageId) => ({ op: 'react' as const, messageId, emoji: RECEIPT }));
      await fill(db, clock, ticket.chat, messages);
      return true;
    });
    if (filled) onMessages(ticket.chat);
  }

  async function edit(sight: Sight, step: Extract<Step, { do: 'edit' }>, place: Place, call: GroupCall): Promise<void> {
    const grown = step.lines.findLast(({ before }) => before !== null);
    if (grown && step.lines.length > 1 && show.overflows(step.lines, place)) {
      // It has become too long for the message it shares with others, and gets one of its own.
      return anew(sight, { ...step, lines: [grown] }, place, call);
    }
    const sending = show.edit(step, place);
    try {
      if (sending) await call(sending.method, sending.params);
    } catch (error) {
      if (!isDone(error) && !isGone(error)) {
        if (!isHopeless(error)) throw error;
        return anew(sight, step, place, call);
      }
    }
    if (!sending) return anew(sight, step, place, call);
    await shown(sight, [{ messageId: step.copy.messageId, lines: step.lines }], false);
  }

  async function anew(sight: Sight, step: Extract<Step, { do: 'edit' }>, place: Place, call: GroupCall): Promise<void> {
    const [first] = step.lines;
    if (!first) return;
    const sent = Sent.parse(await sendAnyhow(show.anew(step, place), first, place, call));
    await shown(sight, [{ messageId: sent.message_id, lines: step.lines }], false);
  }

  async function remove({ copy }: Extract<Step, { do: 'delete' }>, place: Place, call: GroupCall): Promise<void> {
    await call('deleteMessage', { chat_id: Number(place.groupId), message_id: copy.messageId }).catch(unlessHopeless);
    await transaction((db) =>
      db.ticketCopy.updateMany({ where: { id: copy.id, deletedAt: null }, data: { deletedAt: clock.now() } }),
    );
  }

  async function react({ line, emoji }: Extract<Step, { do: 'react' }>, place: Place, call: GroupCall): Promise<void> {
    const reaction = emoji === null ? [] : [{ type: 'emoji', emoji }];
    const at = { chat_id: Number(place.groupId), message_id: line.source?.messageId };
    await call('setMessageReaction', { ...at, reaction }).catch(unlessHopeless);
    await transaction((db) => db.ticketMessage.updateMany({ where: { id: line.id }, data: { reactionShown: emoji } }));
  }

  /** What is asked of a topic: it may be so already; a closed ticket's may be gone. */
  async function change(sight: Sight, method: string, params: Record<string, unknown>, call: GroupCall) {
    try {
      await call(method, params);
    } catch (error) {
      const gone = troubleOf(error).kind === 'topic-gone' && !sight.ticket.open && method !== 'reopenForumTopic';
      if (!isDone(error) && !gone) throw error;
    }
  }

  /** @throws what the call threw, unless the step has an answer to it */
  return async function perform(step: Action, sight: Sight, call: GroupCall): Promise<void> {
    const { groupId, ticket, institution } = sight;
    if (step.do === 'create-topic') return createTopic(sight, step.name, call);
    const { topicId } = ticket;
    if (topicId === null) throw new Error('The ticket has no topic yet');
    const place: Place = { ticketId: ticket.id, groupId, topicId, chat: ticket.chat, institution };
    const topic = { chat_id: Number(groupId), message_thread_id: topicId };
    switch (step.do) {
      case 'card':
        return card(sight, step, place, call);
      case 'send':
        return send(sight, step, place, call);
      case 'edit':
        return edit(sight, step, place, call);
      case 'delete':
        return remove(step, place, call);
      case 'react':
        return react(step, place, call);
      case 'rename':
        await change(sight, 'editForumTopic', { ...topic, name: step.name }, call);
        await saveTicket(sight, { topicName: step.name });
        return;
      case 'close-topic':
        await change(sight, 'closeForumTopic', topic, call);
        await saveTicket(sight, { topicClosed: true });
        return;
      case 'reopen-topic':
        await change(sight, 'reopenForumTopic', topic, call);
        await saveTicket(sight, { topicClosed: false });
        return;
    }
  };
}

/** One for each of the person's messages; an album has one. */
function receiptsOf(copies: readonly { lines: readonly Line[] }[], { chatId }: ChatRef): number[] {
  const albums = new Set<string>();
  return copies
    .flatMap(({ lines }) => [...lines])
    .flatMap(({ author, source, albumId }) => {
      if (author !== 'person' || source?.chatId !== chatId) return [];
      if (albumId === null) return [source.messageId];
      if (albums.has(albumId)) return [];
      albums.add(albumId);
      return [source.messageId];
    });
}

const isHopeless = (error: unknown): boolean => troubleOf(error).kind === 'refused';

function unlessHopeless(error: unknown): void {
  if (!isHopeless(error) && !isDone(error)) throw error;
}
