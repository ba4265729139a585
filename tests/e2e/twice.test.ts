import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createSecrets } from '#core/secrets.ts';
import { labelsOf, textOf } from '#tests/support/actor.ts';
import { passText } from '#tests/support/pass.ts';
import {
  atStep,
  type Guest,
  goesOn,
  guest,
  MINUTE,
  PASSWORD,
  passwordPage,
  ways,
  words,
} from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

/** The chat as it was seen, without what differs from person to person and from minute to minute. */
const transcript = ({ anna, mail, corporate }: Guest): string[] =>
  anna.person.chat.map((message) =>
    `${message.from}: ${textOf(message)} ${labelsOf(message)}`
      .replaceAll(anna.name, 'NAME')
      .replaceAll(mail, 'MAIL')
      .replaceAll(corporate, 'CORPORATE')
      .replace(/\+7 ?905[\d -]+/g, 'PHONE ')
      .replace(/\d\d:\d\d(:\d\d)?/g, 'TIME'),
  );

describe.each(ways)('updates that come twice, over $framework, in $language', ({ framework, language }) => {
  it('abuse 30: the whole way looks the same as with updates that come once', async () => {
    const world = await World.open({ framework });
    const once = await atStep(world, 'home', language);
    world.telegram.duplicateUpdates = true;
    const twice = await atStep(world, 'home', language);
    await twice.anna.opens('/help').presses(twice.say.button('continue'));
    await once.anna.opens('/help').presses(once.say.button('continue'));
    await world.quiet();
    expect(transcript(twice)).toEqual(transcript(once));
    const { prisma } = world.database;
    expect(await prisma.account.count()).toBe(2);
    expect(await prisma.consent.count()).toBe(2);
    await world.close();
  });

  it('abuse 30: an update that comes again an hour later changes nothing', async () => {
    const world = await World.open({ framework });
    const who = await atStep(world, 'phone', language);
    const update = world.telegram.lastUpdateId;
    await goesOn(world, who, 'email', 'phone');
    await world.quiet();
    const before = transcript(who);
    world.telegram.redeliver(update);
    await eventually('the update to be taken', () => world.telegram.pendingUpdates === 0);
    await who.anna.opens('/help').expects(who.say.text('help-text'));
    expect(transcript(who).slice(0, before.length)).toEqual(before);
    expect(transcript(who)).toHaveLength(before.length + 2);
    await world.close();
  });
});

describe.each(ways)('by webhook over $framework, in $language', ({ framework, language }) => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework, receive: 'webhook' });
  });
  afterAll(() => world.close());

  const post = async (body: string | object | null, secret: string | null) => {
    const answer = await fetch(`${world.url}/webhooks/telegram`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', ...(secret ? { 'X-Telegram-Bot-Api-Secret-Token': secret } : {}) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    return answer.status;
  };
  const rightSecret = () =>
    createSecrets(Buffer.from(world.settings.SECRET_KEY ?? '', 'base64')).hash(
      'telegram-webhook',
      world.settings.BOT_TOKEN ?? '',
    );
  const people = () => world.database.prisma.conversation.count();
  const user = { id: 77, is_bot: false, first_name: 'Ева' };
  const message = (update_id: number, chat: object, from: object = user) => ({
    update_id,
    message: { message_id: 1, date: 1, text: '/start', from, chat },
  });

  it('goes the whole way to the pass', async () => {
    const who = await atStep(world, 'home', language);
    const gate = await world.gate();
    expect(await gate(passText((await who.anna.picture()).bytes))).toMatchObject({ result: 'OK' });
  });

  it('abuse 35: takes no update without the right secret', async () => {
    const before = await people();
    const update = message(1, { id: 77, type: 'private', first_name: 'Ева' });
    for (const secret of [null, 'guessed', rightSecret().slice(1), `${rightSecret()}x`]) {
      expect(await post(update, secret)).toBe(403);
    }
    expect(await people()).toBe(before);
    expect(await post(update, rightSecret())).toBe(200);
    expect(await people()).toBe(before + 1);
  });

  it('leaves alone what is no update, and what is none of its business', async () => {
    const before = await people();
    expect(await post('{', rightSecret())).toBe(400);
    for (const update of [
      null,
      {},
      { update_id: 2 },
      { update_id: 3, message: 'hello' },
      { update_id: 4, poll: { id: 'x' } },
      message(5, { id: -100, type: 'group', title: 'Группа' }),
      message(6, { id: -1001, type: 'supergroup', title: 'Группа' }),
      { update_id: 7, channel_post: { message_id: 1, date: 1, chat: { id: -1002, type: 'channel' }, text: '/start' } },
    ]) {
      expect(await post(update, rightSecret()), JSON.stringify(update)).toBe(200);
    }
    expect(await people()).toBe(before);
  });

  it('writes no name, phone, address, code, token or password into the log', async () => {
    const say = words(language);
    const who = await guest(world, language, { name: 'Редкофамильева Фёкла Власьевна' });
    const { anna } = who;
    await goesOn(world, who, 'letter');
    const letter = await world.letter(who.mail);
    await anna.types('000001').presses(say.button('another-email')).types('nobody@refused.example');
    await anna.expects(say.text('errors-mail-refused'));
    await anna.types(who.mail).expects(say.text('register-letter'));
    const second = await world.letter(who.mail, letter.id);
    await goesOn(world, who, 'password', 'letter');
    const page = await passwordPage(who);
    await anna.types('tr0ub4dor typed into the chat').expects(say.text('errors-password-in-chat'));
    await world.setsPassword(page, anna.phone);
    await world.setsPassword(page, PASSWORD);
    await anna.expects(say.text('authorize-owed'));
    await goesOn(world, who, 'home', 'status');
    const corporate = await world.letter(who.corporate);
    const pass = passText((await anna.picture()).bytes);
    await (await world.gate())(pass);
    await world.passes(3 * MINUTE);
    await anna.presses(say.button('new-pass'));
    await anna
      .opens('/help')
      .presses(say.button('human'))
      .expects(say.text('human-ask'))
      .presses(say.button('no-words'))
      .expects(say.text('human-asked'));
    await world.idle();

    expect(world.log.length).toBeGreaterThan(10);
    const log = world.log.join('\n');
    const digits = anna.phone.slice(1);
    for (const secret of [
      ...anna.name.split(' '),
      digits,
      digits.slice(1),
      who.mail,
      who.corporate,
      'refused.example',
      ...[letter, second, corporate].flatMap(({ code, link }) => [`"${code}"`, link.split('/').at(-1) ?? '']),
      page.split('/').at(-1) ?? '',
      pass,
      PASSWORD,
      'a password typed',
      world.settings.BOT_TOKEN ?? '',
      world.settings.SECRET_KEY ?? '',
      rightSecret(),
    ]) {
      expect(secret.length).toBeGreaterThan(3);
      expect(log).not.toContain(secret);
    }
  });
});
