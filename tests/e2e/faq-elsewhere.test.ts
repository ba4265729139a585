import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Actor, labelsOf } from '#tests/support/actor.ts';
import { sharedFaq } from '#tests/support/faq.ts';
import { asked } from '#tests/support/questions.ts';
import { parent, visitor } from '#tests/support/school.ts';
import { atStep, confirms, conversationOf, guest, literally, university, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

describe.each(ways)(
  'answers of another place: in lists, and of the other institution, over $framework, in $language',
  ({ framework, language }) => {
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
    /** Another institution's article is offered, and shown once it is chosen. */
    async function offered(anna: Actor, text: string, intent: string): Promise<void> {
      await anna.types(text).expects(say.text('faq-suggest-elsewhere'));
      await anna.presses(title(intent)).expects(title(intent));
    }

    it('can be read without typing, each list in the place of the one before', async () => {
      const { anna } = await atStep(world, 'consent', language);
      const fresh = await guest(world, language);
      await fresh.anna.opens('/faq').expects(say.text('faq-places'));
      await fresh.anna.presses(university(language)).expects(say.text('faq-topics'));
      expect(await conversationOf(world, fresh.anna)).toMatchObject({ institutionId: null });

      await anna.opens('/faq').expects(say.text('faq-topics', { institution: university(language) }));
      const [list] = anna.said();
      await anna.presses(say.button('faq-topic-pass')).expects(say.text('faq-topic-pass'));
      await anna.presses(title('isu.qr_where')).expects(say.text('faq-know-not-registered'));
      await anna.expects(title('isu.qr_where'));
      expect(anna.said().map(labelsOf).join()).not.toContain(say.button('faq-to-pass'));
      await anna.presses(say.button('faq-up')).presses(say.button('faq-topics')).presses(say.button('faq-places'));
      await anna.expects(say.text('faq-places'));
      expect(anna.said().map(({ messageId }) => messageId)).toEqual([list?.messageId]);
      await anna.presses(say.button('agree')).expects(say.text('register-phone'));

      await anna.opens('/start faq-isu__qr_where').expects(title('isu.qr_where'));
      await anna.presses(say.button('faq-not')).expects(say.text('faq-next'));
      await anna.opens('/start faq').expects(say.text('faq-topics'));
      await anna.opens('/start faq-isu__nothing').expects(say.text('faq-topics'));
      await anna.presses(say.button('faq-back')).expects(say.text('register-phone'));
    });

    it('of a school begin with what is known of the person, and lead there', async () => {
      const { anna } = await visitor(world, language);
      // A code is looked at within words, too: nothing tells better what is wrong with it.
      const within = language === 'ru' ? 'мой код pt4o095td не подходит' : 'my code pt4o095td does not work';
      for (const code of ['pt3o095tc', within]) await anna.types(code).expects(say.text('errors-invitation-unknown'));
      await anna.types(ask('code')).expects(say.text('faq-know-codes-wrong', { wrong: 2 }));

      const olga = await parent(world, language);
      const masked = olga.email.replace(/^(.).*@/, '$1•••@');
      await olga.anna.types(ask('forgot')).expects(say.text('faq-know-restore-not-yet', { email: masked }));
      await olga.anna
        .presses(say.button('faq-to-confirm-email'))
        .expects(say.text('school-letter', { email: olga.email }));
      await world.idle();
      await confirms(world, olga.email);
      await olga.anna.expects(say.text('school-email-confirmed', { email: olga.email }));
      await olga.anna.types(ask('forgot')).expects(say.text('faq-know-restore-by-letter', { email: masked }));
      await olga.anna.presses(say.button('faq-to-recover')).expects(say.text('recover-ways'));
      // Nobody else learns anything of it.
      await anna.types(ask('forgot')).expects(title('eljur.recover'));
      expect(
        anna
          .said()
          .map(({ text }) => text)
          .join(''),
      ).not.toContain(masked);
    });

    it('of another institution are offered, below what is true of the chosen one', async () => {
      const { anna } = await atStep(world, 'email', language);
      await anna.types(ask('mailbox')).expects(say.text('faq-elsewhere-mailbox'));
      await anna.types(ask('password')).expects(say.text('faq-elsewhere-password'));
      const fresh = (await atStep(world, 'institution', language)).anna;
      await fresh.types(ask('forgot')).presses(say.button('faq-to-recover')).expects(say.text('faq-consent-first'));
      const pupil = await visitor(world, language);
      await pupil.anna.types(ask('call')).expects(say.text('faq-elsewhere-call'));
    });

    it('throw nothing away that is under way', async () => {
      const { anna } = await atStep(world, 'email', language);
      await offered(anna, ask('forgot'), 'eljur.recover');
      await anna.expects(say.text('faq-of'));
      await anna.presses(say.button('faq-to-recover')).expects(say.text('faq-under-way'));
      await anna.opens('/human').expects(say.text('human-ask'));
      await anna.presses(say.button('faq-to-recover')).expects(say.text('faq-under-way'));
      await anna.presses(say.button('continue')).expects(say.text('register-email'));
      await anna.presses(say.button('faq-to-recover')).presses(say.button('start-over'));
      await anna.expects(say.text('welcome-consent-school'));
      await anna.presses(say.button('agree')).expects(say.text('recover-ways'));
      await anna.types(ask('forgot')).presses(say.button('faq-to-recover')).expects(say.text('recover-ways'));
    });
  },
);
