import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIntake } from '#bot/intake/intake.ts';
import { allSteps, findStep } from '#bot/journeys/journeys.ts';
import { systemClock } from '#core/clock.ts';
import { createCore } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import { createFaq } from '#core/faq/create-faq.ts';
import type { Sent } from '#core/helpdesk/content.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { News } from '#core/news.ts';
import { createSecrets } from '#core/secrets.ts';
import { loadTexts } from '#locales/texts.ts';
import { type TestDatabase, testDatabase } from '#tests/support/database.ts';

const secrets = createSecrets(Buffer.alloc(32, 1));
const texts = loadTexts();
const olga = { id: '700', name: 'Ольга', senior: false };

let database: TestDatabase;
let schoolId = '';
beforeAll(async () => {
  database = await testDatabase();
  const school = { institutionId: 'eljur', slug: '1399', number: '1399', name: 'Школа № 1399', host: '1399.eljur.ru' };
  ({ id: schoolId } = await database.prisma.school.create({ data: { ...school, region: 'Москва' } }));
  const since = { createdAt: new Date(), linkExpiresAt: new Date(), acceptedAt: new Date() };
  await database.prisma.curator.create({
    data: { institutionId: 'eljur', schoolId, name: 'Орлова Вера', ...since, botId: 7n, chatId: 9999n },
  });
});
afterAll(() => database.close());

const core = (db: Db) =>
  createCore({
    db,
    clock: systemClock,
    secrets,
    jobs: sqlJobs(db),
    line: { kind: 'static', numbers: ['+78005553535'] },
  });
const inCore = <T>(work: (house: ReturnType<typeof core>) => Promise<T>): Promise<T> =>
  database.prisma.$transaction((db) => work(core(db)));

const university = ['welcome', 'register', 'authorize', 'home'];
const uuid = crypto.randomUUID();
/** What the steps keep, all in one: each takes its own out of it. */
const everything = {
  ...{ registration: uuid, call: uuid, link: uuid, account: uuid, page: uuid, invitation: uuid, enrollment: uuid },
  ...{ phone: '+79051234567', own: false, reason: 'person.not-found', ticket: 1, email: 'anna@mail.ru' },
  ...{ typed: 'anna@mial.ru', corrected: 'anna@mail.ru', role: 'student', answers: {}, browser: 'chrome' },
  ...{ journey: 'home', step: 'home', data: {}, snils: 'same' },
};
const dataFor = (journey: string, step: string): Record<string, unknown> => {
  if (`${journey}/${step}` === 'gosuslugi/result') return { snils: 'same', email: 'same', phone: 'same' };
  return ['page', 'school'].includes(step) && ['school', 'recover'].includes(journey)
    ? { school: schoolId }
    : everything;
};

