import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import { fill } from '#bot/delivery/fill.ts';
import type { Sending } from '#bot/delivery/rich.ts';
import { RECEIPT } from '#bot/desk/relay.ts';
import { TelegramUnreachable } from '#bot/transport/transport.ts';
import type { ChatRef } from '#core/chat.ts';
import { after, minutes, seconds } from '#core/clock.ts';
import { fingerprint, type Line, type Step } from './plan.ts';
import { createShow, type Place } from './show.ts';
import type { GroupCall, StepDeps } from './steps.ts';
import { isDone, isHopeless } from './trouble.ts';
import type { Sight } from './view.ts';

const Sent = z.object({ message_id: z.int() });

/** What may stand there already comes again after this, then after twice as long, and so on. */
const AGAIN = seconds(3);
const RAREST = minutes(2);

/** Shows messages of a ticket in its topic and remembers where; what Telegram does not take as it is goes plainer. */
export function createWords({ transaction, core, clock, log, texts, onMessages }: Omit<StepDeps, 'jobs'>) {
  const show = createShow(texts);

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
    const sending = show.send(step, place);
    let result: unknown;
    try {
      // Of several that are refused together each is tried alone: the others come next.
      result =
        step.lines.length > 1
          ? await call(sending.method, sending.params)
          : await sendAnyhow(sending, first, place, call);
    } catch (error) {
      if (error instanceof TelegramUnreachable && !error.unsent) await unsure(sight, step.lines);
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

  /** Nobody knows whether Telegram has it, and nobody can ask: it comes again as it is, is called that, and takes its time. */
  async function unsure({ ticket }: Sight, lines: readonly Line[]): Promise<void> {
    const unsureAt = clock.now();
    await transaction(async (db) => {
      const { syncAttempts } = await db.ticket.update({
        where: { id: ticket.id },
        ...{ data: { syncAttempts: { increment: 1 } }, select: { syncAttempts: true } },
      });
      await db.ticketMessage.updateMany({ where: { id: { in: lines.map(({ id }) => id) } }, data: { unsureAt } });
      const syncAfter = after(unsureAt, Math.min(RAREST, AGAIN * 2 ** Math.min(syncAttempts - 1, 10)));
      await db.ticket.update({ where: { id: ticket.id }, data: { syncAfter } });
    });
  }

  async function shown(sight: Sight, copies: { messageId: number; lines: readonly Line[] }[], receipt: boolean) {
    const { ticket, groupId } = sight;
    const receipts = receipt ? receiptsOf(copies, ticket.chat) : [];
    const filled = await transaction(async (db) => {
      for (const { messageId, lines } of copies) {
        const ids = lines.map(({ id }) => id);
        await core(db).talk.copied(ids, { chatId: groupId, messageId, hash: fingerprint(lines) });
        if (lines.some((line) => line.unsure)) {
          await db.ticketMessage.updateMany({ where: { id: { in: ids } }, data: { unsureAt: null } });
        }
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
    if (!sending) return anew(sight, step, place, call);
    try {
      await call(sending.method, sending.params);
    } catch (error) {
      if (!isDone(error)) {
        if (!isHopeless(error)) throw error;
        // Also where the message is gone: with it its topic may be, and nobody has seen the new words.
        return anew(sight, step, place, call);
      }
    }
    await shown(sight, [{ messageId: step.copy.messageId, lines: step.lines }], false);
  }

  async function anew(sight: Sight, step: Extract<Step, { do: 'edit' }>, place: Place, call: GroupCall): Promise<void> {
    const [first] = step.lines;
    if (!first) return;
    const sent = Sent.parse(await sendAnyhow(show.anew(step, place), first, place, call));
    await shown(sight, [{ messageId: sent.message_id, lines: step.lines }], false);
  }

  return { send, edit };
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
