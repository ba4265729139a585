import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ChatMessage, GroupMember } from '#bot/sandbox/telegram/world.ts';
import type { Actor } from '#tests/support/actor.ts';
import { type Asking, asked, inTopic, seenIn, shownText } from '#tests/support/operators.ts';
import { BotProcess } from '#tests/support/process.ts';
import { words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

interface Deadly {
  method: string;
  chatId?: number;
}

/** One story: each part begins with what the part before it left, and the bot is killed within Telegram's calls, not at random. */
describe('kill -9 in every call of the helpdesk', () => {
  const say = words('ru');
  const desk = words('ru');
  let world: World;
  let bot: BotProcess;
  let olga: GroupMember;
  let anna: Actor;
  let asking: Asking;
  beforeAll(async () => {
    world = await World.open({ helpdesk: true, house: 'elsewhere' });
    bot = await BotProcess.start(world.settings);
    world.url = bot.url;
    olga = world.operator();
    anna = await world.person();
    await anna.opens('/start isu').opens('/helpdesk');
  });
  afterAll(async () => {
    await bot?.kill9();
    await world?.close();
  });

  /** The next such call kills the bot: before Telegram has done anything, or when it has, with the answer still on its way. */
  function dies(when: 'before' | 'after', { method, chatId }: Deadly): Promise<void> {
    return new Promise((resolve) => {
      const kind = when === 'before' ? ('reset' as const) : ('slow' as const);
      const onMet = () => resolve(bot.kill9());
      world.telegram.fault({ method, ...(chatId === undefined ? {} : { chatId }), kind, delayMs: 20, onMet });
    });
  }

  /** Another process, over the other framework than the one before. @param ready false: it may die before it is */
  async function lives(ready = true): Promise<void> {
    const { settings } = bot;
    settings.BOT_FRAMEWORK = settings.BOT_FRAMEWORK === 'grammy' ? 'telegraf' : 'grammy';
    await bot.restart({ ready });
  }

  /** Lets it die of one call after the other, with a new life in between; it lives when this resolves. */
  async function diesOf(calls: ['before' | 'after', Deadly][], begins: () => unknown): Promise<void> {
    const [first, ...others] = calls;
    if (!first) return;
    let dead = dies(...first);
    begins();
    for (const next of others) {
      await dead;
      dead = dies(...next);
      await lives(false);
    }
    await dead;
    await lives();
  }

  const inGroup = (method: string): Deadly => ({ method, chatId: world.desk.id });
  const inChat = (method: string): Deadly => ({ method, chatId: anna.person.id });

  const receives = (pattern: RegExp): Promise<ChatMessage> =>
    eventually(`${pattern} in ${anna.transcript()}`, () =>
      anna.person.chat.findLast((message) => message.from === 'bot' && pattern.test(shownText(message))),
    );
  const inTheChat = (pattern: RegExp): number =>
    anna.person.chat.filter((message) => message.from === 'bot' && pattern.test(shownText(message))).length;
  const inTheTopic = (pattern: RegExp): number =>
    inTopic(world.desk, asking.topic).filter(
      (message) => message.from === 'bot' && !message.buttons?.length && pattern.test(shownText(message)),
    ).length;
  const linked = (where: { albumId?: { not: null }; author: string }) =>
    world.database.prisma.ticketMessage.findMany({ where, include: { copy: true }, orderBy: { id: 'asc' } });

  it('makes one topic, and shows the words', { timeout: 240_000 }, async () => {
    const { prisma, pool } = world.database;
    // Whether Telegram got a call that was cut off nobody knows: a while is given to it to tell. Here it ends when the test says so.
    const whileGiven = (change: string) =>
      pool.query(`UPDATE "Ticket" SET "topicClaimedAt" = "topicClaimedAt" + $1::interval, "syncAfter" = NULL`, [
        change,
      ]);
    let dead = dies('before', inGroup('createForumTopic'));
    anna.person.send('The first words');
    await dead;
    await whileGiven('1 hour');
    await lives();
    await eventually('the while to be given', () => prisma.ticket.findFirst({ where: { NOT: { syncAfter: null } } }));
    expect(world.desk.topics()).toHaveLength(0);
    dead = dies('after', inGroup('createForumTopic'));
    await whileGiven('-2 hours');
    await dead;
    await whileGiven('1 hour');
    await diesOf([['after', inGroup('sendMessage')]], () => lives(false));
    // The card was sent, and will be again: nobody knows it.
    asking = await asked(world, anna);
    await seenIn(world.desk, asking.topic, /The first words/);
    await diesOf(
      [
        ['before', inGroup('sendMessage')],
        ['after', inGroup('sendMessage')],
      ],
      () => anna.person.send('The second words'),
    );
    await seenIn(world.desk, asking.topic, /The second words/);
    await world.quiet();

    expect(world.desk.topics()).toHaveLength(1);
    expect(await prisma.ticket.count()).toBe(1);
    expect((await linked({ author: 'person' })).map(({ copy }) => copy?.chatId)).toEqual([
      BigInt(world.desk.id),
      BigInt(world.desk.id),
    ]);
    expect(inTheTopic(/The first words/)).toBe(1);
    // Telegram had it when the process died, and cannot be asked: so it comes once more, and only once.
    expect(inTheTopic(/The second words/)).toBe(2);
    expect(inTopic(world.desk, asking.topic).filter(({ buttons }) => buttons?.length)).toHaveLength(2);
  });

  it('keeps what an operator answers, and sends it', { timeout: 240_000 }, async () => {
    await diesOf(
      [
        // Telegram is asked for the operator's rank before anything is kept.
        ['before', inGroup('getChatAdministrators')],
        ['before', inChat('sendMessage')],
        ['after', inChat('sendMessage')],
      ],
      () => olga.send('The first answer', { thread: asking.topic }),
    );
    await receives(/The first answer/);
    olga.send('The second answer', { thread: asking.topic });
    await receives(/The second answer/);
    await world.quiet();
    expect(inTheChat(/The first answer/)).toBe(2);
    expect(inTheChat(/The second answer/)).toBe(1);
    const kept = await linked({ author: 'operator' });
    expect(kept.map(({ copy, failedAt }) => [copy?.chatId, failedAt])).toEqual([
      [BigInt(anna.person.id), null],
      [BigInt(anna.person.id), null],
    ]);
    // The link is to the copy that came last: an edit changes that one.
    expect(kept[0]?.copy?.messageId).toBe((await receives(/The first answer/)).messageId);
  });

  it('tears no album', { timeout: 240_000 }, async () => {
    const album = (caption: string) => [{ kind: 'photo' as const, caption }, { kind: 'photo' as const }];
    const { pool } = world.database;
    const bothKept = (author: string) =>
      eventually('the album', async () => (await linked({ author, albumId: { not: null } }))[1]);
    // Pictures that come too far apart are shown one by one. On a slow machine they do: so nothing is shown until both are there.
    await pool.query(`UPDATE "Ticket" SET "syncAfter" = now() + interval '1 hour'`);
    anna.person.sendAlbum(album('Both of my pages'));
    await bothKept('person');
    await diesOf([['after', inGroup('sendMediaGroup')]], () => pool.query('UPDATE "Ticket" SET "syncAfter" = NULL'));
    await seenIn(world.desk, asking.topic, /Both of my pages/);

    // Of the operators' album everything is kept, and nothing on its way: it waits for more of it.
    await pool.query(
      `CREATE FUNCTION waits() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.run_at := now() + interval '1 hour'; RETURN NEW; END $$;
       CREATE TRIGGER waits BEFORE INSERT OR UPDATE OF run_at ON graphile_worker._private_jobs
         FOR EACH ROW WHEN (NEW.key LIKE 'desk-album:%') EXECUTE FUNCTION waits()`,
    );
    olga.sendAlbum(album('Both of our pages'), { thread: asking.topic });
    await bothKept('operator');
    await bot.kill9();
    await pool.query(
      `DROP TRIGGER waits ON graphile_worker._private_jobs;
       UPDATE graphile_worker._private_jobs SET run_at = now() WHERE key LIKE 'desk-album:%'`,
    );
    await diesOf([['after', inChat('sendMediaGroup')]], () => lives(false));
    await receives(/Both of our pages/);
    await world.quiet();

    for (const author of ['person', 'operator']) {
      const kept = await linked({ author, albumId: { not: null } });
      expect(kept).toHaveLength(2);
      const there = author === 'person' ? inTopic(world.desk, asking.topic) : anna.person.chat;
      const copies = kept.map(({ copy }) => there.find(({ messageId }) => messageId === copy?.messageId));
      expect(new Set(copies.map((copy) => copy?.albumId)).size).toBe(1);
      // At worst the whole of it comes once more.
      expect(there.filter(({ from, photo }) => from === 'bot' && photo)).toHaveLength(4);
    }
  });

  it('closes, bids farewell and takes the rating, each once', { timeout: 240_000 }, async () => {
    const { prisma } = world.database;
    await diesOf(
      [
        ['before', { method: 'answerCallbackQuery' }],
        ['after', inGroup('closeForumTopic')],
      ],
      () => olga.press(desk.button('desk-close'), asking.card),
    );
    const farewell = await receives(say.text('helpdesk-rate'));
    await world.quiet();
    await diesOf(
      [
        ['before', { method: 'answerCallbackQuery' }],
        ['after', inGroup('editMessageText')],
      ],
      () => anna.person.press(say.button('helpdesk-rate', { stars: 5 }), farewell.messageId),
    );
    await receives(say.text('helpdesk-rated', { stars: '5' }));
    await world.quiet();

    expect(await prisma.ticket.findFirst()).toMatchObject({ closedBy: 'operator', rating: 5, openKey: null });
    expect(await prisma.deskEvent.count({ where: { action: 'ticket.closed' } })).toBe(1);
    // Changed in its place when it was rated.
    expect(inTheChat(say.text('helpdesk-rate')) + inTheChat(say.text('helpdesk-rated', { stars: '5' }))).toBe(1);
    expect(world.desk.topics()).toMatchObject([{ closed: true, deleted: false }]);
    const card = inTopic(world.desk, asking.topic).find(({ messageId }) => messageId === asking.card);
    expect(shownText(card as ChatMessage)).toMatch(desk.text('operators-card-rating', { stars: '★★★★★' }));
  });
});
