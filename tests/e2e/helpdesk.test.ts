import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, textOf } from '#tests/support/actor.ts';
import { answers, blocks, closes, hears, saidIn, talks, ticketOf, writes } from '#tests/support/helpdesk-person.ts';
import { atStep, conversationOf, MINUTE, rings, university, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const DAY = 24 * 60 * MINUTE;

describe.each(ways)('a person and the helpdesk over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const lastOwn = ({ person }: Actor) => person.chat.findLast(({ from }) => from === 'person');

  it('see what goes along, when somebody answers and how else to ask; then the number', async () => {
    const { anna } = await atStep(world, 'letter', language);
    await anna.types('000000').expects(say.text('errors-code-wrong'));
    await anna.opens('/helpdesk').expects(say.text('human-ask'));
    await anna.expects(say.text('human-goes-place', { journey: 'register', step: 'letter' }));
    await anna.expects(say.text('human-goes-known', { kind: 'university' }));
    await anna.expects({ ru: /«Код не подошёл/, en: /“That code didn’t work/ }[language]);
    await anna.expects(/helpdesk@smartics\.ru, \+7 \(495\) 128-43-74/);
    await anna.expects(
      new RegExp(`${say.text('human-when-now', { minutes: 30 }).source}|${say.text('human-when-from').source}`),
    );
    await anna.presses(say.button('no-words')).expects(say.text('human-asked'));
    const { id, facts, reason } = await ticketOf(world, anna);
    await anna.expects(say.text('helpdesk-talk', { ticket: String(id) }));
    expect(reason).toBe('asked');
    expect(facts).toMatchObject({ journey: 'register', step: 'letter', error: 'code-wrong' });
  });

  it('are promised no name and number that nobody knows yet', async () => {
    const anna = await world.person({ languageCode: language });
    await anna.opens('/start isu').opens('/helpdesk').expects(say.text('human-ask'));
    await anna.expects(say.text('human-goes-known', { kind: 'nothing' }));
    // Where the keyboard goes, it goes for that reason.
    await anna.presses(say.button('back')).presses(say.button('agree')).expects(say.text('register-phone'));
    await anna.opens('/helpdesk').expects(say.text('keyboard-away-human'));
  });

  it('talk: words, pictures, voice, places and answers with quotes go there, and so do edits; nothing is chatted back', async () => {
    const { anna, ticket } = await talks(world, language);
    const shown = anna.person.chat.filter(({ from }) => from === 'bot').length;
    await writes(world, anna, (person) => person.send('Вот снимок'));
    await writes(world, anna, (person) => person.sendPhoto(undefined, 'экран'));
    await writes(world, anna, (person) => person.sendVoice());
    await writes(world, anna, (person) => person.sendLocation());
    await writes(world, anna, (person) => person.forward('чужие слова', 'Боб'));
    await writes(world, anna, (person) => person.sendSticker());
    const photo = anna.person.chat.find(({ photo }) => photo);
    await writes(world, anna, (person) => person.send('на нём', { replyTo: photo?.messageId ?? 0 }));
    const own = lastOwn(anna)?.messageId ?? 0;
    anna.person.edit(own, 'на этом снимке');
    await eventually('the edit', async () => (await saidIn(world, ticket)).at(-1)?.editedAt);
    const said = await saidIn(world, ticket);
    expect(said.map(({ content }) => (content.type === 'media' ? content.kind : content.type))).toEqual([
      'text',
      'text',
      'photo',
      'voice',
      'copy',
      'text',
      'sticker',
      'text',
    ]);
    expect(said.at(-1)).toMatchObject({ content: { text: 'на этом снимке' }, replyToId: said[2]?.id });
    expect(said[2]?.content).toMatchObject({ caption: 'экран' });
    expect(anna.person.chat.filter(({ from }) => from === 'bot')).toHaveLength(shown);
    expect(await conversationOf(world, anna)).toMatchObject({ journey: 'human', step: 'talk' });
  });

  it('keep passwords, SNILS and codes to themselves: the message is deleted, and nobody gets it', async () => {
    const { anna, ticket } = await talks(world, language);
    for (const [text, key] of [
      ['мой пароль Summer2024', 'errors-password-in-words'],
      ['СНИЛС 112-233-445 95', 'errors-snils-in-words'],
      ['код 123456', 'errors-code-in-words'],
    ] as const) {
      await anna.types(text).expects(say.text(key));
      expect(lastOwn(anna)?.deleted).toBe(true);
    }
    await anna.does((person) => person.sendPhoto(undefined, 'пароль: Summer2024'));
    await anna.expects(say.text('errors-password-in-words'));
    const own = anna.person.chat.find(({ text }) => text === 'Помогите')?.messageId ?? 0;
    await anna.does((person) => person.edit(own, 'мой пароль Summer2024'));
    await anna.expects(say.text('errors-password-in-words'));
    // The operators see that it was taken out, not the old words as if they still stood.
    expect(anna.person.chat.find(({ messageId }) => messageId === own)?.deleted).toBe(true);
    const said = await saidIn(world, ticket);
    expect(said.map(({ content }) => content)).toMatchObject([
      { text: expect.stringMatching(words('ru').text('desk-taken-out')) },
    ]);
  });

  it('read short notes there, not the whole screen again; the ways out stand below what operators write', async () => {
    const { anna, ticket } = await talks(world, language);
    const screens = async () => (await conversationOf(world, anna)).screen;
    const before = await screens();
    await anna.types('мой пароль: qwerty').expects(say.text('errors-password-in-words'));
    await anna.opens('/nosuch').expects(say.text('helpdesk-unknown-command'));
    expect(await screens()).toBe(before);
    await answers(world, ticket, 'Здравствуйте!');
    expect(textOf(await hears(world, anna, 'Здравствуйте!'))).toMatch(say.text('desk-message-header'));
    await anna.presses(say.button('helpdesk-end')).expects(say.text('helpdesk-talk-ending'));
    await anna.presses(say.button('helpdesk-stay')).expects(say.text('helpdesk-talk'));
    await answers(world, ticket, 'Ещё тут');
    await hears(world, anna, 'Ещё тут');
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    await answers(world, ticket, 'И снова');
    await hears(world, anna, 'И снова');
    await anna.presses(say.button('helpdesk-answer')).expects(say.text('helpdesk-talk'));
    // The end is the end below an older screen as well.
    const older = anna.person.chat.find(({ buttons = [] }) =>
      buttons.flat().some(({ text }) => text === say.button('helpdesk-end')),
    );
    await anna.does((person) => person.press(say.button('helpdesk-end'), older?.messageId));
    await anna.expects(say.text('helpdesk-talk-ending'));
  });

  it('end it themselves, rate it, and reopen it by words within a week; later there is a new one', async () => {
    const { anna, ticket } = await talks(world, language);
    await anna.presses(say.button('helpdesk-end')).expects(say.text('helpdesk-talk-ending'));
    await anna.presses(say.button('helpdesk-stay')).expects(say.text('helpdesk-talk'));
    await anna.presses(say.button('helpdesk-end')).presses(say.button('helpdesk-end-sure'));
    await anna.expects(say.text('helpdesk-talk-closed'));
    expect(await ticketOf(world, anna)).toMatchObject({ id: ticket, closedBy: 'person', openKey: null });
    await anna
      .presses(say.button('helpdesk-rate', { stars: 2 }))
      .expects(say.text('helpdesk-rated-low', { stars: '2' }));
    await anna.presses(say.button('helpdesk-rate', { stars: 5 })).expects(say.text('helpdesk-rated', { stars: '5' }));
    expect(await ticketOf(world, anna)).toMatchObject({ rating: 5 });

    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    await anna.opens('/helpdesk').expects(say.text('helpdesk-reopens'));
    await anna.types('Ещё вопрос').expects(say.text('helpdesk-reopened'));
    expect(await ticketOf(world, anna)).toMatchObject({ id: ticket, closedAt: null });

    await closes(world, ticket, 'operator');
    await anna.expects(say.text('helpdesk-closed', { by: 'unanswered', ticket: String(ticket) }));
    await anna.expects(say.text('helpdesk-rate-again'));
    await world.passes(8 * DAY);
    await anna.types('Через неделю').expects(say.text('helpdesk-again'));
    const next = await ticketOf(world, anna);
    expect(next.id).not.toBe(ticket);
    expect((await saidIn(world, next.id)).map(({ content }) => content)).toEqual([
      { type: 'text', text: 'Через неделю' },
    ]);
    await anna.presses(say.button('helpdesk-again')).expects(say.text('helpdesk-talk', { ticket: String(next.id) }));
  });

  it('learn at any step that the ticket was closed, why, and write again by its button', async () => {
    const { anna, ticket } = await talks(world, language);
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    await closes(world, ticket, 'silence');
    await anna.expects(say.text('helpdesk-closed', { by: 'silence', ticket: String(ticket) }));
    expect(await conversationOf(world, anna)).toMatchObject({ journey: 'register', step: 'email' });
    await anna.presses(say.button('helpdesk-again')).expects(say.text('helpdesk-reopens'));
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    const other = await atStep(world, 'email', language);
    await other.anna.does((person) => person.pressStale(`~helpdesk:${ticket}`));
    await other.anna.expects(say.text('human-ask'));
    const { messageId } = await hears(world, other.anna, '');
    const answered = other.anna.person.callbackAnswers.length;
    other.anna.person.pressStale(`~helpdesk-rate:${ticket}-1`, { messageId, expired: false });
    await eventually('a word at the button', () => other.anna.person.callbackAnswers.length > answered);
    expect((await ticketOf(world, anna)).rating).toBeNull();
  });

  it('reopen it from their step: by words that say it goes on, by a button under any answer, by a reply to the farewell', async () => {
    const { anna, ticket } = await talks(world, language);
    const [still, asked] =
      language === 'ru'
        ? ['спасибо, но всё равно не пускает', 'где мой qr код?']
        : ['thanks, but it still doesn’t let me in', 'where is my QR code?'];
    const number = String(ticket);
    const lastWords = async () => (await saidIn(world, ticket)).at(-1)?.content;
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    await closes(world, ticket, 'operator');
    await anna.expects(say.text('helpdesk-closed', { by: 'unanswered', ticket: number }));
    await anna.types(still).expects(say.text('helpdesk-reopened'));
    expect(await lastWords()).toEqual({ type: 'text', text: still });
    expect(await ticketOf(world, anna)).toMatchObject({ id: ticket, closedAt: null });
    expect(await conversationOf(world, anna)).toMatchObject({ journey: 'register', step: 'email' });

    world.clock.move(MINUTE);
    await closes(world, ticket, 'silence');
    await anna.expects(say.text('helpdesk-closed', { by: 'silence', ticket: number }));
    await anna.types(asked).expects(say.text('faq-know-not-registered'));
    expect(await ticketOf(world, anna)).toMatchObject({ closedBy: 'silence' });
    await anna.presses(say.button('helpdesk-words', { ticket: number })).expects(say.text('helpdesk-reopened'));
    expect(await lastWords()).toEqual({ type: 'text', text: asked });
    const words = (await saidIn(world, ticket)).length;
    await anna.presses(say.button('helpdesk-words', { ticket: number }));
    expect(anna.person.callbackAnswers.at(-1)?.text).toMatch(say.text('helpdesk-carried-already'));
    expect(await saidIn(world, ticket)).toHaveLength(words);

    world.clock.move(MINUTE);
    await closes(world, ticket, 'operator');
    await anna.expects(say.text('helpdesk-closed', { by: 'unanswered', ticket: number }));
    await anna.presses(say.button('helpdesk-rate', { stars: 5 })).expects(say.text('helpdesk-rated', { stars: '5' }));
    const farewell = (await anna.button(say.button('helpdesk-again'))).message;
    expect(textOf(farewell)).toMatch(say.text('helpdesk-rated', { stars: '5' }));
    await anna.does((person) => person.send('anna@example.org', { replyTo: farewell.messageId }));
    await anna.expects(say.text('helpdesk-reopened'));
    expect(await lastWords()).toMatchObject({ type: 'text', text: 'anna@example.org' });
    // A slip in an answer to the step is no word to the helpdesk.
    await closes(world, ticket, 'operator');
    await anna.expects(say.text('helpdesk-closed', { by: 'unanswered', ticket: number }));
    await anna.types('anna@example').expects(say.text('register-email'));
    expect(anna.said().flatMap(({ buttons = [] }) => buttons.flat().map((one) => one.text))).not.toContain(
      say.button('helpdesk-words', { ticket: number }),
    );
  });

  it('give a human a picture that nobody asked for; what is written below it is read like any text', async () => {
    const { anna } = await atStep(world, 'institution', language);
    const asked = language === 'ru' ? 'где мой qr код?' : 'where is my QR code?';
    await anna.does((person) => person.sendPhoto(undefined, asked));
    await anna.expects(say.text('unexpected-caption'));
    await anna.expects(/\/pass/);
    await anna.does((person) => person.sendPhoto());
    await anna.expects(say.text('unexpected-photo'));
    await anna.expects(say.text('welcome-institution'));
    await anna.presses(say.button('human-this')).expects(say.text('human-choose'));
    await anna.presses(university(language)).expects(say.text('human-carried'));
    await anna.presses(say.button('send-carried')).expects(say.text('human-asked'));
    const { id } = await ticketOf(world, anna);
    const [first, ...others] = (await saidIn(world, id)).map(({ content }) => content);
    expect(first).toMatchObject({ type: 'media', kind: 'photo' });
    expect(others).toEqual([]);
  });

  it('are told kindly that they are blocked, and go on registering', async () => {
    const { anna, ticket, mail } = await talks(world, language);
    await blocks(world, ticket);
    await anna.types('ещё').expects(say.text('errors-ticket-blocked'));
    await anna.expects(/helpdesk@smartics\.ru/);
    await anna.types('и ещё').expects(say.text('helpdesk-blocked-still'));
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    await anna.opens('/helpdesk').expects(say.text('errors-ticket-blocked'));
    await anna.types(mail).expects(say.text('register-letter', { email: mail }));
    expect(await saidIn(world, ticket)).toHaveLength(1);
  });

  it('are never told that the helpdesk was written to once they are blocked', async () => {
    const { anna } = await atStep(world, 'call', language, { known: false });
    await anna.presses(say.button('human')).types('Помогите').expects(say.text('human-asked'));
    const ticket = await ticketOf(world, anna);
    await answers(world, ticket.id, 'Хватит');
    const answer = await hears(world, anna, 'Хватит');
    await blocks(world, ticket.id);
    anna.person.react(answer.messageId, '👎');
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-call'));
    await rings(world, anna);
    await anna.expects(say.text('errors-person-not-found'));
    await anna.expects(say.text('errors-ticket-blocked'));
    await anna.expects(/helpdesk@smartics\.ru/);
    expect(anna.person.chat.map(textOf).join('\n')).not.toMatch(say.text('register-unknown'));
    await anna.presses(say.button('check-again')).expects(say.text('errors-ticket-blocked'));
    const said = await saidIn(world, ticket.id);
    expect(said.map(({ content, reaction }) => [content.type, reaction])).toEqual([
      ['text', null],
      ['text', null],
    ]);
  });
});

describe('a flood of people before the helpdesk', () => {
  it('tells everybody how many wait before them, and about how long that takes', async () => {
    const world = await World.open({ helpdesk: true });
    const say = words('ru');
    const { anna } = await atStep(world, 'email', 'ru');
    await anna.opens('/helpdesk').expects(say.text('human-ask'));
    const now = world.clock.now();
    const crowd = Array.from({ length: 60 }, (_, at) => ({
      ...{ institutionId: 'isu', botId: 7_000_000_009n, chatId: BigInt(1000 + at), openKey: `crowd ${at}` },
      ...{ reason: 'asked', language: 'ru', facts: {}, createdAt: now, waitingSince: now, syncSince: now },
      // Not before the test is over.
      syncAfter: new Date(now.getTime() + DAY),
    }));
    await world.database.prisma.ticket.createMany({ data: crowd });
    await anna.types('Помогите').expects(say.text('human-when-queue', { people: 60, minutes: 10 }));
    await world.close();
  });
});
