import type { Question } from '#prisma/generated/client.ts';
import type { ChatRef } from '../chat.ts';
import { after, type Clock, days, minutes } from '../clock.ts';
import type { Db } from '../database.ts';
import { latestTrouble } from '../helpdesk/troubles.ts';
import type { Language } from '../language.ts';
import { within } from '../limits.ts';
import { keepable } from './keepable.ts';
import { isPlea, isStory } from './plea.ts';
import type { Outcome } from './understanding.ts';

/** Questions of one chat that are kept, at most; of whoever asks more only the newest is. */
export const PER_CHAT = { max: 100, window: days(1) };
/** For how long unhelpful answers count together, in milliseconds. */
const REMEMBERED = days(1);
/** After so many answers that did not help a human takes over. */
export const PATIENCE = 2;
/** For how long a better answer to a question is welcome, in milliseconds: later the person is elsewhere. */
export const QUESTION_FRESH = minutes(1);
/** For how long “that did not help” is about the last answer, in milliseconds. */
export const ANSWER_FRESH = minutes(30);
/** For how long an answer stands before everybody's eyes, in milliseconds: the same one again would say nothing new. */
const JUST_SAID = minutes(5);
/** So many questions go with a person to the helpdesk. */
const ATTACHED = 5;

/** With these a ticket takes along what was asked before. */
const HANDED_OVER = ['asked', 'faq.unhelpful'] as const;

export interface NewQuestion {
  chat: ChatRef;
  institutionId: string | null;
  language: Language;
  text: string;
  outcome: Outcome;
  /** The article that is shown; null while none is. */
  intent: string | null;
}

/** What came of “did not help”. */
export interface Unhelped {
  question: Question;
  /** False when the button was pressed before. */
  news: boolean;
  /** How many answers in this chat did not help lately, since the helpdesk was last written to. */
  times: number;
  /** The open ticket that has the question already; null where none has. */
  ticket: number | null;
  /** The articles that were shown for this question already. */
  shown: string[];
}

export interface QuestionsDeps {
  db: Db;
  clock: Clock;
  /** Has somebody look at a question for which several articles were offered. */
  sharpen?: ((id: number) => Promise<void>) | undefined;
}