let chats = 0;
/** Somebody at a step; with an open ticket unless told. */
async function somebody(journey: string, step: string, { ticket = true, data = dataFor(journey, step) } = {}) {
  chats += 1;
  const chat = { botId: 7n, chatId: BigInt(chats) };
  const institutionId = university.includes(journey) ? 'isu' : 'eljur';
  await database.prisma.conversation.create({
    data: {
      ...{ ...chat, institutionId, language: 'ru', journey, step, createdAt: new Date() },
      data: JSON.parse(JSON.stringify(data)),
    },
  });
  const open = { chat, institutionId, language: 'ru' as const, reason: 'asked' as const, facts: {} };
  const number = ticket ? await inCore(({ tickets }) => tickets.open(open)) : -1;
  let messageId = 100;
  const intake = createIntake({
    transaction: (work) => database.prisma.$transaction(work),
    arrived: async () => undefined,
    ...{ core, clock: systemClock, texts, institutions: defaultInstitutions, log: pino({ level: 'silent' }) },
    ...{ faq: () => createFaq({ articles: [], model: null }), onMessages: () => undefined },
  });
  return {
    ticket: number,
    /** @param reply to what an operator wrote */
    async says(text: string, reply = false): Promise<void> {
      messageId += 1;
      await intake.accept({
        ...{ key: `update:${chats}-${messageId}`, chat, from: { languageCode: 'ru' } },
        signal: { kind: 'text', text, messageId },
        original: {
          ...{ content: { type: 'text', text }, messageId },
          ...(reply ? { replyToMessageId: 50, replyToData: [`~helpdesk:${number}`] } : {}),
        },
      });
    },
    async sends(sent: Sent): Promise<void> {
      const { messageId, content } = sent;
      const fileId = content.type === 'media' ? content.fileId : '';
      const signal = { kind: 'picture' as const, fileId, messageId };
      await intake.accept({ key: `update:${chats}-${messageId}`, chat, signal, original: sent });
    },
    /** What was looked for in the pictures has come. @param text their QR codes' */
    async reads(text: string | null): Promise<void> {
      const rows = await database.prisma.$queryRaw<{ payload: unknown }[]>`
        SELECT payload FROM graphile_worker._private_jobs AS job
        JOIN graphile_worker._private_tasks AS task ON task.id = job.task_id
        WHERE task.identifier = 'read-picture' AND payload->>'chatId' = ${String(chat.chatId)} ORDER BY job.id`;
      for (const { payload } of rows) {
        messageId += 1;
        const { sent } = Object(payload);
        const news = News.parse({ type: 'picture-read', text, ...(sent ? { sent } : {}) });
        await intake.accept({ key: `news:${chats}-${messageId}`, chat, signal: { kind: 'news', news } });
      }
    },
    async presses(action: string): Promise<void> {
      messageId += 1;
      const { screen } = await database.prisma.conversation.findFirstOrThrow({ where: chat });
      await intake.accept({
        ...{ key: `update:${chats}-${messageId}`, chat },
        signal: { kind: 'press', data: action.startsWith('~') ? action : `${screen}:${action}`, messageId: 50 },
      });
    },
    asks: (text: string) => inCore(({ talk }) => talk.fromOperator(number, olga, { content: { type: 'text', text } })),
    /** What the operators have. */
    async passed(): Promise<unknown[]> {
      const where = { ticketId: number, author: 'person' as const };
      const rows = await database.prisma.ticketMessage.findMany({ where, orderBy: { id: 'asc' } });
      return rows.map(({ content }) => Object(content).text);
    },
    /** What the person was told since they were last looked at. */
    async told(): Promise<string> {
      const rows = await database.prisma.outbox.findMany({ where: chat, orderBy: { id: 'asc' } });
      await database.prisma.outbox.deleteMany({ where: chat });
      return rows
        .map(({ message }) => (Object(message).op === 'delete' ? '(deleted)' : Object(message).html))
        .join('\n');
    },
    async where(): Promise<string> {
      const row = await database.prisma.conversation.findFirstOrThrow({ where: chat });
      return `${row.journey}/${row.step}`;
    },
  };
}

const passedOn = (ticket: number): string => texts.html('ru', 'helpdesk-passed', { ticket: String(ticket) });

/** What people answer an operator, and no step asks for. */
const answers = [
  'группа 101',
  '2025-117',
  'меня зовут Нестор, студенческий билет 2025-117',
  'жду уже 40 минут',
  'сменил номер в 2024 году',
  'у меня почта max2@primer.ru а не эта',
  'это всё',
  'договор 12345 от 01.09.2024',
];

const open = allSteps().filter(
  ([journey, step]) =>
    !['human', 'curator'].includes(journey) && !findStep(journey, step)?.secret && journey !== 'curator-help',
);

