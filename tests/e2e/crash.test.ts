import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { fill } from '#bot/delivery/fill.ts';
import { connect } from '#prisma/connect.ts';
import { openDatabase } from '#prisma/open.ts';
import { type Actor, textOf } from '#tests/support/actor.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { passText } from '#tests/support/pass.ts';
import { BotProcess } from '#tests/support/process.ts';
import { eventually, World } from '#tests/support/world.ts';

/** Something that a person does, and what they must read afterwards, however often the bot dies in between. */
interface Step {
  does: string;
  /** In the chat. It reaches Telegram also while the bot is away. */
  inChat?: () => Promise<() => unknown>;
  /** On a page or by telephone. Whoever gets no answer does it again; true when it has had its effect. */
  outside?: () => Promise<boolean>;
  reads: RegExp;
}

const MAIL = 'anna.crash@example.org';
const CORPORATE = 'anna.crash@student.sechenov.ru';
const LINE = '+78005553535';

/** The whole way of a student at the university. */
function journey(world: World, anna: Actor): Step[] {
  const press = (label: string | RegExp) => async () => {
    const { message, button } = await anna.button(label);
    return () => anna.person.press(button.text, message.messageId);
  };
  const page = async (open: () => Promise<{ status: number }>): Promise<boolean> => {
    const answer = await open().catch(() => null);
    // Gone: the first answer was lost on its way, its effect was not.
    return answer !== null && (answer.status === 200 || answer.status === 410);
  };
  return [
    { does: 'opens the chat', inChat: async () => () => anna.person.start(), reads: /Куда вы регистрируетесь/ },
    { does: 'chooses the university', inChat: press('Сеченовский университет'), reads: /Согласны на их обработку/ },
    { does: 'consents', inChat: press('Согласен(на), продолжить'), reads: /номер/ },
    { does: 'shares the number', inChat: async () => () => anna.person.shareContact(), reads: /Позвоните сюда/ },
    {
      does: 'rings',
      outside: async () => (await world.telephone.call({ from: anna.phone, to: LINE })).outcome === 'answered',
      reads: /Напишите адрес вашей электронной почты/,
    },
    {
      does: 'types the e-mail',
      inChat: async () => () => anna.person.send(MAIL),
      reads: /Отправил письмо на anna\.crash@example/,
    },
    {
      does: 'opens the link of the letter',
      outside: async () => {
        const { link } = await world.letter(MAIL);
        return page(() => world.confirms(link));
      },
      reads: new RegExp(anna.name),
    },
    { does: 'confirms the name', inChat: press('Да, это я'), reads: /парол/i },
    {
      does: 'sets the password',
      outside: async () => {
        const { button } = await anna.button('🔑 Придумать пароль');
        return page(() => world.setsPassword(button.url ?? '', 'correct horse battery staple 7'));
      },
      reads: /Вы зарегистрированы/,
    },
    {
      does: 'begins with the corporate address',
      inChat: press(/Привязать @student/),
      reads: /Напишите ваш корпоративный адрес/,
    },
    {
      does: 'types it',
      inChat: async () => () => anna.person.send(CORPORATE),
      reads: /Отправил письмо на anna\.crash@student/,
    },
    {
      does: 'types the code of the letter',
      inChat: async () => {
        const { code } = await world.letter(CORPORATE);
        return () => anna.person.send(code);
      },
      reads: /привязана/,
    },
  ];
}

