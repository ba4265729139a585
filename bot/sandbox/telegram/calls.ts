import { albums } from './albums.ts';
import { type Context, type Method, Remarked } from './context.ts';
import { copying } from './copying.ts';
import { editing } from './editing.ts';
import { ApiError, notFound, type Parameters } from './errors.ts';
import { inlineMode } from './inline.ts';
import type { Params } from './params.ts';
import { profile } from './profile.ts';
import { reacting } from './reactions.ts';
import { receiving } from './receiving.ts';
import { sending } from './sending.ts';
import { standings } from './standing.ts';
import { topics } from './topics.ts';
import type { CallRecord } from './types.ts';

export interface Answer {
  readonly status: number;
  readonly body: {
    ok: boolean;
    result?: unknown;
    error_code?: number;
    description?: string;
    parameters?: Parameters;
  };
}

/** By name in lower case: the server does not mind the case. */
const methods = new Map<string, Method>(
  Object.entries({
    ...receiving,
    ...sending,
    ...albums,
    ...copying,
    ...editing,
    ...reacting,
    ...topics,
    ...standings,
    ...inlineMode,
    ...profile,
  }).map(([name, method]) => [name.toLowerCase(), method]),
);

/** Carries out calls, and records each. */
export class ApiCalls {
  readonly #context: Context;
  readonly #record: (call: CallRecord) => void;

  constructor(context: Context, record: (call: CallRecord) => void) {
    this.#context = context;
    this.#record = record;
  }

  /**
   * @param fault refuses the call instead of carrying it out.
   * @param signal ends with the connection.
   */
  async answer(method: string, params: Params, fault?: ApiError, signal?: AbortSignal): Promise<Answer> {
    const at = this.#context.state.now();
    const record = { method, params: params.toRecord(), at };
    try {
      if (fault) throw fault;
      const done = await this.#carryOut(method, params, signal);
      this.#record({ ...record, ok: true });
      const body = done instanceof Remarked ? { result: done.result, description: done.description } : { result: done };
      return { status: 200, body: { ok: true, ...body } };
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      this.#record({ ...record, ok: false, error: error.message });
      const { code, message, parameters } = error;
      return {
        status: code,
        body: { ok: false, error_code: code, description: message, ...(parameters ? { parameters } : {}) },
      };
    }
  }

  async #carryOut(name: string, params: Params, signal: AbortSignal | undefined): Promise<unknown> {
    const method = methods.get(name.toLowerCase());
    if (!method) throw notFound();
    return method(this.#context, params, signal);
  }
}
