import { type Context, type Method, Remarked } from './context.ts';
import { badRequest, tooMany } from './errors.ts';
import type { Params } from './params.ts';
import { QUERY_LIFE_MS } from './state.ts';
import { readAllowed } from './updates.ts';
import { requireUrl } from './urls.ts';
import { checkWebhookUrl } from './webhook.ts';

const lastSet = new WeakMap<object, number>();

/** How the bot gets its updates, and how it answers presses. */
export const receiving: Record<string, Method> = {
  getUpdates({ updates }, params, signal) {
    takeAllowed({ updates }, params);
    return updates.poll({
      offset: params.integer('offset') ?? 0,
      limit: params.integer('limit') ?? 100,
      timeout: params.integer('timeout') ?? 0,
      ...(signal ? { signal } : {}),
    });
  },

  setWebhook(context, params) {
    const { state, updates, webhook, allowHttpWebhook } = context;
    if (!params.has('url')) return removeWebhook(context, params);
    const url = checkWebhookUrl(params.text('url'), allowHttpWebhook);
    const secret = params.text('secret_token');
    if (secret.length > 256) throw badRequest('secret token is too long');
    if (!/^[\w-]*$/.test(secret)) throw badRequest('secret token contains unallowed characters');
    const since = performance.now() - (lastSet.get(state) ?? Number.NEGATIVE_INFINITY);
    if (since < 1000) throw tooMany(1);
    lastSet.set(state, performance.now());
    takeAllowed(context, params);
    if (params.flag('drop_pending_updates')) updates.drop();
    const connections = Math.min(Math.max(params.integer('max_connections') ?? 40, 1), 100);
    const same =
      state.webhook?.url === url && state.webhook.secret === secret && state.webhook.maxConnections === connections;
    if (same && !params.flag('drop_pending_updates')) return new Remarked(true, 'Webhook is already set');
    webhook().set({ url, secret, maxConnections: connections });
    return new Remarked(true, 'Webhook was set');
  },

  deleteWebhook: removeWebhook,

  getWebhookInfo({ state, updates }) {
    const { webhook } = state;
    return {
      url: webhook?.url ?? '',
      has_custom_certificate: false,
      pending_update_count: updates.pendingCount,
      ...(webhook ? { max_connections: webhook.maxConnections } : {}),
      ...(webhook?.lastErrorDate ? { last_error_date: webhook.lastErrorDate } : {}),
      ...(webhook?.lastErrorMessage ? { last_error_message: webhook.lastErrorMessage } : {}),
      ...(updates.allowed.length ? { allowed_updates: updates.allowed } : {}),
    };
  },

  answerCallbackQuery({ state }, params) {
    const text = params.text('text');
    const url = params.text('url');
    const id = params.text('callback_query_id');
    if ([...text].length > 200) throw badRequest('MESSAGE_TOO_LONG');
    if (url) requireUrl(url, 'URL');
    const query = state.queries.get(id);
    if (!query || state.now() - query.at > QUERY_LIFE_MS) {
      throw badRequest('query is too old and response timeout expired or query ID is invalid');
    }
    // A second answer is accepted, but the phone has stopped waiting.
    if (query.answered) return true;
    query.answered = true;
    const answer = {
      id,
      at: state.now(),
      ...(text ? { text, alert: params.flag('show_alert') } : {}),
      ...(url ? { url } : {}),
    };
    state.personOrThrow(query.personId).answers.push(answer);
    state.emit({ type: 'callback-answer', personId: query.personId, answer });
    return true;
  },
};

function removeWebhook({ state, updates, webhook }: Context, params: Params): Remarked {
  const was = state.webhook !== null;
  if (was) webhook().remove();
  if (params.flag('drop_pending_updates')) updates.drop();
  return new Remarked(true, was ? 'Webhook was deleted' : 'Webhook is already deleted');
}

function takeAllowed({ updates }: Pick<Context, 'updates'>, params: Params): void {
  const allowed = readAllowed(params.json('allowed_updates', "can't parse allowed updates JSON object"));
  if (allowed) updates.allowed = allowed;
}
