import type { Logger } from 'pino';
import { z } from 'zod';
import { cause } from '#bot/cause.ts';
import type { DeskContext } from '#bot/desk/context.ts';
import { deskLanguage } from '#bot/desk/language.ts';
import { inWords, statsText } from '#bot/desk/stats-report.ts';
import type { Desk } from '#bot/desk/sync/sync.ts';
import { type Trouble, troubleOf } from '#bot/desk/sync/trouble.ts';
import { type JobHandler, job } from '#bot/jobs.ts';
import { TelegramUnreachable, Upload } from '#bot/transport/transport.ts';
import { after, type Clock, minutes, seconds } from '#core/clock.ts';
import type { Core } from '#core/core.ts';
import type { Db } from '#core/database.ts';
import type { Figures, StatsRow } from '#core/helpdesk/stats.ts';
import { statsCsv } from '#core/helpdesk/stats-csv.ts';
import type { Institution } from '#core/institution.ts';
import type { Jobs } from '#core/jobs.ts';
import type { Language } from '#core/language.ts';
import type { Texts } from '#locales/texts.ts';
import { pngOf } from './picture.ts';
import { sheetOf } from './sheet.ts';
import { figuresCsv } from './table.ts';
import { beginningOf, readWish } from './time.ts';

const Wish = z.object({
  botId: z.string(),
  chatId: z.string(),
  topicId: z.int().nullable(),
  institutions: z.array(z.string()),
  count: z.int().min(1),
  table: z.boolean(),
  at: z.iso.datetime(),
  /** How often the group's pace or Telegram made it wait. */
  waited: z.int().default(0),
  /** It was sent, and Telegram's answer got lost: it may stand there. */
  unsure: z.boolean().default(false),
});
type Wish = z.output<typeof Wish>;

/** Whoever waits longer for a picture asks again. */
const MOST_WAITS = 30;
const TRIES = 8;
/** What may stand there already comes again after this, then after twice as long, and so on. */
const AGAIN = seconds(3);
const RAREST = minutes(2);
/** Telegram shows so many characters under a picture. */
const LONGEST_CAPTION = 1024;

const addWish = (jobs: Jobs, wish: Wish, runAt?: Date): Promise<void> =>
  jobs.add('desk-stats', wish, {
    // Whoever asks twice gets one picture: no flood of them holds up people's words.
    key: `desk-stats:${wish.chatId}:${wish.topicId ?? ''}:${wish.table}`,
    maxAttempts: TRIES,
    ...(runAt ? { runAt } : {}),
  });

/** `/stats [days] [csv]`: the figures of the institutions whose operators read here come later, as a picture or as tables. */
export async function askStats(context: DeskContext, words: string): Promise<void> {
  const { jobs, group, topicId, institutions, clock } = context;
  await addWish(jobs, {
    ...{ botId: String(group.botId), chatId: String(group.chatId), topicId },
    institutions: institutions.map(({ id }) => id),
    ...{ ...readWish(words), at: clock.now().toISOString(), waited: 0, unsure: false },
  });
}

export interface StatsDeps {
  transaction<T>(work: (db: Db) => Promise<T>): Promise<T>;
  core(db: Db): Core;
  jobs(db: Db): Jobs;
  clock: Clock;
  texts: Texts;
  institutions: readonly Institution[];
  desk: Pick<Desk, 'call'>;
  log: Logger;
}

/**
 * Draws and sends what was asked. It waits for the group's pace as tickets do, and for what Telegram asks; after a lost answer to the call
 * it comes again, and says so, as words of a ticket do.
 */
