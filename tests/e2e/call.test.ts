import { createHmac, randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { prettyPhone } from '#core/people/phone.ts';
import { atStep, conversationOf, goesOn, guest, LINE, MINUTE, rings, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

describe.each(ways)('the call over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());
  // Whoever the test before left waiting waits no more.
  beforeEach(() => world.passes(20 * MINUTE));

  it('shows where to ring, from which number, and until when', async () => {
    const { anna } = await atStep(world, 'call', language);
    const { createdAt, expiresAt } = await world.database.prisma.verification.findFirstOrThrow({
      where: { chatId: anna.person.id },
    });
    expect(expiresAt.getTime() - createdAt.getTime()).toBe(5 * MINUTE);
    const until = expiresAt.toLocaleTimeString(language === 'ru' ? 'ru-RU' : 'en-GB', {
      ...{ timeZone: 'Europe/Moscow', hour: '2-digit', minute: '2-digit' },
    });
    await anna.expects(say.text('register-call', { phone: prettyPhone(anna.phone), line: '+7 800 555-35-35', until }));
    const message = anna.said().at(-1);
    // Telegram makes a number tappable by itself: it must stand in the text as one.
    expect(
      message?.entities?.some(({ type }) => type === 'phone_number') || /\+7 800 555-35-35/.test(message?.text ?? ''),
    ).toBe(true);
  });

  it('goes on by itself after the call', async () => {
    const { anna } = await atStep(world, 'call', language);
    const acts = world.telegram.lastUpdateId;
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
    await anna.expects(say.text('register-phone-confirmed', { phone: prettyPhone(anna.phone) }));
    // Nobody did anything in Telegram meanwhile.
    expect(world.telegram.lastUpdateId).toBe(acts);
  });

  it('says that no call is to be seen yet, and keeps waiting', async () => {
    const { anna } = await atStep(world, 'call', language);
    await anna.presses(say.button('called')).expects(say.text('errors-call-not-arrived'));
    await anna.presses(say.button('called')).expects(say.text('errors-call-not-arrived'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
  });

  it('says when the five minutes are over; Retry begins anew', async () => {
    const { anna } = await atStep(world, 'call', language);
    await world.passes(5 * MINUTE);
    await anna.expects(say.text('errors-call-not-confirmed'));
    await anna.expects(say.text('register-call-over', { phone: prettyPhone(anna.phone) }));
    await anna.presses(say.button('retry')).expects(say.text('register-call'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
  });

  it('takes Retry for a new attempt also when the news of the end has not come yet', async () => {
    const { anna } = await atStep(world, 'call', language);
    world.clock.move(6 * MINUTE);
    await anna.presses(say.button('called')).expects(say.text('register-phone-taken'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
  });

  it('counts a call after the five minutes for nothing', async () => {
    const { anna } = await atStep(world, 'call', language);
    await world.passes(6 * MINUTE);
    await anna.expects(say.text('errors-call-not-confirmed'));
    await rings(world, anna);
    await world.quiet();
    expect(await conversationOf(world, anna)).toMatchObject({ step: 'call' });
  });

  it('takes another number, typed or by the button', async () => {
    const { anna } = await atStep(world, 'call', language);
    await anna.types('+7 495 123-45-67').expects(say.text('errors-phone-landline'));
    await anna.presses(say.button('another-number')).expects(say.text('register-phone'));
    await anna.types(anna.phone).expects(say.text('register-call'));
    await anna.types('8 905 999-88-77').expects(say.text('register-call', { phone: '+7 905 999-88-77' }));
    // The number that was given up proves nothing any more.
    await rings(world, anna);
    await world.quiet();
    expect(await conversationOf(world, anna)).toMatchObject({ step: 'call' });
  });

  it('counts the call also for a person who has gone back meanwhile', async () => {
    const { anna } = await atStep(world, 'call', language);
    await anna.presses(say.button('back')).expects(say.text('register-phone'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
    expect(anna.person.replyKeyboard).toBeNull();
  });

  it('tells a person who rings from another number, and waits on', async () => {
    const { anna } = await atStep(world, 'call', language);
    await rings(world, anna, '+79161112233');
    await anna.expects(say.text('errors-call-another-number'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
  });

  it('abuse 27: a forged call, an old one and one without a signature confirm nothing', async () => {
    const { anna } = await atStep(world, 'call', language);
    expect(await reports(anna.phone, { secret: 'guessed' })).toBe(401);
    expect(await reports(anna.phone, { secret: null })).toBe(401);
    expect(await reports(anna.phone, { at: new Date(world.clock.now().getTime() - 30 * MINUTE) })).toBe(200);
    await anna.presses(say.button('called')).expects(say.text('errors-call-not-arrived'));
  });

  it('abuse 27: a call that is reported again, to a later attempt, confirms nothing', async () => {
    const who = await atStep(world, 'call', language);
    const { anna } = who;
    const id = randomUUID();
    expect(await reports(anna.phone, { id })).toBe(200);
    await anna.expects(say.text('register-email'));
    await anna.presses(say.button('back'));
    await goesOn(world, who, 'call', 'phone');
    expect(await reports(anna.phone, { id })).toBe(200);
    await anna.presses(say.button('called')).expects(say.text('errors-call-not-arrived'));
  });

  it('abuse 26: an owner’s call counts for nobody while a stranger claims the number', async () => {
    const { anna } = await atStep(world, 'call', language);
    const stranger = await atStep(world, 'phone', language, { known: false });
    await stranger.anna.types(anna.phone).expects(say.text('register-call'));
    await rings(world, anna);
    await anna.expects(say.text('errors-call-ambiguous'));
    await stranger.anna.expects(say.text('errors-call-ambiguous'));
    expect(await conversationOf(world, stranger.anna)).toMatchObject({ step: 'call' });

    // Telegram's word tells the owner from the stranger.
    await anna.presses(say.button('another-number'));
    await anna.shares().expects(say.text('register-call'));
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
    expect(await conversationOf(world, stranger.anna)).toMatchObject({ step: 'call' });
  });

  it('abuse 12: stops after too many calls in a row, and says what to do', async () => {
    const { anna } = await atStep(world, 'phone', language);
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await anna.types(`8 905 777-00-0${attempt}`).expects(say.text('register-call'));
    }
    await anna.types('8 905 777-00-06').expects(say.text('errors-call-too-many'));
    await world.passes(61 * MINUTE);
    await anna.expects(say.text('errors-call-not-confirmed'));
    await anna.types(anna.phone).expects(say.text('register-call'));
  });

  it('begins again with the number when the proof is older than a day', async () => {
    const { anna, mail } = await atStep(world, 'letter', language);
    const first = await world.letter(mail);
    await world.passes(23.5 * 60 * MINUTE);
    await anna.presses(say.button('resend')).expects(say.text('letter-resent'));
    await world.passes(45 * MINUTE);
    await world.confirms((await world.letter(mail, first.id)).link);
    await anna.expects(say.text('register-name', { role: 'student' }));
    await anna.presses(say.button('name-right')).expects(say.text('errors-call-expired'));
    await anna.expects(say.text('register-phone'));
  });

  /** What an exchange, or somebody who plays one, reports. */
  async function reports(
    caller: string,
    {
      secret = world.settings.CALL_WEBHOOK_SECRET ?? null,
      id = randomUUID(),
      at = world.clock.now(),
    }: {
      secret?: string | null;
      id?: string;
      at?: Date;
    } = {},
  ): Promise<number> {
    const body = JSON.stringify({ caller, called: LINE, at: at.toISOString(), id });
    const signature = secret && `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
    const answer = await fetch(`${world.url}/webhooks/call`, {
      method: 'POST',
      headers: signature ? { 'X-Signature': signature } : {},
      body,
    });
    return answer.status;
  }
});

describe.each(ways)('without telephony over $framework, in $language', ({ framework, language }) => {
  it('says that calls are off, and leads to a human', async () => {
    const world = await World.open({ framework, settings: { CALL_PROVIDER: '', CALL_NUMBER: '' } });
    const { anna, say } = await atStep(world, 'phone', language);
    await anna.types(anna.phone).expects(say.text('errors-call-off'));
    await anna
      .types(say.button('human'))
      .expects(say.text('human-ask'))
      .presses(say.button('no-words'))
      .expects(say.text('human-asked'));
    await world.close();
  });

  it('knows two lines apart, so that two people with one number need not wait for each other', async () => {
    const settings = { CALL_NUMBER: '+78005553535,+78005553636' };
    const world = await World.open({ framework, settings });
    const { anna, say } = await atStep(world, 'call', language);
    const other = await guest(world, language, { known: false });
    await goesOn(world, other, 'phone');
    const [line] = await other.anna
      .types(anna.phone)
      .expects(/\+7 800 555-36-36/)
      .then(() => other.anna.expects(/\+7 800 555-36-36/));
    expect(line).toBe('+7 800 555-36-36');
    await rings(world, anna);
    await anna.expects(say.text('register-email'));
    await world.close();
  });
});
