import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { notablePeople } from '#bot/sandbox/directory.ts';
import type { Call, GateAnswer, LetterSummary, LetterText, Person, Snapshot } from '#bot/sandbox/page/protocol.ts';
import { line, passText } from './echo-bot.ts';
import { pageWorld } from './page-world.ts';

let world: Awaited<ReturnType<typeof pageWorld>>;
beforeAll(async () => {
  world = await pageWorld({ withBot: false });
});
afterAll(() => world.close());

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${world.url}${path}`, { headers });
const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${world.url}${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
const read = async <Value>(answer: Promise<Response>): Promise<Value> => (await (await answer).json()) as Value;

const anna = notablePeople[0]?.id ?? 0;
const act = (action: object, id = anna) => post(`api/people/${id}/act`, action);

describe('the page itself', () => {
  it('comes as one document, one style sheet and one script, each from here alone', async () => {
    const page = await get('');
    expect(page.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(page.headers.get('content-security-policy')).toContain("default-src 'self'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(await page.text()).toContain('<script type="module" src="page.js">');
    expect((await get('page.css')).headers.get('content-type')).toBe('text/css; charset=utf-8');
    const script = await get('page.js');
    expect(script.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
    expect((await script.text()).length).toBeGreaterThan(50_000);
  });

  it('is found without the last slash, and nothing else is', async () => {
    const answer = await fetch(world.url.slice(0, -1), { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([308, '/sandbox/']);
    expect((await get('elsewhere/')).status).toBe(404);
  });
});

describe('who may ask', () => {
  const ask = (headers: Record<string, string>) => world.request('/sandbox/api/state', headers);

  it.each([
    ['a name that another site points at this machine', { Host: 'evil.example:80' }],
    ['a name that begins like this machine’s', { Host: '127.0.0.1.evil.example' }],
    ['another site’s script', { Origin: 'https://evil.example' }],
    ['a page on another port of this machine', { Origin: 'http://127.0.0.1:1' }],
    ['a frame without an origin', { Origin: 'null' }],
    ['another site’s picture', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'no-cors' }],
    ['a link of another site to what a person wrote', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' }],
  ])('refuses %s', async (_who, headers) => {
    expect((await ask(headers)).status).toBe(403);
  });

  it('answers its own page, under each name of this machine', async () => {
    const { host } = new URL(world.url);
    for (const name of [host, host.replace('127.0.0.1', 'localhost')]) {
      const own = { Host: name, Origin: `http://${name}`, 'Sec-Fetch-Site': 'same-origin' };
      expect((await ask(own)).status).toBe(200);
    }
  });

  it('opens the page from another site’s link', async () => {
    const answer = await world.request('/sandbox/', { 'Sec-Fetch-Site': 'cross-site', 'Sec-Fetch-Mode': 'navigate' });
    expect(answer.status).toBe(200);
  });

  it('does nothing for a form, which another site could send', async () => {
    const answer = await fetch(`${world.url}api/people/${anna}/act`, {
      method: 'POST',
      headers: { 'Content-Type': 'text/plain' },
      body: JSON.stringify({ do: 'start' }),
    });
    expect(answer.status).toBe(400);
    expect(world.person(anna).chat).toEqual([]);
  });
});

describe('people', () => {
  it('offers the notable ones from the start, with what is special about them', async () => {
    const { people, botName, numbers } = await read<Snapshot>(get('api/state'));
    expect(botName).toBe('Пропуск');
    expect(numbers).toEqual([line]);
    expect(people.map(({ id }) => id)).toEqual(notablePeople.map(({ id }) => id));
    expect(people[0]).toMatchObject({
      firstName: 'Анна',
      about: notablePeople[0]?.about,
      messages: [],
      keyboard: null,
    });
  });

  it('adds a free one', async () => {
    const free = { firstName: 'Мария', phone: '+7 999 111-22-33', language: 'en' };
    const { id } = await read<Person>(post('api/people', free));
    expect(await read<Person>(get(`api/people/${id}`))).toMatchObject({ firstName: 'Мария', language: 'en' });
    expect((await post('api/people', { ...free, phone: 'none' })).status).toBe(400);
  });

  it('lets them do in the chat what a phone lets one do', async () => {
    const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';
    await act({ do: 'start' });
    await act({ do: 'send', text: 'Добрый день' });
    await act({ do: 'share-contact' });
    await act({ do: 'send-contact', phone: '+79990001122', firstName: 'Сосед' });
    await act({ do: 'send-photo', base64: pixel });
    await act({ do: 'send-sample', sample: 'sticker' });
    await act({ do: 'send-sample', sample: 'voice' });
    await act({ do: 'share-location' });
    const all = await read<Person>(act({ do: 'forward', text: 'Новости', from: 'Газета' }));
    expect(
      all.messages.map(({ id: _id, date: _date, photo, ...rest }) => ({ ...rest, ...(photo ? { photo: true } : {}) })),
    ).toEqual([
      expect.objectContaining({ text: '/start' }),
      { from: 'person', text: 'Добрый день', html: 'Добрый день' },
      { from: 'person', contact: { phone: '+79000000001', firstName: 'Анна' } },
      { from: 'person', contact: { phone: '+79990001122', firstName: 'Сосед' } },
      { from: 'person', photo: true },
      { from: 'person', sticker: '👍' },
      { from: 'person', clip: { kind: 'voice', name: '', seconds: 7 } },
      { from: 'person', location: true },
      { from: 'person', text: 'Новости', html: 'Новости', forwardedFrom: 'Газета' },
    ]);

    const second = all.messages[1]?.id ?? 0;
    const edited = await read<Person>(act({ do: 'edit', messageId: second, text: 'Доброе утро' }));
    expect(edited.messages[1]).toMatchObject({ text: 'Доброе утро', edited: true });
    const fewer = await read<Person>(act({ do: 'delete', messageId: second }));
    expect(fewer.messages).toHaveLength(all.messages.length - 1);

    const fileId = all.messages[4]?.photo?.fileId ?? '';
    const photo = await get(`api/photo/${fileId}`);
    expect(photo.headers.get('content-type')).toBe('image/png');
    expect(Buffer.from(await photo.arrayBuffer()).toString('base64')).toBe(pixel);
    expect((await get('api/photo/none')).status).toBe(404);

    expect((await read<Person>(act({ do: 'block' }))).blocked).toBe(true);
    expect((await act({ do: 'send', text: 'Слышно?' })).status).toBe(409);
    expect((await read<Person>(act({ do: 'unblock' }))).blocked).toBe(false);
    expect((await read<Person>(act({ do: 'language', language: 'en' }))).language).toBe('en');
  });

  it('says so when the button is gone, the action unknown or nobody has that id', async () => {
    expect((await act({ do: 'press', messageId: 1, row: 0, column: 0 })).status).toBe(409);
    expect((await act({ do: 'dance' })).status).toBe(400);
    expect((await act({ do: 'start' }, 42)).status).toBe(404);
  });
});

