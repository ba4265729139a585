import type { DeskContext } from './context.ts';

/** Whether this is done for the first time, whoever does it: of two at the same time one does it. */
export async function firstTime(
  { db, clock, group }: Pick<DeskContext, 'db' | 'clock' | 'group'>,
  key: string,
): Promise<boolean> {
  const { count } = await db.processed.createMany({
    data: [{ botId: group.botId, key, at: clock.now() }],
    skipDuplicates: true,
  });
  return count > 0;
}
