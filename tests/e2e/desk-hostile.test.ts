import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { GroupMember } from '#bot/sandbox/telegram/world.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { type Actor, textOf } from '#tests/support/actor.ts';
import { saidIn, ticketOf } from '#tests/support/helpdesk-person.ts';
import { asks, inTopic, openDesk, seenIn, shownText } from '#tests/support/operators.ts';
import { atStep, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const desk = words('ru');

const receives = (anna: Actor, pattern: RegExp) =>
  eventually(`${pattern} in ${anna.transcript().slice(-2000)}`, () =>
    anna.person.chat.findLast(
      (message) => message.from === 'bot' && !message.deleted && pattern.test(shownText(message)),
    ),
  );

describe('an operator whose words are odd', () => {
  let world: World;
  let olga: GroupMember;
  beforeAll(async () => {
    ({ world, olga } = await openDesk());
  });
  afterAll(() => world.close());
  const asking = async () => asks(world, (await atStep(world, 'phone', 'ru')).anna);
  const noFault = (topic: number) =>
    expect(inTopic(world.desk, topic).map(shownText).join('\n')).not.toMatch(desk.text('operators-fault'));

  it('blocks with a reason that is cut in the middle of a sign', async () => {
    const { topic, ticketId } = await asking();
    olga.send(`/block ${'a'.repeat(199)}😀`, { thread: topic });
    const { chatId } = await world.database.prisma.ticket.findUniqueOrThrow({ where: { id: ticketId } });
    await eventually('the block, or a fault', async () => {
      noFault(topic);
      return world.database.prisma.deskBlock.findFirst({ where: { chatId } });
    });
    noFault(topic);
  });

  it('misspells a command of signs with two halves', async () => {
    const { topic } = await asking();
    for (const name of [`/a${'😀'.repeat(20)}`, `/${'😀'.repeat(20)}`, `/ ${'😀'.repeat(20)}`])
      olga.send(name, { thread: topic });
    await eventually('three answers', () => {
      noFault(topic);
      return (
        inTopic(world.desk, topic).filter(({ from, text = '' }) => from === 'bot' && text.includes('😀😀')).length >= 1
      );
    });
    noFault(topic);
  });

  it.each(['', 'a'])('fills a canned answer with more than a message holds (%s)', async (shift) => {
    const { anna, topic } = await asking();
    olga.send(`/a details ${shift}${'😀'.repeat(2000)}`, { thread: topic });
    await eventually('the answer, or a fault', () => {
      noFault(topic);
      return anna.person.chat.some(({ from, text = '' }) => from === 'bot' && text.includes('😀😀😀'));
    });
    noFault(topic);
  });

  it('searches for more than a message holds', async () => {
    const { topic } = await asking();
    olga.send(`/faq пропуск ${'😀&'.repeat(1360)}`, { thread: topic });
    const line = await eventually('the articles', () => {
      noFault(topic);
      return inTopic(world.desk, topic).find(({ from, buttons = [] }) => {
        return from === 'bot' && JSON.stringify(buttons).includes('desk:article');
      });
    });
    expect(line).toBeDefined();
  });

  it('makes a note of an answer by an edit: the person does not read it', async () => {
    const { anna, topic } = await asking();
    const sent = olga.send('Одну минуту', { thread: topic });
    await receives(anna, /Одну минуту/);
    olga.edit(sent, '// он, кажется, врёт');
    await eventually('all updates to be taken', () => world.telegram.pendingUpdates === 0);
    await world.delivered(anna.person.id);
    olga.send('Спасибо за ожидание', { thread: topic });
    await receives(anna, /Спасибо за ожидание/);
    expect(anna.transcript()).not.toContain('врёт');
    // Nobody is left in doubt: what the person has is as it was, and the operators know.
    expect(anna.transcript()).toContain('Одну минуту');
    await seenIn(world.desk, topic, desk.text('operators-edit-kept'));
  });

  it('makes an answer of a note by an edit: they are told that it stays a note', async () => {
    const { anna, topic } = await asking();
    const note = olga.send('// Проверьте почту', { thread: topic });
    await eventually('all updates to be taken', () => world.telegram.pendingUpdates === 0);
    olga.edit(note, 'Проверьте почту');
    await seenIn(world.desk, topic, desk.text('operators-edit-note'));
    expect(anna.transcript()).not.toContain('Проверьте почту');
  });

  it('writes as much as Telegram takes, all bold and of signs with two halves: the person has all of it', async () => {
    const { anna, topic } = await asking();
    const text = `${'😀'.repeat(2047)}ab`;
    olga.send(text, { thread: topic });
    const copy = await receives(anna, /😀{1000}/u);
    expect(shownText(copy)).toContain(text);
    const caption = `${'😀'.repeat(511)}ab`;
    olga.sendPhoto(undefined, caption, { thread: topic });
    const photo = await eventually('the photo', () =>
      anna.person.chat.findLast(({ from, photo }) => from === 'bot' && photo),
    );
    expect(shownText(photo)).toContain(caption);
  });
});

describe.each(['grammy', 'telegraf'] as const)('attachments of letters over %s', (framework) => {
  let world: World;
  beforeAll(async () => {
    const settings = { HELPDESK_MAIL: 'helpdesk@bot.example.ru', HELPDESK_SMTP_PORT: '0' };
    world = await World.open({ framework, settings, institutions: defaultInstitutions });
  });
  afterAll(() => world.close());

  async function opened() {
    const say = words('ru');
    const { anna } = await atStep(world, 'email', 'ru');
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    await anna.types('Помогите').expects(say.text('human-asked'));
    const { id: ticket } = await ticketOf(world, anna);
    const { headers } = await eventually('the opening letter', () =>
      world.mailbox.letters().find(({ subject }) => subject.startsWith(`[#${ticket}] `)),
    );
    return { anna, ticket, address: headers['reply-to'] ?? '' };
  }
  async function post(to: string, attachments: { filename: string; content: Buffer; contentType?: string }[]) {
    const transport = createTransport({ url: world.door, ignoreTLS: true });
    await transport.sendMail({ from: 'maria@smartics.ru', to, text: 'Смотрите', attachments });
    transport.close();
  }

  it('reach the person whatever they are called', async () => {
    const { anna, ticket, address } = await opened();
    const names = [
      'a"; name="chat_id"; x=".pdf',
      'b;c=d\\.pdf',
      'отчёт за «год».pdf',
      '../../etc/passwd',
      '"',
      '%0d%0aX: y.pdf',
    ];
    await post(
      address,
      names.map((filename, at) => ({ filename, content: Buffer.from(`file ${at}`) })),
    );
    const documents = await eventually('the files', () => {
      const found = anna.person.chat.filter(({ from, document }) => from === 'bot' && document);
      return found.length >= names.length ? found : null;
    });
    expect(documents).toHaveLength(names.length);
    const called = documents.map(({ document }) => document?.name);
    expect(called).toContain('отчёт за «год».pdf');
    expect(called.join()).not.toMatch(/[";/\\]/);
    expect((await saidIn(world, ticket)).filter(({ failure }) => failure)).toEqual([]);
  });

  it('reach the person as files where they are no pictures for Telegram', async () => {
    const { anna, ticket, address } = await opened();
    const contentType = 'image/jpeg';
    await post(address, [
      { filename: 'large.jpg', contentType, content: Buffer.alloc(11_000_000, 7) },
      { filename: 'broken.png', contentType: 'image/png', content: Buffer.from('no picture at all') },
    ]);
    await eventually('the files', async () => {
      expect((await saidIn(world, ticket)).filter(({ failure }) => failure)).toEqual([]);
      return anna.person.chat.filter(({ from, document }) => from === 'bot' && document).length === 2;
    });
    expect(anna.person.chat.some((one) => textOf(one).includes('Смотрите'))).toBe(true);
  });
});
