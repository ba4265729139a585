import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { webApp } from '#bot/web/app.ts';
import { listen, type WebServer } from '#bot/web/server.ts';
import { hours, minutes } from '#core/clock.ts';
import type { Language } from '#core/language.ts';
import { Browser, csvFile } from '#tests/support/curator.ts';
import { readPdf } from '#tests/support/pdf.ts';
import { words } from '#tests/support/stories.ts';
import { type SchoolRow, type SchoolWorld, schoolWorld } from './school-world.ts';

const say = words('ru');
let server: WebServer;
let world: SchoolWorld;
beforeAll(async () => {
  server = await listen('127.0.0.1', 0);
  world = await schoolWorld({ publicUrl: server.url });
  server.mount(webApp({ parts: [], pages: world.app, ready: async () => undefined }));
});
afterAll(async () => {
  await server?.close();
  await world?.close();
});

/** A new curator, and the one-time address of their desk. */
async function curatorAt(school: SchoolRow, language: Language = 'ru', at: SchoolWorld = world) {
  const chat = await at.chat(language);
  return at.inCore(async ({ curators, desk }) => {
    const { id, link } = await curators.add(school.id, 'Климова Ирина');
    await curators.accept(chat, link);
    const page = await desk.openPage(id, chat);
    if (!page.ok) throw new Error(page.error);
    return { id, link: `/desk/${at.secrets.token('page', page.value)}` };
  });
}

async function atDesk(school: SchoolRow) {
  const { id, link } = await curatorAt(school);
  const browser = new Browser(server.url);
  expect((await browser.post(link, {})).status).toBe(200);
  return { id, browser };
}

/** A list taken over through the pages. */
async function imports(browser: Browser, list: string): Promise<void> {
  await browser.get('/desk/import');
  await browser.sends('/desk/import', { list: csvFile(list) });
  await browser.sends('/desk/import/apply');
  expect(browser.text).toMatch(say.text('web-desk-applied'));
}

const LIST = 'Класс;Ученик;Родители\n6А;Николаева Варвара;Николаева Ольга';

describe('the way to the desk', () => {
  it('is a button: looking changes nothing, pressing works once, for ten minutes', async () => {
    const school = await world.school();
    const { link } = await curatorAt(school);
    for (const method of ['GET', 'GET', 'HEAD']) {
      const answer = await fetch(server.url + link, { method });
      expect(answer.status).toBe(200);
      expect(answer.headers.getSetCookie().join()).not.toContain('propusk_desk');
    }
    const browser = new Browser(server.url);
    expect((await browser.post(link, {}, { 'Sec-Fetch-Site': 'cross-site' })).status).toBe(403);
    expect((await browser.post(link, {})).text).toContain(school.name);
    expect((await browser.get(link)).status).toBe(410);
    expect((await new Browser(server.url).post(link, {})).status).toBe(410);

    const late = await curatorAt(school);
    world.clock.at = new Date(world.clock.at.getTime() + minutes(11));
    expect((await new Browser(server.url).post(late.link, {})).status).toBe(410);
    expect((await fetch(`${server.url}/desk/${'A'.repeat(43)}`)).status).toBe(404);
  });

  it('closes when a newer one is asked for', async () => {
    const school = await world.school();
    const { id, link } = await curatorAt(school);
    await world.inCore(({ desk }) => desk.openPage(id, { botId: 1n, chatId: 1n }));
    expect((await new Browser(server.url).post(link, {})).status).toBe(410);
  });

  it('keeps the session in a cookie that scripts and other sites do not get', async () => {
    const school = await world.school();
    const { link } = await curatorAt(school);
    const set = (await fetch(server.url + link, { method: 'POST', redirect: 'manual' })).headers
      .getSetCookie()
      .join('\n');
    expect(set).toMatch(/^propusk_desk=[\w-]{43}; Max-Age=14400; Path=\/; HttpOnly; SameSite=Lax$/m);

    const https = await schoolWorld({ publicUrl: 'https://journal.example.org' });
    try {
      const there = await curatorAt(await https.school(), 'ru', https);
      const answer = await https.app.request(there.link, { method: 'POST' });
      expect(answer.headers.getSetCookie().join('\n')).toMatch(
        /^__Host-propusk_desk=[^;]+; Max-Age=14400; Path=\/; HttpOnly; Secure/m,
      );
    } finally {
      await https.close();
    }
  });

  it('ends after four hours, at once with the role, and at will', async () => {
    const school = await world.school();
    const [lasting, removed, leaving] = [await atDesk(school), await atDesk(school), await atDesk(school)];
    await world.inCore(({ curators }) => curators.revoke(removed.id));
    expect((await removed.browser.get('/desk')).status).toBe(401);
    const token = leaving.browser.cookies;
    expect((await leaving.browser.sends('/desk/leave')).text).toMatch(say.text('web-desk-left-title'));
    expect((await fetch(`${server.url}/desk`, { headers: { Cookie: token } })).status).toBe(401);
    world.clock.at = new Date(world.clock.at.getTime() + hours(3.9));
    expect((await lasting.browser.get('/desk')).status).toBe(200);
    world.clock.at = new Date(world.clock.at.getTime() + hours(0.2));
    expect((await lasting.browser.get('/desk')).status).toBe(401);
  });

  it('is in the language of the curator’s chat', async () => {
    const { link } = await curatorAt(await world.school(), 'en');
    const browser = new Browser(server.url);
    expect((await browser.post(link, {})).text).toContain('lang="en"');
    expect((await browser.get('/desk/import')).text).toMatch(words('en').text('web-desk-import-text'));
  });
});

