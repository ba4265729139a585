import { parse } from 'csv-parse/sync';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatMessage, GroupMember } from '#bot/sandbox/telegram/world.ts';
import { asks } from '#tests/support/operators.ts';
import { atStep, ways } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

describe.each(ways)('figures for operators over $framework', ({ framework, language }) => {
  let world: World;
  let olga: GroupMember;

  beforeAll(async () => {
    world = await World.open({ framework, helpdesk: true });
    olga = world.operator('Ольга Операторова');
  });
  afterAll(() => world.close());

  const asking = async () => asks(world, (await atStep(world, 'phone', language)).anna, 'Тайное слово');
  const inGeneral = (found: (message: ChatMessage) => unknown, what: string): Promise<ChatMessage> =>
    eventually(what, () => world.desk.messages(null).findLast((message) => message.from === 'bot' && found(message)));
  const bytesOf = (fileId = ''): Buffer => Buffer.from(world.telegram.file(fileId)?.bytes ?? []);

  it('come as a picture, and in words below it', async () => {
    const { topic } = await asking();
    olga.send('Здравствуйте!', { thread: topic });
    await eventually('the answer to count', () =>
      world.database.prisma.ticket.findFirst({ where: { NOT: { firstAnswerAt: null } } }),
    );
    await asking();
    olga.send('/stats 30');
    const { photo, caption = '' } = await inGeneral(({ photo }) => photo, 'the picture');
    expect(caption).toContain('30');
    expect(caption).toMatch(/Открыто сейчас: 2, из них ждут ответа: 1/);
    expect(photo).toMatchObject({ width: 1280, height: 1600 });
    expect(await sharp(bytesOf(photo?.fileId)).metadata()).toMatchObject({ format: 'png', width: 1280 });
    // In a ticket's topic they come there, and the person hears nothing of it.
    olga.send('/stats', { thread: topic });
    await eventually('the picture in the topic', () => world.desk.messages(topic).find((message) => message.photo));
  });

  it('come as tables without names and words', async () => {
    olga.send('/stats csv');
    await inGeneral(({ caption = '' }) => /таблицами/.test(caption), 'the tables');
    const tables = world.desk.messages(null).flatMap(({ document }) => (document ? [document] : []));
    expect(tables.map(({ name }) => name.replace(/-[\d-]+/, ''))).toEqual([
      'helpdesk-figures.csv',
      'helpdesk-tickets.csv',
    ]);
    const [figures, tickets]: string[][][] = tables.map(({ fileId }) =>
      parse(bytesOf(fileId), { delimiter: ';', bom: true }),
    );
    const open = await world.database.prisma.ticket.count({ where: { closedAt: null } });
    expect(figures).toContainEqual(['open', '', String(open)]);
    expect(tickets).toHaveLength(open + 1);
    expect(String(tables.map(({ fileId }) => bytesOf(fileId)))).not.toMatch(/Тайн|Проверкин|Операторов|Ольга/);
  });

  it('wait for what Telegram asks, and come then; a group that takes no pictures gets the words', async () => {
    const before = world.desk.messages(null).filter(({ photo }) => photo).length;
    world.telegram.fault({ kind: '429', method: 'sendPhoto', retryAfter: 1, times: 1 });
    olga.send('/stats 3');
    await eventually(
      'the picture after a wait',
      () => world.desk.messages(null).filter(({ photo }) => photo).length > before,
    );
    world.telegram.fault({
      kind: '400',
      method: 'sendPhoto',
      description: 'not enough rights to send photos to the chat',
      times: 1,
    });
    olga.send('/stats 5');
    await inGeneral(({ text = '' }) => /Поддержка за 5 дней/.test(text), 'the words');
  });
});
