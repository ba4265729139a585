import { Bot, Composer, type Context, GrammyError, HttpError, InputFile } from 'grammy';
import {
  ME_TIMEOUT,
  TelegramRefusal,
  TelegramUnreachable,
  type Transport,
  type TransportOptions,
  type UpdateHandler,
} from './transport.ts';
import { replaceUploads } from './upload.ts';

/** The assistant as grammY middleware, for an institution that mounts it in a bot of its own. */
export function grammyMiddleware(onUpdate: UpdateHandler): Composer<Context> {
  const composer = new Composer<Context>();
  composer.use((context) => onUpdate(context.update));
  return composer;
}

/** Asks Telegram through grammY, over and over: answers nothing by itself. */
export async function grammyTransport({ token, apiRoot, onUpdate }: TransportOptions): Promise<Transport> {
  const bot = new Bot(token, { client: { ...(apiRoot ? { apiRoot } : {}), timeoutSeconds: 60 } });
  bot.use(grammyMiddleware(onUpdate));

  type Method = (...args: unknown[]) => Promise<unknown>;

  async function call(method: string, params: Record<string, unknown> = {}, signal?: AbortSignal): Promise<unknown> {
    const raw = bot.api.raw as unknown as Record<string, Method>;
    try {
      const sent = replaceUploads(params, (upload) => new InputFile(upload.bytes, upload.name));
      // grammY's raw methods without parameters take the signal first.
      return await raw[method]?.(...(method === 'getMe' ? [signal] : [sent, signal]));
    } catch (error) {
      if (error instanceof GrammyError) {
        throw new TelegramRefusal(method, error.error_code, error.description, error.parameters);
      }
      throw new TelegramUnreachable(method, error instanceof HttpError ? error.error : error);
    }
  }

  return {
    framework: 'grammy',
    call,

    async handle(update) {
      // grammY's own init would ask for ever while Telegram is away: the update had better come again.
      if (!bot.isInited())
        bot.botInfo = (await call('getMe', {}, AbortSignal.timeout(ME_TIMEOUT))) as typeof bot.botInfo;
      try {
        await bot.handleUpdate(update as Parameters<typeof bot.handleUpdate>[0]);
      } catch (error) {
        // grammY wraps what a handler throws; the caller wants the cause, to decide whether the update comes again.
        throw error instanceof Error && 'error' in error ? error.error : error;
      }
    },
  };
}
