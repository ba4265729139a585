import { describe, expect, it } from 'vitest';
import { gate } from '#core/access/gate.ts';
import { passes } from '#core/access/passes.ts';
import { purge } from '#core/privacy/purge.ts';
import { gates, withByte } from './gates.ts';

const { anna, annasPass, north, reads, second, south, world } = await gates();

describe('a pass is used once', () => {
  it('lets its holder in and says who it is', async () => {
    expect(await world.verify(north, await annasPass())).toEqual({
      ok: true,
      name: 'Петрова Анна Сергеевна',
      roles: ['student'],
      validUntil: new Date('2025-11-24T05:32:00Z'),
    });
  });

  it('same gate after 3 s: OK again; after 20 s: E_REPLAY', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass)).toBe('OK');
    world.wait(3);
    expect(await reads(north, pass)).toBe('OK');
    world.wait(17);
    expect(await reads(north, pass)).toBe('E_REPLAY');
  });

  it('repeating a double read does not prolong it', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass)).toBe('OK');
    world.wait(2);
    expect(await reads(north, pass)).toBe('OK');
    world.wait(2);
    expect(await reads(north, pass)).toBe('E_REPLAY');
  });

  it('screenshot at a second gate: E_REPLAY', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass)).toBe('OK');
    expect(await reads(south, pass)).toBe('E_REPLAY');
  });

  it('two gates at the same moment: one of them', async () => {
    const pass = await annasPass();
    const both = await Promise.all([reads(north, pass), reads(south, pass)]);
    expect(both.sort()).toEqual(['E_REPLAY', 'OK']);
  });

  it('a refused reading does not use it up', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass, 9)).toBe('E_ZONE');
    expect(await reads(north, pass)).toBe('OK');
  });

  it('two people’s passes of one second never meet, whatever their numbers', async () => {
    // A float key subject * 2^32 + issuedAt would take these two for one.
    const [one, other] = [await world.person(), await world.person()];
    await world.prisma.account.update({ where: { id: one.accountId }, data: { subject: 0xfffffff0 } });
    await world.prisma.account.update({ where: { id: other.accountId }, data: { subject: 0xfffffff1 } });
    expect(await reads(north, (await world.issue(one.accountId)).text)).toBe('OK');
    expect(await reads(north, (await world.issue(other.accountId)).text)).toBe('OK');
    world.wait(1);
    expect(await reads(south, (await world.issue(one.accountId)).text)).toBe('OK');
  });

  it('forgets uses only when no pass could repeat them', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass)).toBe('OK');
    world.wait(10 * 60);
    await purge(world.transaction, world.clock);
    expect(await world.prisma.passUse.count()).toBe(1);
    world.wait(51 * 60);
    await purge(world.transaction, world.clock);
    expect(await world.prisma.passUse.count()).toBe(0);
    expect(await reads(south, pass)).toBe('E_EXPIRED');
  });
});

describe('a pass has its time', () => {
  it('1 s before the end + skew: OK', async () => {
    const pass = await annasPass();
    world.goTo(new Date('2025-11-24T05:32:29Z'));
    expect(await reads(north, pass)).toBe('OK');
  });

  it('at the end + skew: E_EXPIRED', async () => {
    const pass = await annasPass();
    world.goTo(new Date('2025-11-24T05:32:30Z'));
    expect(await reads(north, pass)).toBe('E_EXPIRED');
  });

  it('issuer’s clock 29 s ahead: OK; 31 s: E_NOT_YET', async () => {
    expect(await reads(north, await world.forge({ subject: anna.subject, issuedAt: second() + 29 }))).toBe('OK');
    expect(await reads(north, await world.forge({ subject: anna.subject, issuedAt: second() + 31 }))).toBe('E_NOT_YET');
  });

  it('signed lifetime of 12 h, or 0: E_TTL_POLICY', async () => {
    for (const lifetime of [43_200, 301, 0])
      expect(await reads(north, await world.forge({ subject: anna.subject, lifetime }))).toBe('E_TTL_POLICY');
    expect(await reads(north, await world.forge({ subject: anna.subject, lifetime: 300 }))).toBe('OK');
  });
});