describe('with an open ticket, at every step', () => {
  it.each(open)(
    '%s/%s: what is no answer to it goes to the operators, and the person reads that it did',
    async (journey, step) => {
      const anna = await somebody(journey, step);
      for (const [at, text] of answers.entries()) {
        await anna.asks('Уточните, пожалуйста');
        await anna.says(text);
        expect(await anna.passed()).toEqual(answers.slice(0, at + 1));
        expect(await anna.told()).toContain(passedOn(anna.ticket));
      }
    },
  );

  it.each(open)('%s/%s: without a ticket nothing is passed, and nobody is told so', async (journey, step) => {
    const anna = await somebody(journey, step, { ticket: false });
    await anna.says('жду уже 40 минут');
    expect(await anna.told()).not.toContain('Передал в поддержку');
  });

  it.each(allSteps().filter(([journey, step]) => findStep(journey, step)?.secret))(
    '%s/%s: where a password is awaited nothing typed is passed on',
    async (journey, step) => {
      const anna = await somebody(journey, step);
      await anna.asks('Уточните, пожалуйста');
      for (const text of ['2025-117', 'Summer2024']) await anna.says(text);
      expect(await anna.passed()).toEqual([]);
      expect((await anna.told()).match(/\(deleted\)/g)).toHaveLength(2);
    },
  );
});

describe('a clean answer is the step’s', () => {
  const clean: [string, string, string, string][] = [
    ['register', 'phone', '+7 905 123-45-67', 'register/call'],
    ['register', 'phone', 'Вот мой номер: 8 (905) 123 45 67', 'register/call'],
    ['register', 'unknown', '89051234567', 'register/call'],
    ['register', 'email', 'anna@primer.ru', 'register/letter'],
    ['register', 'email-typo', 'anna@mail.ru', 'register/letter'],
    ['register', 'letter', 'other@primer.ru', 'register/letter'],
    ['recover', 'ways', 'anna@primer.ru', 'recover/sent'],
    ['recover', 'email', 'anna@primer.ru', 'recover/sent'],
    ['invite', 'code', 'st4k7mx2w', 'invite/code'],
    ['school', 'entry', 'Мой код pt4k7mx2wc3a', 'invite/code'],
    // Mistyped in its beginning.
    ['invite', 'none', 'zt4k7mx2wc3a', 'invite/code'],
  ];
  it.each(clean)('%s/%s: “%s”', async (journey, step, text, to) => {
    const anna = await somebody(journey, step);
    await anna.asks('Уточните, пожалуйста');
    await anna.says(text);
    expect(await anna.passed()).toEqual([]);
    expect(await anna.told()).not.toContain(passedOn(anna.ticket));
    expect(await anna.where()).toBe(to);
  });

  it.each([
    ['register', 'letter', '482913'],
    ['register', 'known', '482 913'],
    ['invite', 'code', '482913'],
    ['gosuslugi', 'entry', '112-233-445 96'],
  ])('and what nobody else may read is passed to nobody: %s/%s, “%s”', async (journey, step, text) => {
    const anna = await somebody(journey, step);
    await anna.asks('Уточните, пожалуйста');
    await anna.says(text);
    expect(await anna.passed()).toEqual([]);
  });

  it('in a search for a school what finds one is the search’s; what finds none goes to the operators, and the person reads of both', async () => {
    const anna = await somebody('school', 'find', { data: {} });
    await anna.asks('В какой вы школе?');
    await anna.says('школа 1399');
    expect(await anna.passed()).toEqual([]);
    const told = await anna.told();
    expect(told).not.toContain(passedOn(anna.ticket));
    expect(told).toContain('Школа № 1399');
    await anna.says('лицей в Мурманске');
    expect(await anna.passed()).toEqual(['лицей в Мурманске']);
    const none = await anna.told();
    expect(none).toContain(passedOn(anna.ticket));
    expect(none).toContain(texts.html('ru', 'school-search-none', { query: 'лицей в Мурманске' }));
  });

  it('words to a curator are the curator’s', async () => {
    const data = { reason: 'asked', school: schoolId };
    const anna = await somebody('curator-help', 'ask', { data });
    await anna.asks('Уточните, пожалуйста');
    await anna.says('жду уже 40 минут');
    expect(await anna.passed()).toEqual([]);
    const searching = await somebody('curator-help', 'ask', { data: { reason: 'asked' } });
    await searching.says('жду уже 40 минут');
    expect(await searching.passed()).toEqual(['жду уже 40 минут']);
  });
});

