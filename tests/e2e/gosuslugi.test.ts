import { randomInt } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIGITS, SNILS } from '#tests/gosuslugi/world.ts';
import type { Actor } from '#tests/support/actor.ts';
import { fills } from '#tests/support/forms.ts';
import { addressOf, card, curatorOf, school, secretsOf, visitor } from '#tests/support/school.ts';
import { ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

describe.each(ways)('“user not found” on Gosuslugi, over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  /** Somebody with an account, at the page that compares; the journal holds what it is told. */
  async function atPage(held: { snils?: string; email?: string; phone?: string }) {
    const { prisma } = world.database;
    const { anna } = await visitor(world, language);
    const place = await school(world);
    const personId = await card(world, place, {
      role: 'parent',
      name: 'Николаева Ольга Петровна',
      ...(held.snils ? { snilsHash: secretsOf(world).hash('snils', held.snils) } : {}),
      ...(held.email ? { email: held.email } : {}),
    });
    if (held.phone) await prisma.personPhone.create({ data: { personId, phone: held.phone, institutionId: 'eljur' } });
    const login = `olga${randomInt(1e9)}`;
    const { id: accountId } = await prisma.account.create({
      data: {
        ...{ institutionId: 'eljur', schoolId: place.id, personId, passwordHash: '-', createdAt: world.clock.now() },
        ...{ login, loginKey: login, subject: randomInt(1, 2 ** 32) },
      },
    });
    await prisma.conversation.updateMany({ where: { chatId: anna.person.id }, data: { accountId } });
    await anna.presses(say.button('gosuslugi')).expects(say.text('gosuslugi-entry'));
    await anna.presses(say.button('gosuslugi-compare')).expects(say.text('gosuslugi-page'));
    return { anna, place };
  }

  const page = ({ anna }: { anna: Actor }): Promise<string> => addressOf(anna, say.button('gosuslugi-page'));
  const typed = { snils: SNILS, email: 'olga@example.org', phone: '8 (905) 111-22-33' };
  const result = (item: string, compared: string): RegExp => say.text(`gosuslugi-result-${item}`, { compared });

  it('is explained item by item, and offers the curator', async () => {
    const who = await atPage({ snils: DIGITS, email: 'old@example.org' });
    await curatorOf(world, who.place, language);
    const shown = await fills(await page(who), { ...typed, phone: '' });
    expect(shown.status).toBe(200);
    expect(shown.text).toMatch(say.text('gosuslugi-same'));
    expect(shown.text).toMatch(say.text('gosuslugi-different'));
    expect(shown.text).toMatch(say.text('gosuslugi-not-on-gosuslugi'));
    expect(shown.text).not.toContain('old@');

    await who.anna.expects(result('snils', 'same'));
    await who.anna.expects(result('email', 'different'));
    await who.anna.expects(result('phone', 'not-on-gosuslugi'));
    await who.anna.expects(say.text('gosuslugi-verdict', { verdict: 'snils' }));
    expect((await who.anna.button(say.button('gosuslugi-data'))).button.url).toMatch(/gosuslugi\.ru/);
    await who.anna
      .presses(say.button('gosuslugi-curator'))
      .expects(say.text('curator-help-words', { school: who.place.name, known: 'yes' }));
  });

  it('says when nothing matches, and compares again', async () => {
    const who = await atPage({ snils: '08765430300', phone: '+79051112233' });
    await fills(await page(who), { snils: SNILS, email: '', phone: '' });
    await who.anna.expects(result('snils', 'different'));
    await who.anna.expects(say.text('gosuslugi-verdict', { verdict: 'nothing' }));
    await who.anna.presses(say.button('check-again')).expects(say.text('gosuslugi-page'));
    await fills(await page(who), { ...typed, snils: '' });
    await who.anna.expects(say.text('gosuslugi-verdict', { verdict: 'contact' }));
  });

  it('refuses on the page what cannot be right, field by field, and shows nothing of it again', async () => {
    const who = await atPage({});
    const address = await page(who);
    const shown = await fills(address, { snils: '112-233-445 96', email: 'olga', phone: '+7 495 128-43-74' });
    expect(shown.status).toBe(422);
    expect(shown.text).toMatch(say.text('errors-snils-checksum'));
    expect(shown.text).toMatch(say.text('errors-gosuslugi-email'));
    expect(shown.text).toMatch(say.text('errors-gosuslugi-phone'));
    expect(shown.text).not.toMatch(/value="[^"]*(112|olga|495)/);
    expect((await fills(address, { snils: '', email: '', phone: '' })).text).toMatch(
      say.text('errors-gosuslugi-empty'),
    );
    expect((await fills(address, typed)).status).toBe(200);
    const used = await fetch(address);
    expect(used.status).toBe(410);
    expect(await used.text()).toMatch(say.text('web-gosuslugi-used-title'));
  });

  it('is compared five times a day; the sixth page stays for tomorrow', async () => {
    const who = await atPage({});
    for (let count = 0; count < 5; count++) {
      expect((await fills(await page(who), typed)).status).toBe(200);
      await who.anna.expects(result('snils', 'not-in-journal'));
      await who.anna.presses(say.button('check-again')).expects(say.text('gosuslugi-page'));
    }
    const address = await page(who);
    const shown = await fills(address, typed);
    expect(shown.status).toBe(429);
    expect(shown.text).toMatch(say.text('errors-gosuslugi-too-many'));
    expect((await fetch(address)).status).toBe(200);
  });

  it('reaches a person who has gone elsewhere meanwhile, and leaves them there', async () => {
    const who = await atPage({ snils: DIGITS });
    const address = await page(who);
    await who.anna
      .presses(say.button('back'))
      .presses(say.button('back'))
      .expects(say.text('school-home', { role: 'parent' }));
    await fills(address, typed);
    await who.anna.expects(result('snils', 'same'));
    await who.anna.presses(say.button('continue')).expects(say.text('school-home', { role: 'parent' }));
  });

  it('abuse 37: SNILS typed into the chat is deleted, and stands in no log, address or row', async () => {
    const who = await atPage({ snils: DIGITS });
    await who.anna.types(SNILS).expects(say.text('errors-snils-in-chat'));
    expect(who.anna.person.chat.filter(({ from }) => from === 'person').at(-1)).toMatchObject({ deleted: true });
    await fills(await page(who), typed);
    await who.anna.expects(result('snils', 'same'));
    await world.idle();
    const { prisma } = world.database;
    const kept = [
      await prisma.conversation.findMany(),
      await prisma.outbox.findMany(),
      await prisma.oneTimePage.findMany(),
      await prisma.limit.findMany(),
      await prisma.audit.findMany(),
    ];
    const rows = JSON.stringify(kept, (_, value: unknown) => (typeof value === 'bigint' ? String(value) : value));
    for (const secret of [SNILS, DIGITS, '9051112233']) {
      expect(world.log.join('')).not.toContain(secret);
      expect(rows).not.toContain(secret);
    }
  });

  it('abuse 37: SNILS in the words for a curator or the helpdesk is deleted, and reaches nobody', async () => {
    const who = await atPage({ snils: DIGITS });
    await curatorOf(world, who.place, language);
    const last = () => who.anna.person.chat.filter(({ from }) => from === 'person').at(-1);
    await fills(await page(who), typed);
    const told = `Мой СНИЛС ${SNILS}, а Госуслуги меня не находят`;
    const stands = async (): Promise<boolean> => {
      const { prisma } = world.database;
      const kept = [await prisma.request.findMany(), await prisma.ticket.findMany(), await prisma.outbox.findMany()];
      const jobs = await prisma.$queryRaw<object[]>`SELECT payload FROM graphile_worker._private_jobs`;
      return JSON.stringify([kept, jobs], (_, one: unknown) => (typeof one === 'bigint' ? String(one) : one)).includes(
        SNILS,
      );
    };
    await who.anna.presses(say.button('gosuslugi-curator')).expects(say.text('curator-help-words', { known: 'yes' }));
    await who.anna.types(told).expects(say.text('errors-snils-in-words'));
    expect(last()).toMatchObject({ deleted: true });
    await who.anna.presses(say.button('human')).expects(say.text('human-ask-school'));
    await who.anna.types(told).expects(say.text('errors-snils-in-words'));
    expect(last()).toMatchObject({ deleted: true });
    expect(await stands()).toBe(false);
    await who.anna.types('Госуслуги меня не находят').expects(say.text('human-asked'));
  });

  it('asks somebody without an account what Gosuslugi holds, never for the data, and says what is missing', async () => {
    const { anna } = await visitor(world, language);
    await anna.presses(say.button('gosuslugi')).presses(say.button('gosuslugi-compare'));
    await anna.expects(say.text('gosuslugi-ask-trusted'));
    await anna.presses(say.button('gosuslugi-yes')).expects(say.text('gosuslugi-ask-snils'));
    await anna.presses(say.button('back')).expects(say.text('gosuslugi-ask-trusted'));
    await anna.presses(say.button('gosuslugi-no')).expects(say.text('gosuslugi-ask-snils'));
    await anna.presses(say.button('gosuslugi-yes')).expects(say.text('gosuslugi-ask-email'));
    await anna.presses(say.button('gosuslugi-unconfirmed')).expects(say.text('gosuslugi-ask-phone'));
    await anna.presses(say.button('gosuslugi-confirmed')).expects(say.text('gosuslugi-advice-missing'));
    await anna.expects(say.text('gosuslugi-advice-trusted'));
    await anna.expects(say.text('gosuslugi-advice-email'));
    const advice = anna
      .said()
      .map(({ text }) => text)
      .join('');
    expect(advice).not.toMatch(say.text('gosuslugi-advice-snils'));
    expect(advice).not.toMatch(say.text('gosuslugi-advice-phone'));
    await anna.presses(say.button('gosuslugi-curator')).expects(say.text('curator-help-school'));
  });

  it('names the journal as the cause when Gosuslugi has everything', async () => {
    const { anna } = await visitor(world, language);
    await anna.presses(say.button('gosuslugi')).presses(say.button('gosuslugi-compare'));
    await anna.presses(say.button('gosuslugi-yes')).presses(say.button('gosuslugi-yes'));
    await anna.presses(say.button('gosuslugi-confirmed')).presses(say.button('gosuslugi-confirmed'));
    await anna.expects(say.text('gosuslugi-advice-complete'));
  });

  it('says how to get an account on Gosuslugi, and leads back', async () => {
    const { anna } = await visitor(world, language);
    await anna.presses(say.button('gosuslugi')).presses(say.button('gosuslugi-none'));
    await anna.expects(say.text('gosuslugi-none'));
    expect((await anna.button(say.button('gosuslugi-help'))).button.url).toMatch(/gosuslugi\.ru/);
    await anna.presses(say.button('back')).expects(say.text('gosuslugi-entry'));
    await anna.presses(say.button('back')).expects(say.text('school-entry'));
  });

  it('is where the link of a failed sign-in leads', async () => {
    const { anna } = await visitor(world, language);
    await anna.opens('/start gosuslugi').expects(say.text('gosuslugi-entry'));
    const stranger = await world.person({ languageCode: language, known: false });
    await stranger.opens('/start gosuslugi').presses(say.button('agree')).expects(say.text('gosuslugi-entry'));
  });
});
