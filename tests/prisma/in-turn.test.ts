import { Client } from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { inTurn } from '#prisma/in-turn.ts';
import { testDatabase } from '#tests/support/database.ts';

describe('inTurn', () => {
  it('asks one question at a time, in their order, and goes on after one that failed', async () => {
    const seen: string[] = [];
    const ask = inTurn(async (question) => {
      seen.push(`${question}?`);
      await new Promise((resolve) => setTimeout(resolve, 1));
      seen.push(`${question}!`);
      if (question === 'two') throw new Error('no such table');
      return question;
    });

    const answers = await Promise.allSettled([ask('one'), ask('two'), ask('three')]);

    expect(seen).toEqual(['one?', 'one!', 'two?', 'two!', 'three?', 'three!']);
    expect(answers.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('lets pass what brings a callback', () => {
    const ask = inTurn((...args) => args.length);
    expect(ask('text', [], () => {})).toBe(3);
  });

  it('keeps a transaction that reads several relations of a record to one question at a time', async () => {
    let open = 0;
    let most = 0;
    const query = Client.prototype.query;
    // A connection takes the method that it finds when it is opened, so the database is opened under watch.
    const watch = vi.spyOn(Client.prototype, 'query').mockImplementation(function (this: Client, ...args: unknown[]) {
      const answer: unknown = Reflect.apply(query, this, args);
      if (!(answer instanceof Promise)) return answer;
      open += 1;
      most = Math.max(most, open);
      const done = () => {
        open -= 1;
      };
      answer.then(done, done);
      return answer;
    });
    const { prisma, close } = await testDatabase();
    try {
      const at = { institutionId: 'sechenov', createdAt: new Date() };
      const person = { institutionId: 'sechenov', externalId: '1', fullName: 'Анна Петрова', roles: [] };
      await prisma.account.create({
        data: { ...at, passwordHash: '', subject: 1n, person: { create: person } },
      });
      const account = await prisma.$transaction((db) =>
        db.account.findFirst({ include: { person: true, identifiers: true, sessions: true, conversations: true } }),
      );
      expect(account?.person.fullName).toBe('Анна Петрова');
      expect(most).toBe(1);
    } finally {
      await close();
      watch.mockRestore();
    }
  });
});
