import { afterAll, describe, expect, it } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { days, minutes } from '#core/clock.ts';
import { ANSWER_FRESH, type NewQuestion, PER_CHAT, QUESTION_FRESH, questions } from '#core/faq/questions.ts';
import { testDatabase } from '#tests/support/database.ts';
import { MovableClock } from '#tests/support/world.ts';

const database = await testDatabase();
const { prisma } = database;
afterAll(() => database.close());

const clock = new MovableClock();
const within = <T>(work: (core: ReturnType<typeof questions>) => Promise<T>): Promise<T> =>
  prisma.$transaction((db) => work(questions({ db, clock })));

let chats = 0;
function newChat(): ChatRef {
  chats += 1;
  return { botId: 9n, chatId: BigInt(chats) };
}

const asks = (chat: ChatRef, question: Partial<NewQuestion> = {}) =>
  within((core) =>
    core.record({
      ...{ chat, institutionId: 'isu', language: 'ru', text: 'где мой QR', outcome: 'answer', intent: 'isu.qr_where' },
      ...question,
    }),
  );
const row = (id: number) => prisma.question.findUniqueOrThrow({ where: { id } });

describe('a question', () => {
  it('is kept with what came of it', async () => {
    const chat = newChat();
    const id = await asks(chat, { text: 'x'.repeat(900) });
    expect(await row(id)).toMatchObject({ ...chat, outcome: 'answer', intent: 'isu.qr_where', helped: null });
    expect((await row(id)).text).toHaveLength(500);
    expect(await within((core) => core.helped(chat, id))).toBe(true);
    expect(await within((core) => core.helped(chat, id))).toBe(false);
    expect((await row(id)).helped).toBe(true);
  });

  it('is answered again only where the answer is not there any more, another was given since, or it helped', async () => {
    const [chat, other] = [newChat(), newChat()];
    const repeated = (whose: ChatRef) => within((core) => core.isRepeated(whose, 'isu.qr_where'));
    expect(await repeated(chat)).toBe(false);
    const id = await asks(chat);
    expect([await repeated(chat), await repeated(other)]).toEqual([true, false]);
    await within((core) => core.helped(chat, id));
    expect(await repeated(chat)).toBe(false);
    await within((core) => core.notHelped(chat, id));
    expect(await repeated(chat)).toBe(true);
    clock.move(minutes(5));
    expect(await repeated(chat)).toBe(false);
    await asks(chat);
    await asks(chat, { intent: 'isu.mobile_app' });
    expect(await repeated(chat)).toBe(false);
  });

  it('is nobody’s but its chat’s', async () => {
    const [chat, other] = [newChat(), newChat()];
    const id = await asks(chat);
    for (const stranger of [other, { ...chat, botId: 8n }]) {
      expect(await within((core) => core.helped(stranger, id))).toBe(false);
      expect(await within((core) => core.notHelped(stranger, id))).toBeNull();
      expect(await within((core) => core.show(stranger, id, 'isu.mobile_app'))).toBeNull();
      expect(await within((core) => core.unhelped(stranger, 'isu'))).toEqual({ unhelped: [], unanswered: [] });
    }
    expect(await row(id)).toMatchObject({ helped: null, intent: 'isu.qr_where' });
  });

  it('counts each answer that did not help, once, for a day', async () => {
    const chat = newChat();
    const first = await asks(chat);
    expect(await within((core) => core.notHelped(chat, first))).toMatchObject({
      ...{ news: true, times: 1, shown: ['isu.qr_where'] },
    });
    expect(await within((core) => core.notHelped(chat, first))).toMatchObject({ news: false, times: 1 });
    const again = await within((core) => core.show(chat, first, 'isu.mobile_app'));
    expect(again).not.toBe(first);
    expect(await within((core) => core.show(chat, first, 'isu.mobile_app'))).toBe(again);
    const twice = await within((core) => core.notHelped(chat, again ?? 0));
    expect(twice).toMatchObject({ news: true, times: 2 });
    expect(twice?.shown.sort()).toEqual(['isu.mobile_app', 'isu.qr_where']);
    clock.move(days(1) + 1000);
    expect(await within(async (core) => core.notHelped(chat, await core.record({ ...anew(chat) })))).toMatchObject({
      times: 1,
    });
  });

  it('takes the article that is chosen from an offer', async () => {
    const chat = newChat();
    const id = await asks(chat, { outcome: 'suggest', intent: null });
    expect(await within((core) => core.show(chat, id, 'isu.mobile_app'))).toBe(id);
    expect(await within((core) => core.show(chat, id, 'isu.mobile_app'))).toBe(id);
    expect((await row(id)).intent).toBe('isu.mobile_app');
    expect(await prisma.question.count({ where: chat })).toBe(1);
  });

  it('goes to the helpdesk unless an answer helped: each text once, and what merely wished for a human not at all', async () => {
    const chat = newChat();
    const helped = await asks(chat, { text: 'помогло' });
    await within((core) => core.helped(chat, helped));
    await asks(chat, { text: 'без ответа' });
    await asks(chat, { text: 'неизвестное', outcome: 'none', intent: null });
    const not = await asks(chat, { text: 'не помогло' });
    await within((core) => core.notHelped(chat, not));
    for (const text of ['позовите человека', 'позовите человека']) {
      await asks(chat, { text, outcome: 'human', intent: null });
    }
    // However it was understood, and however many words it takes.
    await asks(chat, { text: 'I want to talk to a human', outcome: 'human', intent: null });
    await asks(chat, { text: 'Позовите человека, пожалуйста, я хочу поговорить с живым оператором', outcome: 'none' });
    for (const text of [
      'you are useless; can I speak to a real person plz',
      'Ты бесполезный бот!! дайте живого человека',
    ]) {
      await asks(chat, { text, outcome: 'human', intent: null });
    }
    const story = 'позовите человека, у меня второй день не открывается дверь в общежитие';
    await asks(chat, { text: story, outcome: 'human', intent: null });
    const lately = () => within((core) => core.unhelped(chat, 'isu'));
    expect(await lately()).toEqual({ unhelped: ['не помогло'], unanswered: ['неизвестное', story] });
    clock.move(1000);
    const ticket = { reason: 'asked', language: 'ru', facts: {}, createdAt: clock.now() };
    await prisma.ticket.create({ data: { ...chat, institutionId: 'isu', ...ticket } });
    clock.move(1000);
    expect(await lately()).toEqual({ unhelped: [], unanswered: [] });
    await asks(chat, { text: 'новое', outcome: 'none', intent: null });
    expect(await lately()).toEqual({ unhelped: [], unanswered: ['новое'] });
    // A further trouble of the open ticket took that along, too.
    clock.move(1000);
    const { id: ticketId } = await prisma.ticket.findFirstOrThrow({ where: chat });
    const trouble = { type: 'trouble', reason: 'faq.unhelpful', facts: { unanswered: 'новое' } };
    const line = { ticketId, botId: chat.botId, author: 'house', audience: 'desk', via: 'house', content: trouble };
    await prisma.ticketMessage.create({ data: { ...line, createdAt: clock.now() } });
    expect(await lately()).toEqual({ unhelped: [], unanswered: [] });
    await asks(chat, { text: 'ещё одно', outcome: 'none', intent: null });
    expect(await lately()).toEqual({ unhelped: [], unanswered: ['ещё одно'] });
    clock.move(days(1) + 1000);
    expect(await lately()).toEqual({ unhelped: [], unanswered: [] });
  });

  it('is what “that did not help” is about, while it is the newest', async () => {
    const chat = newChat();
    const id = await asks(chat);
    expect(await within((core) => core.last(chat))).toMatchObject({ id });
    expect(await within((core) => core.last(newChat()))).toBeNull();
    clock.move(ANSWER_FRESH + 1000);
    expect(await within((core) => core.last(chat))).toBeNull();
    await asks(chat);
    await asks(chat, { outcome: 'none', intent: null });
    expect(await within((core) => core.last(chat))).toBeNull();
  });

  it('goes to no other institution’s helpdesk than that where it was asked', async () => {
    const chat = newChat();
    const none = { outcome: 'none', intent: null } as const;
    await asks(chat, { text: 'кто угодно', institutionId: null, ...none });
    await asks(chat, { text: 'сын Пётр из 5А', institutionId: 'eljur', ...none });
    await asks(chat, { text: 'пропуск', institutionId: 'isu', ...none });
    expect(await within((core) => core.unhelped(chat, 'isu'))).toMatchObject({ unanswered: ['кто угодно', 'пропуск'] });
    expect(await within((core) => core.unhelped(chat, 'eljur'))).toMatchObject({
      unanswered: ['кто угодно', 'сын Пётр из 5А'],
    });
  });

  it('goes there with the newest five only', async () => {
    const chat = newChat();
    for (const text of '1234567') await asks(chat, { text, outcome: 'none', intent: null });
    expect((await within((core) => core.unhelped(chat, 'isu'))).unanswered).toEqual(['3', '4', '5', '6', '7']);
  });

  it('takes a late choice of the offered only while the person waits for nothing else', async () => {
    const offered = async () => {
      const chat = newChat();
      const place = { language: 'ru', journey: 'home', step: 'home', createdAt: clock.now(), screen: 3 };
      await prisma.conversation.create({ data: { ...chat, ...place } });
      return { chat, id: await asks(chat, { outcome: 'suggest', intent: null }) };
    };
    const sharpens = ({ chat, id }: { chat: ChatRef; id: number }, screen = 3) =>
      within((core) => core.sharpened(chat, { questionId: id, intent: 'isu.mobile_app', screen }));

    const waiting = await offered();
    expect(await sharpens({ ...waiting, chat: (await offered()).chat })).toBe(false);
    expect(await sharpens(waiting, 2)).toBe(false);
    expect(await sharpens(waiting)).toBe(true);
    expect(await row(waiting.id)).toMatchObject({ intent: 'isu.mobile_app', helped: null });
    expect(await sharpens(waiting)).toBe(false);

    const unhelped = await offered();
    await within((core) => core.notHelped(unhelped.chat, unhelped.id));
    expect(await sharpens(unhelped)).toBe(false);
    const another = await offered();
    await asks(another.chat);
    expect(await sharpens(another)).toBe(false);
    const old = await offered();
    clock.move(QUESTION_FRESH + 1000);
    expect(await sharpens(old)).toBe(false);
  });

  it('that is opened from the list again is the same', async () => {
    const chat = newChat();
    const opens = () =>
      within((core) =>
        core.read({ chat, institutionId: null, language: 'en', text: 'Where is my QR', intent: 'isu.qr_where' }),
      );
    expect(await opens()).toBe(await opens());
    expect(await prisma.question.count({ where: chat })).toBe(1);
  });

  it('fills no table: of a flood only the newest is kept', async () => {
    const chat = newChat();
    for (let count = 0; count < PER_CHAT.max + 5; count += 1) await asks(chat, { text: `question ${count}` });
    expect(await prisma.question.count({ where: chat })).toBe(PER_CHAT.max);
    const newest = await prisma.question.findFirst({ where: chat, orderBy: { id: 'desc' } });
    expect(newest?.text).toBe(`question ${PER_CHAT.max + 4}`);
  });
});

const anew = (chat: ChatRef): NewQuestion => ({
  ...{ chat, institutionId: null, language: 'en', text: 'x', outcome: 'answer', intent: 'isu.qr_where' },
});