describe('letters', () => {
  it('shows the newest first, and a letter’s page that can run nothing', async () => {
    await world.letter('one@example.ru', 'Первое', 'Текст', '');
    await world.letter('two@example.ru', 'Второе', 'Текст', '<p>Письмо<script>alert(1)</script></p>');
    const letters = await read<LetterSummary[]>(get('api/letters'));
    expect(letters.map(({ subject, to }) => [subject, to])).toEqual([
      ['Второе', 'two@example.ru'],
      ['Первое', 'one@example.ru'],
    ]);
    const [newest, older] = letters;
    expect(await read<LetterText>(get(`api/letters/${newest?.id}`))).toMatchObject({ subject: 'Второе', html: true });
    expect(await read<LetterText>(get(`api/letters/${older?.id}`))).toMatchObject({ html: false });
    const page = await get(`api/letters/${newest?.id}/html`);
    expect(page.headers.get('content-security-policy')).toMatch(/^sandbox allow-popups .*default-src 'none'/);
    expect(await page.text()).toContain('<base target="_blank">');
    expect((await get('api/letters/999')).status).toBe(404);
  });
});

describe('the telephone exchange', () => {
  it('tells the bot of a call by the signed webhook', async () => {
    const call = await read<Call>(post('api/calls', { from: '8 (905) 123-45-67', to: line }));
    expect(call).toMatchObject({ from: '+79051234567', to: line, outcome: 'answered' });
    const { body, signature } = world.heard.at(-1) ?? { body: '', signature: '' };
    expect(signature).toBe(`sha256=${createHmac('sha256', world.secret).update(body).digest('hex')}`);
    expect(JSON.parse(body)).toEqual({
      caller: call.from,
      called: line,
      at: new Date(call.at).toISOString(),
      id: call.id,
    });
  });

  it('reaches nobody under another number, and says when the bot did not take the call', async () => {
    const before = world.heard.length;
    const wrong = await read<Call>(post('api/calls', { from: '+79051234567', to: '+74951284374' }));
    expect(wrong.outcome).toBe('no-such-number');
    expect(world.heard).toHaveLength(before);
    world.refuseCalls();
    const lost = await read<Call>(post('api/calls', { from: '+79051234567', to: line }));
    expect(lost.outcome).toBe('bot-unreachable');
    expect((await read<Call[]>(get('api/calls'))).map(({ id }) => id).slice(0, 2)).toEqual([lost.id, wrong.id]);
    expect((await post('api/calls', { from: 'me', to: line })).status).toBe(400);
  });
});

describe('the gate', () => {
  const show = (text: string, gate = 'first') => read<GateAnswer>(post('api/gate', { text, gate }));

  it('opens when the gate says OK, and passes on its reason when not', async () => {
    expect(await show(passText)).toEqual({ open: true, code: 'OK', holder: 'Примерова Анна Ивановна' });
    expect(await show(passText, 'second')).toEqual({ open: false, code: 'E_REPLAY' });
    expect(await show('123')).toEqual({ open: false, code: 'E_SIG' });
  });

  it('stays closed when the gate has no answer', async () => {
    world.breakGate();
    expect(await show(passText)).toEqual({ open: false, code: 'HTTP_503' });
  });
});

it('tells of what happened as it happens', async () => {
  const stop = new AbortController();
  const answer = await fetch(`${world.url}api/events`, { signal: stop.signal });
  expect(answer.headers.get('content-type')).toContain('text/event-stream');
  const reader = answer.body?.pipeThrough(new TextDecoderStream()).getReader();
  let heard = '';
  const hears = async (text: string) => {
    while (!heard.includes(text)) {
      const { value, done } = (await reader?.read()) ?? { done: true, value: '' };
      if (done) throw new Error(`The stream ended before ${text}`);
      heard += value;
    }
  };
  await hears('event: ready');
  await act({ do: 'send', text: 'Ещё раз' });
  await hears(`{"what":"person","id":${anna}}`);
  await world.letter('three@example.ru', 'Третье', 'Текст', '');
  await hears('{"what":"letters"}');
  await post('api/calls', { from: '+79051234567', to: '+70000000000' });
  await hears('{"what":"calls"}');
  stop.abort();
});
