import type { ChatMessage, GroupMember, SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import type { Actor } from './actor.ts';
import { eventually } from './time.ts';
import { World, type WorldOptions } from './world.ts';

/** A world with operators: one who answers, and one who may more. */
export async function openDesk(
  options: WorldOptions = {},
): Promise<{ world: World; olga: GroupMember; chief: GroupMember }> {
  const world = await World.open({ helpdesk: true, ...options });
  return {
    world,
    olga: world.operator('Ольга Операторова'),
    chief: world.operator('Вера Старшая', 'administrator'),
  };
}

/** Somebody who asked for a human, as the operators see them. */
export interface Asking {
  anna: Actor;
  ticketId: number;
  topic: number;
  /** The card's message. */
  card: number;
}

export const shownText = ({ text, caption }: ChatMessage): string => text ?? caption ?? '';

/** What stands in a topic. */
export const inTopic = (group: SandboxGroup, topic: number): readonly ChatMessage[] =>
  group.messages(topic).filter(({ deleted }) => !deleted);

/** Waits until the operators see such words; the newest message with them. */
export const seenIn = (group: SandboxGroup, topic: number, pattern: RegExp): Promise<ChatMessage> =>
  eventually(`${pattern} in the topic`, () =>
    inTopic(group, topic).findLast((message) => pattern.test(shownText(message))),
  ).catch((error: Error) => {
    throw new Error(`${error.message}: ${inTopic(group, topic).map(shownText).join(' | ')}`);
  });

/** What is seen is known to the house as well: people take longer to answer a line, or to change it, than the house to remember it. */
export async function remembered(world: World, chatId: number, message: ChatMessage): Promise<ChatMessage> {
  const { messageId } = message;
  await eventually(`the copy ${messageId}`, () =>
    world.database.prisma.ticketCopy.findFirst({ where: { chatId: BigInt(chatId), messageId } }),
  );
  return message;
}

/** All that there is to show of a ticket is shown: its card stands still, and whatever is asked in the place of its buttons stays there. */
export const settled = (world: World, ticketId: number): Promise<unknown> =>
  eventually('the topic to be as it should', () =>
    world.database.prisma.ticket.findFirst({ where: { id: ticketId, syncSince: null } }),
  );

/** Asks for a human, wherever the person is, and waits until the topic shows it all. */
export async function asks(world: World, anna: Actor, words = 'Помогите, пожалуйста'): Promise<Asking> {
  await anna.opens('/helpdesk').types(words);
  const asking = await asked(world, anna);
  await settled(world, asking.ticketId);
  return asking;
}

/** Waits for the topic of the person's newest ticket, and its card. */
export async function asked(world: World, anna: Actor): Promise<Asking> {
  const found = await eventually('a topic with a card', async () => {
    const ticket = await world.database.prisma.ticket.findFirst({
      where: { chatId: anna.person.id },
      orderBy: { id: 'desc' },
    });
    const { topicId, cardId } = ticket ?? {};
    return ticket && topicId && cardId ? { anna, ticketId: ticket.id, topic: topicId, card: cardId } : null;
  });
  return found;
}

/** Presses a button of this message, and waits for what the button says. */
export async function presses(
  world: World,
  operator: GroupMember,
  button: string | { callbackData: string },
  messageId: number,
): Promise<string> {
  const presser = world.telegram.people().find(({ id }) => id === operator.id);
  if (!presser) throw new Error('Telegram does not know this operator');
  const before = presser.callbackAnswers.length;
  await eventually(`the button ${JSON.stringify(button)}`, () => {
    try {
      operator.press(button, messageId);
      return true;
    } catch {
      return false;
    }
  });
  const answer = await eventually('the button to answer', () => presser.callbackAnswers[before]);
  return answer.text ?? '';
}

/** What the operators' journal has of a ticket, the oldest first. */
export const eventsOf = async (world: World, ticketId: number): Promise<string[]> =>
  (await world.database.prisma.deskEvent.findMany({ where: { ticketId }, orderBy: { id: 'asc' } })).map(
    ({ action }) => action,
  );
