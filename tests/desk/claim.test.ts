import { pino } from 'pino';
import { expect, it } from 'vitest';
import { createSteps } from '#bot/desk/sync/steps.ts';
import { look } from '#bot/desk/sync/view.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { loadTexts } from '#locales/texts.ts';
import { GROUP, helpdesk } from '#tests/support/tickets.ts';

const desk = await helpdesk();
const { prisma, transaction, clock, core } = desk;
const texts = loadTexts();
const log = pino({ level: 'silent' });

it('a topic is made by one of those who believe that they hold the group', async () => {
  const ticketId = await desk.open(await desk.chat());
  await prisma.ticket.update({ where: { id: ticketId }, data: { groupId: GROUP } });
  const perform = createSteps({
    ...{ transaction, core, jobs: sqlJobs, clock, log, texts },
    onMessages: () => undefined,
  });
  const looking = { clock, texts, institutions: defaultInstitutions, albumPause: 0 };
  const sight = await transaction((db) => look(db, ticketId, GROUP, looking));
  if (!sight) throw new Error('The ticket is not seen');
  const made: string[] = [];
  const call = async (method: string) => {
    made.push(method);
    return { message_thread_id: 100 + made.length };
  };
  const step = { do: 'create-topic' as const, name: '#1' };
  await Promise.all([perform(step, sight, call), perform(step, sight, call), perform(step, sight, call)]);
  expect(made).toEqual(['createForumTopic']);
  expect(await prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } })).toMatchObject({
    ...{ topicId: 101, topicName: '#1', topicClaimedAt: null },
  });
});
