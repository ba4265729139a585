import { type Context, type MiddlewareFn, Telegraf, TelegramError } from 'telegraf';
import {
  ME_TIMEOUT,
  TelegramRefusal,
  TelegramUnreachable,
  type Transport,
  type TransportOptions,
  type UpdateHandler,
} from './transport.ts';
import { replaceUploads } from './upload.ts';

/** The assistant as telegraf middleware, for an institution that mounts it in a bot of its own. */
export function telegrafMiddleware(onUpdate: UpdateHandler): MiddlewareFn<Context> {
  return (context) => onUpdate(context.update);
}

/** Asks Telegram through telegraf. Replies inside a webhook's answer are off: their result would be lost. */
export async function telegrafTransport({ token, apiRoot, onUpdate }: TransportOptions): Promise<Transport> {
  const bot = new Telegraf(token, {
    // telegraf resolves paths against the root as a URL does: without the slash the last part of a prefix would be lost.
    telegram: { ...(apiRoot ? { apiRoot: `${apiRoot}/` } : {}), webhookReply: false },
  });
  bot.use(telegrafMiddleware(onUpdate));
  bot.catch((error) => {
    throw error;
  });

  type Method = (method: string, params: unknown, options: { signal?: AbortSignal }) => Promise<unknown>;
  const callApi = bot.telegram.callApi.bind(bot.telegram) as unknown as Method;

  async function call(method: string, params: Record<string, unknown> = {}, signal?: AbortSignal): Promise<unknown> {
    const timeout = AbortSignal.timeout(60_000);
    try {
      return await callApi(
        method,
        replaceUploads(params, (upload) => ({ source: Buffer.from(upload.bytes), filename: upload.name })),
        { signal: signal ? AbortSignal.any([signal, timeout]) : timeout },
      );
    } catch (error) {
      if (error instanceof TelegramError) {
        throw new TelegramRefusal(method, error.code, error.description, error.parameters);
      }
      throw new TelegramUnreachable(method, error);
    }
  }

  return {
    framework: 'telegraf',
    call,

    async handle(update) {
      // Asked by ourselves, because telegraf would wait for the answer for ever.
      bot.botInfo ??= (await call('getMe', {}, AbortSignal.timeout(ME_TIMEOUT))) as NonNullable<typeof bot.botInfo>;
      await bot.handleUpdate(update as Parameters<typeof bot.handleUpdate>[0]);
    },
  };
}
