import { type TelegramOptions, TelegramWorld, type Update } from '#bot/sandbox/telegram/world.ts';
import { listen } from '#bot/web/server.ts';

export const TOKEN = '1234567:test-token';

export interface ApiAnswer {
  status: number;
  retryAfter: string | null;
  ok: boolean;
  // biome-ignore lint/suspicious/noExplicitAny: a test looks into results of every shape
  result?: any;
  error_code?: number;
  description?: string;
  parameters?: { retry_after?: number };
}

/** A world behind a real port, without limits unless asked for. */
export async function serveTelegram(options: Partial<TelegramOptions> = {}) {
  const world = new TelegramWorld({ token: TOKEN, limits: false, allowHttpWebhook: true, ...options });
  const server = await listen('127.0.0.1', 0);
  server.mount(world.app);
  const root = server.url;
  const methodUrl = (method: string) => `${root}/bot${TOKEN}/${method}`;

  async function read(response: Response): Promise<ApiAnswer> {
    const body = (await response.json()) as Omit<ApiAnswer, 'status' | 'retryAfter'>;
    return { status: response.status, retryAfter: response.headers.get('retry-after'), ...body };
  }

  async function call(method: string, params: Record<string, unknown> = {}): Promise<ApiAnswer> {
    const body = JSON.stringify(params);
    const headers = { 'content-type': 'application/json' };
    return read(await fetch(methodUrl(method), { method: 'POST', headers, body }));
  }

  return {
    world,
    root,
    /** Calls a method with a JSON body. */
    call,
    /** What came for the bot since the last look. */
    async updates(): Promise<Update[]> {
      const { result } = await call('getUpdates');
      await call('getUpdates', { offset: world.lastUpdateId + 1 });
      return result;
    },
    /** Calls a method with a multipart body. */
    async upload(method: string, fields: Record<string, string | Blob>): Promise<ApiAnswer> {
      const form = new FormData();
      for (const [name, value] of Object.entries(fields)) form.append(name, value);
      return read(await fetch(methodUrl(method), { method: 'POST', body: form }));
    },
    /** Sends any request to a method. */
    async raw(method: string, init: RequestInit): Promise<ApiAnswer> {
      return read(await fetch(methodUrl(method), init));
    },
    async close(): Promise<void> {
      await world.close();
      await server.close(0);
    },
  };
}

export type TelegramServer = Awaited<ReturnType<typeof serveTelegram>>;
