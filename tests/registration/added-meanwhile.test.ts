import { afterAll, expect, it } from 'vitest';
import { schoolWorld } from '#tests/invitations/world.ts';
import { concurrently } from '#tests/support/database.ts';
import { somebodyWaits } from '#tests/support/waiting.ts';

const world = await schoolWorld();
const { prisma, child, chat, check, shown, complete } = world;
afterAll(() => world.close());

it('brings a code along that is shown while the page is being sent', async () => {
  if (!concurrently('a code shown while the page is being sent')) return;
  const [vera, gleb] = [await child('Николаева Варвара'), await child('Николаев Глеб')];
  const from = await chat();
  const { id, page } = await shown(from, vera.parent.code);
  const further = await check(from, gleb.parent.code);
  if (!further.ok) throw new Error(further.error);

  const [added, completed] = await world.within(async ({ enrollments }) => {
    const added = await enrollments.add(id, further.value);
    const completed = complete(page);
    await somebodyWaits(prisma);
    // Not awaited here: it ends after this transaction only.
    return [added, { completed }] as const;
  });

  expect(added).toEqual({ ok: true });
  const made = await completed.completed;
  if (!made.ok) throw new Error(made.error);
  const children = await world.within(({ enrollments }) => enrollments.children(made.value.accountId));
  expect(children.map(({ fullName }) => fullName)).toEqual(['Николаев Глеб', 'Николаева Варвара']);
});

it('says of a code that came too late that the account is made already, and leaves it as good as it was', async () => {
  const [vera, gleb] = [await child('Николаева Варвара'), await child('Николаев Глеб')];
  const from = await chat();
  const { id, page } = await shown(from, vera.parent.code);
  const further = await check(from, gleb.parent.code);
  if (!further.ok) throw new Error(further.error);
  const made = await complete(page);
  if (!made.ok) throw new Error(made.error);

  expect(await world.within(({ enrollments }) => enrollments.add(id, further.value))).toEqual({
    ok: false,
    error: 'enrollment.over',
  });
  const added = await world.whole(({ enrollments }) => enrollments.addToAccount(made.value.accountId, further.value));
  expect(added.ok).toBe(true);
});
