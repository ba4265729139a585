import { z } from 'zod';
import { after, type Clock } from '../clock.ts';
import type { Db } from '../database.ts';
import type { Institution } from '../institution.ts';
import type { Jobs } from '../jobs.ts';
import { Language } from '../language.ts';
import { tell } from '../news.ts';
import type { Faq } from './faq.ts';
import { articlesIn, faqFolder } from './folder.ts';
import { houseWords, inHouseWords } from './house-words.ts';
import { QUESTION_FRESH } from './questions.ts';
import type { Reranker } from './reranker.ts';

/** The job that asks the re-ranker about a question. Its payload is the question's number and nothing else. */
const RERANK = 'faq-rerank';
const Payload = z.object({ question: z.int() });

/** So many questions are asked at once; beyond, offers stay as they are: letters and calls shall not wait for a slow re-ranker. */
export const AT_ONCE = 2;

/** With fewer words of the house's own nobody could say what is meant. */
const FEWEST_WORDS = 2;

export const askReranker = (jobs: Jobs, question: number): Promise<void> =>
  jobs.add(RERANK, { question }, { key: `${RERANK}:${question}`, maxAttempts: 2 });

export interface RerankDeps {
  transaction: <Value>(work: (db: Db) => Promise<Value>) => Promise<Value>;
  jobs(db: Db): Jobs;
  faq(): Faq;
  institutions: readonly Institution[];
  clock: Clock;
  reranker: Reranker;
  log: { warn(facts: object, message: string): void };
}

/** Asks the re-ranker which of the suggested articles is meant. Whatever goes wrong with it, the chat stays as it is. */
export function rerankJobs({ transaction, jobs, faq, institutions, clock, reranker, log }: RerankDeps) {
  const vocabularies = new WeakMap<Faq, ReadonlySet<string>>();
  function vocabularyOf(current: Faq): ReadonlySet<string> {
    const known = vocabularies.get(current) ?? houseWords(articlesIn(current, institutions.map(faqFolder)));
    vocabularies.set(current, known);
    return known;
  }

  let asking = 0;

  return {
    async [RERANK](payload: unknown): Promise<void> {
      const { question: id } = Payload.parse(payload);
      const asked = await transaction(async (db) => {
        const question = await db.question.findFirst({
          where: {
            ...{ id, outcome: 'suggest', intent: null, helped: null },
            askedAt: { gt: after(clock.now(), -QUESTION_FRESH) },
          },
        });
        if (!question) return null;
        const { botId, chatId } = question;
        const chat = await db.conversation.findUnique({ where: { botId_chatId: { botId, chatId } } });
        return chat && { ...question, screen: chat.screen };
      });
      if (!asked) return;

      const current = faq();
      const language = Language.catch('ru').parse(asked.language);
      const institution = institutions.find((one) => one.id === asked.institutionId);
      const folders = new Set<string>(institutions.map(faqFolder));
      const { intents } = current.ask(asked.text, {
        language,
        ...(institution ? { institution: faqFolder(institution) } : {}),
      });
      const candidates = intents.flatMap(({ intent }) => {
        const article = current.article(intent, language);
        return article && folders.has(article.institution) ? [{ intent, title: article.title }] : [];
      });
      const { text, known } = inHouseWords(asked.text, vocabularyOf(current));
      if (candidates.length < 2 || known < FEWEST_WORDS || asking >= AT_ONCE) return;

      const began = clock.now().getTime();
      asking += 1;
      const chosen = await reranker
        .choose({ text, language, candidates })
        .catch((error: unknown) => {
          const kind = error instanceof Error ? error.message : 'unknown';
          log.warn({ kind, after: clock.now().getTime() - began }, 'the re-ranker was of no help');
          return null;
        })
        .finally(() => {
          asking -= 1;
        });
      if (chosen === null || !candidates.some(({ intent }) => intent === chosen)) return;
      const { botId, chatId, screen } = asked;
      await transaction((db) =>
        tell(jobs(db), { botId, chatId }, `question-sharpened:${id}:${asked.askedAt.getTime()}`, {
          ...{ type: 'question-sharpened', questionId: id, intent: chosen, screen },
        }),
      );
    },
  };
}