describe('the desk', () => {
  it('opens to nobody without a curator’s session', async () => {
    const school = await world.school();
    const { browser } = await atDesk(school);
    await imports(browser, LIST);
    const { id } = await world.database.prisma.person.findFirstOrThrow({ where: { schoolId: school.id } });
    const { id: accountId } = await world.account(school);
    const signedIn = await world.inCore(({ sessions }) => sessions.open({ accountId }, hours(1)));
    for (const Cookie of ['', 'propusk_desk=made-up', `propusk_desk=${signedIn}`, `propusk_session=${signedIn}`]) {
      for (const path of [
        '/desk',
        '/desk/import',
        '/desk/find',
        '/desk/audit',
        '/desk/staff',
        '/desk/class/6%D0%90',
        `/desk/person/${id}`,
      ]) {
        const answer = await fetch(server.url + path, { headers: { Cookie } });
        expect(answer.status, `${path} with ${Cookie}`).toBe(401);
        expect(await answer.text()).not.toContain('Николаева');
      }
      for (const path of ['/desk/print', '/desk/export', `/desk/person/${id}/invite`]) {
        const answer = await fetch(server.url + path, {
          method: 'POST',
          headers: { Cookie },
          body: new URLSearchParams({ what: 'all' }),
        });
        expect(answer.status, `${path} with ${Cookie}`).toBe(401);
      }
    }
  });

  it('takes no form that another site, or another session, sends', async () => {
    const school = await world.school();
    const { browser } = await atDesk(school);
    await imports(browser, LIST);
    const { id } = await world.database.prisma.person.findFirstOrThrow({
      where: { schoolId: school.id, fullName: 'Николаева Варвара' },
    });
    const other = await atDesk(school);
    await other.browser.get('/desk');
    const form = (page: string): string => /name="form" value="([^"]+)"/.exec(page)?.[1] ?? '';
    await browser.get('/desk');
    const [own, others] = [form(browser.text), form(other.browser.text)];
    expect(own).not.toBe(others);
    const paths = [
      `/desk/person/${id}/invite`,
      '/desk/class/6%D0%90/invite',
      '/desk/print',
      '/desk/import/apply',
      '/desk/find',
    ];
    for (const path of paths) {
      const body = { what: 'all', query: 'Николаева' };
      expect((await browser.post(path, body)).status, path).toBe(403);
      expect((await browser.post(path, { ...body, form: others })).status, path).toBe(403);
      expect((await browser.post(path, { ...body, form: own }, { 'Sec-Fetch-Site': 'cross-site' })).status, path).toBe(
        403,
      );
    }
    expect((await browser.post('/desk/export', {})).headers.get('Content-Type')).toMatch(/^text\/html/);
    await browser.post('/desk/leave', {});
    expect((await browser.get('/desk')).status).toBe(200);
    expect(await world.database.prisma.invitation.count({ where: { schoolId: school.id } })).toBe(0);
  });

  it('does nothing by looking at an address', async () => {
    const school = await world.school();
    const { browser } = await atDesk(school);
    await imports(browser, LIST);
    const { id } = await world.database.prisma.person.findFirstOrThrow({ where: { schoolId: school.id } });
    for (const path of [
      '/desk/print',
      '/desk/export',
      '/desk/leave',
      `/desk/person/${id}/invite`,
      `/desk/person/${id}/login`,
      '/desk/import/apply',
    ]) {
      expect((await browser.get(path)).status, path).toBe(404);
    }
    expect(await world.database.prisma.invitation.count({ where: { schoolId: school.id } })).toBe(0);
    expect((await browser.post(`/desk/person/${id}/constructor`, { form: 'x' })).status).toBe(404);
  });

  it('shows names as they are, and not as HTML', async () => {
    const school = await world.school('Школа <b>№ 1</b>');
    const { browser } = await atDesk(school);
    await imports(browser, 'Класс;Ученик\n"6 <i>""x""</i>";<script>alert(1)</script> Варвара');
    expect(browser.text).not.toMatch(/<script>alert|<i>x|Школа <b>/);
    const link = /href="(\/desk\/class\/[^"]+)"/.exec(browser.text)?.[1] ?? '';
    expect((await browser.get(link)).text).toContain('&lt;script&gt;alert(1)&lt;/script&gt; Варвара');
    await browser.get('/desk/find');
    expect((await browser.sends('/desk/find', { query: '"><script>' })).text).not.toContain('"><script>');
  });

  it('takes a list up to its size, and says what is wrong with it', async () => {
    const { browser } = await atDesk(await world.school());
    const sent = async (file: File | string): Promise<{ status: number; text: string }> => {
      await browser.get('/desk/import');
      return browser.sends('/desk/import', { list: file });
    };
    expect((await sent(csvFile(''))).text).toMatch(say.text('errors-roster-no-file'));
    expect((await sent(csvFile('Имя;Рост\nАнна;150'))).text).toMatch(say.text('errors-roster-headings'));
    expect((await sent(csvFile('PK\u0003\u0004'))).text).toMatch(say.text('errors-roster-unreadable'));
    expect((await sent(csvFile(`${LIST}\n;Потерянный Пётр`))).text).toMatch(
      say.text('web-desk-line', { line: 3, reason: 'нет класса' }),
    );
    const filler = `\n7Б;${'Длинное имя '.repeat(12)}`;
    expect((await sent(csvFile(LIST + filler.repeat(4000)))).status).toBe(200);
    expect((await sent(csvFile('x'.repeat(2_300_000)))).status).toBe(413);
    await browser.get('/desk/find');
    expect((await browser.sends('/desk/find', { query: 'x'.repeat(20_000) })).status).toBe(413);
  });

  it('applies exactly what was shown, and not what came back changed', async () => {
    const school = await world.school();
    const { browser } = await atDesk(school);
    await browser.get('/desk/import');
    await browser.sends('/desk/import', { list: csvFile(LIST) });
    expect(browser.text).not.toMatch(/value="[^"]*Николаева/);
    const preview = browser.text;
    expect((await browser.sends('/desk/import/apply', { sealed: 'AAAA' })).text).toMatch(
      say.text('errors-roster-stale'),
    );
    expect(await world.database.prisma.person.count({ where: { schoolId: school.id } })).toBe(0);
    browser.text = preview;
    await browser.sends('/desk/import/apply');
    expect(await world.database.prisma.person.count({ where: { schoolId: school.id } })).toBe(2);
  });

  it('prints a sheet with the school’s address, the code and the day until which it is good', async () => {
    const school = await world.school();
    const { browser } = await atDesk(school);
    await imports(browser, LIST);
    await browser.get('/desk/class/6%D0%90');
    const printed = await browser.sends('/desk/print', { perPage: '1', language: 'en' });
    const pages = readPdf(printed.bytes).pages;
    expect(pages).toHaveLength(2);
    const text = pages.map(({ texts }) =>
      texts
        .map((one) => one.text)
        .join(' ')
        .replace(/\s+/g, ' '),
    );
    const [pupil = '', parents = ''] = text;
    expect(pupil).toContain('Николаева Варвара');
    expect(parents).toContain('(Николаева Ольга)');
    for (const sheet of text) expect(sheet).toContain(`${school.host}/hello`);
    const codes = await world.database.prisma.invitation.findMany({ where: { schoolId: school.id } });
    const day = codes[0]?.expiresAt.toLocaleDateString('en-GB', { dateStyle: 'long', timeZone: 'Europe/Moscow' }) ?? '';
    expect(pupil).toContain(day);
    expect(printed.headers.get('Content-Disposition')).toMatch(/^attachment/);
  });

  it('abuse 31: gives out a table that holds no formulas, no codes and no logins', async () => {
    const school = await world.school();
    const { browser } = await atDesk(school);
    await imports(browser, 'Класс;Ученик\n6А;"=HYPERLINK(""http://evil"",""Анна"")"\n6А;Абрамов Лев');
    const { login } = await world.account(school);
    await browser.get('/desk');
    const table = await browser.sends('/desk/export');
    expect(table.headers.get('Content-Type')).toBe('text/csv; charset=utf-8');
    expect(table.text).toContain(`"'=HYPERLINK(""http://evil"",""Анна"")"`);
    expect(table.text).toContain('Абрамов Лев');
    expect(table.text).not.toContain(login);
    for (const line of table.text.replace('\uFEFF', '').trim().split('\r\n')) expect(line).toMatch(/^"[^=+@-]/);
  });

  it('writes down every look and act, its own journal’s too, and logs nobody’s name', async () => {
    const school = await world.school();
    const { browser, id: curatorId } = await atDesk(school);
    await imports(browser, LIST);
    await browser.get('/desk/class/6%D0%90');
    const link = /href="(\/desk\/person\/[^"]+)"[^>]*>Николаева Варвара/.exec(browser.text)?.[1] ?? '';
    await browser.get(link);
    await browser.sends(`${link}/invite`);
    await browser.sends(`${link}/withdraw`);
    await browser.get('/desk/audit');
    for (const action of [
      'list-imported',
      'class-seen',
      'person-seen',
      'invitation-issued',
      'invitation-withdrawn',
      'audit-seen',
    ]) {
      expect(browser.text, action).toMatch(say.text(`audit-${action}`));
    }
    const entries = await world.database.prisma.audit.findMany({ where: { schoolId: school.id, curatorId } });
    expect(entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'list-imported',
        'class-seen',
        'person-seen',
        'invitation-issued',
        'invitation-withdrawn',
        'audit-seen',
      ]),
    );
    const log = world.lines.join('\n');
    expect(log).toContain('"page":"desk"');
    expect(log).not.toMatch(/Николаева|\/desk\/|6А/);
  });
});
