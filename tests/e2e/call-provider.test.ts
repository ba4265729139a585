import { createHash, randomUUID } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { atStep, conversationOf, type Guest, ways, words } from '#tests/support/stories.ts';
import { eventually, World } from '#tests/support/world.ts';

const API_ID = 'C0FFEE00-0000-0000-0000-000000000001';

/** sms.ru as its documentation describes it, on the loopback: what was asked, and what it shall answer. */
interface SmsRu {
  url: string;
  asked: { method: string; form: URLSearchParams }[];
  /** 400 waiting, 401 confirmed, 402 expired. */
  status: number;
  /** Of `add`: 100, or an error's code; null is an answer of nonsense. */
  code: number | null;
  down: boolean;
  server: Server;
}

async function startSmsRu(): Promise<SmsRu> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const method = request.url?.replace('/callcheck/', '') ?? '';
    smsru.asked.push({ method, form: new URLSearchParams(Buffer.concat(chunks).toString()) });
    if (smsru.down) return response.writeHead(503).end();
    const answer =
      method === 'add'
        ? { status_code: smsru.code, check_id: randomUUID(), call_phone: '78005008275' }
        : { status_code: 100, check_status: String(smsru.status) };
    response.setHeader('Content-Type', 'application/json');
    return response.end(smsru.code === null ? '<html>' : JSON.stringify({ status: 'OK', ...answer }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const smsru: SmsRu = { url: `http://127.0.0.1:${port}`, asked: [], status: 400, code: 100, down: false, server };
  return smsru;
}

describe.each(ways)('calls by sms.ru over $framework, in $language', ({ framework, language }) => {
  const say = words(language);
  let smsru: SmsRu;
  let world: World;
  beforeAll(async () => {
    smsru = await startSmsRu();
    world = await World.open({
      framework,
      settings: { CALL_PROVIDER: 'smsru', CALL_NUMBER: '', SMSRU_API_ID: API_ID, SMSRU_API_ROOT: smsru.url },
    });
    // The provider is asked every five seconds of the tests' own.
    world.holdTimers();
  });
  afterAll(async () => {
    await world.close();
    smsru.server.close();
  });
  beforeEach(() => {
    Object.assign(smsru, { asked: [], status: 400, code: 100, down: false });
  });

  const calls = async ({ anna }: Guest): Promise<void> =>
    anna.types(anna.phone).expects(say.text('register-phone-taken'));

  it('shows the number that the provider names, and goes on when it has seen the call', async () => {
    const who = await atStep(world, 'phone', language);
    await calls(who);
    await who.anna.expects(say.text('register-call', { line: '+7 800 500-82-75' }));
    expect(smsru.asked[0]?.method).toBe('add');
    expect(Object.fromEntries(smsru.asked[0]?.form ?? [])).toEqual({
      api_id: API_ID,
      phone: who.anna.phone.slice(1),
      json: '1',
    });
    await world.passes(5000);
    await eventually('the provider to be asked', () => smsru.asked.some(({ method }) => method === 'status'));
    expect(await conversationOf(world, who.anna)).toMatchObject({ step: 'call' });

    smsru.status = 401;
    await world.passes(5000);
    await who.anna.expects(say.text('register-email'));
  });

  it('abuse 27: takes the provider’s webhook for a hint only, and asks', async () => {
    const who = await atStep(world, 'phone', language);
    await calls(who);
    await who.anna.expects(say.text('register-call'));
    const { providerRef } = await world.database.prisma.verification.findFirstOrThrow({
      where: { chatId: who.anna.person.id },
    });
    const asked = smsru.asked.length;
    expect(await hint(providerRef ?? '', 'forged')).toEqual([401, 'bad hash']);
    expect(await hint(providerRef ?? '')).toEqual([200, '100']);
    await eventually('the provider to be asked', () => smsru.asked.length > asked);
    expect(await conversationOf(world, who.anna)).toMatchObject({ step: 'call' });

    await world.idle();
    smsru.status = 401;
    expect(await hint(providerRef ?? '')).toEqual([200, '100']);
    await who.anna.expects(say.text('register-email'));
  });

  it('says when the provider’s time is over; Retry asks it again', async () => {
    const who = await atStep(world, 'phone', language);
    await calls(who);
    await who.anna.expects(say.text('register-call'));
    smsru.status = 402;
    await world.passes(5000);
    await who.anna.expects(say.text('errors-call-not-confirmed'));
    smsru.status = 400;
    await who.anna.presses(say.button('retry')).expects(say.text('register-phone-taken'));
    await who.anna.expects(say.text('register-call', { line: '+7 800 500-82-75' }));
  });

  it('abuse 33: a provider that is down is said to be down, and confirms nothing', async () => {
    const who = await atStep(world, 'phone', language);
    smsru.down = true;
    await calls(who);
    await who.anna.expects(say.text('errors-call-provider-down'));
    await who.anna.expects(say.text('register-call-over'));
    expect(await conversationOf(world, who.anna)).toMatchObject({ step: 'call' });

    smsru.down = false;
    await who.anna.presses(say.button('retry'));
    await who.anna.expects(say.text('register-call', { line: '+7 800 500-82-75' }));
  });

  it('abuse 33: one that falls silent while a person waits is given half a minute', async () => {
    const who = await atStep(world, 'phone', language);
    await calls(who);
    await who.anna.expects(say.text('register-call'));
    smsru.down = true;
    for (let time = 1; time <= 6; time += 1) {
      const asked = smsru.asked.length;
      await world.passes(5000);
      await eventually('the provider to be asked', () => smsru.asked.length > asked);
    }
    await who.anna.expects(say.text('errors-call-provider-down'));
  });

  it.each([
    [202, 'errors-call-bad-number'],
    [231, 'errors-call-too-many'],
    [201, 'errors-call-provider-down'],
    [null, 'errors-call-provider-down'],
  ] as const)('explains the provider’s answer %s', async (code, error) => {
    const who = await atStep(world, 'phone', language);
    smsru.code = code;
    await calls(who);
    await who.anna.expects(say.text(error));
    await who.anna.presses(say.button('another-number')).expects(say.text('register-phone'));
  });

  async function hint(ref: string, hash?: string): Promise<[number, string]> {
    const event = `callcheck_status\n${ref}\n401\n${Math.floor(world.clock.now().getTime() / 1000)}`;
    const right = createHash('sha256')
      .update(API_ID + event)
      .digest('hex');
    const answer = await fetch(`${world.url}/webhooks/smsru`, {
      method: 'POST',
      body: new URLSearchParams({ 'data[0]': event, hash: hash ?? right }),
    });
    await world.passes(0);
    return [answer.status, await answer.text()];
  }
});
