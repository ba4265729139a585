import type { Logger } from 'pino';
import type { TicketView } from '#core/helpdesk/ticket.ts';
import { readPress } from './buttons.ts';
import { commanded, commandedElsewhere } from './commands.ts';
import { type DeskContext, phrase, type TicketContext, tellDesk, toast } from './context.ts';
import { elsewhereNow, formerly } from './former.ts';
import { deskLanguage } from './language.ts';
import { pressed } from './presses.ts';
import { adopt, topicChanged } from './sync/adopt.ts';
import { groupChanged, groupMoved } from './sync/moves.ts';
import { changed, reacted, said, saidElsewhere } from './talking.ts';
import { closeTicket } from './told.ts';
import type { DeskEvent, DeskUpdate } from './update.ts';

/** What an event is looked at with, besides its context. */
export interface Watching {
  log: Logger;
  /** The bot's own name: commands with another bot's are not ours. */
  username: string;
}

/** Does what an event of a group asks for. @returns what a pressed button says, else an empty text */
export async function happened(context: DeskContext, update: DeskUpdate, watching: Watching): Promise<string> {
  const { event } = update;
  switch (event.kind) {
    case 'press':
      return press(context, event);
    case 'reaction':
      await reacted(context, event.messageId, event.emoji);
      return '';
    case 'migrated':
    case 'standing':
      await toGroup(context, event, watching.log);
      return '';
    case 'topic-created':
    case 'topic-edited':
      await toTopic(context, event);
      return '';
    default:
      await inTopic(context, event, watching.username);
      return '';
  }
}

type Of<Kind extends DeskEvent['kind']> = Extract<DeskEvent, { kind: Kind }>;

async function press(context: DeskContext, { data, messageId }: Of<'press'>): Promise<string> {
  const { core, topicId } = context;
  const read = readPress(data);
  const mine = read && here(context, await core.tickets.find(read.ticketId));
  // Whoever forges a button's data, or presses one that went astray, moves nothing of another helpdesk's (abuse case 32).
  if (!mine || (topicId !== null && mine.ticket.topicId !== topicId)) return toast(context, 'elsewhere');
  return pressed(mine, read, messageId);
}

/** What happens to a group as a whole. */
async function toGroup(
  { db, jobs, clock, group }: DeskContext,
  event: Of<'migrated' | 'standing'>,
  log: Logger,
): Promise<void> {
  if (event.kind === 'migrated') return groupMoved(db, clock, group, event.to);
  if (await groupChanged({ db, jobs, clock }, group, event)) {
    log.error({ group: String(group.chatId) }, 'the bot was put out of an operators’ group: letters go instead');
  }
}

async function toTopic(
  { db, jobs, group, topicId }: DeskContext,
  { kind, ours, name }: Of<'topic-created' | 'topic-edited'>,
): Promise<void> {
  if (topicId === null) return;
  if (kind === 'topic-created' && ours) await adopt({ db, jobs }, { group, topicId, name });
  if (kind === 'topic-edited' && !ours) await topicChanged(db, { group, topicId, name });
}

/** What operators do where a ticket's topic may be, or in General. */
async function inTopic(
  context: DeskContext,
  event: Of<'message' | 'edited' | 'topic-closed' | 'topic-reopened'>,
  username: string,
): Promise<void> {
  const { core, group, topicId } = context;
  const ticket = topicId === null ? null : await core.tickets.byTopic(group.botId, group.chatId, topicId);
  const mine = here(context, ticket);
  switch (event.kind) {
    case 'message':
      return written(context, mine, event, username);
    case 'edited': {
      // What was sent from a topic that the ticket has left is changed all the same.
      const from = mine ?? (await formerly(context));
      return from ? changed(from, event.messageId, event.content) : undefined;
    }
    case 'topic-closed':
    case 'topic-reopened':
      // The bot tells itself what it does.
      if (mine && topicId !== null && !event.ours) await byHand(mine, topicId, event.kind === 'topic-closed');
  }
}

async function written(
  context: DeskContext,
  mine: TicketContext | null,
  event: Of<'message'>,
  username: string,
): Promise<void> {
  const { command, content } = event;
  if (command?.bot && command.bot !== username.toLowerCase()) return;
  const left = mine ? null : await formerly(context);
  if (left) return elsewhereNow(left, event);
  if (!command) return mine ? said(mine, event) : saidElsewhere(context);
  if (!mine) return commandedElsewhere(context, command);
  if (content.type === 'text') return commanded(mine, command, event);
  await tellDesk(mine, phrase('command-in-caption', { command: `/${command.name}` }));
}

/** Somebody closed the topic, or opened it again, without our buttons: the ticket follows. */
async function byHand(mine: TicketContext, topicId: number, closed: boolean): Promise<void> {
  const { db, core, group, ticket, operator } = mine;
  await topicChanged(db, { group, topicId, closed });
  // Telegram has said in the topic who closed it: a line of ours would open it again.
  if (closed) await closeTicket(mine, false);
  else if (!ticket.open && !(await core.tickets.reopen(ticket.id, operator))) {
    await tellDesk(mine, phrase('other-open'));
  }
}

/** The ticket, where it is one of this group and of an institution whose operators read here. */
function here(context: DeskContext, ticket: TicketView | null): TicketContext | null {
  const institution = context.institutions.find(({ id }) => id === ticket?.institutionId);
  if (!ticket || !institution || ticket.groupId !== context.group.chatId) return null;
  return { ...context, ticket, institution, language: deskLanguage(institution) };
}
