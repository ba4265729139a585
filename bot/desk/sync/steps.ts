import type { Logger } from 'pino';
import { z } from 'zod';
import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Jobs } from '#core/jobs.ts';
import type { Texts } from '#locales/texts.ts';
import type { Step } from './plan.ts';
import type { Place } from './show.ts';
import { topicMaker } from './topics.ts';
import { isDone, isGone, isHopeless, troubleOf } from './trouble.ts';
import type { Sight } from './view.ts';
import { createWords } from './words.ts';

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

const Sent = z.object({ message_id: z.int() });

/** Makes the call of a step and remembers what came of it. Between the two the process may die: then the step is planned once more. */
export function createSteps(deps: StepDeps) {
  const { transaction, clock } = deps;
  const createTopic = topicMaker(deps);
  const words = createWords(deps);

  const saveTicket = (sight: Sight, data: Parameters<Db['ticket']['updateMany']>[0]['data']) =>
    transaction((db) => db.ticket.updateMany({ where: { id: sight.ticket.id, topicId: sight.ticket.topicId }, data }));

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
        return words.send(sight, step, place, call);
      case 'edit':
        return words.edit(sight, step, place, call);
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

function unlessHopeless(error: unknown): void {
  if (!isHopeless(error) && !isDone(error)) throw error;
}
