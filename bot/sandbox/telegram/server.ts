import { setTimeout as sleep } from 'node:timers/promises';
import { Hono, type Context as Request } from 'hono';
import { alreadySent } from '../already-sent.ts';
import { readParams } from './body.ts';
import type { Answer, ApiCalls } from './calls.ts';
import { ApiError, badRequest, forbidden, notFound, tooMany } from './errors.ts';
import type { Faults } from './faults.ts';
import type { Params } from './params.ts';
import { fileAt } from './profile.ts';
import type { State } from './state.ts';
import { findTopic, topicIdOf } from './threads.ts';
import { deleteTopic } from './topic-changes.ts';
import type { FaultRule } from './types.ts';

/** The server's door. */
export function telegramApp({ state, calls, faults }: { state: State; calls: ApiCalls; faults: Faults }): Hono {
  const app = new Hono();

  app.get('/file/:bot{bot[^/]+}/:path{.+}', (context) => {
    try {
      checkToken(state, context.req.param('bot'));
      const bytes = fileAt(state.files, context.req.param('path'));
      return new Response(Buffer.from(bytes), { headers: { 'content-type': 'application/octet-stream' } });
    } catch (error) {
      return respond(refusal(error));
    }
  });

  app.on(['GET', 'POST'], '/:bot{bot[^/]+}/:method', async (context) => {
    const method = context.req.param('method');
    try {
      checkToken(state, context.req.param('bot'));
      const params = await readParams(context.req.raw, context.req.query());
      const fault = faults.take(method, params.integer('chat_id'), params.integer('message_thread_id'));
      if (fault?.deletesTopic) loseTopic(state, params);
      if (fault?.kind === 'reset') return hangUp(context);
      if (fault?.kind === 'slow') await sleep(fault.delayMs ?? 1000);
      // Only a waiting poll cares when the connection ends; asking for the signal costs every other call some time.
      const signal = method.toLowerCase() === 'getupdates' ? context.req.raw.signal : undefined;
      const answer = await calls.answer(method, params, refused(fault, params.integer('chat_id')), signal);
      if (fault?.kind === 'late-answer') await sleep(fault.delayMs ?? 1000);
      if (fault?.kind === 'lost-answer') return hangUp(context);
      return respond(answer);
    } catch (error) {
      return respond(refusal(error));
    }
  });

  app.all('*', () => respond(refusal(notFound())));
  return app;
}

function checkToken(state: State, bot: string): void {
  const token = bot.slice('bot'.length);
  if (!/^\d+:[\w-]+$/.test(token)) throw notFound();
  if (token !== state.token) throw new ApiError(401, 'Unauthorized');
}

/** A topic that Telegram calls gone stands in no list any more. */
function loseTopic(state: State, params: Params): void {
  const [chatId, messageId] = [params.integer('chat_id') ?? 0, params.integer('message_id') ?? 0];
  const threadId = params.integer('message_thread_id') ?? topicIdOf(state.message(chatId, messageId)?.message);
  const group = state.groups.get(chatId);
  const topic = group && threadId !== undefined ? findTopic(group, threadId) : undefined;
  if (group && topic) deleteTopic(state, group, topic);
}

function refused(fault: FaultRule | undefined, chatId = 0): ApiError | undefined {
  switch (fault?.kind) {
    case '400':
      return badRequest(fault.description ?? 'TOPIC_CLOSED');
    case '429':
      return tooMany(fault.retryAfter ?? 1);
    case '403':
      return forbidden(
        fault.description ?? (chatId < 0 ? 'bot was kicked from the supergroup chat' : 'bot was blocked by the user'),
      );
    case '500':
      return new ApiError(500, 'Internal Server Error');
    default:
      return undefined;
  }
}

function refusal(error: unknown): Answer {
  if (!(error instanceof ApiError)) throw error;
  return { status: error.code, body: { ok: false, error_code: error.code, description: error.message } };
}

function respond({ status, body }: Answer): Response {
  const wait = body.parameters?.retry_after;
  return Response.json(body, { status, headers: wait === undefined ? {} : { 'retry-after': String(wait) } });
}

/** Breaks the connection without an answer; without a socket (a test in process) the answer is a gateway's. */
function hangUp(context: Request): Response {
  const { incoming } = (context.env ?? {}) as { incoming?: { socket?: { destroy(): void } } };
  if (!incoming?.socket) return new Response('', { status: 502 });
  incoming.socket.destroy();
  return alreadySent();
}
