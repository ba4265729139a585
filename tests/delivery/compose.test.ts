import { afterAll, expect, it } from 'vitest';
import { createComposer } from '#bot/delivery/compose.ts';
import type { ChatRef } from '#core/chat.ts';
import { createCore } from '#core/core.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { loadTexts } from '#locales/texts.ts';
import { accessWorld } from '#tests/access/world.ts';
import { testDatabase } from '#tests/support/database.ts';

const database = await testDatabase();
const world = accessWorld(database.prisma);
afterAll(() => database.close());

const { clock, secrets, transaction } = world;
const core = (db: Parameters<typeof sqlJobs>[0]) => createCore({ db, clock, secrets, jobs: sqlJobs(db), line: null });
const compose = createComposer({
  withCore: (work) => transaction((db) => work(core(db))),
  transaction,
  texts: loadTexts(),
  secrets,
  institutions: [],
  publicUrl: 'http://127.0.0.1:1',
});

async function chat(chatId: bigint, accountId: string | null = null): Promise<ChatRef> {
  const place = { language: 'ru', journey: 'home', step: 'home', accountId, createdAt: clock.now() };
  await database.prisma.conversation.create({ data: { botId: 9n, chatId, ...place } });
  return { botId: 9n, chatId };
}

it('abuse 13: makes no pass for a chat that has lost the account since the pass was asked for', async () => {
  const { accountId } = await world.person();
  const [old, fresh] = [await chat(1n, accountId), await chat(2n)];
  const pass = { op: 'pass', accountId, language: 'ru' } as const;
  expect(await compose(old, pass)).toMatchObject({ method: 'sendPhoto', params: { chat_id: 1 } });

  await transaction((db) => core(db).accounts.join(fresh, accountId));
  const refused = await compose(old, { ...pass, messageId: 5 });
  expect(refused).toMatchObject({ method: 'sendMessage', params: { chat_id: 1 } });
  expect(refused).not.toHaveProperty('sent');
  expect(await compose(fresh, pass)).toMatchObject({ method: 'sendPhoto', params: { chat_id: 2 } });
});

it('abuse 3: puts PUBLIC_URL before the path of a page that is open to everybody', async () => {
  const keyboard = { inline: [[{ text: 'Sign in', path: '/s/1399/login' }]] };
  const sent = await compose({ botId: 9n, chatId: 3n }, { op: 'send', html: 'Hello', keyboard });
  const markup = { inline_keyboard: [[{ text: 'Sign in', url: 'http://127.0.0.1:1/s/1399/login' }]] };
  expect(sent).toMatchObject({ method: 'sendMessage', params: { chat_id: 3, reply_markup: markup } });
});
