import type { Logger } from 'pino';
import { cause, frames } from '#bot/cause.ts';
import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Faq } from '#core/faq/faq.ts';
import type { Operator } from '#core/helpdesk/ticket.ts';
import type { Place } from '#core/helpdesk/which-message.ts';
import type { Institution } from '#core/institution.ts';
import type { Jobs } from '#core/jobs.ts';
import type { Texts } from '#locales/texts.ts';
import { isRetryable, ranOut } from '#prisma/errors.ts';
import type { Call } from './afterwards.ts';
import type { Answers } from './answers.ts';
import { type DeskContext, phrase } from './context.ts';
import { happened } from './events.ts';
import { deskLanguage } from './language.ts';
import { firstTime } from './once.ts';
import type { Roles } from './roles.ts';
import { institutionsOf } from './sync/moves.ts';
import type { DeskAuthor, DeskUpdate } from './update.ts';

export interface DeskIntakeDeps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  /** Waits for what stands there to be known, where it is being sent at this moment. */
  arrived(place: Place): Promise<void>;
  core(db: Db): Core;
  jobs(db: Db): Jobs;
  faq(): Faq;
  answers: Answers;
  clock: Clock;
  texts: Texts;
  institutions: readonly Institution[];
  log: Logger;
  roles: Roles;
  /** The bot's own name: commands with another bot's are not ours. */
  username(): string;
  /** Makes calls after the commit that are worth a try only, in order; never rejects. */
  afterwards(group: bigint, calls: readonly Call[]): Promise<void>;
  /** Called after a commit that left something for a person. */
  onMessages(chat: ChatRef): void;
  /** Called after a commit that may have left something to show in a group. */
  onDesk(): void;
}

/** What the transport tells at the pressed button. */
export interface DeskTaken {
  toast?: string;
  /** It was taken before: whoever did so has more to say. */
  repeated?: true;
}

/** How often an update is tried that meets a passing fault (a deadlock, a serialization failure). */
const TRIES = 4;
/** Telegram shows so many characters at a button. */
const LONGEST_TOAST = 200;

/** One update of an operators' group, one transaction: deduplicate, look whose ticket it is, do it, tell the person and the operators. */
export function createDeskIntake(deps: DeskIntakeDeps) {
  const { transaction, arrived, clock, texts, institutions, log, roles } = deps;
  const strangers = new Set<bigint>();

  /** The transaction of an update, unless it was taken before. */
  async function once(update: DeskUpdate, here: readonly Institution[], operator: Operator | null): Promise<DeskTaken> {
    const calls: Call[] = [];
    const people = new Map<string, ChatRef>();
    const said = await transaction(async (db) => {
      calls.length = 0;
      people.clear();
      const context: DeskContext = {
        ...{ db, clock, texts, core: deps.core(db), jobs: deps.jobs(db), faq: deps.faq(), answers: deps.answers },
        ...{ group: update.group, topicId: update.topicId, institutions: here },
        operator: operator ?? { id: 'house', name: '', senior: false },
        language: here[0] ? deskLanguage(here[0]) : 'ru',
        later: (method, params) => calls.push([method, params]),
        leftFor: (chat) => people.set(`${chat.botId}:${chat.chatId}`, chat),
      };
      if (!(await firstTime(context, update.key))) return null;
      return happened(context, update, { log, username: deps.username() });
    });
    if (said === null) return { repeated: true };
    for (const chat of people.values()) deps.onMessages(chat);
    deps.onDesk();
    void deps.afterwards(update.group.chatId, calls);
    return said ? { toast: said.slice(0, LONGEST_TOAST) } : {};
  }

  /** Only these ask for a rank; Telegram is asked outside of the transaction. */
  async function operatorOf({ event, group }: DeskUpdate): Promise<Operator | null> {
    const by: DeskAuthor | null = 'by' in event ? event.by : null;
    if (!by) return null;
    const asks = event.kind === 'press' || event.kind === 'message' || event.kind === 'edited';
    const senior = by.anonymous || (asks && (await roles.isSenior(group.chatId, by.id)));
    return { id: String(by.id), name: by.name, senior };
  }

  /** A fault of ours: the operators are told in the topic, the update is not tried for ever. */
  async function apologise(update: DeskUpdate, error: unknown): Promise<void> {
    const { key, group, topicId, event } = update;
    log.error(
      { key, group: String(group.chatId), topic: topicId, event: event.kind, cause: cause(error), at: frames(error) },
      'an update of a group failed',
    );
    await transaction(async (db) => {
      if (!(await firstTime({ db, clock, group }, key)) || topicId === null) return;
      const core = deps.core(db);
      const ticket = await core.tickets.byTopic(group.botId, group.chatId, topicId);
      if (ticket) await core.talk.house(ticket.id, 'desk', phrase('fault'));
    });
    deps.onDesk();
  }

  /** Whoever sets the bot up needs the group's number. */
  function stranger({ group }: DeskUpdate): void {
    if (strangers.has(group.chatId)) return;
    strangers.add(group.chatId);
    log.info(
      { group: String(group.chatId) },
      'the bot is in a group that is no helpdesk’s: HELPDESK_CHAT_ID may name it',
    );
  }

  return {
    /** Resolves once the update's effect is committed. Rejects only when the database is out of reach: then it must come again. */
    async accept(update: DeskUpdate): Promise<DeskTaken> {
      for (let attempt = 1; ; attempt += 1) {
        try {
          const institutionsHere = await transaction((db) => institutionsOf(db, institutions, update.group));
          if (institutionsHere.length === 0) {
            stranger(update);
            return {};
          }
          const pointed = pointedAt(update);
          if (pointed !== null) await arrived({ ...update.group, messageId: pointed });
          return await once(update, institutionsHere, await operatorOf(update));
        } catch (error) {
          if ((isRetryable(error) || ranOut(error)) && attempt < TRIES) continue;
          if (isRetryable(error)) throw error;
          await apologise(update, error);
          return {};
        }
      }
    },
  };
}

/** The message that it is about, where that may be one of a ticket. */
function pointedAt({ event }: DeskUpdate): number | null {
  if (event.kind === 'reaction') return event.messageId;
  return event.kind === 'message' ? event.replyTo : null;
}

export type DeskIntake = ReturnType<typeof createDeskIntake>;
