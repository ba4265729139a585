import type { Room } from './delivery.ts';
import type { Limiter } from './limits.ts';
import type { Params } from './params.ts';
import type { Webhook } from './webhook.ts';

/** What the methods work with. */
export interface Context extends Room {
  readonly limiter: Limiter;
  readonly webhook: () => Webhook;
  readonly allowHttpWebhook: boolean;
}

/** @param signal ends with the connection. */
export type Method = (context: Context, params: Params, signal?: AbortSignal) => unknown;

/** A result with the remark that the server adds to it, e.g. `Webhook was set`. */
export class Remarked {
  readonly result: unknown;
  readonly description: string;

  constructor(result: unknown, description: string) {
    this.result = result;
    this.description = description;
  }
}
