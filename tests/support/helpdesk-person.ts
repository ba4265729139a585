import { answerPerson } from '#bot/desk/relay.ts';
import type { ChatMessage, SandboxPerson } from '#bot/sandbox/telegram/world.ts';
import { Content } from '#core/helpdesk/content.ts';
import type { Closer } from '#core/helpdesk/ticket.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import type { Language } from '#core/language.ts';
import { tell } from '#core/news.ts';
import { type Actor, textOf } from './actor.ts';
import { inCore } from './school.ts';
import { atStep, type Guest } from './stories.ts';
import { eventually } from './time.ts';
import type { World } from './world.ts';

/** Somebody of the helpdesk, whose group does not matter for the story. */
const operator = { id: '700', name: 'Ольга', senior: true };

/** The person's newest ticket. */
export const ticketOf = (world: World, { person }: Actor) =>
  world.database.prisma.ticket.findFirstOrThrow({ where: { chatId: person.id }, orderBy: { id: 'desc' } });

/** Somebody in the conversation with the helpdesk, from this step. */
export async function talks(world: World, language: Language, step = 'email'): Promise<Guest & { ticket: number }> {
  const who = await atStep(world, step, language);
  const { anna, say } = who;
  await anna.presses(say.button('human')).expects(say.text('human-ask'));
  await anna.types('Помогите').expects(say.text('human-asked'));
  return { ...who, ticket: (await ticketOf(world, anna)).id };
}

/** Waits until an operator's words are in the chat; and for as long as the house takes to remember them, which is less than people take to answer. */
export async function hears(world: World, { person }: Actor, text: string): Promise<ChatMessage> {
  const found = await eventually(`“${text}” from an operator`, () =>
    person.chat.findLast((message) => message.from === 'bot' && textOf(message).includes(text)),
  );
  await world.delivered(person.id);
  return found;
}

/** What was said in a ticket and by whom, the oldest first. */
export async function saidIn(world: World, ticketId: number) {
  const rows = await world.database.prisma.ticketMessage.findMany({ where: { ticketId }, orderBy: { id: 'asc' } });
  return rows.map(({ content, ...row }) => ({ ...row, content: Content.parse(content) }));
}

/** Writes or sends something that nothing but the helpdesk answers, and waits until it has it. */
export async function writes(world: World, anna: Actor, act: (person: SandboxPerson) => unknown): Promise<void> {
  const count = () =>
    world.database.prisma.ticketMessage.count({ where: { ticket: { chatId: anna.person.id }, author: 'person' } });
  const before = await count();
  act(anna.person);
  await eventually('the helpdesk to have a message', async () => (await count()) > before);
  await world.delivered(anna.person.id);
}

/** An operator answers; returns the ticket message's id. */
export async function answers(world: World, ticketId: number, text: string): Promise<bigint> {
  const answered = await inCore(world, (core, db) =>
    answerPerson({ core, db, clock: world.clock }, ticketId, operator, { content: { type: 'text', text } }),
  );
  if (answered.kept !== 'answer') throw new Error(`The answer was not sent: ${answered.kept}`);
  return answered.id;
}

/** Somebody closes a ticket, and its person is told. */
export async function closes(world: World, ticketId: number, by: Closer): Promise<void> {
  await inCore(world, async (core, db) => {
    const ticket = await core.tickets.find(ticketId);
    if (!ticket || !(await core.tickets.close(ticketId, by, operator))) throw new Error('Closed already');
    await tell(sqlJobs(db), ticket.chat, `ticket-closed:${ticketId}:${world.clock.now().getTime()}`, {
      type: 'ticket-closed',
      ticketId,
      by,
    });
  });
}

export const blocks = (world: World, ticketId: number) =>
  inCore(world, (core) => core.blocks.block(ticketId, operator, 'spam'));