describe('a slip in an answer', () => {
  it.each([
    ['register', 'phone', '+7 905 123-45', 'phone-too-short'],
    ['register', 'phone', '8 495 609-14-00', 'phone-landline'],
    ['register', 'call', '+7 905 123-45', 'phone-too-short'],
    ['register', 'email', 'anna@primer', 'email-unreadable'],
    ['authorize', 'address', 'anna@primer', 'email-unreadable'],
  ])('goes there too, and the person reads what is wrong with it: %s/%s, “%s”', async (journey, step, text, error) => {
    const anna = await somebody(journey, step);
    await anna.says(text);
    expect(await anna.passed()).toEqual([text]);
    const told = await anna.told();
    expect(told).toContain(passedOn(anna.ticket));
    expect(told).toContain(texts.html('ru', `errors-${error}`).slice(0, 20));
    expect(await anna.where()).toBe(`${journey}/${step}`);
  });

  it('is told to whom the helpdesk does not hear as if there were no ticket', async () => {
    const anna = await somebody('register', 'phone');
    await inCore(({ blocks }) => blocks.block(anna.ticket, olga, 'spam'));
    await anna.says('+7 905 123-45');
    expect(await anna.passed()).toEqual([]);
    expect(await anna.told()).toContain(texts.html('ru', 'errors-phone-too-short').slice(0, 20));
  });

  it('a number among other words goes there, and a button gives it to the step', async () => {
    const anna = await somebody('register', 'phone');
    await anna.says('Нестор Иванов, группа 101, +7 905 123-45-67');
    expect(await anna.passed()).toHaveLength(1);
    const { id } = await database.prisma.question.findFirstOrThrow({ orderBy: { id: 'desc' } });
    await anna.told();
    await anna.presses(`~faq-use:${id}`);
    expect(await anna.where()).toBe('register/call');
  });
});

describe('a command in plain words', () => {
  it.each(['стоп', 'помощь', 'меню', 'начать'])(
    '“%s” is one beside an open ticket too, and no word for operators',
    async (text) => {
      const anna = await somebody('register', 'phone');
      await anna.says(text);
      expect(await anna.passed()).toEqual([]);
      expect(await anna.told()).not.toContain(passedOn(anna.ticket));
    },
  );

  it.each(['стоп', 'помощь'])('“%s” is a word to them in reply to one of theirs', async (text) => {
    const anna = await somebody('register', 'phone');
    await anna.says(text, true);
    expect(await anna.passed()).toEqual([text]);
    expect(await anna.told()).toContain(passedOn(anna.ticket));
    expect(await anna.where()).toBe('register/phone');
  });

  it('stays one at a step for secrets, whatever it replies to: there words are for nobody', async () => {
    const anna = await somebody('register', 'password');
    await anna.says('стоп', true);
    expect(await anna.passed()).toEqual([]);
    expect(await anna.where()).toBe('welcome/cancelled');
  });

  it.each(['Помогите!', 'помогите, пожалуйста', 'help me'])('“%s” calls them, and shows help besides', async (text) => {
    const anna = await somebody('register', 'phone');
    await anna.says(text);
    expect(await anna.passed()).toEqual([text]);
    expect(await anna.told()).toContain(passedOn(anna.ticket));
    const secret = await somebody('register', 'password');
    await secret.says(text);
    expect(await secret.passed()).toEqual([]);
  });
});

it('whoever is in danger reads what to call, wherever their words reach the operators, and each time', async () => {
  const call = texts.html('ru', 'faq-house-danger');
  const anna = await somebody('register', 'phone');
  for (const text of ['мне плохо помогите', 'не могу дышать']) {
    await anna.says(text);
    expect(await anna.told()).toContain(call);
  }
  await anna.says('вызовите скорую', true);
  expect(await anna.told()).toContain(call);
  await anna.presses(`~helpdesk:${anna.ticket}`);
  await anna.told();
  await anna.says('вызовите скорую');
  expect(await anna.told()).toContain(call);
  await anna.says('не приходит письмо');
  expect(await anna.told()).not.toContain(call);
  expect(await anna.passed()).toHaveLength(5);
});

