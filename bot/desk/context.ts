import type { ChatRef } from '#core/chat.ts';
import type { Clock } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Faq } from '#core/faq/faq.ts';
import type { Content } from '#core/helpdesk/content.ts';
import type { Operator, TicketView } from '#core/helpdesk/ticket.ts';
import type { Institution } from '#core/institution.ts';
import type { Jobs } from '#core/jobs.ts';
import type { Language } from '#core/language.ts';
import type { TextArgs, Texts } from '#locales/texts.ts';
import type { Answers } from './answers.ts';

/** What handling an update of a group may know and use. Everything happens in one transaction. */
export interface DeskContext {
  db: Db;
  clock: Clock;
  core: Core;
  jobs: Jobs;
  texts: Texts;
  faq: Faq;
  answers: Answers;
  group: { botId: bigint; chatId: bigint };
  /** Null in General. */
  topicId: number | null;
  /** Those whose operators read in this group: at least one. */
  institutions: readonly Institution[];
  operator: Operator;
  /** The operators' language. */
  language: Language;
  /** A Bot API call after the commit, worth a try only: what must not be lost is a line of ours in the topic. */
  later(method: string, params: Record<string, unknown>): void;
  /** Something was left for this person. */
  leftFor(chat: ChatRef): void;
}

/** The same, in the topic of a ticket of one of these institutions. */
export interface TicketContext extends DeskContext {
  ticket: TicketView;
  institution: Institution;
}

/** A line of ours in the ticket's topic. */
export const phrase = (key: string, args: Record<string, string | number> = {}): Content => ({
  type: 'phrase',
  key: `operators-${key}`,
  args,
});

/** Tells the operators something, in the ticket's topic. @param replyToId the message that it is about */
export const tellDesk = ({ core, ticket }: TicketContext, content: Content, replyToId?: bigint): Promise<bigint> =>
  core.talk.house(ticket.id, 'desk', content, replyToId === undefined ? {} : { replyToId });

/** A text of the operators', plain: for a button's toast. */
export const toast = ({ texts, language }: Pick<DeskContext, 'texts' | 'language'>, key: string, args: TextArgs = {}) =>
  texts.plain(language, `operators-toast-${key}`, args);
