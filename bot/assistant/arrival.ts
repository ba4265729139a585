import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';
import { cause } from '#bot/cause.ts';
import { introduce, introduceDesk, whoAmI } from '#bot/transport/introduce.ts';
import { allowedUpdates, startPolling } from '#bot/transport/polling.ts';
import { TelegramRefusal, type Transport } from '#bot/transport/transport.ts';
import type { Institution } from '#core/institution.ts';
import type { Texts } from '#locales/texts.ts';

export interface ArrivalDeps {
  log: Logger;
  texts: Texts;
  institutions: readonly Institution[];
  transport: Transport;
  /** Where Telegram brings updates; null has them fetched. */
  webhook: { url: string; secret: string } | null;
  /** Telegram has told what the bot is called. */
  onName(username: string): void;
  /** The token is good for nothing. */
  onFatal(): void;
}

/**
 * Reports for duty at Telegram: again and again while it cannot be reached, but not with a token that it refuses. `arrived` never rejects;
 * it resolves once Telegram knows us, or when there is no more hope of that.
 */
export function startArrival(deps: ArrivalDeps): { arrived: Promise<void>; stop(): Promise<void> } {
  const { log, texts, institutions, transport, webhook, onName } = deps;
  const stopping = new AbortController();
  let polling: { stop(): Promise<void> } | null = null;
  const calling: Pick<Transport, 'call'> = {
    call: (method, params, signal = AbortSignal.timeout(10_000)) =>
      transport.call(method, params, AbortSignal.any([signal, stopping.signal])),
  };

  const arrived = insist(deps, stopping.signal, async () => {
    onName((await whoAmI(calling)).username);
    if (webhook) {
      await calling.call('setWebhook', {
        url: webhook.url,
        secret_token: webhook.secret,
        allowed_updates: allowedUpdates,
        max_connections: 40,
      });
    } else {
      await calling.call('deleteWebhook', {});
      polling = startPolling(transport, log);
    }
    log.info({ framework: transport.framework, receives: webhook ? 'webhook' : 'polling' }, 'at work');
    await tell(introduce(calling, texts), 'Telegram did not take the commands and descriptions');
    await tell(introduceDesk(calling, texts, institutions), 'Telegram did not take the operators’ commands');
  });

  /** The bot works without it. */
  async function tell(introduction: Promise<void>, otherwise: string): Promise<void> {
    await introduction.catch((error: unknown) => {
      if (!stopping.signal.aborted) log.warn({ cause: cause(error) }, otherwise);
    });
  }

  return {
    arrived,
    async stop() {
      stopping.abort();
      await arrived;
      await polling?.stop();
    },
  };
}

async function insist(
  { log, onFatal }: Pick<ArrivalDeps, 'log' | 'onFatal'>,
  stopping: AbortSignal,
  report: () => Promise<void>,
): Promise<void> {
  for (let wait = 500; !stopping.aborted; wait = Math.min(30_000, wait * 2)) {
    try {
      return await report();
    } catch (error) {
      if (stopping.aborted) return;
      if (error instanceof TelegramRefusal && (error.code === 401 || error.code === 404)) {
        log.fatal({ cause: error.message }, 'Telegram does not know BOT_TOKEN: ask @BotFather for the right one');
        return onFatal();
      }
      const what = error instanceof TelegramRefusal ? 'Telegram refuses' : 'Telegram cannot be reached';
      log.warn({ cause: cause(error), wait }, `${what}, will retry`);
      await sleep(wait, undefined, { signal: stopping }).catch(() => undefined);
    }
  }
}
