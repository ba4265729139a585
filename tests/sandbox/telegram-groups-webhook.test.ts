import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, it } from 'vitest';
import type { Update } from '#bot/sandbox/telegram/world.ts';
import { serveTelegram } from '#tests/support/telegram-server.ts';
import { eventually } from '#tests/support/world.ts';

const closing: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

it('a group’s messages come by webhook in their order; one that fails holds up its own group only', async () => {
  const telegram = await serveTelegram();
  closing.push(() => telegram.close());
  const olga = telegram.world.person({ firstName: 'Ольга' });
  const [one, two] = ['Одна', 'Другая'].map((title) => telegram.world.group({ title }).join(olga, 'administrator'));
  if (!one || !two) throw new Error('Two groups were expected');
  await telegram.call('getUpdates', { offset: telegram.world.lastUpdateId + 1 });

  const taken: Update[] = [];
  let refuse = true;
  const bot = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const update = JSON.parse(Buffer.concat(chunks).toString()) as Update;
    response.statusCode = refuse && update.message?.text === 'раз' ? 500 : 200;
    if (response.statusCode === 200) taken.push(update);
    response.end();
  });
  await new Promise<void>((listening) => bot.listen(0, '127.0.0.1', listening));
  closing.push(async () => {
    bot.closeAllConnections();
    await new Promise((closed) => bot.close(closed));
  });
  const url = `http://127.0.0.1:${(bot.address() as AddressInfo).port}/`;
  await telegram.call('setWebhook', { url, allowed_updates: ['message', 'edited_message', 'message_reaction'] });

  const first = one.send('раз');
  one.edit(first, 'два');
  one.send('три');
  one.react(first, '👍');
  const there = two.send('там');
  two.edit(there, 'и там');
  await eventually('the other group and the reaction', () => taken.length === 3);
  refuse = false;
  await eventually('the rest', () => taken.length === 6);
  const said = (id: number) =>
    taken.flatMap(({ message, edited_message: edited }) => {
      const found = message ?? edited;
      return found?.chat.id === id ? [found.text] : [];
    });
  expect(said(two.groupId)).toEqual(['там', 'и там']);
  expect(said(one.groupId)).toEqual(['раз', 'два', 'три']);
  expect(taken.slice(0, 3).filter((update) => update.message_reaction)).toHaveLength(1);
});
