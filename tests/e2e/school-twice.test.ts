import QRCode from 'qrcode';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, labelsOf, textOf } from '#tests/support/actor.ts';
import { type CuratorOfTest, curator } from '#tests/support/curator.ts';
import { fills } from '#tests/support/forms.ts';
import {
  addressOf,
  classOf,
  finishes,
  invitation,
  JOURNAL_PASSWORD,
  type Registered,
  type SchoolOfTest,
  school,
  visitor,
} from '#tests/support/school.ts';
import { ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

/** A mother and the codes of her three children. */
interface Mother {
  name: string;
  email: string;
  children: { name: string; code: string; pupil: string }[];
}

const LINK = 'https://t.me/propusk_test_bot?start=';

describe.each(ways)('updates that come twice at a school, over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  let ours: SchoolOfTest;
  let klara: CuratorOfTest;
  beforeAll(async () => {
    world = await World.open({ framework });
    ours = await school(world);
    klara = await curator(world, ours, language);
  });
  afterAll(() => world.close());

  let number = 0;
  async function mother(surname: string): Promise<Mother> {
    number += 1;
    const pupils = ['Анна', 'Белла', 'Вера'].map((name) => `${surname} ${name}`);
    const families = await classOf(world, ours, { pupils });
    const children = await Promise.all(
      families.map(async ({ pupil, parentId }) => ({
        name: pupil.name,
        code: await invitation(world, ours, { personId: parentId, role: 'parent' }),
        pupil: await invitation(world, ours, { personId: pupil.id, role: 'student' }),
      })),
    );
    return { name: `${surname} Мария`, email: `mother${number}@example.org`, children };
  }

  /** All that a parent does in the chat, from the first code to a new password with the curator's help. */
  async function wholeWay({ name, email, children }: Mother): Promise<Registered> {
    const [one, two, three] = children;
    if (!one || !two || !three) throw new Error('Three children');
    const who = await visitor(world, language);
    const { anna } = who;
    await anna.types(one.code.toUpperCase().slice(0, 7)).expects(say.text('errors-invitation-length'));
    const photo = await QRCode.toBuffer(LINK + one.code, { width: 300 });
    await anna.does((person) => person.sendPhoto(photo));
    await anna.expects(say.text('invitation-of-parents', { name: one.name }));
    await anna.presses(say.button('invitation-mine')).expects(say.text('invite-so-far'));
    await anna.opens(`/start ${two.code}`).expects(say.text('invite-added'));
    await anna.types(two.code).expects(say.text('errors-invitation-again'));
    await anna.presses(say.button('no-more-codes')).expects(say.text('invite-page'));
    await anna.presses(say.button('new-link')).expects(say.text('invite-page-new-link'));
    const registered = await finishes(world, who, { login: 'mother', name, email });
    await anna.types((await world.letter(email)).code).expects(say.text('school-email-confirmed', { email }));

    await anna.opens('/children').presses(say.button('add-child')).expects(say.text('children-code'));
    await anna.types(three.code).presses(say.button('add-to-mine'));
    await anna.expects(say.text('children-added', { name: three.name }));
    await anna.opens('/recover').presses(say.button('by-email')).types(email).expects(say.text('recover-sent'));
    await anna.opens('/recover').presses(say.button('no-confirmed-email')).types('Помогите');
    await anna.expects(say.text('curator-help-asked'));

    await klara.chat.expects(new RegExp(name));
    await klara.chat.presses(say.button('request-take')).expects(say.text('curator-request-yours'));
    await anna.expects(say.text('request-in-hand'));
    await klara.chat
      .presses(say.button('person'))
      .expects(say.text('curator-card-registered', { address: 'confirmed' }));
    await klara.chat.presses(say.button('send-link')).expects(say.text('curator-link-sent'));
    await anna.expects(say.text('school-access-restored', { login: registered.login }));
    expect((await fills(await addressOf(anna, say.button('new-password')), { password: 'zebra7kometa9' })).status).toBe(
      200,
    );
    await anna.expects(say.text('account-notice-password-changed', { curator: 'none' }));
    await klara.chat.presses(say.button('back')).presses(say.button('request-close'));
    await klara.chat.expects(say.text('curator-request-closed'));
    return registered;
  }

  /** A chat as it was seen from this message on, without what differs from person to person. */
  const transcript = ({ person }: Actor, { name, email, children }: Mother, from = 0): string[] =>
    person.chat.slice(from).map((message) => {
      let line = `${message.from}: ${textOf(message)} ${labelsOf(message)}${message.deleted ? ' (deleted)' : ''}`;
      const own = [name, email, ...children.flatMap((child) => [child.name, child.code, child.code.slice(0, 7)])];
      for (const [at, word] of own.entries()) line = line.replaceAll(new RegExp(word, 'gi'), `WORD${at}`);
      return line.replace(/\d+/g, 'N');
    });

  /** What the house holds of an account. */
  async function traces({ accountId, email, anna }: Registered): Promise<unknown> {
    const { prisma } = world.database;
    const ofChat = { chatId: anna.person.id };
    return {
      cards: await prisma.person.count({
        where: { OR: [{ account: { id: accountId } }, { joinedAccountId: accountId }] },
      }),
      enrollments: await prisma.enrollment.count({ where: ofChat }),
      consents: await prisma.consent.count({ where: ofChat }),
      letters: await prisma.verification.count({ where: ofChat }),
      sent: world.mailbox.letters().filter(({ to }) => to === email).length,
      pages: await prisma.oneTimePage.count({ where: { OR: [ofChat, { subjectId: accountId }] } }),
      requests: await prisma.request.count({ where: ofChat }),
      audit: (await prisma.audit.findMany({ where: { accountId }, orderBy: { id: 'asc' } })).map(
        ({ action }) => action,
      ),
    };
  }

  it('abuse 30: the whole way of a parent and of the curator looks the same as with updates that come once', async () => {
    const first = await mother('Однова');
    const second = await mother('Дважды');
    const before = klara.chat.person.chat.length;
    const once = await wholeWay(first);
    await world.quiet();
    const between = klara.chat.person.chat.length;
    const ofCurator = transcript(klara.chat, first, before);

    world.telegram.duplicateUpdates = true;
    const twice = await wholeWay(second);
    await world.quiet();
    world.telegram.duplicateUpdates = false;
    expect(transcript(twice.anna, second)).toEqual(transcript(once.anna, first));
    expect(transcript(klara.chat, second, between)).toEqual(ofCurator);
    expect(await traces(twice)).toEqual(await traces(once));
    expect(await world.database.prisma.account.count({ where: { schoolId: ours.id } })).toBe(2);
  });

  it('abuse 30: a code and a press that come again an hour after the registration change nothing', async () => {
    const [child] = (await mother('Позднова')).children;
    const { anna } = await visitor(world, language);
    await anna.opens(`/start ${child?.pupil}`).expects(say.text('invite-confirm-ask'));
    const code = world.telegram.lastUpdateId;
    await anna.presses(say.button('invitation-mine')).expects(say.text('invite-page'));
    const press = world.telegram.lastUpdateId;
    const page = await addressOf(anna, say.button('enroll'));
    expect((await fills(page, { login: 'late', password: JOURNAL_PASSWORD, email: '' })).status).toBe(200);
    await anna.expects(say.text('school-home-no-email'));
    await world.quiet();
    const seen = anna.person.chat.length;
    await world.passes(60 * 60_000);
    for (const update of [code, press]) world.telegram.redeliver(update);
    await world.quiet();
    await anna.opens('/help').expects(say.text('help-text-school'));
    expect(anna.person.chat).toHaveLength(seen + 2);
    const { prisma } = world.database;
    expect(await prisma.enrollment.count({ where: { chatId: anna.person.id } })).toBe(1);
  });
});
