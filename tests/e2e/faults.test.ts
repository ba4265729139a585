import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '#tests/support/actor.ts';
import { passText } from '#tests/support/pass.ts';
import {
  atStep,
  confirms,
  conversationOf,
  goesOn,
  guest,
  rings,
  university,
  ways,
  words,
} from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

describe.each(ways)('Telegram’s faults over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());
  afterEach(() => world.telegram.clearFaults());

  const written = (chat: readonly { from: string; text?: string; caption?: string }[], key: string): number =>
    chat.filter((message) => message.from === 'bot' && say.text(key).test(textOf(message as never))).length;

  it('waits as long as Telegram asks, and keeps the order', async () => {
    const { anna } = await atStep(world, 'phone', language);
    world.telegram.fault({ method: 'sendMessage', chatId: anna.person.id, kind: '429', retryAfter: 1 });
    const began = performance.now();
    await anna.types(anna.phone).expects(say.text('register-call'));
    expect(performance.now() - began).toBeGreaterThan(990);
    const shown = anna.said().map(textOf);
    expect(shown).toHaveLength(2);
    expect(shown[0]).toMatch(say.text('register-phone-taken'));
    expect(shown[1]).toMatch(say.text('register-call'));
  });

  it.each(['500', 'reset', 'slow'] as const)(
    'shows everything once and in order though Telegram says “%s”',
    async (kind) => {
      const { anna } = await atStep(world, 'consent', language);
      world.telegram.fault({ chatId: anna.person.id, kind, times: 2, delayMs: 300 });
      await anna.presses(say.button('agree')).expects(say.text('register-phone'));
      world.telegram.fault({ method: 'sendMessage', chatId: anna.person.id, kind, times: 2, delayMs: 300 });
      await anna.types(anna.phone).expects(say.text('register-call'));
      for (const key of ['register-phone', 'register-phone-taken', 'register-call']) {
        expect(written(anna.person.chat, key), key).toBe(1);
      }
    },
  );

  it('loses nothing when only the answer is lost: at worst a message comes twice', async () => {
    const { anna } = await atStep(world, 'phone', language);
    world.telegram.fault({ method: 'sendMessage', chatId: anna.person.id, kind: 'lost-answer' });
    await anna.types(anna.phone).expects(say.text('register-call'));
    expect(written(anna.person.chat, 'register-phone-taken')).toBe(2);
    expect(written(anna.person.chat, 'register-call')).toBe(1);
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
  });

  it('takes “message is not modified” for what it means', async () => {
    const { anna } = await atStep(world, 'call', language);
    const before = anna.person.chat.length;
    world.telegram.fault({ method: 'editMessageText', chatId: anna.person.id, kind: 'lost-answer' });
    await anna.presses(say.button('called')).expects(say.text('errors-call-not-arrived'));
    expect(anna.person.chat.length).toBe(before);
    expect(world.telegram.calls.some(({ error }) => error?.includes('message is not modified'))).toBe(true);
    expect(await world.database.prisma.outbox.count({ where: { chatId: anna.person.id } })).toBe(0);
  });

  it('sends anew what can no longer be edited', async () => {
    const { anna } = await atStep(world, 'call', language);
    const { message, button } = await anna.button(say.button('called'));
    anna.person.deleteMessage(message.messageId);
    await anna.does((person) =>
      person.pressStale(button.callback_data ?? '', { messageId: message.messageId, expired: false }),
    );
    await anna.expects(say.text('errors-call-not-arrived'));
  });

  it('does not mind that a press could not be answered', async () => {
    const { anna } = await atStep(world, 'institution', language);
    world.telegram.fault({ method: 'answerCallbackQuery', kind: '500' });
    await anna.presses(university(language)).expects(say.text('welcome-consent'));
  });

  it.each(['500', 'reset', '429'] as const)('goes on asking for updates after “%s”', async (kind) => {
    const { anna } = await guest(world, language);
    world.telegram.fault({ method: 'getUpdates', kind, times: 2 });
    await anna.opens('/start').expects(say.text('welcome-institution'));
    await anna.opens('/help').expects(say.text('help-text'));
  });

  it('holds back for somebody who has blocked the bot unseen, and goes on when they write', async () => {
    const { anna } = await atStep(world, 'call', language);
    world.telegram.fault({ method: 'sendMessage', chatId: anna.person.id, kind: '403' });
    await rings(world, anna);
    await eventually('the block to be noted', async () => (await conversationOf(world, anna)).blockedAt);
    expect(await conversationOf(world, anna)).toMatchObject({ step: 'email' });
    await anna.types('?').expects(say.text('register-email'));
    expect((await conversationOf(world, anna)).blockedAt).toBeNull();
  });

  it('makes the pass at the moment at which Telegram takes it', async () => {
    const who = await atStep(world, 'corporate letter', language);
    world.telegram.fault({ method: 'sendPhoto', chatId: who.anna.person.id, kind: '500', times: 2 });
    await confirms(world, who.corporate);
    await who.anna.expects(say.text('pass-caption'));
    const gate = await world.gate();
    expect(await gate(passText((await who.anna.picture()).bytes))).toMatchObject({ result: 'OK' });
    expect(written(who.anna.person.chat, 'pass-caption')).toBe(1);
  });

  it('gives up aloud what Telegram will never take; the person goes on, and the log names nobody', async () => {
    const who = await guest(world, language, { known: false });
    const name = `Длиннофамильева ${'Анна '.repeat(1000)}`;
    await world.directory({ name, phones: [who.anna.phone] });
    await goesOn(world, who, 'letter');
    await confirms(world, who.mail);
    const given = await eventually('a message to be given up', () =>
      world.database.prisma.outbox.findFirst({ where: { chatId: who.anna.person.id, failedAt: { not: null } } }),
    );
    expect(given.failure).toContain('too long');
    const line = await eventually('a line in the log', () =>
      world.log.find((one) => one.includes('a message was given up')),
    );
    expect(JSON.parse(line)).toMatchObject({ level: 50, outbox: String(given.id) });
    expect(world.log.join('\n')).not.toContain('Длиннофамильева');
    await who.anna.opens('/help').expects(say.text('help-contacts'));
  });

  it('serves others while one chat has to wait', async () => {
    const slow = await atStep(world, 'institution', language);
    const quick = await guest(world, language);
    world.telegram.fault({ chatId: slow.anna.person.id, kind: '429', retryAfter: 600, times: 1 });
    slow.anna.person.send('/help');
    await eventually('Telegram’s refusal', async () => (await conversationOf(world, slow.anna)).sendAfter);
    await goesOn(world, quick, 'call');
    expect(written(slow.anna.person.chat, 'help-text')).toBe(0);
    await world.passes(600_000);
    await eventually('the help to come', () => written(slow.anna.person.chat, 'help-text') === 1);
  });

  it('answers a storm of messages in order', async () => {
    const { anna } = await atStep(world, 'email', language);
    world.telegram.fault({ method: 'sendMessage', chatId: anna.person.id, kind: '500' });
    const commands = ['/help', '/privacy', '/language', '/pass', '/help', '/privacy'];
    await anna.does((person) => commands.forEach((command) => void person.send(command)));
    const keys = ['help-text', 'privacy-text', 'language-choose', 'pass-not-registered', 'help-text', 'privacy-text'];
    await eventually('all answers', () => anna.said().length === keys.length);
    for (const [at, message] of anna.said().entries()) expect(textOf(message)).toMatch(say.text(keys[at] ?? ''));
  });
});
