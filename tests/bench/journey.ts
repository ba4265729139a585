import { hashPassword } from '#core/accounts/password.ts';
import { type Measured, startMeasured } from './child.ts';
import { onDatabase } from './database.ts';
import { BOT_TOKEN, crowd, openTelegram, type Waits } from './people.ts';
import { startHouse } from './registration.ts';
import { figure, quantile, table } from './report.ts';

/** People in the crowd, and how many of them at once. */
const REGISTRATIONS = 200;
const AT_ONCE = 20;
/** A few who come one after another, first to warm up, then to see what an answer takes when nobody else is there. */
const WARM_UP = 10;
const ALONE = 20;
/** A person's own messages and presses on the way from /start to the QR. */
const ANSWERS = 9;

interface Figures {
  /** Waits for an answer, in milliseconds: one person at a time, and in the crowd. */
  alone: number[];
  crowd: number[];
  /** After something done elsewhere, in the crowd. */
  news: number[];
  /** How long the crowd took. */
  seconds: number;
  /** What the process used per registration, or per as many messages: processor time in milliseconds, database round trips. */
  cpu: number;
  roundTrips: number;
}

/**
 * Prints how many people a second get from /start to their QR and how long each answer takes them, next to a bare grammY echo bot
 * on the same Bot API server, with as many people at once. Nobody paces: Telegram's own limits are not what is measured.
 */
export async function benchJourney(): Promise<void> {
  console.log(`Registrations: ${REGISTRATIONS} people from /start to the QR, ${AT_ONCE} at once`);
  const echo = await measureEcho();
  const house = await onDatabase(measureHouse);
  const argon = await hashing();

  const row = (what: string, of: (figures: Figures) => number, unit: string): string[] => {
    const [ours, theirs] = [of(house), of(echo)];
    return [`${what}, ${unit}`, figure(ours), figure(theirs), figure(ours / theirs)];
  };
  const share = (which: 'alone' | 'crowd' | 'news', part: number) => (figures: Figures) =>
    quantile(figures[which], part);
  table([
    ['', 'house', 'echo', 'house/echo'],
    row('answer, alone, p50', share('alone', 0.5), 'ms'),
    row('answer, alone, p99', share('alone', 0.99), 'ms'),
    row(`answer, ${AT_ONCE} at once, p50`, share('crowd', 0.5), 'ms'),
    row(`answer, ${AT_ONCE} at once, p99`, share('crowd', 0.99), 'ms'),
    row('answers', ({ crowd, news, seconds }) => (crowd.length + news.length) / seconds, 'per second'),
    row('processor per answer', ({ cpu, crowd, news }) => (cpu * REGISTRATIONS) / (crowd.length + news.length), 'ms'),
    [`after a call, link or page, p50, ms`, figure(share('news', 0.5)(house)), '', ''],
    [`after a call, link or page, p99, ms`, figure(share('news', 0.99)(house)), '', ''],
    ['registrations, per second', figure(REGISTRATIONS / house.seconds), '', ''],
    ['processor per registration, ms', figure(house.cpu), '', ''],
    ['  of that argon2, ms', figure(argon), '', ''],
    ['database round trips per registration', figure(house.roundTrips), '', ''],
  ]);
}

async function measureHouse(database: Parameters<typeof startHouse>[1]): Promise<Figures> {
  const telegram = await openTelegram();
  const house = await startHouse(telegram, database);
  try {
    return await measure(house, (waits) => house.registers(waits));
  } finally {
    await house.stop();
    await telegram.close();
  }
}

async function measureEcho(): Promise<Figures> {
  const telegram = await openTelegram();
  const echo = await startMeasured('echo.ts', { BOT_TOKEN, TELEGRAM_API_ROOT: telegram.url });
  let people = 0;
  try {
    return await measure(echo, async (waits) => {
      people += 1;
      const anna = telegram.person(`+7916${String(people).padStart(7, '0')}`, `Примерова Анна ${people}`, waits);
      for (let message = 1; message <= ANSWERS; message += 1) {
        const text = `Сообщение ${message}`;
        await anna.does(
          (person) => person.send(text),
          (answer) => answer.text === text,
        );
      }
    });
  } finally {
    await echo.stop();
    await telegram.close();
  }
}

async function measure({ used }: Pick<Measured, 'used'>, walk: (waits: Waits) => Promise<void>): Promise<Figures> {
  const warm: Waits = { answers: [], news: [] };
  await crowd(WARM_UP, 2, () => walk(warm));
  const alone: Waits = { answers: [], news: [] };
  await crowd(ALONE, 1, () => walk(alone));

  const rush: Waits = { answers: [], news: [] };
  const before = await used();
  const seconds = await crowd(REGISTRATIONS, AT_ONCE, () => walk(rush));
  const after = await used();
  return {
    alone: alone.answers,
    crowd: rush.answers,
    news: rush.news,
    seconds,
    cpu: (after.cpu - before.cpu) / REGISTRATIONS,
    roundTrips: (after.roundTrips - before.roundTrips) / REGISTRATIONS,
  };
}

/** What one password costs, milliseconds of processor time. */
async function hashing(): Promise<number> {
  await hashPassword('warm up');
  const before = process.cpuUsage();
  for (let count = 0; count < 20; count += 1) await hashPassword(`correct horse battery staple ${count}`);
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000 / 20;
}
