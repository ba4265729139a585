import { afterAll, describe, expect, it } from 'vitest';
import { passes } from '#core/access/passes.ts';
import { readPass } from '#core/access/token.ts';
import { errorKey, loadTexts } from '#locales/texts.ts';
import { testDatabase } from '#tests/support/database.ts';
import { readPng, readWithJsQr } from './readers.ts';
import { accessWorld } from './world.ts';

const database = await testDatabase();
const world = accessWorld(database.prisma);
afterAll(() => database.close());

const issue = (accountId: string) => world.core((deps) => passes(deps).issue(accountId));

describe('issuing a pass', () => {
  it('gives an authorized student a picture that holds the pass, valid for two minutes', async () => {
    const anna = await world.person();
    const pass = await world.issue(anna.accountId);

    expect(pass.fullName).toBe('Петрова Анна Сергеевна');
    expect(pass.validUntil).toEqual(new Date('2025-11-24T05:32:00Z'));
    expect(readWithJsQr(readPng(pass.png))).toBe(pass.text);
    expect(readPass(pass.text)).toMatchObject({ subject: anna.subject, lifetime: 120, flags: 0, zones: 1 });
  });

  it('opens the zones of both roles to someone who is student and staff', async () => {
    const both = await world.person({ roles: ['student', 'staff'] });
    expect(readPass((await world.issue(both.accountId)).text)).toMatchObject({ zones: 3 });
  });

  it('waits for every corporate e-mail', async () => {
    const half = await world.person({ roles: ['student', 'staff'], confirmed: ['staff'] });
    expect(await issue(half.accountId)).toEqual({ ok: false, error: 'pass.not-authorized' });
    const parent = await world.person({ roles: ['parent'], confirmed: [] });
    expect(await issue(parent.accountId)).toEqual({ ok: false, error: 'pass.not-authorized' });
  });

  it('gives none to the blocked, to those gone from the directory, and to nobody', async () => {
    const blocked = await world.person();
    await world.prisma.account.update({ where: { id: blocked.accountId }, data: { blockedAt: world.clock.now() } });
    const gone = await world.person();
    await world.prisma.person.update({ where: { id: gone.personId }, data: { active: false } });
    for (const accountId of [blocked.accountId, gone.accountId, '00000000-0000-4000-8000-000000000000'])
      expect(await issue(accountId)).toEqual({ ok: false, error: 'pass.blocked' });
  });

  it('says every refusal in both languages', () => {
    const texts = loadTexts();
    for (const code of ['pass.not-authorized', 'pass.blocked', 'gate.name-taken', 'gate.zones'])
      expect(texts.has(errorKey(code))).toBe(true);
    const args = { name: 'Анна <3', until: '08:32', institution: 'ИСУ' };
    expect(texts.html('ru', 'pass-caption', args)).toContain('<b>Анна &lt;3</b>');
    expect(texts.html('en', 'pass-caption', args)).toContain('08:32');
    expect(texts.has('pass-expired-caption')).toBe(true);
  });
});