/** Each effect of the journey is in the database, and once. */
async function onceEach(world: World): Promise<void> {
  await world.quiet();
  const { prisma } = world.database;
  expect({
    conversations: await prisma.conversation.count(),
    consents: await prisma.consent.count(),
    registrations: await prisma.registration.count(),
    completed: await prisma.registration.count({ where: { NOT: { completedAt: null } } }),
    accounts: await prisma.account.count(),
    identifiers: (await prisma.identifier.findMany({ orderBy: { kind: 'asc' } })).map(({ kind }) => kind),
    calls: await prisma.verification.count({ where: { kind: 'call' } }),
    links: await prisma.verification.count({ where: { kind: 'link' } }),
    confirmed: await prisma.verification.count({ where: { NOT: { confirmedAt: null } } }),
    tickets: await prisma.ticket.count(),
  }).toEqual({
    ...{ conversations: 1, consents: 1, registrations: 1, completed: 1, accounts: 1 },
    identifiers: ['phone', 'email', 'corporate_email'],
    ...{ calls: 1, links: 2, confirmed: 3, tickets: 0 },
  });
}

async function undisturbed({ does, inChat, outside }: Step, anna: Actor): Promise<void> {
  const act = await inChat?.();
  if (act)
    await anna.does(() => {
      act();
    });
  else expect(await outside?.(), does).toBe(true);
}

/** Does a step that the bot does not survive: it is killed so long after, and started again. */
async function killedAfter(milliseconds: number, step: Step, anna: Actor, bot: BotProcess): Promise<void> {
  const { inChat, outside } = step;
  const crash = async () => {
    await sleep(milliseconds);
    await bot.restart();
  };
  if (inChat) {
    const act = await inChat();
    const crashed = anna.does(() => {
      act();
    });
    await Promise.all([crash(), crashed]);
  }
  if (outside) {
    const [done] = await Promise.all([outside(), crash()]);
    if (!done) expect(await outside(), `${step.does}, for the second time`).toBe(true);
  }
}

/** Does a step while there is no bot at all. */
async function whileAway(step: Step, anna: Actor, bot: BotProcess): Promise<void> {
  const act = await step.inChat?.();
  await bot.kill9();
  if (act)
    await Promise.all([
      anna.does(() => {
        act();
      }),
      bot.restart(),
    ]);
  else {
    await bot.restart();
    expect(await step.outside?.(), step.does).toBe(true);
  }
}

/** From the moment of the act on: before it is taken, while its effect is written, while the answer goes out. */
const MOMENTS = [0, 5, 12, 20, 30, 45, 60, 80, 110, 150, 200, 300];

describe.each(['grammy', 'telegraf'] as const)('kill -9 at every step over %s', (framework) => {
  let world: World;
  let bot: BotProcess;
  beforeAll(async () => {
    world = await World.open({ framework, house: 'elsewhere' });
    bot = await BotProcess.start(world.settings);
    world.url = bot.url;
  });
  afterAll(async () => {
    await bot?.kill9();
    await world?.close();
  });

  it('loses nothing and does nothing twice, to the QR that the gate accepts', { timeout: 400_000 }, async () => {
    const anna = await world.person();
    for (const [at, step] of journey(world, anna).entries()) {
      // At every second step over grammY the bot is away, over telegraf it lives; each framework dies at moments of its own.
      const moment = MOMENTS[(at + (framework === 'grammy' ? 0 : 6)) % MOMENTS.length] ?? 0;
      if (framework === 'grammy' && at % 2 === 1) await whileAway(step, anna, bot);
      else if (framework === 'telegraf' && at % 2 === 0) await undisturbed(step, anna);
      else await killedAfter(moment, step, anna, bot);
      await anna.expects(step.reads);
      if (framework === 'grammy' && at % 4 === 0) await bot.restart();
    }

    await anna.presses('🔄 Обновить');
    const gate = await world.gate();
    expect(await gate(passText((await anna.picture()).bytes))).toMatchObject({ result: 'OK', holder: anna.name });
    await onceEach(world);
    expect(anna.transcript()).not.toMatch(/сломал|ошибк/i);
    expect(world.mailbox.letters().filter(({ to }) => to === MAIL).length).toBeLessThanOrEqual(2);
  });
});

