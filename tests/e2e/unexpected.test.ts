import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '#tests/support/actor.ts';
import { asks, atStep, conversationOf, goesOn, guest, rings, steps, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

describe.each(ways)('the unexpected over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  it('gets a kind answer at every step, and nothing is lost', { timeout: 120_000 }, async () => {
    const who = await guest(world, language);
    const { anna } = who;
    let at: string | undefined;
    for (const step of steps) {
      await goesOn(world, who, step, at);
      at = step;
      if (['institution', 'consent', 'name', 'status', 'home'].includes(step)) {
        const labels = anna.person.chat.slice(-3).flatMap(({ buttons = [] }) => buttons.flat().map(({ text }) => text));
        expect(labels, step).toContain(say.button('human'));
      }
      // Nobody sends a hundred things in five seconds: that would be left as a flood.
      world.clock.move(15_000);
      const before = await conversationOf(world, anna);
      const own = anna.person.chat.find(({ from, text }) => from === 'person' && text)?.messageId ?? 0;
      const things: [string, Parameters<typeof anna.does>[0]][] = [
        ['photo', (person) => person.sendPhoto(PNG, 'anna@example.org')],
        ['sticker', (person) => person.sendSticker()],
        ['voice', (person) => person.sendVoice()],
        ['photo', (person) => person.sendDocument(PNG, 'number.png', '+79051234567')],
        ['document', (person) => person.sendDocument(Buffer.from('%PDF-1.7'), 'number.pdf', '+79051234567')],
        ['location', (person) => person.sendLocation()],
        ['forwarded', (person) => person.forward('+7 905 123-45-67', 'Борис')],
      ];
      // At the password any text may be one: it has a story of its own.
      if (step !== 'password') things.push(['edited', (person) => person.edit(own, 'what I meant')]);
      for (const [what, does] of things) {
        await anna.does(does);
        await anna.expects(say.text(`unexpected-${what}`));
        await anna.expects(say.text(asks[step] ?? '', { role: who.role }));
      }
      expect(await conversationOf(world, anna)).toMatchObject({ step: before.step, data: before.data });
    }
  });

  it('answers a text that says nothing, even 4,096 characters of it', async () => {
    const who = await guest(world, language);
    let at: string | undefined;
    for (const step of ['institution', 'consent', 'phone', 'email', 'letter', 'name', 'status', 'home']) {
      await goesOn(world, who, step, at);
      at = step;
      const before = await conversationOf(world, who.anna);
      const here = say.text(asks[step] ?? '', { role: who.role }).source;
      const shown = new RegExp(`${here}|${say.text('faq-unknown').source}`);
      for (const text of ['привет', '👍', '<b>x</b> & </i>', '\u202egnp.exe\u0007', 'я'.repeat(4096)]) {
        await who.anna.types(text).expects(shown);
      }
      expect(await conversationOf(world, who.anna)).toMatchObject({ step: before.step, data: before.data });
    }
  });

  it('deletes a password that somebody writes among other words, wherever they are', async () => {
    const who = await guest(world, language);
    const last = () => who.anna.person.chat.filter(({ from }) => from === 'person').at(-1);
    for (const text of ['мой пароль Summer2024', 'my password is Summer2024']) {
      await who.anna.types(text).expects(say.text('errors-password-in-words'));
      expect(last()).toMatchObject({ deleted: true });
    }
    await who.anna.types('забыла пароль');
    await who.anna.button(say.button('faq-helped'));
    expect(last()?.deleted).not.toBe(true);
  });

  it('abuse 29: a button of an older message shows where the person is; pressed again it only says so', async () => {
    const { anna } = await atStep(world, 'email', language);
    const old = anna.person.chat.find(({ text }) => say.text('register-call').test(text ?? ''));
    const data = old?.buttons?.flat().find(({ text }) => text === say.button('called'))?.callback_data ?? '';
    await anna.does((person) => person.press({ callbackData: data }, old?.messageId));
    await anna.expects(say.text('stale-button'));
    await anna.expects(say.text('register-email'));
    const shown = anna.person.chat.length;
    await anna.does((person) => person.press({ callbackData: data }, old?.messageId));
    await eventually(
      'a word at the button',
      () => anna.person.callbackAnswers.at(-1)?.text === say.text('toast-stale').source,
    );
    await world.delivered(anna.person.id);
    expect(anna.person.chat.length).toBe(shown);
    expect(await conversationOf(world, anna)).toMatchObject({ step: 'email' });
  });

  it('abuse 29: a button pressed twice at once has one effect', async () => {
    const who = await atStep(world, 'name', language);
    const { anna } = who;
    const { message, button } = await anna.button(say.button('name-right'));
    const answered = anna.person.callbackAnswers.length;
    await anna.does((person) => {
      for (let time = 1; time <= 3; time += 1)
        person.pressStale(button.callback_data ?? '', { messageId: message.messageId, expired: false });
    });
    await anna.expects(say.text('register-password'));
    await eventually('all presses to be answered', () => anna.person.callbackAnswers.length === answered + 3);
    expect(await world.database.prisma.oneTimePage.count({ where: { chatId: anna.person.id } })).toBe(1);
    expect(anna.person.chat.filter(({ text }) => say.text('register-password').test(text ?? ''))).toHaveLength(1);
  });

  it('abuse 29: made-up data of a button does nothing', async () => {
    const { anna } = await atStep(world, 'consent', language);
    for (const data of [
      '0:yes',
      '~nothing',
      '~constructor',
      '1',
      ' ',
      '99999999999:yes',
      'x'.repeat(64),
      '~refresh-pass',
    ]) {
      const message = anna.person.chat.findLast(({ from }) => from === 'bot');
      await anna.does((person) => person.pressStale(data, { messageId: message?.messageId ?? 0, expired: false }));
      expect(await conversationOf(world, anna)).toMatchObject({ step: 'consent', accountId: null });
    }
  });

  it('abuse 1: no step can be jumped over by a later step’s button', async () => {
    const { anna } = await atStep(world, 'phone', language);
    const { screen } = await conversationOf(world, anna);
    for (const action of ['yes', 'link:student', 'authorize', 'check', 'retry', 'agree', 'over', 'to:eljur']) {
      const message = anna.person.chat.findLast(({ from }) => from === 'bot');
      await anna.does((person) =>
        person.pressStale(`${screen}:${action}`, { messageId: message?.messageId ?? 0, expired: false }),
      );
      expect(await conversationOf(world, anna)).toMatchObject({ journey: 'register', step: 'phone' });
    }
  });

  it('answers a press that is too old for Telegram all the same', async () => {
    const { anna } = await atStep(world, 'email', language);
    await anna.does((person) => person.pressStale('1:agree'));
    await anna.expects(say.text('register-email'));
    // The press is answered beside the words, before or after them.
    await eventually('Telegram’s refusal', () =>
      world.telegram.calls.some(({ method, ok }) => method === 'answerCallbackQuery' && !ok),
    );
  });

  it('abuse 31: a name from 1C with HTML and control characters is shown as it is', async () => {
    const name = '<b>Bobby</b> & "Co" <a href="tg://x">';
    const who = await guest(world, language, { known: false });
    await world.directory({ name: `${name}\u0007\u202e`, phones: [who.anna.phone] });
    await goesOn(world, who, 'letter');
    await world.confirms((await world.letter(who.mail)).link);
    await eventually('the name', () => who.anna.said().some((message) => textOf(message).includes(name)));
    const html = who.anna.said().findLast((message) => textOf(message).includes(name))?.html ?? '';
    expect(html).toContain('&#60;b&#62;Bobby');
    await who.anna.presses(say.button('name-right')).expects(say.text('register-password'));
  });

  it('goes silent when blocked, goes on when unblocked', async () => {
    const { anna } = await atStep(world, 'call', language);
    anna.person.block();
    await eventually('the block to be known', async () => (await conversationOf(world, anna)).blockedAt);
    const shown = anna.person.chat.length;
    await rings(world, anna);
    await eventually('the step to move', async () => (await conversationOf(world, anna)).step === 'email');
    expect(anna.person.chat.length).toBe(shown);
    expect(await world.database.prisma.outbox.count({ where: { chatId: anna.person.id } })).toBe(0);

    await anna.does((person) => person.start());
    await anna.expects(say.text('welcome-resume'));
    await anna.presses(say.button('continue')).expects(say.text('register-email'));
    expect((await conversationOf(world, anna)).blockedAt).toBeNull();
  });

  it('lets several people do the same at the same time', async () => {
    const crowd = await Promise.all(Array.from({ length: 5 }, () => guest(world, language)));
    await Promise.all(crowd.map((who) => goesOn(world, who, 'home')));
    for (const { anna } of crowd) expect(anna.transcript()).toContain(anna.name);
  });
});