describe('a picture, at a step that looks into pictures', () => {
  const picture = (messageId: number, more: Partial<Sent> = {}): Sent => ({
    ...{ messageId, content: { type: 'media', kind: 'photo', fileId: `file-${messageId}`, caption: 'вот' }, ...more },
  });
  const files = (ticketId: number) =>
    database.prisma.ticketMessage.findMany({ where: { ticketId, author: 'person' }, orderBy: { id: 'asc' } });

  it('goes to the operators where no code is in it, and the person reads just that', async () => {
    const anna = await somebody('invite', 'code');
    await anna.sends(picture(900));
    expect(await files(anna.ticket)).toEqual([]);
    await anna.told();
    await anna.reads(null);
    expect((await files(anna.ticket)).map(({ content }) => content)).toEqual([picture(900).content]);
    const told = await anna.told();
    expect(told).toContain(passedOn(anna.ticket));
    expect(told).toContain(texts.html('ru', 'helpdesk-passed-picture'));
    expect(await anna.where()).toBe('invite/code');
  });

  it('is nobody’s but the step’s where a code is in it', async () => {
    const anna = await somebody('invite', 'code');
    await anna.sends(picture(910));
    await anna.reads('st4k7mx2w');
    expect(await files(anna.ticket)).toEqual([]);
    expect(await anna.told()).not.toContain(passedOn(anna.ticket));
  });

  it('is told of once where it is an album, and as ever where the helpdesk does not hear, or there is no ticket', async () => {
    const anna = await somebody('children', 'code');
    for (const messageId of [920, 921, 922]) await anna.sends(picture(messageId, { albumId: 'a' }));
    await anna.told();
    await anna.reads(null);
    expect(await files(anna.ticket)).toHaveLength(3);
    expect((await anna.told()).split(texts.html('ru', 'helpdesk-passed-picture'))).toHaveLength(2);

    const none = texts.html('ru', 'errors-invitation-picture');
    for (const ticket of [true, false]) {
      const one = await somebody('invite', 'code', { ticket });
      if (ticket) await inCore(({ blocks }) => blocks.block(one.ticket, olga, 'spam'));
      await one.sends(picture(930));
      await one.reads(null);
      expect(await one.told()).toContain(none);
      expect(await one.passed()).toEqual([]);
    }
  });

  it('with a secret beside it goes to nobody', async () => {
    const anna = await somebody('invite', 'code');
    const caption = 'Мой пароль Qwerty12!x';
    await anna.sends(picture(940, { content: { type: 'media', kind: 'photo', fileId: 'f', caption } }));
    // Not even with the job.
    const jobs = await database.prisma.$queryRaw<unknown[]>`SELECT payload::text FROM graphile_worker._private_jobs`;
    expect(JSON.stringify(jobs)).not.toContain('Qwerty12');
    await anna.reads(null);
    expect(await files(anna.ticket)).toEqual([]);
  });
});

describe('that it was passed on', () => {
  const acknowledged = async (anna: Awaited<ReturnType<typeof somebody>>): Promise<boolean> =>
    (await anna.told()).includes(passedOn(anna.ticket));

  it('is told of the first of a row, with what 👌 means; anew after an operator has written, and after another screen', async () => {
    expect(passedOn(1)).toContain('👌');
    const anna = await somebody('register', 'name');
    await anna.says('Здравствуйте, это снова я');
    expect(await acknowledged(anna)).toBe(true);
    await anna.says('забыла сказать про группу');
    expect(await acknowledged(anna)).toBe(false);
    await anna.asks('Какая группа?');
    await anna.says('группа 101');
    expect(await acknowledged(anna)).toBe(true);
    await anna.says('второй курс');
    expect(await acknowledged(anna)).toBe(false);
    await anna.presses('~continue');
    await anna.told();
    await anna.says('и ещё одно слово');
    expect(await acknowledged(anna)).toBe(true);
  });
});
