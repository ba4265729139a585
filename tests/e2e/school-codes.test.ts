import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { typedOnCyrillicKeys } from '#core/accounts/alphabet.ts';
import { days } from '#core/clock.ts';
import type { Actor } from '#tests/support/actor.ts';
import {
  card,
  classOf,
  inCore,
  invitation,
  invitationOf,
  journal,
  type SchoolOfTest,
  saidOf,
  school,
  visitor,
} from '#tests/support/school.ts';
import { conversationOf, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

/** As the school's document prints it. */
const PRINTED = 'pt1o095tc';
const FIRST = 'Николаева Варвара';

describe.each(ways)('a code over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  let ours: SchoolOfTest;
  beforeAll(async () => {
    world = await World.open({ framework });
    ours = await school(world, { number: '1399' });
  });
  afterAll(() => world.close());

  const comes = async (): Promise<Actor> => (await visitor(world, language)).anna;

  /** A fresh pupil with a parent, and a code for one of them. */
  async function code(role: 'student' | 'parent', printed?: string): Promise<string> {
    const [family] = await classOf(world, ours, { pupils: [FIRST] });
    const personId = (role === 'student' ? family?.pupil.id : family?.parentId) ?? '';
    return invitation(world, ours, { personId, role, ...(printed ? { code: printed } : {}) });
  }

  describe('is taken however it is written', () => {
    let printed: string;
    let own: string;
    beforeAll(async () => {
      printed = await code('parent', PRINTED);
      own = await code('student');
    });

    it.each([
      ['as it is printed', (text: string) => text],
      ['with spaces', (text: string) => text.replace(/(...)/g, '$1 ')],
      ['with hyphens and quotes', (text: string) => `«${text.slice(0, 4)}-${text.slice(4)}»`],
      ['in capitals', (text: string) => text.toUpperCase()],
      ['on the Russian layout', typedOnCyrillicKeys],
      ['on the Russian layout, in capitals', (text: string) => typedOnCyrillicKeys(text).toUpperCase()],
      [
        'with Russian letters that look alike',
        (text: string) => text.replace(/[acehkmoptxy]/g, (one) => ALIKE[one] ?? one),
      ],
      ['in a sentence', (text: string) => (language === 'ru' ? `Вот мой код: ${text}` : `My code: ${text}`)],
      ['as the printed link', (text: string) => `https://t.me/propusk_test_bot?start=${text}`],
    ])('%s', async (_how, written) => {
      const anna = await comes();
      await anna.types(written(printed)).expects(say.text('invitation-of-parents', { name: FIRST, class: '6А' }));
      await anna.expects(say.text('invite-confirm-ask'));
      await anna.presses(say.button('invitation-not-mine')).expects(say.text('invite-not-mine'));
      await anna.types(written(own)).expects(say.text('invitation-of-pupil', { name: FIRST, class: '6А' }));
    });

    it('with zero for the letter o, where only one code is meant', async () => {
      const anna = await comes();
      await anna.types(PRINTED.replace('o', '0')).expects(say.text('invitation-of-parents', { name: FIRST }));
    });

    it('by the link on the sheet: the consent comes first, then whose it is', async () => {
      const anna = await world.person({ languageCode: language, known: false });
      await anna.opens(`/start ${own}`).expects(say.text('welcome-consent-school', { institution: journal(language) }));
      expect(JSON.stringify((await conversationOf(world, anna)).data)).not.toContain(own);
      expect(saidOf(anna)).not.toContain(FIRST);
      await anna.presses(say.button('agree')).expects(say.text('invitation-of-pupil', { name: FIRST }));
    });
  });

  describe('that is wrong is diagnosed', () => {
    it.each([
      ['has capitals', 'PT2O095TC', 'capitals', {}],
      ['has a foreign letter', 'ptж1о95тц', 'foreign-letter', { letters: 'ж, о, т, ц' }],
      ['is too short', 'pt95t', 'length', { typed: 5 }],
      ['is too long', `pt${'9t'.repeat(12)}`, 'length', { typed: 26 }],
      ['has an unknown prefix', 'ab1o095tc', 'prefix', { prefix: 'ab' }],
      ['has the right shape, but nobody has it', 'pt3o095tc', 'unknown', {}],
      ['is no code at all', language === 'ru' ? 'мама мыла раму' : 'the quick brown fox', 'unreadable', {}],
    ])('%s', async (_what, typed, error, args) => {
      const anna = await comes();
      // Where nothing is under way, words that are no code are no wrong code.
      const answer = error === 'unreadable' ? say.text('faq-unknown') : say.text(`errors-invitation-${error}`, args);
      await anna.types(typed).expects(answer);
      if (error === 'unreadable') await anna.presses(say.button('no-code')).presses(say.button('have-code'));
      await anna.expects(say.text('invite-code'));
      await anna.types(typed).expects(answer);
      await anna.presses(say.button('no-code')).expects(say.text('invite-none'));
    });

    it('was used already', async () => {
      const used = await code('student');
      const row = await invitationOf(world, used);
      await world.database.prisma.invitation.update({ where: { id: row.id }, data: { usedAt: world.clock.now() } });
      const anna = await comes();
      await anna.types(used).expects(say.text('errors-invitation-used'));
      expect(saidOf(anna)).not.toContain(FIRST);
      await anna.presses(say.button('forgot')).expects(say.text('recover-ways'));
    });

    it('abuse 18: has expired, whether or not anybody has cleaned up', async () => {
      const old = await code('student');
      const row = await invitationOf(world, old);
      await world.database.prisma.invitation.update({
        where: { id: row.id },
        data: { expiresAt: new Date(world.clock.now().getTime() - 1) },
      });
      const anna = await comes();
      await anna.types(old).expects(say.text('errors-invitation-expired'));
      expect(saidOf(anna)).not.toContain(FIRST);
    });

    it('was withdrawn', async () => {
      const withdrawn = await code('student');
      const row = await invitationOf(world, withdrawn);
      await inCore(world, ({ invitations }) =>
        invitations.issue({ schoolId: ours.id, personId: row.personId, role: 'student', curatorId: null }),
      );
      const anna = await comes();
      await anna.types(withdrawn).expects(say.text('errors-invitation-withdrawn'));
    });

    it('was issued by another school', async () => {
      const elsewhere = await school(world);
      const [family] = await classOf(world, elsewhere);
      const foreign = await invitation(world, elsewhere, { personId: family?.parentId ?? '', role: 'parent' });
      const anna = await comes();
      await anna
        .types(await code('parent'))
        .presses(say.button('invitation-mine'))
        .expects(say.text('invite-more', { role: 'parent' }));
      await anna.types(foreign).expects(say.text('errors-invitation-other-school'));
      await anna.expects(say.text('invite-so-far'));
    });

    it('does not go with the first: a pupil’s, and the same once more', async () => {
      const first = await code('parent');
      const anna = await comes();
      await anna
        .types(first)
        .presses(say.button('invitation-mine'))
        .expects(say.text('invite-more', { role: 'parent' }));
      await anna.types(await code('student')).expects(say.text('errors-invitation-other-role'));
      await anna.types(first).expects(say.text('errors-invitation-again'));
    });

    it('was used up by somebody else while the person was thinking', async () => {
      const typed = await code('student');
      const anna = await comes();
      await anna.types(typed).expects(say.text('invite-confirm-ask'));
      const row = await invitationOf(world, typed);
      await world.database.prisma.invitation.update({ where: { id: row.id }, data: { usedAt: world.clock.now() } });
      await anna.presses(say.button('invitation-mine')).expects(say.text('invite-gone'));
    });
  });

  it('abuse 14: after three wrong ones only the plain answer is given, whatever is wrong', async () => {
    const withdrawn = await code('student');
    const row = await invitationOf(world, withdrawn);
    await world.database.prisma.invitation.update({ where: { id: row.id }, data: { withdrawnAt: world.clock.now() } });
    const anna = await comes();
    for (const guess of ['pt4o095tc', 'pt5o095tc', 'pt6o095tc']) {
      await anna.types(guess).expects(say.text('errors-invitation-unknown'));
    }
    await anna.types(withdrawn).expects(say.text('errors-invitation-unknown'));
  });

  it('waits for another day after ten wrong ones, even the right one', async () => {
    const right = await code('student');
    const anna = await comes();
    for (let guess = 10; guess < 20; guess += 1) {
      await anna.types(`pt${guess}395tc`).expects(say.text('errors-invitation-unknown'));
    }
    await anna.types(right).expects(say.text('errors-invitation-too-many'));
    await anna.expects(say.text('invite-code'));
    await anna.opens(`/start ${right}`).expects(say.text('errors-invitation-too-many'));
    await world.passes(days(1));
    await anna.types(right).expects(say.text('invite-confirm-ask'));
  });

  it('from a link is no reason to throw away what is under way', async () => {
    const anna = await comes();
    const right = await code('student');
    await anna.presses(say.button('forgot')).presses(say.button('by-email')).expects(say.text('recover-email'));
    await anna.opens('/start pt9o095tc').expects(say.text('errors-invitation-unknown'));
    await anna.expects(say.text('recover-email'));
    await anna.opens(`/start ${right}`).expects(say.text('welcome-resume'));
    await anna.presses(say.button('continue')).expects(say.text('recover-email'));
    await anna.opens(`/start ${right}`).presses(say.button('start-over')).expects(say.text('invite-confirm-ask'));
  });

  it('of staff is shown with the person’s own name', async () => {
    for (const role of ['teacher', 'staff'] as const) {
      const personId = await card(world, ours, { role, name: 'Громова Мария' });
      const anna = await comes();
      await anna.types(await invitation(world, ours, { personId, role }));
      await anna.expects(say.text('invitation-of-staff', { name: 'Громова Мария' }));
    }
  });

  it('is no SNILS and no password: those are deleted', async () => {
    const anna = await comes();
    const last = () => anna.person.chat.filter(({ from }) => from === 'person').at(-1);
    await anna.types('112-233-445 95').expects(say.text('errors-snils-in-words'));
    expect(last()).toMatchObject({ deleted: true });
    await anna.types('мой пароль зеленыйСлон42').expects(say.text('errors-password-in-words'));
    expect(last()).toMatchObject({ deleted: true });
  });

  it('never stands in the log', async () => {
    const right = await code('student');
    const anna = await comes();
    await anna.types(right).expects(say.text('invite-confirm-ask'));
    await anna.opens(`/start ${right}`).expects(say.text('invite-confirm-ask'));
    expect(world.log.join('\n')).not.toContain(right);
    expect(world.log.join('\n')).not.toContain(FIRST);
  });
});

/** Russian letters in the place of Latin ones. */
const ALIKE: Record<string, string> = {
  ...{ a: 'а', c: 'с', e: 'е', h: 'н', k: 'к', m: 'м', o: 'о', p: 'р', t: 'т', x: 'х', y: 'у' },
};
