import { pino } from 'pino';
import { afterEach, describe, expect, it } from 'vitest';
import { grammyTransport } from '#bot/transport/grammy.ts';
import { startPolling } from '#bot/transport/polling.ts';
import { telegrafTransport } from '#bot/transport/telegraf.ts';
import { serveTelegram, type TelegramServer, TOKEN } from '#tests/support/telegram-server.ts';
import { eventually } from '#tests/support/world.ts';

interface Seen {
  chat: number;
  text: string;
}

describe.each([
  ['grammy', grammyTransport],
  ['telegraf', telegrafTransport],
] as const)('polling over %s', (_framework, createTransport) => {
  let telegram: TelegramServer;
  let polling: { stop(): Promise<void> };
  const lines: string[] = [];

  async function poll(take: (seen: Seen) => Promise<void>): Promise<void> {
    telegram = await serveTelegram();
    const transport = await createTransport({
      token: TOKEN,
      apiRoot: telegram.root,
      onUpdate: async (update) => {
        const { message, callback_query: press } = update as {
          message?: { chat: { id: number }; text?: string };
          callback_query?: { data: string; message: { chat: { id: number } } };
        };
        if (message?.text) await take({ chat: message.chat.id, text: message.text });
        if (press) await take({ chat: press.message.chat.id, text: press.data });
      },
    });
    polling = startPolling(transport, pino({}, { write: (line: string) => lines.push(line) }));
  }
  afterEach(async () => {
    await polling.stop();
    await telegram.close();
    lines.length = 0;
  });

  it('confirms a batch only when all of it is taken', async () => {
    const taken: string[] = [];
    let let3Go = (): void => undefined;
    const waits = new Promise<void>((resolve) => {
      let3Go = resolve;
    });
    await poll(async ({ text }) => {
      if (text === '3') await waits;
      taken.push(text);
    });
    const person = telegram.world.person({ firstName: 'Anna' });
    for (const text of ['1', '2', '3']) person.send(text);
    await eventually('two of them', () => taken.length === 2);
    expect(telegram.world.pendingUpdates).toBe(3);
    let3Go();
    await eventually('the confirmation', () => telegram.world.pendingUpdates === 0);
    expect(taken).toEqual(['1', '2', '3']);
  });

  it('keeps a group’s words and presses in order, whoever pressed', async () => {
    const taken: string[] = [];
    let go = (): void => undefined;
    const waits = new Promise<void>((resolve) => {
      go = resolve;
    });
    await poll(async ({ text }) => {
      if (text === 'first') await waits;
      taken.push(text);
    });
    const group = telegram.world.group({ title: 'Operators' });
    const [olga, boris] = ['Olga', 'Boris'].map((firstName) => group.join(telegram.world.person({ firstName })));
    const answer = await fetch(`${telegram.root}/bot${TOKEN}/sendMessage`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({
        chat_id: group.id,
        text: 'card',
        reply_markup: { inline_keyboard: [[{ text: 'Press', callback_data: 'press' }]] },
      }),
    });
    expect(answer.ok).toBe(true);
    olga?.send('first');
    boris?.press('Press');
    olga?.send('last');
    telegram.world.person({ firstName: 'Anna' }).send('private');
    await eventually('the private chat', () => taken.includes('private'));
    expect(taken).toEqual(['private']);
    go();
    await eventually('all of them', () => taken.length === 4);
    expect(taken).toEqual(['private', 'first', 'press', 'last']);
  });

  it('keeps what a handler failed at, and brings it again', async () => {
    let failures = 2;
    const taken: string[] = [];
    await poll(async ({ text }) => {
      if (text === 'bad day' && failures-- > 0) throw new Error('no database');
      taken.push(text);
    });
    const anna = telegram.world.person({ firstName: 'Anna' });
    const boris = telegram.world.person({ firstName: 'Boris' });
    anna.send('bad day');
    anna.send('after it');
    boris.send('hello');
    await eventually('all of them', () => taken.includes('after it') && telegram.world.pendingUpdates === 0);
    // Boris need not wait for Anna; Anna's own messages keep their order. Repeats are intake's to recognise.
    expect(taken.filter((text) => text !== 'hello')).toEqual(['bad day', 'after it']);
    expect(taken[0]).toBe('hello');
    expect(lines.filter((line) => line.includes('polling failed, will retry'))).toHaveLength(2);
  });

  it('takes chats side by side, and one chat’s updates one after the other', async () => {
    const busy = new Map<number, number>();
    let [most, mostInOne] = [0, 0];
    const taken: Seen[] = [];
    await poll(async (seen) => {
      busy.set(seen.chat, (busy.get(seen.chat) ?? 0) + 1);
      most = Math.max(
        most,
        [...busy.values()].reduce((sum, one) => sum + one, 0),
      );
      mostInOne = Math.max(mostInOne, busy.get(seen.chat) ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 10));
      busy.set(seen.chat, (busy.get(seen.chat) ?? 1) - 1);
      taken.push(seen);
    });
    const people = Array.from({ length: 8 }, (_, at) => telegram.world.person({ firstName: `Person ${at}` }));
    for (let at = 0; at < 5; at += 1) for (const person of people) person.send(String(at));
    await eventually('all of them', () => taken.length === 40);
    for (const { id } of people)
      expect(taken.filter(({ chat }) => chat === id).map(({ text }) => text)).toEqual(['0', '1', '2', '3', '4']);
    expect(most).toBeGreaterThan(1);
    expect(mostInOne).toBe(1);
  });

  it('lets what is in hand end when it is stopped, and confirms it', async () => {
    let begun = false;
    const taken: string[] = [];
    await poll(async ({ text }) => {
      begun = true;
      await new Promise((resolve) => setTimeout(resolve, 200));
      taken.push(text);
    });
    const person = telegram.world.person({ firstName: 'Anna' });
    person.send('in hand');
    await eventually('the handler to begin', () => begun);
    await polling.stop();
    expect(taken).toEqual(['in hand']);
    expect(telegram.world.pendingUpdates).toBe(0);
  });

  it('goes on after Telegram was away, and after somebody else polled', async () => {
    const taken: string[] = [];
    await poll(async ({ text }) => {
      taken.push(text);
    });
    const person = telegram.world.person({ firstName: 'Anna' });
    person.send('one');
    await eventually('one', () => taken.includes('one') && telegram.world.pendingUpdates === 0);
    await eventually('the other poller to win', async () => {
      await telegram.call('getUpdates', { timeout: 0 });
      return lines.some((line) => line.includes('409'));
    });
    telegram.world.fault({ method: 'getUpdates', kind: '500', times: 1 });
    person.send('two');
    await eventually('two', () => taken.includes('two'));
    // Whichever of its questions the fault meets: the one that brings the message, or the next.
    await eventually('the failure', () => lines.some((line) => line.includes('500')));
  });
});
