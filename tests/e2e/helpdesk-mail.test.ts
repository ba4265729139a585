import { createConnection } from 'node:net';
import { createTransport } from 'nodemailer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { MailboxLetter } from '#bot/sandbox/mailbox.ts';
import { defaultInstitutions } from '#core/institutions.ts';
import { prettyPhone } from '#core/people/phone.ts';
import { type Actor, textOf } from '#tests/support/actor.ts';
import { saidIn, ticketOf, writes } from '#tests/support/helpdesk-person.ts';
import { atStep, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const DESK = 'helpdesk@smartics.ru';
const settings = { HELPDESK_MAIL: 'helpdesk@bot.example.ru', HELPDESK_SMTP_PORT: '0' };
/** Longer than words that belong together are gathered for one letter. */
const A_WHILE = 11_000;

describe.each(ways)('the helpdesk by letter, over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework, settings });
    // Words that belong together are gathered for as long as the test says.
    world.holdTimers();
  });
  afterAll(() => world.close());

  async function talking(text = 'Помогите') {
    const { anna } = await atStep(world, 'email', language);
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    await anna.types(text).expects(say.text('human-asked'));
    const { id } = await ticketOf(world, anna);
    return { anna, ticket: id, letters: () => lettersOf(world, id) };
  }
  const lettersOf = (where: World, ticket: number): MailboxLetter[] =>
    where.mailbox.letters().filter(({ to, subject }) => to === DESK && subject.startsWith(`[#${ticket}] `));
  const letter = (letters: () => MailboxLetter[], having: string): Promise<MailboxLetter> =>
    eventually(`a letter with “${having}”`, () => letters().findLast(({ text }) => text.includes(having)));
  const hears = ({ person }: Actor, having: string) =>
    eventually(`“${having}” in the chat`, () =>
      person.chat.find((message) => message.from === 'bot' && textOf(message).includes(having)),
    );

  it('tells what happened, then what is said, in one thread; and the person sees that it was read', async () => {
    const { anna, ticket, letters } = await talking();
    const opening = await letter(letters, `№ ${ticket}`);
    expect(opening.headers).toMatchObject({ 'auto-submitted': 'auto-generated', 'x-auto-response-suppress': 'All' });
    const address = opening.headers['reply-to'] ?? '';
    expect(address).toMatch(new RegExp(`^helpdesk\\+t${ticket}\\.[a-z2-7]{16}@bot\\.example\\.ru$`));
    await writes(world, anna, (person) => person.send('Мне не приходит письмо'));
    await writes(world, anna, (person) => person.sendDocument(Buffer.from('a log'), 'журнал.txt', 'вот журнал'));
    await world.passes(A_WHILE);
    const later = await letter(letters, 'Мне не приходит письмо');
    // All that waited goes as one letter.
    expect(later.text).toContain('Помогите');
    expect(later.text).toContain('вот журнал');
    expect(later.subject).toBe(opening.subject);
    expect(later.headers['in-reply-to']).toBe(opening.messageId);
    expect(later.headers.references).toBe(opening.messageId);
    expect(later.headers['reply-to']).toBe(address);
    expect(later.attachments).toEqual([{ name: 'журнал.txt', mimeType: 'application/octet-stream', size: 5 }]);
    expect(Buffer.from(world.mailbox.attachment(later.id, 0) ?? []).toString()).toBe('a log');
    await eventually('a receipt under the words', () =>
      anna.person.chat.some(({ from, reaction }) => from === 'person' && reaction === '👌'),
    );
    expect((await saidIn(world, ticket)).every(({ mailedAt }) => mailedAt)).toBe(true);
    expect(letters()).toHaveLength(2);
  });

  it('brings the answer into the chat with its files, without the quotation, once, and threads what follows after it', async () => {
    const { anna, ticket, letters } = await talking();
    const opening = await letter(letters, `№ ${ticket}`);
    const bytes = Buffer.from('%PDF-1.4 instruction');
    await world.mailbox.reply(opening.id, 'Проверьте папку «Спам».', {
      attachments: [{ name: 'инструкция.pdf', mimeType: 'application/pdf', bytes }],
    });
    const heard = await hears(anna, 'Проверьте папку «Спам».');
    expect(textOf(heard)).not.toContain('Обращение');
    expect(textOf(heard)).not.toContain(DESK);
    await eventually('the file in the chat', () => anna.person.chat.some(({ document }) => document));
    const said = await saidIn(world, ticket);
    const answer = said.find(({ author }) => author === 'operator');
    expect(answer).toMatchObject({
      via: 'mail',
      authorId: `mail:${DESK}`,
      content: { text: 'Проверьте папку «Спам».' },
    });
    expect(answer?.mailId).toMatch(/@operator\.example$/);

    await writes(world, anna, (person) => person.send('Нашла, спасибо!'));
    await world.passes(A_WHILE);
    const later = await letter(letters, 'Нашла, спасибо!');
    expect(later.headers['in-reply-to']).toBe(`<${answer?.mailId}>`);
    expect(later.headers.references).toBe(`${opening.messageId} <${answer?.mailId}>`);
    expect(later.text).not.toContain('Проверьте папку');
  });

  it('tells in the next letter what the person corrected', async () => {
    const { anna, letters } = await talking('номер 123');
    await world.passes(A_WHILE);
    await letter(letters, 'номер 123');
    const own = anna.person.chat.findLast(({ from }) => from === 'person')?.messageId ?? 0;
    anna.person.edit(own, 'номер 456');
    await eventually('the edit', async () =>
      (await saidIn(world, (await ticketOf(world, anna)).id)).some(({ editedAt }) => editedAt),
    );
    await world.passes(A_WHILE);
    expect((await letter(letters, 'номер 456')).text).toContain('Человек исправил сообщение');
  });

  it('closes the request after an answer that says so', async () => {
    const { anna, ticket, letters } = await talking();
    const opening = await letter(letters, `№ ${ticket}`);
    await world.mailbox.reply(opening.id, '#закрыть\nВсё исправили.');
    await hears(anna, 'Всё исправили.');
    await eventually('the ticket to be closed', async () => (await ticketOf(world, anna)).closedAt);
    expect((await ticketOf(world, anna)).closedBy).toBe('operator');
    expect(anna.person.chat.some((message) => textOf(message).includes('#закрыть'))).toBe(false);
    // A later answer opens it again.
    await world.mailbox.reply(opening.id, 'И ещё одно.');
    await hears(anna, 'И ещё одно.');
    expect((await ticketOf(world, anna)).closedAt).toBeNull();
  });

  it('loses nothing and repeats nothing when it is restarted in the middle', async () => {
    const { anna, ticket, letters } = await talking();
    const opening = await letter(letters, `№ ${ticket}`);
    await writes(world, anna, (person) => person.send('Это до перезапуска'));
    await world.restart();
    await world.passes(A_WHILE);
    await letter(letters, 'Это до перезапуска');
    await world.mailbox.reply(opening.id, 'Ответ после перезапуска');
    await hears(anna, 'Ответ после перезапуска');
    expect(letters().filter(({ text }) => text.includes('Это до перезапуска'))).toHaveLength(1);
  });
});

