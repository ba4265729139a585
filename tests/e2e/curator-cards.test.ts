import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DIGITS, SNILS } from '#tests/gosuslugi/world.ts';
import { atDesk, type Browser, curator } from '#tests/support/curator.ts';
import { fills } from '#tests/support/forms.ts';
import {
  addressOf,
  classOf,
  enrolls,
  inCore,
  invitation,
  parent,
  type SchoolOfTest,
  school,
  secretsOf,
  signsIn,
  visitor,
} from '#tests/support/school.ts';
import { ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

/** Right to its checksum, and somebody else's. */
const OTHER_SNILS = '087-654-303 00';

describe.each(ways)('a curator mends cards over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let world: World;
  beforeAll(async () => {
    world = await World.open({ framework });
  });
  afterAll(() => world.close());

  const cardOf = (id: string) =>
    world.database.prisma.person.findUniqueOrThrow({ where: { id }, include: { phones: true } });
  const auditOf = ({ id }: SchoolOfTest, action: string) =>
    world.database.prisma.audit.findMany({ where: { schoolId: id, action }, orderBy: { id: 'asc' } });
  /** The form's fields as the page shows them. */
  const shownIn = (desk: Browser): Record<string, string> =>
    Object.fromEntries(
      ['name', 'birth', 'snils', 'email', 'phones'].map((id) => [
        id,
        new RegExp(`id="${id}" name="${id}" value="([^"]*)"`).exec(desk.text)?.[1] ?? '',
      ]),
    );

  it('corrects what the journal holds, and Gosuslugi’s data are the same then', async () => {
    const ours = await school(world);
    const who = await curator(world, ours, language);
    const mother = await parent(world, language, { name: 'Николаева Ольга' }, ours);
    const { parentId } = mother.family;
    await world.database.prisma.person.update({
      where: { id: parentId },
      data: { snilsHash: secretsOf(world).hash('snils', '08765430300'), email: 'wrong@example.org' },
    });
    const item = (one: string, compared: string): RegExp => say.text(`gosuslugi-result-${one}`, { compared });
    const statement = { snils: SNILS, email: 'right@example.org', phone: '+7 905 111-22-33' };
    const compares = async (): Promise<void> => {
      await mother.anna.opens('/start').presses(say.button('gosuslugi'));
      await mother.anna.presses(say.button('gosuslugi-compare')).expects(say.text('gosuslugi-page'));
      await fills(await addressOf(mother.anna, say.button('gosuslugi-page')), statement);
    };
    await compares();
    await mother.anna.expects(item('snils', 'different'));
    await mother.anna.expects(item('email', 'different'));
    await mother.anna.expects(item('phone', 'not-in-journal'));

    const desk = await atDesk(world, who);
    const path = `/desk/person/${parentId}`;
    await desk.get(path);
    const before = shownIn(desk);
    expect(before).toEqual({ name: 'Николаева Ольга', birth: '', snils: '', email: 'wrong@example.org', phones: '' });
    const typed = { ...before, snils: OTHER_SNILS.replace('00', '01'), email: 'right@', phones: '8 495 123-45-67' };
    const refused = await desk.sends(`${path}/correct`, typed);
    expect(refused.status).toBe(422);
    expect(refused.text).toMatch(say.text('errors-correction-fields'));
    for (const [field, error] of [
      ['snils', 'snils-checksum'],
      ['email', 'correction-email'],
      ['phones', 'correction-phone'],
    ] as const) {
      expect(refused.text).toContain(`id="${field}-trouble"`);
      expect(refused.text, field).toMatch(say.text(`errors-${error}`));
    }
    expect(shownIn(desk)).toEqual({ ...typed, snils: '' });
    expect(await cardOf(parentId)).toMatchObject({ email: 'wrong@example.org', phones: [] });

    // A SNILS that was right is not shown again, and not forgotten without a word either.
    const almost = await desk.sends(`${path}/correct`, { ...typed, snils: SNILS });
    expect(almost.text).toMatch(say.text('errors-correction-snils-again'));
    expect(almost.text).not.toContain(SNILS);
    const right = { ...before, snils: SNILS, email: 'Right@example.org', phones: '8 905 111-22-33' };
    const saved = await desk.sends(`${path}/correct`, right);
    expect(saved.status).toBe(200);
    expect(saved.text).toMatch(say.text('web-desk-corrected', { registered: 'yes' }));
    for (const snils of [SNILS, DIGITS, secretsOf(world).hash('snils', DIGITS)])
      expect(saved.text).not.toContain(snils);
    expect((await auditOf(ours, 'card-corrected')).map(({ detail }) => detail)).toEqual([
      { fields: 'snils email phones' },
    ]);
    await mother.anna.expects(
      say.text('account-notice-card-corrected', { curator: who.name, name: 'Николаева Ольга' }),
    );
    await compares();
    for (const one of ['snils', 'email', 'phone']) await mother.anna.expects(item(one, 'same'));

    // The page that another curator has open is older than that.
    const stale = await desk.post(`${path}/correct`, {
      ...before,
      version: '1',
      form: /name="form" value="([^"]+)"/.exec(desk.text)?.[1] ?? '',
    });
    expect(stale.text).toMatch(say.text('errors-correction-stale'));
    expect((await cardOf(parentId)).email).toBe('right@example.org');
    await desk.get('/desk/audit');
    expect(desk.text).toMatch(say.text('audit-card-corrected'));
    expect(desk.text).toMatch(say.text('web-desk-field-phones'));
    expect(world.log.join('\n')).not.toMatch(/right@|112-233|9051112233/);
  });

  it('takes nobody’s form for another school, and no form of another site', async () => {
    const [ours, theirs] = [await school(world), await school(world)];
    const who = await curator(world, ours, language);
    const [far] = await classOf(world, theirs, { pupils: ['Чужакова Дарья'] });
    const [own] = await classOf(world, ours, { pupils: ['Своя Дарья'] });
    const desk = await atDesk(world, who);
    await desk.get(`/desk/person/${own?.pupil.id}`);
    const form = /name="form" value="([^"]+)"/.exec(desk.text)?.[1] ?? '';
    const fields = { name: 'Другая Дарья', class: '9Г', version: '1' };
    for (const act of ['correct', 'leave', 'back']) {
      expect((await desk.post(`/desk/person/${far?.pupil.id}/${act}`, { ...fields, form })).status, act).toBe(404);
      const path = `/desk/person/${own?.pupil.id}/${act}`;
      expect((await desk.get(path)).status, act).toBe(404);
      expect((await desk.post(path, fields)).status, act).toBe(403);
      expect((await desk.post(path, { ...fields, form }, { 'Sec-Fetch-Site': 'cross-site' })).status, act).toBe(403);
    }
    expect(await cardOf(far?.pupil.id ?? '')).toMatchObject({ fullName: 'Чужакова Дарья', active: true });
    expect(await cardOf(own?.pupil.id ?? '')).toMatchObject({ fullName: 'Своя Дарья', active: true });
  });

  it('notes that a pupil has left: they get in no more, the parents see them no more, and it can be undone', async () => {
    const ours = await school(world);
    const who = await curator(world, ours, language);
    const mother = await parent(world, language, {}, ours);
    const { pupil, className } = mother.family;
    const code = await invitation(world, ours, { personId: pupil.id, role: 'student' });
    const child = await enrolls(world, await visitor(world, language), code);
    expect((await signsIn(world, ours, child)).ok).toBe(true);

    const desk = await atDesk(world, who);
    const path = `/desk/person/${pupil.id}`;
    const classPath = `/desk/class/${encodeURIComponent(className)}`;
    await desk.get(path);
    const left = await desk.sends(`${path}/leave`);
    expect(left.text).toMatch(say.text('web-desk-has-left'));
    expect(left.text).toMatch(say.text('web-desk-left', { whose: 'own' }));
    for (const act of ['correct', 'login', 'password', 'invite']) expect(left.text).not.toContain(`${path}/${act}"`);
    await child.anna.expects(say.text('account-notice-card-left', { curator: who.name, name: pupil.name }));
    expect((await signsIn(world, ours, child)).ok).toBe(false);
    await child.anna.opens('/start').expects(say.text('school-home-closed', { name: pupil.name }));
    await mother.anna.opens('/children').expects(say.text('children-none'));

    await desk.get(classPath);
    expect(desk.text).not.toContain(pupil.name);
    await desk.get(`${classPath}?left=1`);
    expect(desk.text).toContain(pupil.name);
    expect(desk.text).toMatch(say.text('web-desk-left-mark', { whose: 'own' }));
    await who.chat.opens('/curator').types(pupil.name).expects(say.text('curator-found'));
    await who.chat.presses(new RegExp(`^${pupil.name}`)).expects(say.text('curator-card-left', { whose: 'own' }));

    await desk.get(path);
    expect((await desk.sends(`${path}/back`)).text).toMatch(say.text('web-desk-is-back'));
    await child.anna.expects(say.text('account-notice-card-back', { curator: who.name, name: pupil.name }));
    expect((await signsIn(world, ours, child)).ok).toBe(true);
    await mother.anna.opens('/children').expects(say.text('children-line', { name: pupil.name, class: className }));
    expect(await auditOf(ours, 'card-left')).toHaveLength(1);
    expect(await auditOf(ours, 'card-back')).toHaveLength(1);
  });

  it('is gone: whoever waited reads who helps now, and the helpdesk reads nothing of them', async () => {
    const ours = await school(world, { number: '78', region: 'Казань' });
    const who = await curator(world, ours, language);
    const lost = await parent(world, language, { name: 'Тайнова Елена' }, ours);
    await lost.anna.opens('/recover').presses(say.button('no-confirmed-email'));
    await lost.anna.types('Тайнова Елена, забыла пароль').expects(say.text('curator-help-asked'));
    await inCore(world, ({ curators }) => curators.revoke(who.id));
    await lost.anna.expects(say.text('request-handed-over'));
    const letter = await eventually('the letter to the helpdesk', () =>
      world.mailbox.letters().findLast(({ text }) => text.includes('Казань')),
    );
    expect(letter.text).toContain('78');
    expect(letter.text).not.toMatch(/Тайнова|забыла/);
    expect(letter.text).not.toContain(lost.login);
  });
});
