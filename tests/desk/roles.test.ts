import { pino } from 'pino';
import { expect, it, onTestFinished } from 'vitest';
import { createRoles } from '#bot/desk/roles.ts';
import { grammyTransport } from '#bot/transport/grammy.ts';
import { serveTelegram, TOKEN } from '#tests/support/telegram-server.ts';

async function group() {
  const telegram = await serveTelegram();
  onTestFinished(() => telegram.close());
  const { call } = await grammyTransport({ token: TOKEN, apiRoot: telegram.root, onUpdate: async () => undefined });
  const desk = telegram.world.group({ title: 'Helpdesk' });
  const join = (firstName: string, status: 'member' | 'administrator') =>
    BigInt(desk.join(telegram.world.person({ firstName }), status).id);
  const asked = () => telegram.world.calls.filter(({ method }) => method === 'getChatAdministrators').length;
  const lose = (times: number) => telegram.world.fault({ method: 'getChatAdministrators', kind: 'lost-answer', times });
  const roles = createRoles({ call, adminIds: ['77'], log: pino({ level: 'silent' }) });
  const isSenior = (id: bigint) => roles.isSenior(BigInt(desk.id), id);
  return { olga: join('Olga', 'member'), vera: join('Vera', 'administrator'), asked, lose, isSenior };
}

it('an answer of Telegram’s that got lost makes no senior an ordinary operator', async () => {
  const { olga, vera, asked, lose, isSenior } = await group();
  lose(1);
  expect([await isSenior(vera), await isSenior(olga)]).toEqual([true, false]);
  expect(asked()).toBe(2);
});

it('while Telegram tells of no administrators, nobody counts as one but the bot’s own; and it is not asked for ever', async () => {
  const { vera, asked, lose, isSenior } = await group();
  lose(10);
  expect([await isSenior(vera), await isSenior(77n), await isSenior(vera)]).toEqual([false, true, false]);
  expect(asked()).toBe(2);
});