describe('kill -9 in the middle of delivery', () => {
  let world: World;
  let bot: BotProcess;
  let anna: Actor;
  beforeAll(async () => {
    world = await World.open({ house: 'elsewhere' });
    bot = await BotProcess.start(world.settings);
    anna = await world.person();
    await anna.opens('/start');
  });
  afterAll(async () => {
    await bot?.kill9();
    await world?.close();
  });

  const told = (): string[] => anna.said().map(textOf);

  /** Lets the bot decide some messages, told apart by their words. */
  async function decides(words: string[]): Promise<void> {
    const conversation = await world.database.prisma.conversation.findFirstOrThrow();
    const chat = { botId: conversation.botId, chatId: conversation.chatId };
    await world.database.prisma.$transaction((db) =>
      fill(
        db,
        { now: () => new Date() },
        chat,
        words.map((html) => ({ op: 'send', html })),
      ),
    );
  }

  afterEach(() => world.telegram.clearFaults());

  it.each([{ kind: 'slow', delayMs: 1500 }, { kind: 'lost-answer' }, { kind: 'reset' }] as const)(
    'loses no message and keeps their order when Telegram is $kind',
    async (fault) => {
      const words: string[] = [];
      for (const wait of [400, 50]) {
        const more = Array.from({ length: 6 }, (_, at) => `${fault.kind} ${words.length + at + 1}`);
        words.push(...more);
        world.telegram.fault({ method: 'sendMessage', times: 2, ...fault });
        await decides(more);
        // Under way, or over already: the moments are for the chance to hit, the order must hold at any of them.
        await eventually('the delivery to begin', async () => {
          const { senderId } = await world.database.prisma.conversation.findFirstOrThrow();
          return senderId !== null || (await world.database.prisma.outbox.count()) < more.length;
        });
        await sleep(wait);
        await bot.restart();
      }
      await eventually('all of them', () => words.every((word) => told().includes(word)));
      const mine = told().filter((text) => words.includes(text));
      // What was on its way when the bot died may come again, and so does what Telegram took and did not say so; nothing overtakes anything.
      expect([...new Set(mine)]).toEqual(words);
      const [deaths, unsaid] = [2, fault.kind === 'lost-answer' ? 4 : 0];
      expect(mine.length).toBeLessThanOrEqual(words.length + deaths + unsaid);
      await eventually('an empty outbox', async () => (await world.database.prisma.outbox.count()) === 0);
    },
  );
});

describe('kill -9 without a database server', () => {
  let world: World;
  let bot: BotProcess;
  beforeAll(async () => {
    // Made once, to learn how it is reached; the connection is opened only when the bot has it open.
    const dataDir = mkdtempSync(join(tmpdir(), 'propusk-crash-'));
    const { connection, close } = await openDatabase({ dataDir });
    await close();
    const joined = connect(connection, { poolSize: 2 });
    const database: TestDatabase = {
      ...joined,
      url: '',
      concurrent: false,
      async close() {
        await joined.close();
        rmSync(dataDir, { recursive: true, force: true });
      },
    };
    world = await World.open({ house: 'elsewhere', database, settings: { DATABASE_URL: '', DATA_DIR: dataDir } });
    bot = await BotProcess.start(world.settings);
    world.url = bot.url;
  });
  afterAll(async () => {
    await bot?.kill9();
    await world?.close();
  });

  it('keeps all data over three crashes', { timeout: 240_000 }, async () => {
    const anna = await world.person();
    for (const [at, step] of journey(world, anna).entries()) {
      if (at === 3) await killedAfter(30, step, anna, bot);
      else if (at === 5) await whileAway(step, anna, bot);
      else if (at === 8) await killedAfter(200, step, anna, bot);
      else await undisturbed(step, anna);
      await anna.expects(step.reads);
    }
    const gate = await world.gate();
    expect(await gate(passText((await anna.picture()).bytes))).toMatchObject({ result: 'OK', holder: anna.name });
    await onceEach(world);
  });
});