export function statsJobs(deps: StatsDeps): Record<string, JobHandler> {
  const { transaction, jobs, clock, desk, log } = deps;

  async function send(wish: Wish): Promise<void> {
    const { method, params, otherwise } = await answerTo(deps, wish);
    const here = wish.topicId === null ? {} : { message_thread_id: wish.topicId };
    const call = (how: string, what: Record<string, unknown>) =>
      desk.call(BigInt(wish.chatId), how, { chat_id: Number(wish.chatId), ...here, ...what });
    try {
      await call(method, params);
    } catch (error) {
      const trouble = troubleOf(error);
      // Somebody deleted the topic: there is nobody left in it to ask.
      if (trouble.kind === 'topic-gone' || trouble.kind === 'moved') return;
      // A group may not allow pictures; words it does.
      const unwelcome = trouble.kind === 'refused' || (trouble.kind === 'lost' && trouble.why === 'no-rights');
      if (!unwelcome) throw error;
      log.warn({ group: wish.chatId, cause: cause(error) }, 'a group does not take the figures as a file');
      await call('sendMessage', otherwise);
    }
  }

  return {
    'desk-stats': job(Wish, async (wish) => {
      try {
        await send(wish);
      } catch (error) {
        const trouble = troubleOf(error);
        if (trouble.kind === 'lost' || trouble.kind === 'refused') {
          log.warn({ group: wish.chatId, cause: cause(error) }, 'the figures cannot be sent');
          return;
        }
        const unsure = error instanceof TelegramUnreachable && !error.unsent;
        const wait = unsure ? Math.min(RAREST, AGAIN * 2 ** Math.min(wish.waited, 10)) : waitOf(trouble);
        if (wait === null || wish.waited >= MOST_WAITS) throw error;
        const next = { ...wish, waited: wish.waited + 1, unsure: wish.unsure || unsure };
        await transaction((db) => addWish(jobs(db), next, after(clock.now(), wait)));
      }
    }),
  };
}

/** As long as Telegram asks for, and a moment; null where it asks for nothing. */
const waitOf = (trouble: Trouble): number | null =>
  trouble.kind === 'wait' && trouble.milliseconds !== null ? trouble.milliseconds + seconds(0.1) : null;

interface Answer {
  method: string;
  params: Record<string, unknown>;
  /** Where files are not taken. */
  otherwise: Record<string, unknown>;
}

async function answerTo({ transaction, core, institutions, texts }: StatsDeps, wish: Wish): Promise<Answer> {
  const mine = institutions.filter(({ id }) => wish.institutions.includes(id));
  const [first] = mine;
  if (!first) throw new Error('The settings name none of these institutions any more');
  const language = deskLanguage(first);
  const to = new Date(wish.at);
  const from = beginningOf(wish.count, to, first.timeZone);
  const { figures, rows } = await transaction(async (db) => {
    const { deskStats } = core(db);
    const figures = await deskStats.figures(mine, from, to);
    return { figures, rows: wish.table ? await deskStats.rows(mine, from, to) : [] };
  });
  const again = wish.unsure ? `<i>${texts.html(language, 'desk-maybe-again')}</i>\n` : '';
  const said = again + statsText(figures, wish.count, texts, language);
  const otherwise = { text: said, parse_mode: 'HTML' };
  if (wish.table) return { ...tables(figures, rows, wish, again, texts, language), otherwise };
  const names = mine.map(({ name }) => name[language]);
  const sheet = { figures, names, days: wish.count, texts, language };
  const png = await pngOf(sheetOf(sheet, (minutes) => inWords(minutes, texts, language)));
  const photo = new Upload(png, `helpdesk-${wish.at.slice(0, 10)}.png`);
  return { method: 'sendPhoto', params: { photo, caption: captionOf(said), parse_mode: 'HTML' }, otherwise };
}

/** Two tables in one album: figures, and tickets. */
function tables(
  figures: Figures,
  rows: readonly StatsRow[],
  { at, count }: Wish,
  again: string,
  texts: Texts,
  language: Language,
): Omit<Answer, 'otherwise'> {
  const day = at.slice(0, 10);
  const file = (name: string, table: string) => ({
    type: 'document',
    media: new Upload(new TextEncoder().encode(table), `helpdesk-${name}-${day}.csv`),
  });
  const caption = again + texts.html(language, 'stats-tables', { days: count });
  return {
    method: 'sendMediaGroup',
    params: {
      media: [
        file('figures', figuresCsv(figures)),
        { ...file('tickets', statsCsv(rows)), caption, parse_mode: 'HTML' },
      ],
    },
  };
}

/** Whole lines, as many as fit: the picture says the rest. Tags and entities count less than they are long here. */
function captionOf(html: string): string {
  let left = LONGEST_CAPTION;
  return html
    .split('\n')
    .filter((line) => {
      left -= line.length + 1;
      return left >= 0;
    })
    .join('\n');
}
