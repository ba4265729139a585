/** How long Telegram may take to say who we are, in milliseconds. */
export const ME_TIMEOUT = 10_000;

/** A file to send, wherever a Bot API parameter takes one. */
export class Upload {
  readonly bytes: Uint8Array;
  readonly name: string;

  constructor(bytes: Uint8Array, name: string) {
    this.bytes = bytes;
    this.name = name;
  }
}

/** What Telegram adds to a refusal. */
export interface RefusalParameters {
  retry_after?: number | undefined;
  migrate_to_chat_id?: number | undefined;
}

/** Telegram understood the call and refused it. */
export class TelegramRefusal extends Error {
  readonly code: number;
  /** Seconds that Telegram asks us to wait (429). */
  readonly retryAfter: number | null;
  /** The supergroup that the group has become. */
  readonly movedTo: number | null;

  constructor(method: string, code: number, description: string, parameters: RefusalParameters = {}) {
    super(`${method}: ${code} ${description}`);
    this.name = 'TelegramRefusal';
    this.code = code;
    this.retryAfter = parameters.retry_after ?? null;
    this.movedTo = parameters.migrate_to_chat_id ?? null;
  }
}

/** Nobody knows whether the call had an effect: the network failed, or Telegram is down. */
export class TelegramUnreachable extends Error {
  /** Telegram was never reached: that is known. */
  readonly unsent: boolean;

  constructor(method: string, cause: unknown) {
    super(`${method}: ${withoutToken(cause instanceof Error ? cause.message : String(cause))}`);
    this.name = 'TelegramUnreachable';
    this.unsent = cause instanceof Error && 'code' in cause && NO_CONNECTION.has(String(cause.code));
  }
}

/** What Node calls it when no connection was made. */
const NO_CONNECTION = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH', 'ENETUNREACH']);

/** Whoever fetches names the address in their errors, and the Bot API's address holds the token. */
const withoutToken = (text: string): string => text.replace(/\/bot\d+(:|%3A)[^/\s]+/gi, '/bot<token>');

/** Takes one raw update. Resolves once its effect is committed; rejects when it must be delivered again. */
export type UpdateHandler = (update: unknown) => Promise<void>;

/** Telegram in and out. All that the house needs of a bot framework. */
export interface Transport {
  readonly framework: 'grammy' | 'telegraf';
  /**
   * Calls a Bot API method. Parameters are those of the Bot API; an `Upload` may stand for a file.
   * @throws {TelegramRefusal | TelegramUnreachable}
   */
  call(method: string, params?: Record<string, unknown>, signal?: AbortSignal): Promise<unknown>;
  /** Passes an update through the framework to the assistant's middleware. */
  handle(update: unknown): Promise<void>;
}

export interface TransportOptions {
  token: string;
  /** Base of the Bot API without a slash at the end; null means Telegram's. */
  apiRoot: string | null;
  onUpdate: UpdateHandler;
}
