import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { defaultInstitutions } from '#core/institutions.ts';
import { type Actor, labelsOf, textOf } from '#tests/support/actor.ts';
import { answers, hears, saidIn, talks, ticketOf, writes } from '#tests/support/helpdesk-person.ts';
import { card, inCore, invitation, journal, school } from '#tests/support/school.ts';
import { atStep, confirms, conversationOf, goesOn, rings, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const SURE = { ru: 'где мой QR-код?', en: 'Where is my QR code?' };
const MISMATCH = { ru: 'номер телефона не совпадает с 1С', en: 'my phone number does not match the one in 1C' };

/** What the bot has said last speaks of no other way to the helpdesk that the person is talking to, and has no button that leads there. */
function sendsNobodyToHelpdesk(actor: Actor, language: 'ru' | 'en'): void {
  const shown = actor.said().map((message) => `${textOf(message)} ${labelsOf(message)}`);
  for (const one of shown) {
    expect(one).not.toContain('helpdesk@');
    expect(one).not.toContain(words(language).button('faq-to-human'));
  }
}

describe.each(ways)('a registration beside the helpdesk, over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

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
    const who = await talks(world, language);
    const { anna, ticket, mail } = who;
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-email'));
    await answers(world, ticket, 'Напишите, что на экране');
    const copy = await hears(world, anna, 'Напишите, что на экране');
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
    sendsNobodyToHelpdesk(anna, language);
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

  it('write on about what the house has told the helpdesk, in the language that they choose then', async () => {
    const { anna } = await atStep(world, 'call', language, { known: false });
    await rings(world, anna);
    await anna.expects(say.text('register-unknown'));
    await anna.expects(say.text('human-went'));
    await anna.expects(say.text('human-goes-place', { journey: 'register', step: 'unknown' }));
    const { id, reason, facts } = await ticketOf(world, anna);
    expect({ reason, facts }).toMatchObject({ reason: 'person.not-found', facts: { step: 'unknown' } });
    await anna.types('Номер у меня новый, старый потерян').expects(say.text('helpdesk-passed', { ticket: String(id) }));
    await anna.types(MISMATCH[language]).expects(say.text('helpdesk-passed-answer'));
    sendsNobodyToHelpdesk(anna, language);
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
