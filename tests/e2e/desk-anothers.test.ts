import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupMember, SandboxGroup } from '#bot/sandbox/telegram/world.ts';
import { Helpdesk } from '#core/institution.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import type { Actor } from '#tests/support/actor.ts';
import { type Asking, asks, inTopic, remembered, seenIn, shownText } from '#tests/support/operators.ts';
import { atStep, conversationOf, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const JOURNAL = -1_005_550_002;
const say = words('ru');

describe('what is another’s', () => {
  let world: World;
  let journal: SandboxGroup;
  let olga: GroupMember;
  let boris: GroupMember;
  /** Two of the university, in one group; one of the journal, in its own. */
  let ours: Asking;
  let beside: Asking;
  let theirs: Asking;

  beforeAll(async () => {
    const institutions = defaultInstitutions.map((one) =>
      one.kind === 'school' ? { ...one, helpdesk: Helpdesk.parse({ groups: [String(JOURNAL)] }) } : one,
    );
    world = await World.open({ helpdesk: true, institutions });
    olga = world.operator();
    journal = world.telegram.group({ id: JOURNAL, title: 'Journal', bot: 'absent' });
    journal.addBot();
    boris = journal.join(world.telegram.person({ id: 990_011, firstName: 'Борис' }), 'administrator');
    const asking = async (start: string, text: string) => {
      const anna = await world.person();
      await anna.opens(start);
      return asks(world, anna, text);
    };
    ours = await asking('/start isu', 'Номер не находится');
    beside = await asking('/start isu', 'Письмо не пришло');
    theirs = await asking('/start eljur', 'Код не подходит');
  });
  afterAll(() => world.close());

  const ticket = (id: number) => world.database.prisma.ticket.findUniqueOrThrow({ where: { id } });
  const taken = () => eventually('all updates to be taken', () => world.telegram.pendingUpdates === 0);
  const own = (anna: Actor, text: string) => anna.person.chat.find((one) => one.text === text)?.messageId ?? 0;
  const reaction = (anna: Actor, messageId: number) =>
    anna.person.chat.find((one) => one.messageId === messageId)?.reaction;

  it('abuse 32: a person’s forged buttons open no conversation of somebody else, and end none', async () => {
    const { anna: eve } = await atStep(world, 'phone', 'ru');
    await eve.does((person) => person.pressStale(`~helpdesk-end:${ours.ticketId}`));
    await eve.expects(say.text('human-ask'));
    expect(JSON.stringify((await conversationOf(world, eve)).data)).not.toContain('ticket');
    // Nor is one's own conversation exchanged for it, where there is one.
    const { ticketId } = await asks(world, eve, 'Своё');
    for (const data of [`~helpdesk:${ours.ticketId}`, `~helpdesk-end:${ours.ticketId}`]) {
      await eve.does((person) => person.pressStale(data));
      expect(await conversationOf(world, eve)).toMatchObject({ step: 'talk', data: { ticket: ticketId } });
    }
    // An old conversation may name anything: what is not one's own is neither shown nor ended.
    const { botId, data } = await conversationOf(world, eve);
    for (const ending of [false, true]) {
      await world.database.prisma.conversation.update({
        where: { botId_chatId: { botId, chatId: eve.person.id } },
        data: { data: { ...Object(data), ticket: ours.ticketId, ending } },
      });
      await eve.does((person) => person.pressStale('~continue'));
      await eve.expects(say.text('errors-ticket-unknown'));
      const { screen } = await conversationOf(world, eve);
      eve.person.pressStale(`${screen}:sure`, { expired: false });
      await taken();
      await world.delivered(eve.person.id);
    }
    expect(await ticket(ours.ticketId)).toMatchObject({ closedAt: null });
  });

  it('abuse 32: no article of another institution is sent, by no old button and no name', async () => {
    const before = await world.database.prisma.ticketMessage.count({ where: { author: 'operator' } });
    const send = async (by: GroupMember, { ticketId, topic, card }: Asking, intent: string) => {
      const presser = world.telegram.people().find(({ id }) => id === by.id);
      const answered = presser?.callbackAnswers.length ?? 0;
      by.pressStale(`desk:article:${ticketId}:${intent}`, { messageId: card, expired: false });
      const { text } = await eventually('the button to answer', () => presser?.callbackAnswers[answered]);
      by.send(`/faq ${intent}`, { thread: topic });
      await taken();
      return text;
    };
    expect(await send(olga, ours, 'eljur.recover')).toMatch(say.text('operators-toast-over'));
    expect(await send(boris, theirs, 'isu.qr_where')).toMatch(say.text('operators-toast-over'));
    expect(await world.database.prisma.ticketMessage.count({ where: { author: 'operator' } })).toBe(before);
    expect(await send(olga, ours, 'isu.qr_where')).toMatch(say.text('operators-toast-sent'));
    expect(await world.database.prisma.ticketMessage.count({ where: { author: 'operator' } })).toBe(before + 2);
  });

  it('a reaction counts no more in a group that the ticket’s institution has left', async () => {
    const { anna, ticketId, topic } = ours;
    const asked = own(anna, 'Номер не находится');
    const copy = await seenIn(world.desk, topic, /Номер не находится/);
    await eventually('the receipt', () => reaction(anna, asked) === '👌');
    const moved = (institutionId: string) =>
      world.database.prisma.ticket.update({ where: { id: ticketId }, data: { institutionId } });
    await moved('eljur');
    olga.react(copy.messageId, '👎');
    await taken();
    await world.delivered(anna.person.id);
    const meanwhile = reaction(anna, asked);
    await moved('isu');
    expect(meanwhile).toBe('👌');
    olga.react(copy.messageId, '🔥');
    await eventually('the reaction', () => reaction(anna, asked) === '🔥');
  });

  it('/del takes nothing back that stands in another ticket’s topic of the same group', async () => {
    const sent = olga.send('Проверьте папку «Спам»', { thread: beside.topic });
    const got = await eventually('the answer', () =>
      beside.anna.person.chat.find((one) => one.from === 'bot' && shownText(one).includes('папку «Спам»')),
    );
    await remembered(world, beside.anna.person.id, got);
    olga.send('/del', { thread: ours.topic, replyTo: sent });
    await seenIn(world.desk, ours.topic, say.text('operators-del-what'));
    await world.delivered(beside.anna.person.id);
    expect(beside.anna.person.chat.find((one) => one.messageId === got.messageId)?.deleted).not.toBe(true);
    expect(await world.database.prisma.ticketMessage.count({ where: { NOT: { deletedAt: null } } })).toBe(0);
    expect(inTopic(world.desk, beside.topic).map(shownText).join()).not.toMatch(say.text('operators-deleted'));
    // In its own topic it does.
    olga.send('/del', { thread: beside.topic, replyTo: sent });
    await eventually('the answer to be gone', () =>
      beside.anna.person.chat.find((one) => one.messageId === got.messageId && one.deleted),
    );
  });
});
