import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { SANDBOX_DESK_ID, sandboxDesk, sandboxOperators } from '#bot/sandbox/desk.ts';
import { TelegramWorld } from '#bot/sandbox/telegram/world.ts';

const folder = mkdtempSync(join(tmpdir(), 'propusk-desk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const [olga, igor] = sandboxOperators;
const as = olga?.id ?? 0;
const open = (statePath = join(folder, `${Math.random()}.json`)) =>
  new TelegramWorld({ token: '100:sandbox', limits: false, statePath });
const send = (text: string) => ({ do: 'send', text }) as const;

describe('the sandbox’s helpdesk', () => {
  it('outlives a restart: its members, its topics and what stands in them', async () => {
    const statePath = join(folder, 'kept.json');
    const before = open(statePath);
    const desk = sandboxDesk(before);
    const thread = before.groups()[0]?.as({ id: as }).createTopic('Обед') ?? 0;
    await desk.act({ as, thread, action: send('Я в столовой') });
    await before.close();

    const after = open(statePath);
    const again = sandboxDesk(after);
    expect(again.id).toBe(SANDBOX_DESK_ID);
    expect(again.view().topics.map(({ name }) => name)).toEqual(['Обед', 'General']);
    expect(again.messages(thread).at(-1)).toMatchObject({ text: 'Я в столовой', author: { id: as } });
    expect(after.groups()).toHaveLength(1);
    expect(again.messages(0).filter(({ service }) => service?.kind === 'joined')).toHaveLength(2);
    await again.act({ as: igor?.id ?? 0, thread, action: send('И я') });
    await after.close();
  });

  it('is the group that the settings name, and moves with it when it is upgraded', async () => {
    const telegram = open();
    const desk = sandboxDesk(telegram, -4242);
    expect([desk.id, desk.view().kind]).toEqual([-4242, 'group']);
    await desk.act({ as, thread: 0, action: send('До переезда') });
    await desk.act({ as, thread: 0, action: { do: 'upgrade' } });
    expect(desk.id).toBeLessThan(-1_000_000_000_000);
    expect(desk.view()).toMatchObject({ kind: 'supergroup', bot: 'administrator' });
    expect([desk.is(-4242), desk.is(desk.id), desk.is(-1)]).toEqual([true, true, false]);
    await desk.act({ as, thread: 0, action: send('После переезда') });
    expect(desk.messages(0).at(-1)?.text).toBe('После переезда');
    await telegram.close();
  });
});
