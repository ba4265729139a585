import { afterEach, describe, expect, it } from 'vitest';
import type { ChatRef } from '#core/chat.ts';
import { minutes } from '#core/clock.ts';
import { GROUP, OLGA, text } from '#tests/support/tickets.ts';
import { letterWorld } from './letter-world.ts';

const { desk, database, clock, inCore, read, jobsOf, withGroup, opened, says, letters, mails } = await letterWorld();
const lost = () =>
  database.prisma.deskGroup.create({
    data: { botId: 9n, chatId: GROUP, lostAt: clock.now(), lostWhy: 'kicked' },
  });
/** The person's words stand in the group. */
let copies = 700;
async function shown(chat: ChatRef, id: number, words: string): Promise<void> {
  const messageId = await says(chat, id, text(words));
  const row = await database.prisma.ticketMessage.findFirstOrThrow({
    where: { ticketId: id, author: 'person', sourceMessageId: messageId },
  });
  await inCore((core) => core.talk.copied([row.id], { chatId: GROUP, messageId: ++copies, hash: words }));
}
afterEach(() => database.prisma.deskGroup.deleteMany());

describe('a group that is lost', () => {
  it('has its tickets told by letter, with what was answered there; one that is back needs none', async () => {
    const { id, chat } = await opened();
    const institution = withGroup('without-group');
    await says(chat, id, text('Is anybody there?'));
    await mails(id, jobsOf(institution));
    expect(letters(id)).toEqual([]);
    await lost();
    desk.passes(minutes(3));
    const jobs = jobsOf(institution);
    await jobs['ticket-mail-round']();
    expect(await desk.jobs('ticket-mail')).toEqual(
      expect.arrayContaining([expect.objectContaining({ payload: { ticketId: id } })]),
    );
    await mails(id, jobs);
    expect(
      letters(id)
        .map((one) => one.text)
        .join('\n'),
    ).toContain('Is anybody there?');
    await database.prisma.deskGroup.updateMany({ data: { lostAt: null } });
    await says(chat, id, text('Still here'));
    await mails(id, jobs);
    expect(
      letters(id)
        .map((one) => one.text)
        .join('\n'),
    ).not.toContain('Still here');
  });

  it('is stood in for by a first letter with the end of the conversation, whoever wrote it where', async () => {
    const { id, chat } = await opened();
    const institution = withGroup('without-group');
    for (let at = 1; at <= 4; at += 1) await shown(chat, id, `Early ${at}.`);
    await inCore((core) =>
      core.talk.fromOperator(id, OLGA, { content: text('We look'), source: { chatId: GROUP, messageId: 8 } }),
    );
    for (let at = 1; at <= 19; at += 1) await shown(chat, id, `Waiting ${at}.`);
    await lost();
    read.length = 0;
    // Nobody wrote since: they wait for an answer.
    await mails(id, jobsOf(institution));
    await mails(id, jobsOf(institution));
    const [first, ...more] = letters(id);
    expect(more).toEqual([]);
    expect(first?.text).toContain(`Обращение № ${id}`);
    expect(first?.text).not.toContain('Early');
    expect(first?.text).toMatch(/We look[\s\S]*Waiting 1\.[\s\S]*Waiting 19\.[\s\S]*Что известно/);
    expect(read).toEqual([]);

    const fresh = await says(chat, id, text('Hello?'));
    await mails(id, jobsOf(institution));
    const [, next] = letters(id);
    expect(next?.text).toContain('Hello?');
    expect(next?.text).not.toContain('Early');
    expect(next?.text).not.toContain('Waiting');
    expect(next?.headers.references).toBe(first?.headers.references);
    expect(read).toEqual([fresh]);
  });

  it('has tickets told by letter that opened by themselves, with what is known by now', async () => {
    const { id, chat } = await opened();
    await database.prisma.ticket.update({ where: { id }, data: { cardId: 1 } });
    await database.prisma.verification.create({
      data: {
        ...{ ...chat, kind: 'call', institutionId: 'isu', target: '+79161234567' },
        ...{ createdAt: clock.now(), expiresAt: clock.now(), confirmedAt: clock.now() },
      },
    });
    const jobs = jobsOf(withGroup('without-group'));
    await mails(id, jobs);
    expect(letters(id)).toEqual([]);

    await lost();
    desk.passes(minutes(3));
    await jobs['ticket-mail-round']();
    expect(await desk.jobs('ticket-mail')).toEqual(
      expect.arrayContaining([expect.objectContaining({ payload: { ticketId: id } })]),
    );
    await mails(id, jobs);
    await mails(id, jobs);
    const [first, ...more] = letters(id);
    expect(more).toEqual([]);
    expect(first?.text).toContain(`Обращение № ${id}`);
    expect(first?.text).toContain('+7 916 123-45-67');
  });

  it('is stood in for without what was said to operators about their commands', async () => {
    const { id, chat } = await opened();
    await shown(chat, id, 'What I came for.');
    for (let at = 1; at <= 30; at += 1)
      await inCore((core) =>
        core.talk.house(id, 'desk', { type: 'phrase', key: 'operators-answer-unknown', args: { name: `n${at}` } }),
      );
    await inCore((core) => core.talk.house(id, 'desk', { type: 'html', html: 'An article that was sent' }));
    await shown(chat, id, 'Are you there?');
    await lost();
    await mails(id, jobsOf(withGroup('without-group')));
    const [first, ...more] = letters(id);
    expect(more).toEqual([]);
    expect(first?.text).toMatch(/What I came for\.[\s\S]*Are you there\?/);
    expect(first?.text).not.toMatch(/n1\b|n30|An article/);
  });

  it('needs no letter of what was answered in it', async () => {
    const { id, chat } = await opened();
    await shown(chat, id, 'Solved in the group');
    await inCore((core) =>
      core.talk.fromOperator(id, OLGA, { content: text('Done'), source: { chatId: GROUP, messageId: 9 } }),
    );
    await database.prisma.ticket.update({ where: { id }, data: { cardId: 1 } });
    await lost();
    await mails(id, jobsOf(withGroup('without-group')));
    expect(letters(id)).toEqual([]);
  });

  it('tells what operators wrote there before as well', async () => {
    const { id, chat } = await opened();
    await inCore((core) =>
      core.talk.fromOperator(id, OLGA, { content: text('We look into it'), source: { chatId: GROUP, messageId: 7 } }),
    );
    await says(chat, id, text('Thanks'));
    await lost();
    await mails(id, jobsOf(withGroup('without-group')));
    expect(letters(id).at(-1)?.text).toMatch(/Ответ из группы операторов[\s\S]*We look into it[\s\S]*Thanks/);
  });
});
