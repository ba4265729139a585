import type { Logger } from 'pino';
import { cause, frames } from '#bot/cause.ts';
import { fill } from '#bot/delivery/fill.ts';
import { failWaiting, tellBack } from '#bot/delivery/sent.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Faq } from '#core/faq/faq.ts';
import { showsMoved } from '#core/helpdesk/standing.ts';
import type { Place } from '#core/helpdesk/which-message.ts';
import type { Institution } from '#core/institution.ts';
import type { Texts } from '#locales/texts.ts';
import { isRetryable, ranOut } from '#prisma/errors.ts';
import { claim, save } from './conversation.ts';
import { renderPhrases } from './render.ts';
import type { Envelope } from './signal.ts';
import { stateOf } from './state.ts';
import { takeTurn } from './turn.ts';

export interface IntakeDeps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Waits for what stands there to be known, where it is being sent at this moment. */
  arrived(place: Place): Promise<void>;
  core(db: Db): Core;
  /** The newest: it is read anew while the house runs. */
  faq(): Faq;
  clock: Clock;
  texts: Texts;
  institutions: readonly Institution[];
  log: Logger;
  /** Called after a commit that left something to deliver. */
  onMessages(chat: Envelope['chat']): void;
}

/** What the transport tells at the pressed button. */
export interface Taken {
  toast?: string;
}

/** How often a signal is tried that meets a passing fault (a deadlock, a serialization failure, a machine too busy to end in time). */
const TRIES = 4;

/** One signal, one transaction: deduplicate, lock the chat, run the step, save, fill the outbox. */
export function createIntake({
  transaction,
  arrived,
  core,
  faq,
  clock,
  texts,
  institutions,
  log,
  onMessages,
}: IntakeDeps) {
  async function once(envelope: Envelope): Promise<Taken> {
    const taken = await transaction(async (db): Promise<(Taken & { filled: boolean }) | null> => {
      const conversation = await claim(db, clock, envelope);
      if (!conversation) return null;
      const { chat, signal } = envelope;
      if (signal.kind === 'blocked') {
        await db.conversation.update({ where: { botId_chatId: chat }, data: { blockedAt: clock.now() } });
        await failWaiting(db, core(db), chat, 'person.blocked-bot');
        await db.outbox.deleteMany({ where: chat });
        return { filled: false };
      }
      const turn = await takeTurn(
        { core: core(db), faq: faq(), chat, texts, institutions, now: clock.now() },
        stateOf(conversation),
        signal,
        envelope.original,
      );
      // Who writes has unblocked the bot.
      if (conversation.blockedAt && signal.kind !== 'news') await tellBack(db, core(db), chat);
      const blockedAt = signal.kind === 'news' ? conversation.blockedAt : null;
      await save(db, clock, chat, { ...turn.state, blockedAt }, blockedAt ? [] : turn.messages);
      const { journey, step, accountId } = turn.state;
      const went =
        journey !== conversation.journey || step !== conversation.step || accountId !== conversation.accountId;
      // The operators' card tells where the person is, and what they have proven.
      if (went || signal.kind === 'news') await showsMoved(db, clock, chat);
      return { filled: turn.messages.length > 0, ...(turn.toast ? { toast: turn.toast } : {}) };
    });
    if (taken?.filled) onMessages(envelope.chat);
    return taken?.toast ? { toast: taken.toast } : {};
  }

  /** A fault of ours: the person is told, the operator reads ids, step and cause, the signal is not tried for ever. */
  async function apologise(envelope: Envelope, error: unknown): Promise<void> {
    const where = await transaction(async (db) => {
      const conversation = await claim(db, clock, envelope);
      if (!conversation) return null;
      const { language, journey, step } = stateOf(conversation);
      const html = renderPhrases(texts, language, [{ key: 'errors-internal' }]);
      const button = { text: texts.plain(language, 'button-continue'), data: '~continue' };
      await fill(db, clock, envelope.chat, [{ op: 'send', html, keyboard: { inline: [[button]] } }]);
      return { journey, step };
    });
    const { key, chat, signal } = envelope;
    log.error(
      { key, chat: String(chat.chatId), signal: signal.kind, ...where, cause: cause(error), at: frames(error) },
      'a signal failed',
    );
    if (where) onMessages(chat);
  }

  return {
    /** Resolves once the signal's effect is committed. Rejects only when the database is out of reach: then it must come again. */
    async accept(envelope: Envelope): Promise<Taken> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const pointed = pointedAt(envelope);
          if (pointed !== null) await arrived({ ...envelope.chat, messageId: pointed });
          return await once(envelope);
        } catch (error) {
          if ((isRetryable(error) || ranOut(error)) && attempt < TRIES) continue;
          if (isRetryable(error)) throw error;
          await apologise(envelope, error);
          return {};
        }
      }
    },
  };
}

/** The message that it is about, where that may be one of a ticket. */
const pointedAt = ({ signal, original }: Envelope): number | null =>
  signal.kind === 'reaction' ? signal.messageId : (original?.replyToMessageId ?? null);

export type Intake = ReturnType<typeof createIntake>;