/** What people ask in a chat, and what came of it. Only the chat itself ever learns of its questions, and the helpdesk when it is asked. */
export function questions({ db, clock, sharpen }: QuestionsDeps) {
  const since = () => after(clock.now(), -REMEMBERED);
  const of = ({ botId, chatId }: ChatRef) => ({ botId, chatId });
  const find = (chat: ChatRef, id: number) => db.question.findFirst({ where: { ...of(chat), id } });

  async function keep({ chat, text, ...question }: NewQuestion): Promise<number> {
    const data = { ...of(chat), ...question, text: keepable(text), askedAt: clock.now(), helped: null };
    const permitted = await within(db, clock, `question:${chat.botId}:${chat.chatId}`, PER_CHAT);
    const newest = permitted
      ? null
      : await db.question.findFirst({ where: of(chat), orderBy: { id: 'desc' }, select: { id: true } });
    if (newest) await db.question.update({ where: { id: newest.id }, data });
    return newest?.id ?? (await db.question.create({ data, select: { id: true } })).id;
  }

  async function record(question: NewQuestion): Promise<number> {
    const id = await keep(question);
    if (question.outcome === 'suggest' && question.intent === null) await sharpen?.(id);
    return id;
  }

  return {
    /** Keeps what was asked, without what must not be kept; returns its number for the buttons below the answer. */
    record,

    /**
     * An article is shown for a question after all. Another one for the same question is an answer of its own.
     * @returns the question's number for the buttons; null when it is not this chat's
     */
    async show(chat: ChatRef, id: number, intent: string): Promise<number | null> {
      const question = await find(chat, id);
      if (!question) return null;
      if (question.intent === intent) return id;
      const { institutionId, text, outcome } = question;
      const language = question.language as Language;
      if (question.intent === null && question.helped === null) {
        await db.question.update({ where: { id }, data: { intent } });
        return id;
      }
      const again = await db.question.findFirst({
        where: { ...of(chat), text, intent, askedAt: { gte: question.askedAt } },
        orderBy: { id: 'desc' },
      });
      if (again) return again.id;
      return record({ chat, institutionId, language, text, outcome: outcome as Outcome, intent });
    },

    /**
     * Something else is offered for a question whose answer did not help: that counts on its own.
     * @returns the new question's number for the buttons below the offer
     */
    offerAgain: (chat: ChatRef, { institutionId, language, text }: Question): Promise<number> =>
      keep({ chat, institutionId, language: language as Language, text, outcome: 'suggest', intent: null }),

    /**
     * Among the offered articles this one is meant, as it turned out.
     * @param screen the chat's number of screens when that was asked about
     * @returns false when the person has chosen, asked or said something else meanwhile
     */
    async sharpened(
      chat: ChatRef,
      { questionId: id, intent, screen }: { questionId: number; intent: string; screen: number },
    ): Promise<boolean> {
      const conversation = await db.conversation.findUnique({
        where: { botId_chatId: of(chat) },
        select: { screen: true },
      });
      if (conversation?.screen !== screen) return false;
      const newer = await db.question.findFirst({ where: { ...of(chat), id: { gt: id } }, select: { id: true } });
      if (newer) return false;
      const { count } = await db.question.updateMany({
        where: {
          ...{ ...of(chat), id, outcome: 'suggest', intent: null, helped: null },
          askedAt: { gt: after(clock.now(), -QUESTION_FRESH) },
        },
        data: { intent },
      });
      return count > 0;
    },

    /** An article was opened from the list: as if its title had been asked. Opened again on the same day it is the same question. */
    async read(asked: Omit<NewQuestion, 'outcome'> & { intent: string }): Promise<number> {
      const { chat, text, intent } = asked;
      const before = await db.question.findFirst({
        where: { ...of(chat), text: keepable(text), intent, askedAt: { gt: since() } },
        orderBy: { id: 'desc' },
      });
      return before ? before.id : record({ ...asked, outcome: 'answer' });
    },

    /** The answer helped. False when that was said before, or the question is not this chat's. */
    async helped(chat: ChatRef, id: number): Promise<boolean> {
      const { count } = await db.question.updateMany({
        where: { ...of(chat), id, OR: [{ helped: null }, { helped: false }] },
        data: { helped: true },
      });
      return count > 0;
    },

    /** The answer, or what was offered, did not help. Null when the question is not this chat's. A question that a ticket has changes no more. */
    async notHelped(chat: ChatRef, id: number): Promise<Unhelped | null> {
      const asked = await find(chat, id);
      if (!asked) return null;
      const handed = { reasons: HANDED_OVER, open: true };
      const there = await latestTrouble(db, chat, asked.institutionId, handed);
      if (there && asked.askedAt < there.at)
        return { question: asked, news: false, times: 0, shown: [], ticket: there.ticketId };
      const { count } = await db.question.updateMany({
        where: { ...of(chat), id, OR: [{ helped: null }, { helped: true }] },
        data: { helped: false },
      });
      const question = await find(chat, id);
      if (!question) return null;
      const same = await db.question.findMany({
        where: { ...of(chat), text: question.text, askedAt: { gt: since() }, intent: { not: null } },
        select: { intent: true },
      });
      const last = await latestTrouble(db, chat, asked.institutionId, { reasons: HANDED_OVER });
      const counted = { gt: since(), ...(last ? { gte: last.at } : {}) };
      const times = await db.question.count({ where: { ...of(chat), helped: false, askedAt: counted } });
      const before = same.flatMap(({ intent }) => intent ?? []);
      return { question, news: count > 0, times, shown: before, ticket: null };
    },

    /** A question of this chat's, or null. */
    find,

    /** What was just answered, or offered answers to, in this chat; null when that is long ago, or something else was asked since. */
    async last(chat: ChatRef): Promise<Question | null> {
      const newest = await db.question.findFirst({
        where: { ...of(chat), askedAt: { gt: after(clock.now(), -ANSWER_FRESH) } },
        orderBy: { id: 'desc' },
      });
      return newest && (newest.outcome === 'answer' || newest.outcome === 'suggest') ? newest : null;
    },

    /** Whether this article was the last answer in this chat, a moment ago, and nobody said that it helped. */
    async isRepeated(chat: ChatRef, intent: string): Promise<boolean> {
      const newest = await db.question.findFirst({
        where: { ...of(chat), askedAt: { gt: after(clock.now(), -JUST_SAID) } },
        orderBy: { id: 'desc' },
      });
      return newest?.intent === intent && newest.helped !== true;
    },

    /**
     * What this chat asked since its last ticket, or lately, oldest first: for the helpdesk of this institution, which has no business with
     * what was asked at another one. What merely wished for a human is left out, however it was understood.
     * @returns unhelped: an answer was shown and did not help; unanswered: none was
     */
    async unhelped(chat: ChatRef, institutionId: string | null): Promise<{ unhelped: string[]; unanswered: string[] }> {
      const told = await latestTrouble(db, chat, institutionId, { reasons: HANDED_OVER });
      const found = await db.question.findMany({
        where: {
          ...{ ...of(chat), askedAt: { gt: since(), ...(told ? { gte: told.at } : {}) } },
          AND: [
            { OR: [{ institutionId: null }, { institutionId }] },
            { OR: [{ helped: false }, { helped: null, outcome: { in: ['none', 'human'] } }] },
          ],
        },
        orderBy: { id: 'desc' },
        select: { text: true, outcome: true, intent: true },
      });
      const telling = found.filter(({ outcome, text }) => !isPlea(text) && (outcome !== 'human' || isStory(text)));
      const newest = [...new Map(telling.map((one) => [one.text, one])).values()].slice(0, ATTACHED).reverse();
      const texts = (answered: boolean) =>
        newest.filter(({ intent }) => (intent !== null) === answered).map(({ text }) => text);
      return { unhelped: texts(true), unanswered: texts(false) };
    },
  };
}
