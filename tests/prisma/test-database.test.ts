import { afterAll, describe, expect, it } from 'vitest';
import { testDatabase } from '#tests/support/database.ts';

describe('a test’s database', async () => {
  const one = await testDatabase();
  const other = await testDatabase();
  afterAll(() => Promise.all([one.close(), other.close()]));

  it('is one’s own', async () => {
    await one.prisma.gate.create({ data: { institutionId: 'x', name: 'north', keyHash: 'h', createdAt: new Date() } });
    expect(await one.prisma.gate.count()).toBe(1);
    expect(await other.prisma.gate.count()).toBe(0);
  });

  it('is migrated, the jobs’ tables too', async () => {
    const { rows } = await one.pool.query('SELECT count(*)::int AS jobs FROM graphile_worker.jobs');
    expect(rows).toEqual([{ jobs: 0 }]);
  });
});
