import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupMember } from '#bot/sandbox/telegram/world.ts';
import { prettyPhone } from '#core/people/phone.ts';
import { asks, eventsOf, openDesk, presses, remembered, seenIn, settled, shownText } from '#tests/support/operators.ts';
import { atStep, guest, ways, words } from '#tests/support/stories.ts';
import { eventually, type World } from '#tests/support/world.ts';

describe.each(ways)('on the person’s behalf, over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  const desk = words('ru');
  let world: World;
  let olga: GroupMember;
  let chief: GroupMember;

  beforeAll(async () => {
    ({ world, olga, chief } = await openDesk({ framework }));
  });
  afterAll(() => world.close());

  const press = (operator: GroupMember, key: string, messageId: number) =>
    presses(world, operator, desk.button(key), messageId);
  /** A line of ours that somebody is going to answer. */
  const readsIn = async (topic: number, pattern: RegExp) =>
    remembered(world, world.desk.id, await seenIn(world.desk, topic, pattern));

  it('sends the letter again, and the card says what was proven meanwhile', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    const first = await world.letter(mail);
    const { card, topic, ticketId } = await asks(world, anna);
    expect(await press(olga, 'desk-letter', card)).toMatch(desk.text('operators-toast-done'));
    await anna.expects(say.text('told-letter-again'));
    await seenIn(world.desk, topic, desk.text('operators-letter-resent'));
    const again = await world.letter(mail, first.id);
    expect(again.code).toBe(first.code);
    expect((await world.confirms(again.link)).status).toBe(200);
    // The card says what is proven by now, and offers no letter any more.
    await seenIn(world.desk, topic, new RegExp(`${desk.text('operators-fact-email').source}: ${mail}`));
    await eventually('no button for a letter', () => {
      const shown = world.desk.messages(topic).find(({ messageId }) => messageId === card);
      const labels = shown?.buttons?.flat().map(({ text }) => text) ?? [];
      return labels.includes(desk.button('desk-journey')) && !labels.includes(desk.button('desk-letter'));
    });
    expect(await eventsOf(world, ticketId)).toContain('letter.resent');
  });

  it('lets somebody call again', async () => {
    const { anna } = await atStep(world, 'call', language);
    const { card, ticketId, topic } = await asks(world, anna);
    await seenIn(world.desk, topic, desk.text('operators-fact-unconfirmed-phone'));
    const counted = () =>
      world.database.prisma.limit.count({
        where: { key: { startsWith: 'call:chat:', contains: `:${anna.person.id}:` } },
      });
    expect(await counted()).toBeGreaterThan(0);
    expect(await press(olga, 'desk-call', card)).toMatch(desk.text('operators-toast-done'));
    await anna.expects(say.text('told-call-again'));
    expect(await counted()).toBe(0);
    expect(await eventsOf(world, ticketId)).toEqual(expect.arrayContaining(['calls.allowed']));
  });

  it('corrects a phone after a senior has checked who asks, and asks for the same in 1C', async () => {
    const name = `Семёнова Мария ${framework}`;
    await world.directory({ name, phones: ['+79160000001'] });
    const { anna } = await atStep(world, 'phone', language);
    const { card, topic, ticketId } = await asks(world, anna);
    // Whoever is no administrator of the group may not; nor by a reply to the question of one who may.
    expect(await press(olga, 'desk-phone', card)).toMatch(desk.text('errors-operators-senior-only'));
    await press(chief, 'desk-phone', card);
    const question = await readsIn(topic, desk.text('operators-phone-ask'));
    const reply = (who: GroupMember, text: string) => who.send(text, { thread: topic, replyTo: question.messageId });
    const right = `${name} +7 905 700-00-0${framework === 'grammy' ? 1 : 2}`;
    const phone = right.slice(name.length).replace(/[ -]/g, '');
    reply(olga, right);
    await seenIn(world.desk, topic, desk.text('errors-operators-senior-only'));
    reply(chief, 'Никто Такой +7 905 700 00 09');
    await seenIn(world.desk, topic, desk.text('errors-operators-person-unknown'));
    reply(chief, '+7 905 700 00 09');
    await seenIn(world.desk, topic, desk.text('errors-operators-person-unnamed'));
    reply(chief, right.toUpperCase().replace('Ё', 'Е'));
    const confirm = await seenIn(world.desk, topic, desk.text('operators-phone-confirm', { phone, name }));
    const person = () =>
      world.database.prisma.person.findFirstOrThrow({ where: { fullName: name }, include: { phones: true } });
    expect((await person()).phones.map((one) => one.phone)).toEqual(['+79160000001']);

    expect(await press(olga, 'desk-phone-set', confirm.messageId)).toMatch(desk.text('errors-operators-senior-only'));
    expect(await press(chief, 'desk-phone-set', confirm.messageId)).toMatch(desk.text('operators-toast-done'));
    expect(await press(chief, 'desk-phone-set', confirm.messageId)).toMatch(desk.text('operators-toast-over'));
    const { phones, externalId } = await person();
    expect(phones).toEqual([expect.objectContaining({ phone, correctedAt: expect.any(Date) })]);
    await anna.expects(say.text('told-phone-corrected'));
    await seenIn(world.desk, topic, desk.text('operators-phone-corrected'));
    const letter = await eventually('the letter for 1C', () =>
      world.mailbox
        .letters()
        .find(({ to, text }) => to === 'helpdesk@smartics.ru' && text.includes(prettyPhone(phone))),
    );
    expect(letter.subject).toMatch(desk.text('mail-directory-subject', { ticket: String(ticketId) }));
    expect(letter.text).toContain(externalId);
    expect(await eventsOf(world, ticketId)).toContain('phone.corrected');
    // None of it went to the person, and nothing personal to the log.
    expect(anna.transcript()).not.toContain(name);
    expect(world.log.join('')).not.toContain(phone.slice(1));
  });

  it('takes a number from a reply wherever the question stands: nothing of it reaches the person', async () => {
    const name = `Тайный Сергей ${framework}`;
    await world.directory({ name, phones: ['+79160000003'] });
    const { anna } = await atStep(world, 'phone', language);
    const { card, topic, ticketId } = await asks(world, anna);
    await press(chief, 'desk-phone', card);
    const question = await readsIn(topic, desk.text('operators-phone-ask'));
    // Lines of ours that wait together come as one message, and this one came last.
    const copy = await eventually('the copy of the question', () =>
      world.database.prisma.ticketCopy.findFirst({ where: { ticketId, messageId: question.messageId } }),
    );
    await world.database.prisma.ticketMessage.create({
      data: {
        ...{ ticketId, botId: copy.botId, author: 'house', audience: 'desk', via: 'house', copyId: copy.id },
        ...{ content: { type: 'phrase', key: 'operators-journey-unknown', args: {} }, createdAt: new Date() },
      },
    });
    chief.send(`${name} +7 905`, { thread: topic, replyTo: question.messageId });
    const refusal = await readsIn(topic, desk.text('errors-operators-phone-unreadable'));
    // Whoever corrects it answers the line that they read last.
    chief.send(`${name} +7 905 700-00-08`, { thread: topic, replyTo: refusal.messageId });
    await seenIn(world.desk, topic, desk.text('operators-phone-confirm', { phone: '+79057000008', name }));
    await world.delivered(anna.person.id);
    expect(anna.transcript()).not.toContain('Тайный');
  });

  it('passes nobody’s data on while a number is corrected: what is no reply is taken for it, or held back', async () => {
    const name = `Скрытая Мария ${framework}`;
    await world.directory({ name, phones: ['+79160000004'] });
    const { anna } = await atStep(world, 'phone', language);
    const { card, topic } = await asks(world, anna);
    await press(chief, 'desk-phone', card);
    const question = await readsIn(topic, desk.text('operators-phone-ask'));
    const first = chief.send('Скрытая Анна +7 905 700-00-06', { thread: topic, replyTo: question.messageId });
    await seenIn(world.desk, topic, desk.text('errors-operators-person-unknown'));
    // To their own words, without a reply, and as an edit: all of it is the correction.
    chief.send(`${name} +7 905`, { thread: topic, replyTo: first });
    await seenIn(world.desk, topic, desk.text('errors-operators-phone-unreadable'));
    chief.send(name, { thread: topic });
    const held = await seenIn(world.desk, topic, desk.text('operators-held'));
    expect(await press(chief, 'desk-held-leave', held.messageId)).toMatch(desk.text('operators-toast-held-left'));
    expect(await press(chief, 'desk-held-send', held.messageId)).toMatch(desk.text('operators-toast-over'));
    chief.edit(first, `${name} +7 905 700-00-06`);
    await seenIn(world.desk, topic, desk.text('operators-phone-confirm', { phone: '+79057000006', name }));
    chief.send(`${name} +7 905 700-00-07`, { thread: topic });
    await seenIn(world.desk, topic, desk.text('operators-phone-confirm', { phone: '+79057000007', name }));
    // What was meant for the person after all goes on once, by a press; ordinary words at once.
    olga.send('Наш номер: 8 800 555-35-35', { thread: topic });
    const question2 = await eventually('another question', () =>
      world.desk
        .messages(topic)
        .findLast((one) => one.messageId > held.messageId && desk.text('operators-held').test(shownText(one))),
    );
    expect(await press(olga, 'desk-held-send', question2.messageId)).toMatch(desk.text('operators-toast-sent'));
    await anna.expects(/8 800 555-35-35/);
    chief.send('Подождите минуту, пожалуйста', { thread: topic });
    await anna.expects(/Подождите минуту/);
    expect(anna.transcript()).not.toMatch(/Скрытая|700-00-0|905/);
  });

  it('revokes the passes that were shown, once it was confirmed', async () => {
    const { anna } = await atStep(world, 'home', language);
    const { card, topic, ticketId } = await asks(world, anna);
    const revoked = async () => {
      const held = await world.database.prisma.conversation.findFirstOrThrow({
        where: { chatId: anna.person.id },
        include: { account: true },
      });
      return held.account?.passNotBefore ?? null;
    };
    expect(await press(olga, 'desk-revoke', card)).toMatch(desk.text('errors-operators-senior-only'));
    await settled(world, ticketId);
    await press(chief, 'desk-revoke', card);
    await press(chief, 'desk-leave', card);
    await press(chief, 'desk-revoke', card);
    expect(await revoked()).toBeNull();
    expect(await press(chief, 'desk-revoke-now', card)).toMatch(desk.text('operators-toast-done'));
    expect(await revoked()).toBeInstanceOf(Date);
    await anna.expects(say.text('told-pass-revoked'));
    await seenIn(world.desk, topic, desk.text('operators-pass-revoked'));
  });

  it('has nothing of the kind for a journal’s people', async () => {
    const { anna } = await guest(world, language, { known: false });
    await anna.opens('/start eljur');
    const { card, topic, ticketId } = await asks(world, anna);
    const shown = await seenIn(world.desk, topic, desk.text('operators-card-title', { ticket: String(ticketId) }));
    const labels = shown.buttons?.flat().map(({ text }) => text) ?? [];
    expect(labels).toContain(desk.button('desk-close'));
    for (const key of ['letter', 'call', 'phone', 'revoke']) expect(labels).not.toContain(desk.button(`desk-${key}`));
    expect(shownText(shown)).not.toContain(anna.phone);
    // Whoever forges a button's data comes no further.
    const person = world.telegram.people().find(({ id }) => id === chief.id);
    for (const action of ['letter', 'call', 'phone', 'revoke-now']) {
      const before = person?.callbackAnswers.length ?? 0;
      chief.pressStale(`desk:${action}:${ticketId}`, { messageId: card, expired: false });
      const answer = await eventually('an answer', () => person?.callbackAnswers[before]);
      expect(answer.text).toMatch(desk.text('errors-operators-no-data'));
    }
    expect(await eventsOf(world, ticketId)).toEqual([]);
  });
});
