import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultInstitutions } from '#core/institutions.ts';
import { type Actor, textOf } from '#tests/support/actor.ts';
import { answers, blocks, closes, saidIn, ticketOf, writes } from '#tests/support/helpdesk-person.ts';
import { card, inCore, invitation, journal, school } from '#tests/support/school.ts';
import {
  atStep,
  confirms,
  conversationOf,
  type Guest,
  goesOn,
  MINUTE,
  rings,
  ways,
  words,
} from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const DAY = 24 * 60 * MINUTE;
const SURE = { ru: 'где мой QR-код?', en: 'Where is my QR code?' };

describe.each(ways)('a person and the helpdesk over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  /** Somebody in the conversation, from this step. */
  async function talking(step = 'email'): Promise<Guest & { ticket: number }> {
    const who = await atStep(world, step, language);
    await who.anna.presses(say.button('human')).expects(say.text('human-ask'));
    await who.anna.types('Помогите').expects(say.text('human-asked'));
    return { ...who, ticket: (await ticketOf(world, who.anna)).id };
  }
  const lastOwn = ({ person }: Actor) => person.chat.findLast(({ from }) => from === 'person');
  const lastOfBot = async ({ person }: Actor, text: string) =>
    eventually(`“${text}” from an operator`, () =>
      person.chat.findLast((message) => message.from === 'bot' && textOf(message).includes(text)),
    );

  it('see what goes along, when somebody answers and how else to ask; then the number', async () => {
    const { anna } = await atStep(world, 'letter', language);
    await anna.types('000000').expects(say.text('errors-code-wrong'));
    await anna.opens('/helpdesk').expects(say.text('human-ask'));
    await anna.expects(say.text('human-goes-place', { journey: 'register', step: 'letter' }));
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

  it('get nowhere past the consent by asking the helpdesk or a curator', async () => {
    const { anna } = await atStep(world, 'institution', language);
    const place = await school(world);
    const code = await invitation(world, place, {
      personId: await card(world, place, { role: 'student' }),
      role: 'student',
    });
    const consent = say.text('welcome-consent-school');
    await anna.presses(journal(language)).expects(consent);
    await anna.opens('/helpdesk').expects(say.text('human-ask-school'));
    await anna.presses(say.button('back')).expects(consent);
    await anna.opens('/helpdesk').presses(say.button('ask-curator')).expects(consent);
    await anna.expects(say.text('faq-consent-first'));
    await anna.opens('/children').expects(consent);
    await anna.opens('/recover').expects(consent);
    await anna.types(code).expects(consent);
    expect(await conversationOf(world, anna)).toMatchObject({ journey: 'welcome', step: 'consent' });
    await anna.opens('/helpdesk').presses(say.button('ask-curator')).presses(say.button('agree'));
    await anna.expects(say.text('curator-help-school'));
    await anna.presses(say.button('back')).expects(say.text('school-entry'));
    // What was under way waits behind the curator, too.
    await anna.opens('/recover').presses(say.button('by-email')).expects(say.text('recover-email'));
    await anna.opens('/helpdesk').presses(say.button('ask-curator')).expects(say.text('curator-help-school'));
    await anna.presses(say.button('back')).expects(say.text('recover-email'));
  });

  it('talk: words, pictures, voice, places and answers with quotes go there, and so do edits; nothing is chatted back', async () => {
    const { anna, ticket } = await talking();
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
    const { anna, ticket } = await talking();
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

  it('give a code that the step behind waits for: typed in the conversation it is taken there', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    const { code } = await world.letter(mail);
    await anna.opens('/helpdesk').types('Не вижу, куда вводить').expects(say.text('human-asked'));
    await anna.types(code === '000001' ? '000002' : '000001').expects(say.text('errors-code-wrong'));
    expect(await conversationOf(world, anna)).toMatchObject({ journey: 'human', step: 'talk' });
    await anna.types(code ?? '').expects(say.text('register-name', { role: 'student' }));
    const { id } = await ticketOf(world, anna);
    expect(await saidIn(world, id)).toHaveLength(1);
  });

  it('read short notes there, not the whole screen again; the ways out stand below what operators write', async () => {
    const { anna, ticket } = await talking();
    const screens = async () => (await conversationOf(world, anna)).screen;
    const before = await screens();
    await anna.types('мой пароль: qwerty').expects(say.text('errors-password-in-words'));
    await anna.opens('/nosuch').expects(say.text('helpdesk-unknown-command'));
    expect(await screens()).toBe(before);
    await answers(world, ticket, 'Здравствуйте!');
    expect(textOf(await lastOfBot(anna, 'Здравствуйте!'))).toMatch(say.text('desk-message-header'));
    await anna.presses(say.button('helpdesk-end')).expects(say.text('helpdesk-talk-ending'));
    await anna.presses(say.button('helpdesk-stay')).expects(say.text('helpdesk-talk'));
    await answers(world, ticket, 'Ещё тут');
    await lastOfBot(anna, 'Ещё тут');
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    await answers(world, ticket, 'И снова');
    await lastOfBot(anna, 'И снова');
    await anna.presses(say.button('helpdesk-answer')).expects(say.text('helpdesk-talk'));
  });

  it('go on by themselves once the helpdesk has put their number right', async () => {
    const { anna } = await atStep(world, 'call', language, { known: false });
    await rings(world, anna);
    await anna.expects(say.text('register-unknown'));
    const { id } = await ticketOf(world, anna);
    await anna.presses(say.button('human')).expects(say.text('helpdesk-talk'));
    const university = defaultInstitutions.find(({ kind }) => kind === 'university');
    const person = await world.database.prisma.person.create({
      data: {
        institutionId: 'isu',
        externalId: `corrected-${anna.person.id}`,
        fullName: anna.name,
        roles: ['student'],
      },
    });
    await inCore(world, async (core) => {
      const ticket = await core.tickets.find(id);
      if (!ticket || university?.kind !== 'university') throw new Error('No ticket');
      const set = { personId: person.id, phone: anna.phone };
      const done = await core.onBehalf.correctPhone(
        ticket,
        university,
        { id: '700', name: 'Ольга', senior: true },
        set,
      );
      expect(done.ok).toBe(true);
    });
    await anna.expects(say.text('register-email'));
  });

  it('go on registering meanwhile: answers find them, and so does the conversation', async () => {
    const who = await talking();
    const { anna, ticket, mail } = who;
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    await answers(world, ticket, 'Напишите, что на экране');
    const copy = await lastOfBot(anna, 'Напишите, что на экране');
    expect(textOf(copy)).toMatch(say.text('desk-message-header'));

    // A reply is for the operator, whatever the step would make of it.
    await anna.does((person) => person.send('у меня example@example.org', { replyTo: copy.messageId }));
    await anna.expects(say.text('helpdesk-passed', { ticket: String(ticket) }));
    expect(await conversationOf(world, anna)).toMatchObject({ journey: 'register', step: 'email' });
    // Of a row of messages only the first is spoken of.
    await writes(world, anna, (person) => person.sendPhoto());
    await anna.types(mail).expects(say.text('register-letter', { email: mail }));
    await anna.does((person) => person.sendVoice());
    await anna.expects(say.text('helpdesk-passed'));
    // Where the answer is known, it stands beside.
    await anna.types(SURE[language]).expects(say.text('helpdesk-passed-answer'));
    anna.person.react(copy.messageId, '👍');
    await eventually('the reaction', async () =>
      (await saidIn(world, ticket)).some(({ reaction }) => reaction === '👍'),
    );

    await anna.presses(say.button('helpdesk-answer')).expects(say.text('helpdesk-talk'));
    await confirms(world, mail);
    await anna.expects(say.text('register-name', { role: 'student' }));
    await goesOn(world, who, 'password', 'name');
    // Any text may be a password there.
    await anna.types('tr0ub4dor').expects(say.text('errors-password-in-chat'));
    await anna.does((person) => person.sendPhoto());
    await anna.expects(say.text('helpdesk-press-first'));
    const said = (await saidIn(world, ticket)).filter(({ author }) => author === 'person');
    expect(
      said.map(({ content }) => (content.type === 'media' ? content.kind : 'text' in content && content.text)),
    ).toEqual(['Помогите', 'у меня example@example.org', 'photo', 'voice', SURE[language]]);
  });

  it('end it themselves, rate it, and reopen it by words within a week; later there is a new one', async () => {
    const { anna, ticket } = await talking();
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
    const { anna, ticket } = await talking();
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    await closes(world, ticket, 'silence');
    await anna.expects(say.text('helpdesk-closed', { by: 'silence', ticket: String(ticket) }));
    expect(await conversationOf(world, anna)).toMatchObject({ journey: 'register', step: 'email' });
    await anna.presses(say.button('helpdesk-again')).expects(say.text('helpdesk-reopens'));
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    const other = await atStep(world, 'email', language);
    await other.anna.does((person) => person.pressStale(`~helpdesk:${ticket}`));
    await other.anna.expects(say.text('human-ask'));
    const { messageId } = await lastOfBot(other.anna, '');
    const answered = other.anna.person.callbackAnswers.length;
    other.anna.person.pressStale(`~helpdesk-rate:${ticket}-1`, { messageId, expired: false });
    await eventually('a word at the button', () => other.anna.person.callbackAnswers.length > answered);
    expect((await ticketOf(world, anna)).rating).toBeNull();
  });

  it('are told kindly that they are blocked, and go on registering', async () => {
    const { anna, ticket, mail } = await talking();
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
    const answer = await lastOfBot(anna, 'Хватит');
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

  it('write on about what the house has told the helpdesk, in the language that they choose then', async () => {
    const { anna } = await atStep(world, 'call', language, { known: false });
    await rings(world, anna);
    await anna.expects(say.text('register-unknown'));
    const { id, reason, facts } = await ticketOf(world, anna);
    expect({ reason, facts }).toMatchObject({ reason: 'person.not-found', facts: { step: 'unknown' } });
    await anna.types('Номер у меня новый, старый потерян').expects(say.text('helpdesk-passed', { ticket: String(id) }));
    await anna.presses(say.button('human')).expects(say.text('helpdesk-talk', { ticket: String(id) }));
    const other = words(language === 'ru' ? 'en' : 'ru');
    await anna.opens('/language').presses(other.language === 'ru' ? say.button('russian') : say.button('english'));
    await anna.expects(other.text('helpdesk-talk'));
    expect((await ticketOf(world, anna)).language).toBe(other.language);
    // An album is one thing, however many messages it comes as.
    const count = async () => (await saidIn(world, id)).filter(({ albumId }) => albumId !== null).length;
    anna.person.sendAlbum([{ kind: 'photo' }, { kind: 'photo', caption: 'экраны' }]);
    await eventually('the album', async () => (await count()) === 2);
    expect(new Set((await saidIn(world, id)).slice(-2).map(({ albumId }) => albumId)).size).toBe(1);
    await anna.presses(other.button('helpdesk-back')).expects(other.text('register-unknown'));
    await anna.presses(other.button('check-again')).expects(other.text('register-unknown'));
    expect((await ticketOf(world, anna)).id).toBe(id);
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