describe('a pass has its holder', () => {
  const revoke = () => world.core((deps) => passes(deps).revoke(anna.accountId));

  it('person revoked: E_REVOKED', async () => {
    const pass = await annasPass();
    world.wait(5);
    await revoke();
    expect(await reads(north, pass)).toBe('E_REVOKED');
  });

  it('phone lost: older passes E_REVOKED, newer OK, even within one second', async () => {
    const older = await annasPass();
    await revoke();
    const newer = await annasPass();
    expect(await reads(north, older)).toBe('E_REVOKED');
    expect(await reads(north, newer)).toBe('OK');
  });

  it('blocked: E_USER_INACTIVE', async () => {
    const pass = await annasPass();
    await world.prisma.account.update({ where: { id: anna.accountId }, data: { blockedAt: world.clock.now() } });
    expect(await reads(north, pass)).toBe('E_USER_INACTIVE');
  });

  it('contract over: E_USER_INACTIVE', async () => {
    const pass = await annasPass();
    await world.prisma.person.update({ where: { id: anna.personId }, data: { active: false } });
    expect(await reads(north, pass)).toBe('E_USER_INACTIVE');
  });

  it('a role that is over or no longer confirmed: E_USER_INACTIVE', async () => {
    const boris = await world.person({ roles: ['staff'] });
    const pass = (await world.issue(boris.accountId)).text;
    await world.prisma.person.update({ where: { id: boris.personId }, data: { roles: ['student'] } });
    expect(await reads(north, pass)).toBe('E_USER_INACTIVE');
    await world.prisma.person.update({ where: { id: boris.personId }, data: { roles: [] } });
    expect(await reads(north, pass)).toBe('E_USER_INACTIVE');
  });

  it('unknown subject: E_USER_INACTIVE', async () => {
    expect(await reads(north, await world.forge({ subject: (anna.subject + 1) % 2 ** 32 }))).toBe('E_USER_INACTIVE');
  });

  it('another institution’s gate: E_USER_INACTIVE', async () => {
    const { gate: school } = await world.gate('Школа', { institutionId: 'eljur' });
    expect(await reads(school, await annasPass())).toBe('E_USER_INACTIVE');
  });
});

describe('a pass has its zones', () => {
  it('zone missing: E_ZONE; zone held: OK', async () => {
    const pass = await annasPass();
    expect(await reads(north, pass, 1)).toBe('E_ZONE');
    expect(await reads(north, pass, 0)).toBe('OK');
  });

  it('a gate that guards zones asks for all of them unless it names one', async () => {
    const { gate: lab } = await world.gate('Лаборатория', { zones: 0b11 });
    const pass = await annasPass();
    expect(await reads(lab, pass)).toBe('E_ZONE');
    expect(await reads(lab, pass, 1)).toBe('E_ZONE');
    expect(await reads(lab, pass, 0)).toBe('OK');
    const both = await world.person({ roles: ['student', 'staff'] });
    expect(await reads(lab, (await world.issue(both.accountId)).text)).toBe('OK');
  });

  it('a zone that the gate does not guard: E_ZONE', async () => {
    const { gate: office } = await world.gate('Деканат', { zones: 0b10 });
    expect(await reads(office, await annasPass(), 0)).toBe('E_ZONE');
  });

  it('zone bit flipped: E_SIG', async () => {
    expect(
      await reads(
        north,
        withByte(await annasPass(), 14, (byte) => byte ^ 2),
      ),
    ).toBe('E_SIG');
  });
});

describe('a gate has its key', () => {
  it('is known by the key that was shown once, and stores only a hash', async () => {
    const { gate: known, key } = await world.gate('Библиотека', { zones: 4 });
    expect(known).toMatchObject({ institutionId: 'sechenov', zones: 4 });
    const row = await world.prisma.gate.findUniqueOrThrow({ where: { id: known.id } });
    expect(JSON.stringify(row)).not.toContain(key);
  });

  it('opens with no other key, nor with a revoked one', async () => {
    const { gate: known, key } = await world.gate('Столовая');
    const authenticate = (text: string) => world.core((deps) => gate(deps).authenticate(text));
    const other = `${key.startsWith('A') ? 'B' : 'A'}${key.slice(1)}`;
    for (const wrong of [other, '', `${key} `, key.slice(1)]) expect(await authenticate(wrong)).toBeNull();
    await world.prisma.gate.update({ where: { id: known.id }, data: { revokedAt: world.clock.now() } });
    expect(await authenticate(key)).toBeNull();
  });

  it('has a name of its own and sixteen zones', async () => {
    const add = (name: string, zones: number) => world.core((deps) => gate(deps).add('sechenov', name, zones));
    expect(await add('Северный вход', 0)).toEqual({ ok: false, error: 'gate.name-taken' });
    for (const zones of [-1, 65_536, 0.5, Number.NaN])
      expect(await add('Новый', zones)).toEqual({ ok: false, error: 'gate.zones' });
  });
});
