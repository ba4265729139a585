import { describe, expect, it } from 'vitest';
import { fingerprint } from '#bot/desk/sync/plan.ts';
import type { SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import { Content } from '#core/helpdesk/content.ts';
import { eventually } from '#tests/support/world.ts';
import { line } from './plan-lines.ts';
import { botId, StillClock, SyncWorld, texts, wordsIn } from './sync-world.ts';

const world = new SyncWorld();
const { asks, core, group, says, serve, served, transaction } = world;

describe('topics for many', () => {
  it('come oldest first, at the groups’ pace, in equal shares', async () => {
    const groups = [group(), group()];
    for (let at = 1; at <= 8; at += 1) await asks(`question ${at}`);
    const calls = ({ id }: SandboxGroup) =>
      world.now.telegram.world.calls.filter(({ params }) => params.chat_id === id).length;
    // For an hour there is room for two tickets: a topic, a card and words for each.
    const slow = serve(groups, 'one', { rate: { most: 6, within: 3_600_000 } });
    await eventually('the first tickets', () => groups.every((desk) => calls(desk) === 6));
    await slow.stop();
    expect(groups.map(calls)).toEqual([6, 6]);
    expect(groups.flatMap(wordsIn).sort()).toEqual([1, 2, 3, 4].map((at) => `question ${at}`));

    serve(groups);
    await served();
    for (const desk of groups) {
      const numbers = desk.topics().map(({ name }) => Number(/#(\d+)/.exec(name)?.[1]));
      expect(numbers).toHaveLength(4);
      expect([...numbers].sort((one, other) => one - other)).toEqual(numbers);
    }
    const all = Array.from({ length: 8 }, (_, at) => `question ${at + 1}`);
    expect(groups.flatMap(wordsIn).sort()).toEqual(all.sort());
  });

  it('are made once, and words shown once, by however many processes', async () => {
    const desk = group();
    const tickets = [await asks('a'), await asks('b'), await asks('c')];
    const both = [serve([desk], 'one'), serve([desk], 'two')];
    for (const word of ['d', 'e', 'f']) {
      for (const id of tickets) {
        await transaction(async (db) => {
          const { chatId } = await db.ticket.findUniqueOrThrow({ where: { id } });
          await says(db, id, chatId, `${word}${id}`);
        });
      }
      for (const one of both) one.kick();
    }
    await served();
    expect(desk.topics()).toHaveLength(3);
    const shown = wordsIn(desk).flatMap((text) => text.split('\n'));
    expect(shown).toHaveLength(12);
    expect(new Set(shown).size).toBe(12);
  });

  it('lose no word when what shares a message grows, or is refused together', async () => {
    const desk = group();
    const ticketId = await asks('one');
    const { chatId } = await world.now.database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    await transaction((db) => says(db, ticketId, chatId, 'two'));
    serve([desk]);
    await served();
    expect(wordsIn(desk)).toEqual(['one\ntwo']);
    const long = `one ${'a'.repeat(4088)} end`;
    const place = { botId, chatId, messageId: world.messages - 1 };
    await transaction((db) => core(db).talk.edit(place, { type: 'text', text: long }));
    await served();
    // The old words stay where they are, and the new ones reply to them.
    expect(wordsIn(desk)).toEqual(['one\ntwo', expect.stringContaining(long)]);

    world.now.telegram.world.fault({ method: 'sendMessage', kind: '400', description: 'message is too long' });
    await transaction(async (db) => {
      for (const word of ['three', 'four', 'five']) await says(db, ticketId, chatId, word);
    });
    await served();
    expect(wordsIn(desk).slice(2)).toEqual(['three', 'four\nfive']);
  });

  it('show in a topic made anew what a person changed after the topic was deleted', async () => {
    const desk = group();
    const ticketId = await asks('my number');
    const { chatId } = await world.now.database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    serve([desk]);
    await served();
    const topic = { chat_id: desk.id, message_thread_id: desk.topics()[0]?.threadId };
    await world.now.transport.call('deleteForumTopic', topic, AbortSignal.timeout(5000));
    const place = { botId, chatId, messageId: world.messages };
    await transaction((db) => core(db).talk.edit(place, { type: 'text', text: 'my number ends with 69' }));
    await served();
    expect(wordsIn(desk)).toEqual([expect.stringContaining('my number ends with 69')]);
  });

  it('show new words however many of the old ones were changed', async () => {
    const { prisma } = world.now.database;
    const desk = group();
    const ticketId = await asks('first');
    serve([desk]);
    await served();
    const copy = await prisma.ticketCopy.findFirstOrThrow();
    const [createdAt, content] = [world.now.clock.now(), { type: 'text' as const, text: 'changed' }];
    const changed = {
      ...{ ticketId, botId, author: 'person', audience: 'desk', via: 'chat' },
      copyId: copy.id,
      content,
    };
    await prisma.ticketMessage.createMany({
      data: Array.from({ length: 300 }, () => ({ ...changed, createdAt, editedAt: createdAt })),
    });
    const shown = await prisma.ticketMessage.findMany({ where: { copyId: copy.id }, orderBy: { id: 'asc' } });
    const hash = fingerprint(shown.map((one) => line(0, { id: one.id, content: Content.parse(one.content) })));
    await prisma.ticketCopy.update({ where: { id: copy.id }, data: { hash } });
    const { chatId } = await prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    await transaction((db) => says(db, ticketId, chatId, 'and after all that'));
    await served();
    expect(wordsIn(desk)).toEqual(['first', 'and after all that']);
  });

  it('whose answer from Telegram was lost come again as they were, are called that, and are in no hurry', async () => {
    // How long it waits is counted on this clock: also where the machine takes its time.
    world.now.clock = new StillClock();
    const desk = group();
    const ticketId = await asks('hello');
    const { chatId } = await world.now.database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    serve([desk]);
    await served();
    const repeat = texts.plain('ru', 'desk-maybe-again');
    world.now.telegram.world.fault({ method: 'sendMessage', kind: 'lost-answer', times: 3 });
    await transaction(async (db) => {
      for (const word of ['one', 'two']) await says(db, ticketId, chatId, word);
    });
    const waits: number[] = [];
    for (let lost = 1; lost <= 3; lost += 1) {
      const ticket = await eventually('a lost answer', async () => {
        const found = await world.now.database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
        return found.syncAttempts === lost && found.syncAfter && found;
      });
      waits.push((ticket.syncAfter?.getTime() ?? 0) - world.now.clock.now().getTime());
      // Said meanwhile: it is no repeat, and shares no message with one.
      await transaction((db) => says(db, ticketId, chatId, `later ${lost}`));
      world.now.clock.move(60_000);
    }
    await served();
    expect(wordsIn(desk).slice(1)).toEqual([
      'one\ntwo',
      ...Array.from({ length: 3 }, () => `${repeat}\none\ntwo`),
      'later 1\nlater 2\nlater 3',
    ]);
    expect(waits).toEqual([...waits].sort((one, other) => one - other));
    expect(waits.at(-1)).toBeGreaterThan(2 * (waits[0] ?? 0));
    expect(await world.now.database.prisma.ticketMessage.count({ where: { NOT: { unsureAt: null } } })).toBe(0);
  });

  it('wait for nobody whose ticket fails again and again', async () => {
    const desk = group();
    const broken = await asks('broken');
    await world.now.database.prisma.ticketMessage.updateMany({
      where: { ticketId: broken },
      data: { content: { type: 'riddle' } },
    });
    await asks('whole');
    serve([desk]);
    await eventually('the other', () => wordsIn(desk).includes('whole'));
    const { syncAttempts, syncSince } = await eventually('its failures', async () => {
      const ticket = await world.now.database.prisma.ticket.findUniqueOrThrow({ where: { id: broken } });
      return ticket.syncAfter && ticket;
    });
    expect(syncAttempts).toBeGreaterThan(1);
    expect(syncSince).not.toBeNull();
    expect(world.now.lines.join('')).toContain('a ticket cannot be shown');
  });
});
