import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Outcome } from '#core/faq/understanding.ts';
import { type Actor, textOf } from '#tests/support/actor.ts';
import { sharedFaq } from '#tests/support/faq.ts';
import { asked, vague } from '#tests/support/questions.ts';
import {
  atStep,
  confirms,
  conversationOf,
  goesOn,
  literally,
  MINUTE,
  rings,
  university,
  ways,
  words,
} from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

describe.each(ways)('questions over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  const ask = (what: keyof typeof asked): string => asked[what][language];
  let world: World;
  let faq: Awaited<ReturnType<typeof sharedFaq>>;
  beforeAll(async () => {
    world = await World.open({ framework });
    faq = await sharedFaq();
  });
  afterAll(() => world.close());

  const title = (intent: string): RegExp =>
    new RegExp(literally(faq.current().article(intent, language)?.title ?? intent));
  /** Some words that the house takes in this way, at the university. */
  function meaning(outcome: Outcome): string {
    const found = vague[language].find((text) => {
      const { outcome: taken, intents } = faq.current().ask(text, { language, institution: 'isu' });
      return taken === outcome && intents[0]?.intent.startsWith('isu.');
    });
    if (!found) throw new Error(`Nothing vague is a ${outcome}`);
    return found;
  }
  const questionsOf = ({ person }: Actor) =>
    world.database.prisma.question.findMany({ where: { chatId: person.id }, orderBy: { id: 'asc' } });
  const ticketOf = ({ person }: Actor) =>
    world.database.prisma.ticket.findFirstOrThrow({ where: { chatId: person.id }, orderBy: { id: 'desc' } });

  it('are answered in the middle of a registration, which goes on as if nothing had been', async () => {
    const who = await atStep(world, 'phone', language);
    const { anna } = who;
    const keyboard = anna.person.replyKeyboard;
    expect(keyboard).toBeTruthy();
    await anna.types(ask('number'));
    await anna.button(say.button('faq-back'));
    expect(anna.person.replyKeyboard).toEqual(keyboard);
    expect(await world.database.prisma.verification.count({ where: { chatId: anna.person.id } })).toBe(0);
    expect(await conversationOf(world, anna)).toMatchObject({ journey: 'register', step: 'phone' });
    await world.restart();
    await anna.presses(say.button('faq-back')).expects(say.text('register-phone'));
    // A number that is only told of is not the answer, and yet may be.
    await anna.types(ask('changed')).expects(title('isu.phone_mismatch'));
    const use = say.button('faq-use', { value: '+7 905 123-45-67' });
    await anna.presses(use).expects(say.text('register-phone-taken', { phone: '+7 905 123-45-67' }));
    await anna.presses(say.button('back')).expects(say.text('register-phone'));
    await anna.shares().expects(say.text('register-call'));
    await anna.types(ask('line')).expects(say.text('faq-know-call-waiting'));

    await anna.types(ask('call')).expects(say.text('faq-know-call-waiting'));
    await anna.expects(title('isu.call_not_confirmed'));
    await world.passes(6 * MINUTE);
    await anna.expects(say.text('errors-call-not-confirmed'));
    await anna.types(ask('call')).expects(say.text('faq-know-call-over'));
    // The step's own buttons are good all the while.
    await anna.presses(say.button('retry')).expects(say.text('register-call'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));

    await anna.types(who.mail).expects(say.text('register-letter', { email: who.mail }));
    await anna.types(ask('ourCode')).expects(say.text('faq-letter-code'));
    await anna
      .types(ask('letter'))
      .expects(say.text('faq-know-letter-waiting', { email: 'g•••@example.org', minutes: 0 }));
    await anna.presses(say.button('faq-helped')).expects(say.text('faq-glad'));
    await anna.expects(say.text('register-letter', { email: who.mail }));
    await goesOn(world, who, 'status', 'letter');

    await anna.types(ask('qr')).expects(say.text('faq-know-owed', { role: 'student', half: 'no' }));
    await anna.presses(say.button('faq-to-authorize')).expects(say.text('authorize-owed'));
    await goesOn(world, who, 'home', 'status');
    await world.passes(3 * MINUTE);
    await anna.types(ask('refused')).expects(say.text('faq-know-pass-over'));
    await anna.presses(say.button('faq-to-pass')).expects(say.text('pass-caption'));
    await anna.types(ask('refused')).expects(say.text('faq-know-pass-good'));
    const kept = await questionsOf(anna);
    expect(kept.map(({ outcome }) => outcome)).not.toContain('none');
    expect(kept.map(({ helped }) => helped)).toContain(true);
  });

  it('that may mean several things get several answers to choose from; what nobody knows, a kind word', async () => {
    const { anna } = await atStep(world, 'email', language);
    await anna.types(meaning('suggest')).expects(say.text('faq-suggest'));
    const offer = anna.said().at(-1);
    const [first] = offer?.buttons?.[0] ?? [];
    expect(offer?.buttons?.length).toBeLessThanOrEqual(5);
    await anna.does((person) => person.press(first?.text ?? '', offer?.messageId));
    expect(anna.person.chat.find(({ messageId }) => messageId === offer?.messageId)?.text).toContain(first?.text);
    const [question] = await questionsOf(anna);
    expect(question).toMatchObject({ outcome: 'suggest', intent: first?.callback_data?.split('-').slice(2).join('-') });

    await anna.types(`${ask('nonsense')} 1`).expects(say.text('errors-email-unreadable'));
    await anna.expects(say.text('faq-or-question'));
    for (const text of [ask('nonsense'), ask('complaint')]) {
      await anna.types(text).expects(say.text('faq-unknown'));
      await anna.expects(say.text('register-email'));
      expect(anna.said().map(textOf).join()).not.toMatch(say.text('errors-email-unreadable'));
    }
    await anna.types(language === 'ru' ? 'Спасибо!' : 'Thank you!').expects(say.text('faq-courtesy-thanks'));
    await anna.expects(say.text('register-email'));
    expect(await questionsOf(anna)).toHaveLength(4);
    await anna.presses(say.button('back')).types(say.button('back')).expects(say.text('welcome-institution'));
    await anna.types(`${ask('nonsense')} <b>&`).expects(say.text('faq-unknown'));
    await anna.presses(say.button('faq-home')).expects(say.text('welcome-institution'));
  });

  it('without help twice reach a human, who reads them', async () => {
    const { anna } = await atStep(world, 'name', language);
    await anna.types(ask('nonsense')).expects(say.text('faq-unknown'));
    await anna.types(`${ask('qr')} <b>`).expects(title('isu.qr_where'));
    const { message, button } = await anna.button(say.button('faq-not'));
    await anna.presses(say.button('faq-not')).expects(say.text('faq-next'));
    await anna.does((person) => person.press({ callbackData: button.callback_data ?? '' }, message.messageId));
    await eventually('a word at the button', () =>
      say.text('faq-noted').test(anna.person.callbackAnswers.at(-1)?.text ?? ''),
    );
    await anna.types(ask('letter')).expects(title('isu.email_not_received'));
    await anna.types(ask('not')).expects(say.text('faq-to-human'));
    await anna.expects(say.text('human-asked'));
    // What went along is shown with the number.
    await anna.expects(say.text('human-went'));
    await anna.expects(new RegExp(`[«“]${literally(`${ask('qr')} <b>; ${ask('letter')}`)}[»”]`));
    await anna.expects(say.text('human-goes-place', { journey: 'register', step: 'name' }));
    const { id, facts, reason } = await ticketOf(anna);
    expect(reason).toBe('faq.unhelpful');
    expect(facts).toMatchObject({ questions: `${ask('qr')} <b>\n${ask('letter')}`, journey: 'register', step: 'name' });
    const letter = await eventually('the letter that opens it', () =>
      world.mailbox.letters().find(({ subject }) => subject.startsWith(`[#${id}] `)),
    );
    expect(letter.text).toContain(ask('letter'));
    expect(letter.text).not.toContain(ask('nonsense'));
    // What the helpdesk has already comes to it no second time, and a new miss is the first again.
    await anna.presses(say.button('helpdesk-back')).expects(say.text('register-name', { role: 'student' }));
    await anna.does((person) => person.press({ callbackData: button.callback_data ?? '' }, message.messageId));
    await anna.expects(say.text('faq-handed-over', { ticket: String(id) }));
    await anna.opens('/start faq-isu__qr_where').presses(say.button('faq-not'));
    expect(anna.said().map(textOf).join()).not.toMatch(say.text('faq-to-human'));
    const lines = await world.database.prisma.ticketMessage.findMany({ where: { ticketId: id } });
    expect(lines.map(({ content }) => Object(content).type)).not.toContain('trouble');
  });

  it('for a human get one at once, from every step, and of the institution that is meant', async () => {
    const { anna } = await atStep(world, 'institution', language);
    await anna.types(ask('human')).expects(say.text('human-choose'));
    await anna.presses(university(language)).expects(say.text('human-ask'));
    await anna.presses(say.button('no-words')).expects(say.text('human-asked'));
    await anna.presses(say.button('helpdesk-back')).expects(say.text('welcome-institution'));
    expect(await ticketOf(anna)).toMatchObject({ institutionId: 'isu', reason: 'asked' });

    const who = await atStep(world, 'letter', language);
    await who.anna.types(ask('human')).expects(say.text('faq-heard'));
    await who.anna.types('x').expects(say.text('human-asked'));
    await confirms(world, who.mail);
    await who.anna.expects(say.text('register-name', { role: 'student' }));
  });

  it('where a password is awaited are answered, and not kept', async () => {
    const { anna } = await atStep(world, 'password', language);
    await anna.types(ask('qr')).expects(say.text('faq-deleted'));
    expect(anna.person.chat.findLast(({ from }) => from === 'person')?.deleted).toBe(true);
    await anna.types('correct horse battery staple').expects(say.text('errors-password-in-chat'));
    await anna.presses(say.button('faq')).expects(say.text('faq-topics'));
    await anna.types(ask('human')).expects(say.text('faq-heard-deleted'));
    await anna.presses(say.button('back')).expects(say.text('register-password'));
    expect((await questionsOf(anna)).map(({ text }) => text)).not.toContain(ask('qr'));
  });

  it('do not hide commands in plain words, a code or an address at the crossroads', async () => {
    const who = await atStep(world, 'email', language);
    const { anna, mail } = who;
    await anna.types(ask('help')).expects(say.text('help-contacts'));
    await anna.types(ask('start')).expects(say.text('welcome-resume'));
    await anna.types('pt3o095tc').expects(say.text('errors-invitation-unknown'));
    await anna.expects(say.text('welcome-resume'));
    await anna.types(mail).expects(say.text('register-letter', { email: mail }));
    await anna.types(ask('cancel')).expects(say.text('welcome-cancelled'));
    await anna.types('pt3o095tc').expects(say.text('errors-invitation-unknown'));
    await anna.expects(say.text('welcome-consent-school'));
    await anna.presses(say.button('agree')).expects(say.text('invite-code'));
  });

  it('abuse: made-up and strange buttons change nothing, and passwords are asked of nobody', async () => {
    const { anna } = await atStep(world, 'consent', language);
    const eve = (await atStep(world, 'consent', language)).anna;
    await anna.types(ask('qr')).expects(title('isu.qr_where'));
    const [mine] = await questionsOf(anna);
    for (const data of [
      ...[`faq-not:${mine?.id}`, `faq-helped:${mine?.id}`, `faq-show:${mine?.id}-isu.mobile_app`, 'faq-not:999999999'],
      ...['faq-helped:99999999999999999999', 'faq-show:1-constructor', 'faq-show:', 'faq-go:x', 'faq-to:__proto__'],
      ...['faq-topic:isu-nothing', 'faq-topic:', 'faq-of:toString', 'faq-read:isu.none', 'human-of:nobody'],
    ]) {
      const message = eve.person.chat.findLast(({ from }) => from === 'bot');
      await eve.does((person) => person.pressStale(`~${data}`, { messageId: message?.messageId ?? 0, expired: false }));
      expect(eve.transcript()).not.toContain(ask('qr'));
    }
    expect(await questionsOf(anna)).toEqual([mine]);

    const before = (await questionsOf(eve)).length;
    const spelled =
      language === 'ru' ? 'мой пароль Summer2024 не подходит, почему?' : 'my password is Summer2024, why is it wrong?';
    await eve.opens('/start').types(spelled).expects(say.text('errors-password-in-words'));
    const message = eve.person.send(ask('qr'));
    await eve.expects(title('isu.qr_where'));
    await eve.does((person) => person.edit(message, spelled));
    await eve.expects(say.text('errors-password-in-words'));
    expect(await questionsOf(eve)).toHaveLength(before + 1);
    await eve.types(`${ask('qr')} `.repeat(200).slice(0, 4000));
    await eve.types('<a href="tg://x">&amp; <b>qr');
    for (const { text } of await questionsOf(eve)) expect(text.length).toBeLessThanOrEqual(500);
    expect(world.log.join('\n')).not.toContain('Summer2024');
  });
});
