import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allSteps } from '#bot/journeys/journeys.ts';
import type { TextArgs } from '#locales/texts.ts';
import type { Actor } from '#tests/support/actor.ts';
import { curator } from '#tests/support/curator.ts';
import {
  classOf,
  curatorOf,
  enrolls,
  inCore,
  invitation,
  type Registered,
  type SchoolOfTest,
  school,
  visitor,
} from '#tests/support/school.ts';
import { conversationOf, ways, words } from '#tests/support/stories.ts';
import { World } from '#tests/support/world.ts';

const JOURNEYS = ['school', 'invite', 'children', 'recover', 'login-help', 'curator-help', 'curator'];

describe.each(ways)('every step of a school over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  const other = words(language === 'ru' ? 'en' : 'ru');
  let world: World;
  let ours: SchoolOfTest;
  let parents: string;
  let pupil: string;
  beforeAll(async () => {
    world = await World.open({ framework });
    ours = await school(world, { number: '1399', name: 'Школа № 1399', region: 'Москва' });
    await curatorOf(world, ours, language);
    const [family] = await classOf(world, ours);
    parents = await invitation(world, ours, { personId: family?.parentId ?? '', role: 'parent' });
    pupil = await invitation(world, ours, { personId: family?.pupil.id ?? '', role: 'student' });
  });
  afterAll(() => world.close());

  const shown = () => say.button('school', { name: 'Школа № 1399', region: 'Москва' });

  /** The way of somebody without an account: what they do, which step it leads to, and what that asks. */
  const strange: [string, string, (anna: Actor) => PromiseLike<unknown>, TextArgs?][] = [
    ['school/entry', 'school-entry', (anna) => anna.opens('/start eljur')],
    ['school/find', 'school-search', (anna) => anna.presses(say.button('find-school'))],
    ['school/page', 'school-page', (anna) => anna.types('1399').presses(shown())],
    ['invite/none', 'invite-none', (anna) => anna.presses(say.button('no-code'))],
    ['curator-help/ask', 'school-search', (anna) => anna.presses(say.button('ask-curator'))],
    ['curator-help/ask', 'curator-help-words', (anna) => anna.types('1399 Москва').presses(shown()), { known: 'no' }],
    ['recover/ways', 'recover-ways', (anna) => anna.opens('/recover')],
    ['recover/app', 'recover-app', (anna) => anna.presses(say.button('from-app'))],
    ['recover/school', 'recover-school', (anna) => anna.types('1399').presses(shown())],
    ['recover/email', 'recover-email', (anna) => anna.presses(say.button('by-email'))],
    ['recover/sent', 'recover-sent', (anna) => anna.types('somebody@example.org')],
    [
      'login-help/typing',
      'login-help-typing',
      (anna) => anna.presses(say.button('home')).presses(say.button('wrong-login')),
    ],
    ['login-help/browser', 'login-help-browser', (anna) => anna.presses(say.button('still-wrong'))],
    ['login-help/app', 'login-help-app', (anna) => anna.presses(say.button('in-app'))],
    [
      'login-help/version',
      'login-help-version',
      (anna) => anna.presses(say.button('back')).presses('Safari'),
      { browser: 'safari' },
    ],
    [
      'login-help/cache',
      'login-help-cache',
      (anna) => anna.presses(say.button('newest-version')),
      { browser: 'safari' },
    ],
    ['login-help/restore', 'login-help-restore', (anna) => anna.presses(say.button('cleared'))],
    [
      'invite/code',
      'invite-code',
      (anna) => anna.presses(say.button('helped')).presses(say.button('no-code')).presses(say.button('have-code')),
    ],
    ['invite/confirm', 'invite-confirm-ask', (anna) => anna.types(parents)],
    ['invite/more', 'invite-so-far', (anna) => anna.presses(say.button('invitation-mine'))],
    ['invite/page', 'invite-page', (anna) => anna.presses(say.button('no-more-codes'))],
  ];

  /** The way of a registered parent. */
  const known: [string, string, (anna: Actor) => PromiseLike<unknown>, TextArgs?][] = [
    ['school/home', 'school-home', (anna) => anna.opens('/start'), { role: 'parent' }],
    ['children/list', 'children-list', (anna) => anna.opens('/children')],
    ['children/code', 'children-code', (anna) => anna.presses(say.button('add-child'))],
    ['invite/confirm', 'invite-confirm-own', (anna) => anna.opens(`/start ${pupil}`)],
    [
      'school/email',
      'school-email',
      (anna) => anna.opens('/start').presses(say.button('confirm-email')).presses(say.button('another-email')),
    ],
    ['school/letter', 'school-letter', (anna) => anna.types(`another-${language}@example.org`)],
    [
      'curator-help/ask',
      'curator-help-words',
      (anna) => anna.opens('/recover').presses(say.button('no-confirmed-email')),
      { known: 'yes' },
    ],
  ];

  /** The way of a curator of two schools, for one of which somebody waits. */
  const curating: [string, string, (anna: Actor) => PromiseLike<unknown>, TextArgs?][] = [
    ['curator/school', 'curator-school', (anna) => anna.opens('/curator')],
    ['curator/home', 'curator-home', (anna) => anna.presses('Школа № 1399'), { waiting: 1 }],
    ['curator/requests', 'curator-requests', (anna) => anna.presses(say.button('requests', { waiting: 1 }))],
    ['curator/request', 'curator-request-state', (anna) => anna.presses(/Лист потерялся/), { state: 'waiting' }],
    ['curator/answer', 'curator-answer', (anna) => anna.presses(say.button('answer'))],
    [
      'curator/find',
      'curator-find',
      (anna) =>
        anna
          .presses(say.button('back'))
          .presses(say.button('back'))
          .presses(say.button('back'))
          .presses(say.button('find')),
    ],
    ['curator/found', 'curator-found', (anna) => anna.types('6а варвара')],
    ['curator/person', 'curator-card-invited', (anna) => anna.presses(/^Николаева Варвара/)],
    [
      'curator/desk',
      'curator-desk',
      (anna) => anna.opens('/curator').presses('Школа № 1399').presses(say.button('desk')),
    ],
  ];

  /** Somebody who is a curator of two schools. */
  async function chief(): Promise<Actor> {
    const who = await curator(world, ours, language);
    const { link } = await inCore(world, async ({ curators }) => curators.add((await school(world)).id, who.name));
    await who.chat.opens(`/start ${link}`).expects(say.text('curator-welcome'));
    const lost = await visitor(world, language);
    const { botId, chatId } = await conversationOf(world, lost.anna);
    await inCore(world, ({ requests }) =>
      requests.open({
        ...{ chat: { botId, chatId }, institutionId: 'eljur', schoolId: ours.id, language, accountId: null },
        ...{ reason: 'invitation.missing', facts: { words: 'Лист потерялся' } },
      }),
    );
    await who.chat.expects(say.text('curator-request-made', { school: 'Школа № 1399' }));
    return who.chat;
  }

  /** What nobody asked for is answered kindly, in the other language too, and the step stays. */
  async function staysAt(anna: Actor, step: string, asks: string, args: TextArgs = {}): Promise<void> {
    // Nobody types as fast: what is more is left as a flood.
    world.clock.move(20_000);
    const before = await conversationOf(world, anna);
    expect(`${before.journey}/${before.step}`).toBe(step);
    await anna.does((person) => person.sendSticker());
    await anna.expects(say.text('unexpected-sticker'));
    await anna.expects(say.text(asks, args));
    await anna.opens('/language').presses(other.button(other.language === 'ru' ? 'russian' : 'english'));
    await anna.expects(other.text(asks, args));
    await anna.opens('/language').presses(say.button(language === 'ru' ? 'russian' : 'english'));
    await anna.expects(say.text(asks, args));
    for (const action of ['nothing', 'school:00000000-0000-0000-0000-000000000000', 'link:student', 'to:nowhere']) {
      const message = anna.person.chat.findLast(({ from, deleted }) => from === 'bot' && !deleted);
      const { screen } = await conversationOf(world, anna);
      await anna.does((person) =>
        person.pressStale(`${screen}:${action}`, { messageId: message?.messageId ?? 0, expired: false }),
      );
    }
    const { journey, step: at, data, accountId } = await conversationOf(world, anna);
    expect({ journey, step: at, data, accountId }).toEqual({
      ...{ journey: before.journey, step: before.step, data: before.data, accountId: before.accountId },
    });
    expect(anna.said().some(({ text }) => say.text('errors-internal').test(text ?? ''))).toBe(false);
  }

  it('answers the unexpected, and shows itself in both languages', async () => {
    const { anna } = await visitor(world, language);
    for (const [step, asks, does, args] of strange) {
      await does(anna);
      await anna.expects(say.text(asks, args));
      await staysAt(anna, step, asks, args);
    }
  });

  it('answers a registered parent as well', async () => {
    const guest = await visitor(world, language);
    const registered: Registered = await enrolls(world, guest, parents, {
      email: `steps-${language}@example.org`,
      name: 'Николаева Ольга',
    });
    for (const [step, asks, does, args] of known) {
      await does(registered.anna);
      await registered.anna.expects(say.text(asks, args));
      await staysAt(registered.anna, step, asks, args);
    }
  });

  it('answers a curator as well', async () => {
    const anna = await chief();
    for (const [step, asks, does, args] of curating) {
      await does(anna);
      await anna.expects(say.text(asks, args));
      await staysAt(anna, step, asks, args);
    }
  });

  it('is in this story', () => {
    const told = new Set([...strange, ...known, ...curating].map(([step]) => step));
    const steps = allSteps().filter(([journey]) => JOURNEYS.includes(journey));
    expect(steps.map(([journey, step]) => `${journey}/${step}`).filter((step) => !told.has(step))).toEqual([]);
  });
});