describe('the door for answers', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open({ settings });
  });
  afterAll(() => world.close());

  async function opened(): Promise<{ anna: Actor; address: string; ticket: number }> {
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
  const post = async (letter: { to: string; raw: string; from?: string }): Promise<string> => {
    const transport = createTransport({ url: world.door, ignoreTLS: true });
    const { to, from = 'maria@smartics.ru', raw } = letter;
    return transport
      .sendMail({ envelope: { from, to }, raw })
      .then(
        ({ response }) => response,
        (error: { response?: string }) => error.response ?? String(error),
      )
      .finally(() => transport.close());
  };
  const raw = (id: string, text: string, more = ''): string =>
    `From: Maria <maria@smartics.ru>\r\nTo: desk\r\nSubject: Re\r\nMessage-ID: <${id}>\r\n${more}\r\n${text}\r\n`;

  it('takes letters for tickets’ own addresses only, whatever their capitals', async () => {
    const { anna, ticket, address } = await opened();
    const wrong = address.replace(/\.[a-z2-7]{16}@/, '.aaaaaaaaaaaaaaaa@');
    expect(await post({ to: wrong, raw: raw('w@x', 'Wrong') })).toMatch(/^550 5\.1\.1/);
    expect(await post({ to: address.replace(`t${ticket}.`, `t${ticket + 1}.`), raw: raw('n@x', 'Other') })).toMatch(
      /^550/,
    );
    expect(await post({ to: 'helpdesk@bot.example.ru', raw: raw('p@x', 'Plain') })).toMatch(/^550/);
    expect(await post({ to: address.toUpperCase(), raw: raw('u@x', 'Upper') })).toMatch(/^250/);
    // From the mailbox to which answers come somebody answers too.
    const there = raw('own@x', 'From there').replace('maria@smartics.ru', settings.HELPDESK_MAIL.toUpperCase());
    expect(await post({ to: address, raw: there })).toMatch(/^250/);
    expect((await saidIn(world, ticket)).filter(({ author }) => author === 'operator')).toHaveLength(2);
    await anna.expects(/Upper/);
  });

  it('has one effect however often a letter comes', async () => {
    const { ticket, address } = await opened();
    const all = await Promise.all([1, 2, 3].map(() => post({ to: address, raw: raw('same@x', 'Once') })));
    for (const answer of all) expect(answer).toMatch(/^250/);
    expect((await saidIn(world, ticket)).filter(({ author }) => author === 'operator')).toHaveLength(1);
  });

  it('refuses a letter that is too large, with all of it read', async () => {
    const { ticket, address } = await opened();
    const large = raw('large@x', `${'x'.repeat(70)}\r\n`.repeat(370_000));
    expect(await post({ to: address, raw: large })).toMatch(/^552/);
    expect((await saidIn(world, ticket)).filter(({ author }) => author === 'operator')).toHaveLength(0);
  });

  it('hands on nothing that a machine wrote, and answers nothing', async () => {
    const { ticket, address } = await opened();
    expect(await post({ to: address, raw: raw('a1@x', 'Away', 'Auto-Submitted: auto-replied\r\n') })).toMatch(/^250/);
    expect(await post({ to: address, from: '', raw: raw('a2@x', 'Away') })).toMatch(/^250/);
    const own = 'X-Propusk: ticket 1\r\n';
    expect(await post({ to: address, raw: raw('a3@x', 'Loop', own) })).toMatch(/^250/);
    await world.passes(A_WHILE);
    await world.idle();
    expect((await saidIn(world, ticket)).filter(({ author }) => author === 'operator')).toHaveLength(0);
    // Its own opening and first words went out; nothing more, and nothing to whoever wrote.
    const sent = world.mailbox.letters();
    expect(sent.filter(({ subject }) => subject.startsWith(`[#${ticket}]`))).toHaveLength(2);
    expect(sent.filter(({ to }) => to !== DESK && to.includes('smartics'))).toEqual([]);
  });

  it('gives a letter back of somebody who is not of the helpdesk; its mailbox reads what they wrote, the person does not', async () => {
    const { anna, ticket, address } = await opened();
    const stranger = raw('s@x', 'Send me your code').replace('maria@smartics.ru', 'maria@example.org');
    expect(await post({ to: address, raw: stranger })).toMatch(/^550 5\.7\.1/);
    await world.passes(A_WHILE);
    const letter = await eventually('a letter that tells of it', () =>
      world.mailbox.letters().find(({ subject, text }) => subject.includes(`[#${ticket}]`) && /your code/.test(text)),
    );
    expect(letter).toMatchObject({ to: DESK, text: expect.stringContaining('maria@example.org') });
    expect((await saidIn(world, ticket)).filter(({ author }) => author === 'operator')).toEqual([]);
    await world.delivered(anna.person.id);
    expect(anna.transcript()).not.toContain('Send me your code');
  });

  it('gives a letter back whose person has blocked the bot', async () => {
    const { anna, ticket, address } = await opened();
    await world.delivered(anna.person.id);
    anna.person.block();
    await eventually(
      'the block',
      async () =>
        (await world.database.prisma.conversation.findFirst({ where: { chatId: anna.person.id } }))?.blockedAt,
    );
    expect(await post({ to: address, raw: raw('b@x', 'Hello') })).toMatch(/^550 5\.2\.1/);
    expect((await saidIn(world, ticket)).some(({ audience }) => audience === 'nobody')).toBe(true);
  });

  it('has no words for a stranger who knocks, and does not fall', async () => {
    const port = Number(new URL(world.door).port);
    const said = await new Promise<string>((resolve) => {
      const socket = createConnection(port, '127.0.0.1');
      let text = '';
      socket.on('data', (chunk) => {
        text += chunk;
        if (text.includes('\n')) socket.end('GET / HTTP/1.1\r\n\r\n');
      });
      socket.on('close', () => resolve(text));
      socket.on('error', () => resolve(text));
    });
    expect(said).toMatch(/^220 /);
    const { address } = await opened();
    expect(await post({ to: address, raw: raw('still@x', 'Still there') })).toMatch(/^250/);
  });
});

describe('without an address for answers', () => {
  it('the letter says how to reach the person', async () => {
    const world = await World.open({ institutions: defaultInstitutions });
    const say = words('ru');
    const { anna } = await atStep(world, 'email', 'ru');
    await anna.presses(say.button('human')).expects(say.text('human-ask'));
    await anna.types('Помогите').expects(say.text('human-asked'));
    const { headers, text } = await eventually('a letter', () => world.mailbox.letters().find(({ to }) => to === DESK));
    expect(headers['reply-to']).toBeUndefined();
    expect(text).toContain('Ответ на это письмо в чат не попадёт');
    expect(text).toContain(prettyPhone(anna.phone));
    await world.close();
  });
});
