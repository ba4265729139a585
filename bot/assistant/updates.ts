import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import type { DeskIntake } from '#bot/desk/intake.ts';
import { readDeskUpdate } from '#bot/desk/update.ts';
import type { inlineAnswers } from '#bot/inline.ts';
import type { Intake } from '#bot/intake/intake.ts';
import { type InlineQuery, readInlineQuery } from '#bot/transport/inline-query.ts';
import { TelegramRefusal, TelegramUnreachable, type Transport } from '#bot/transport/transport.ts';
import { readUpdate } from '#bot/transport/update.ts';
import { rateLimit } from '#bot/web/rate.ts';
import type { Clock } from '#core/clock.ts';

/** More than anybody types or presses: what a chat sends beyond it is left, so that a flood fills no outbox. */
const CHAT_RATE = { burst: 100, perSecond: 1 };
/** Telegram's apps ask anew whenever somebody stops typing for a moment. */
const INLINE_RATE = { burst: 40, perSecond: 2 };
/** A press that was taken before is answered by whoever took it, unless they died: Telegram shows the first answer. Milliseconds. */
const AFTER_OTHERS = 2_000;

export interface UpdateDeps {
  botId: bigint;
  clock: Clock;
  log: Logger;
  transport: Pick<Transport, 'call'>;
  /** People's chats. */
  intake: Intake;
  /** Operators' groups. */
  operators: DeskIntake;
  inline: ReturnType<typeof inlineAnswers>;
  /** False until Telegram has told our name, which deep links need. */
  named(): boolean;
  /** What somebody wrote may have to be shown to the operators. */
  onDesk(): void;
}

/** Whose an update is: nobody's conversation (an inline query), an operators' group's, or a person's chat's. Resolves once its effects are safe. */
export function createUpdates(deps: UpdateDeps): (raw: unknown) => Promise<void> {
  const { botId, clock, log, transport, intake, operators, inline, named, onDesk } = deps;
  const flood = rateLimit(clock, CHAT_RATE);
  const inlineFlood = rateLimit(clock, INLINE_RATE);

  function readOrRefuse<Read>(read: () => Read): Read | null {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof z.ZodError)) throw error;
      log.warn(
        { issues: error.issues.map(({ path, code }) => ({ path, code })) },
        'an update of an unknown shape was left',
      );
      return null;
    }
  }

  /** Takes the little clock off the pressed button. Worth a try only: the press itself is safe already. */
  function answer(callbackId: string, toast: string | undefined): void {
    transport
      .call(
        'answerCallbackQuery',
        { callback_query_id: callbackId, ...(toast ? { text: toast } : {}) },
        AbortSignal.timeout(10_000),
      )
      .catch((error: unknown) => log.debug({ cause: cause(error) }, 'a press was not answered'));
  }

  /** Lists the articles for whoever types after the bot's name. Worth a try only: the next letter asks anew. */
  function answerInline(question: InlineQuery): void {
    if (!named() || inlineFlood(String(question.userId)) > 0) {
      log.debug('an inline query was left: it came too early, or too many did');
      return;
    }
    const ask = async () => transport.call('answerInlineQuery', inline(question), AbortSignal.timeout(10_000));
    ask().catch((error: unknown) => {
      const usual = error instanceof TelegramRefusal || error instanceof TelegramUnreachable;
      log[usual ? 'debug' : 'error']({ cause: cause(error) }, 'an inline query was not answered');
    });
  }

  return async (raw) => {
    const question = readOrRefuse(() => readInlineQuery(raw));
    if (question) return answerInline(question);
    const told = readOrRefuse(() => readDeskUpdate(raw, botId));
    if (told) {
      const { toast, repeated } = await operators.accept(told);
      if (told.event.kind !== 'press') return;
      const { callbackId } = told.event;
      if (repeated) setTimeout(() => answer(callbackId, undefined), AFTER_OTHERS).unref();
      else answer(callbackId, toast);
      return;
    }
    const read = readOrRefuse(() => readUpdate(raw, botId));
    if (!read) return;
    if (flood(String(read.envelope.chat.chatId)) > 0) {
      log.warn({ chat: String(read.envelope.chat.chatId) }, 'a chat floods: its update was left');
      return;
    }
    const { toast } = await intake.accept(read.envelope);
    onDesk();
    if (read.callbackId) answer(read.callbackId, toast);
  };
}
