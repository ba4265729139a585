import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupMember, SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import { Helpdesk } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { type Asking, asks, inTopic, seenIn, shownText } from '#tests/support/operators.ts';
import { ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const JOURNAL = -1005550001;

describe.each(ways)('several helpdesks over $framework, in $language', ({ framework, language }) => {
  const desk = words('ru');
  let world: World;
  /** The university's group is the default one; the journal has its own. */
  let journal: SandboxGroup;
  let olga: GroupMember;
  let boris: GroupMember;
  let ours: Asking;
  let theirs: Asking;

  beforeAll(async () => {
    const institutions = defaultInstitutions.map((one) =>
      one.kind === 'school' ? { ...one, helpdesk: Helpdesk.parse({ groups: [String(JOURNAL)] }) } : one,
    );
    world = await World.open({ framework, helpdesk: true, institutions });
    olga = world.operator('Ольга Университетова');
    journal = world.telegram.group({ id: JOURNAL, title: 'Journal', bot: 'absent' });
    journal.addBot();
    const somebody = world.telegram.person({ id: 990_001, firstName: 'Борис', lastName: 'Журналов' });
    boris = journal.join(somebody, 'administrator');
    const anna = await world.person({ languageCode: language });
    await anna.opens('/start isu');
    ours = await asks(world, anna, 'Мой номер не находится');
    const pavel = await world.person({ languageCode: language, known: false });
    await pavel.opens('/start eljur');
    theirs = await asks(world, pavel, 'Код не подходит');
  });
  afterAll(() => world.close());

  const ticket = (id: number) => world.database.prisma.ticket.findUniqueOrThrow({ where: { id } });
  const taken = () => eventually('all updates to be taken', () => world.telegram.pendingUpdates === 0);

  it('shows a ticket to its own operators only', async () => {
    await seenIn(world.desk, ours.topic, /Мой номер не находится/);
    await seenIn(journal, theirs.topic, /Код не подходит/);
    expect(journal.messages().map(shownText).join()).not.toContain('Мой номер');
    expect(world.desk.messages().map(shownText).join()).not.toContain('Код не подходит');
  });

  it('abuse 32: an operator of one helpdesk moves nothing in another’s ticket, by no button, no word and no command', async () => {
    await world.quiet();
    const before = await ticket(ours.ticketId);
    const presser = world.telegram.people().find(({ id }) => id === boris.id);
    for (const action of ['take', 'close', 'block-for', 'letter', 'revoke-now', 'answer']) {
      const answered = presser?.callbackAnswers.length ?? 0;
      const argument = action === 'block-for' ? ':spam' : action === 'answer' ? ':hello' : '';
      boris.pressStale(`desk:${action}:${ours.ticketId}${argument}`, { messageId: theirs.card, expired: false });
      const answer = await eventually('the button to answer', () => presser?.callbackAnswers[answered]);
      expect(answer.text).toMatch(desk.text('operators-toast-elsewhere'));
    }
    // A ticket of his own moves by the buttons in its own topic only.
    const next = await world.person({ languageCode: language, known: false });
    await next.opens('/start eljur');
    const { card } = await asks(world, next);
    const answered = presser?.callbackAnswers.length ?? 0;
    boris.pressStale(`desk:close:${theirs.ticketId}`, { messageId: card, expired: false });
    expect((await eventually('the button to answer', () => presser?.callbackAnswers[answered])).text).toMatch(
      desk.text('operators-toast-elsewhere'),
    );
    // So is one whose ticket was given to another group meanwhile, though it is of the same institution.
    const third = await world.person({ languageCode: language, known: false });
    await third.opens('/start eljur');
    const moved = await asks(world, third);
    await world.database.prisma.ticket.update({ where: { id: moved.ticketId }, data: { groupId: -1_005_550_009n } });
    const earlier = presser?.callbackAnswers.length ?? 0;
    boris.pressStale(`desk:close:${moved.ticketId}`, { messageId: moved.card, expired: false });
    expect((await eventually('the button to answer', () => presser?.callbackAnswers[earlier])).text).toMatch(
      desk.text('operators-toast-elsewhere'),
    );
    expect((await ticket(moved.ticketId)).closedAt).toBeNull();
    const other = boris.createTopic('Курилка');
    boris.send('/close', { thread: other });
    boris.send(`/close ${ours.ticketId}`);
    boris.send('Секретное слово', { thread: other });
    await taken();
    // Topics are numbered in each group by itself: the same number elsewhere is another topic.
    const namesake = await world.database.prisma.ticket.findFirst({ where: { topicId: other } });
    expect(namesake?.groupId === BigInt(JOURNAL)).toBe(false);

    expect(await ticket(ours.ticketId)).toEqual(before);
    expect((await ticket(theirs.ticketId)).closedAt).toBeNull();
    expect(await world.database.prisma.deskEvent.count({ where: { by: String(boris.id) } })).toBe(0);
    expect(ours.anna.transcript() + theirs.anna.transcript()).not.toContain('Секретное слово');

    // In his own he works as usual.
    boris.send('Какой у вас код?', { thread: theirs.topic });
    await theirs.anna.expects(/Какой у вас код\?/);
    expect(ours.anna.transcript()).not.toContain('Какой у вас код');
  });

  it('abuse 32: no reaction from another helpdesk’s group is kept', async () => {
    const { ticketMessage, ticketCopy } = world.database.prisma;
    const said = await ticketMessage.findFirstOrThrow({
      where: { ticketId: ours.ticketId, author: 'person', copyId: { not: null } },
      include: { copy: true },
    });
    // As after the settings have given the ticket to other people.
    const elsewhere = await ticketCopy.create({
      data: {
        ...{ ticketId: ours.ticketId, botId: said.botId, chatId: BigInt(JOURNAL), messageId: theirs.card },
        ...{ hash: 'x', createdAt: said.createdAt },
      },
    });
    await ticketMessage.update({ where: { id: said.id }, data: { copyId: elsewhere.id } });
    boris.react(theirs.card, '👎');
    await taken();
    expect((await ticketMessage.findUniqueOrThrow({ where: { id: said.id } })).reaction).toBeNull();
    await ticketMessage.update({ where: { id: said.id }, data: { copyId: said.copyId } });
    await ticketCopy.delete({ where: { id: elsewhere.id } });
  });

  it('abuse 32: a person’s private chat knows no operators’ commands and buttons', async () => {
    const { person } = theirs.anna;
    for (const command of ['/close', '/take', '/block spam', '/stats', '/a hello', '/del']) person.send(command);
    for (const id of [ours.ticketId, theirs.ticketId]) {
      person.pressStale(`desk:close:${id}`, { expired: false });
      person.pressStale(`desk:revoke-now:${id}`, { expired: false });
    }
    await taken();
    await world.delivered(person.id);
    expect((await ticket(ours.ticketId)).closedAt).toBeNull();
    expect((await ticket(theirs.ticketId)).closedAt).toBeNull();
    expect(await world.database.prisma.deskBlock.count()).toBe(0);
    expect(await world.database.prisma.deskEvent.count({ where: { by: String(person.id) } })).toBe(0);
    expect(theirs.anna.transcript()).not.toMatch(desk.text('operators-stats-now'));
  });

  it('does nothing in a group that is no helpdesk’s but tell its number to the log', async () => {
    const stranger = world.telegram.group({ title: 'Somewhere', bot: 'absent' });
    stranger.addBot();
    const member = stranger.join(world.telegram.person({ id: 990_002, firstName: 'Кто-то' }), 'administrator');
    member.send('/stats');
    member.send('/help');
    await taken();
    const told = world.log.filter((line) => line.includes(`"group":"${stranger.id}"`));
    expect(told).toHaveLength(1);
    expect(stranger.messages().filter(({ from, service }) => from === 'bot' && !service)).toEqual([]);
    expect((await ticket(ours.ticketId)).closedAt).toBeNull();
    expect(inTopic(world.desk, ours.topic).map(shownText).join()).not.toContain('/stats');
    expect(olga.groupId).toBe(world.desk.id);
  });
});
