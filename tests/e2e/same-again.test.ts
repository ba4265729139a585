import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { textOf } from '#tests/support/actor.ts';
import { answers, closes, hears, saidIn, talks, ticketOf } from '#tests/support/helpdesk-person.ts';
import { atStep, conversationOf, PASSWORD, passwordPage, rings, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

const language = 'ru';
const say = words(language);

let world: World;
beforeAll(async () => {
  world = await World.open({ framework: 'grammy' });
});
afterAll(() => world.close());

describe('a button that tries once more', () => {
  it('says that it has looked, and when, though nothing has changed', async () => {
    const { anna } = await atStep(world, 'call', language, { known: false });
    await rings(world, anna);
    await anna.expects(say.text('register-unknown'));
    const seen = new Set<string>();
    for (let time = 0; time < 2; time += 1) {
      await world.passes(2000);
      await anna.presses(say.button('check-again')).expects(say.text('register-looked-again', { found: 'nobody' }));
      seen.add(textOf((await anna.button(say.button('check-again'))).message));
    }
    expect(seen.size).toBe(2);
    expect(await conversationOf(world, anna)).toMatchObject({ journey: 'register', step: 'unknown' });
  });

  it('says so of a call that has not come, and of letters and links that are sent once more', async () => {
    const called = await atStep(world, 'call', language);
    const letter = await atStep(world, 'letter', language);
    const page = await atStep(world, 'password', language);
    for (const [{ anna }, label, key] of [
      [called, 'called', 'errors-call-not-arrived'],
      [letter, 'resend', 'letter-resent'],
      [page, 'new-link', 'register-password-new-link'],
    ] as const) {
      const seen = new Set<string>();
      for (let time = 0; time < 2; time += 1) {
        await world.passes(2000);
        await anna.presses(say.button(label)).expects(say.text(key));
        seen.add(textOf((await anna.button(say.button(label))).message));
      }
      expect([key, seen.size]).toEqual([key, 2]);
    }
  });
});

describe('the way back from a conversation', () => {
  it('leads past a closed ticket to the step: what is typed there next opens nothing', async () => {
    const { anna, ticket, mail } = await talks(world, language);
    await answers(world, ticket, 'Готово');
    await hears(world, anna, 'Готово');
    await anna.does(() => closes(world, ticket, 'operator'));
    await anna.expects(say.text('helpdesk-closed', { by: 'operator' }));
    await anna.presses(say.button('continue')).expects(say.text('register-email'));
    await anna.types(mail).expects(say.text('register-letter', { email: mail }));
    expect(await ticketOf(world, anna)).toMatchObject({ closedBy: 'operator' });
    expect(await saidIn(world, ticket)).toHaveLength(2);
  });

  it('stays good when the step behind has gone on by itself', async () => {
    const who = await atStep(world, 'password', language);
    const { anna } = who;
    const page = await passwordPage(who);
    await anna.presses(say.button('human')).types('Помогите').expects(say.text('human-asked'));
    const { message, button } = await anna.button(say.button('helpdesk-back'));
    await world.setsPassword(page, PASSWORD);
    await anna.expects(say.text('authorize-owed'));
    await anna.does((person) => person.press(button.text, message.messageId));
    await anna.expects(say.text('authorize-owed'));
    expect(anna.said().map(textOf).join('\n')).not.toMatch(say.text('stale-button'));
  });
});
