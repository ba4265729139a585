import { randomUUID } from 'node:crypto';
import type { ChatRef } from '#core/chat.ts';
import { invitationCode } from '#core/invitations/code.ts';
import { invitations } from '#core/invitations/invitations.ts';
import { sqlJobs } from '#core/jobs-sql.ts';
import { createSecrets } from '#core/secrets.ts';
import { good, type JournalWorld, journalOn } from '#tests/accounts/journal.ts';
import type { TestDatabase } from '#tests/support/server.ts';
import { figure, table } from './report.ts';

/** What is tried: prepared outside the measured time, then done and measured. */
type Try = () => Promise<() => Promise<unknown>>;

interface Comparison {
  what: string;
  rounds: number;
  /** Something that exists, and something that does not. */
  pair: [known: [string, Try], unknown: [string, Try]];
}

const KNOWN = 20;

/**
 * Whether the time of an answer tells what exists: the same question about something known and something unknown, in turns of random order,
 * in one run. Prints means, deviations, Welch's t and the ratio; a |t| below about 2 is what chance gives.
 */
export async function benchEnumeration(database: TestDatabase): Promise<void> {
  const world = await journalOn(database);
  const comparisons: Comparison[] = [await signIns(world), await requests(world), await codes(world)];
  console.log('What exists, and what does not: milliseconds');
  const rows = [['', 'rounds', 'mean', 'sd', 'mean', 'sd', 'ratio', 'Welch t', 'df']];
  for (const { what, rounds, pair } of comparisons) {
    const [known, unknown] = await measure(rounds, pair);
    const { t, df } = welch(known, unknown);
    const numbers = [known, unknown].flatMap((all) => [figure(mean(all)), figure(Math.sqrt(variance(all)))]);
    const ratio = (mean(known) / mean(unknown)).toFixed(4);
    const label = `${what}: ${pair[0][0]} | ${pair[1][0]}`;
    rows.push([label, String(rounds), ...numbers, ratio, t.toFixed(2), df.toFixed(0)]);
  }
  table(rows);
}

/** A wrong password, for a login that somebody has and for one that nobody has. */
async function signIns(world: JournalWorld): Promise<Comparison> {
  const logins = (word: string): string[] => Array.from({ length: KNOWN }, (_, n) => `${word}${100 + n}`);
  for (const login of logins('known')) await world.account({ login });
  const attempt = (all: string[]): Try => {
    const next = inTurn(all);
    return async () => {
      await world.prisma.limit.deleteMany();
      const login = next();
      return () => world.signIn(login, 'a wrong guess', '203.0.113.7');
    };
  };
  const pair: Comparison['pair'] = [
    ['a login', attempt(logins('known'))],
    ['no login', attempt(logins('other'))],
  ];
  return { what: 'sign-in', rounds: 200, pair };
}

/** The letter that restores access, for an address that is confirmed and for one that nobody has. */
async function requests(world: JournalWorld): Promise<Comparison> {
  const addresses = (word: string): string[] => Array.from({ length: KNOWN }, (_, n) => `${word}${n}@example.ru`);
  for (const email of addresses('known')) await world.account({ email });
  const request = (all: string[]): Try => {
    const next = inTurn(all);
    return async () => {
      await world.prisma.limit.deleteMany();
      await world.forgetJobs();
      const email = next();
      const asked = { institutionId: 'eljur', schoolId: null, language: 'ru', chat: null, remote: 'one' } as const;
      return async () => good(await world.core(({ recovery }) => recovery.request({ ...asked, email })));
    };
  };
  const pair: Comparison['pair'] = [
    ['an address', request(addresses('known'))],
    ['no address', request(addresses('other'))],
  ];
  return { what: 'recovery', rounds: 400, pair };
}

/** An invitation's code that was used, and one that was never issued, in a chat whose reasons are told no more. */
async function codes(world: JournalWorld): Promise<Comparison> {
  const schoolId = world.schools.own;
  const strangers = createSecrets(Buffer.alloc(32, 8));
  const code = (): string => invitationCode(strangers, { id: randomUUID(), prefix: 'st' });
  const check = (chat: ChatRef, text: string) =>
    world.transaction((db) => {
      const { clock, secrets } = world;
      return invitations({ db, clock, secrets, jobs: sqlJobs(db) }).check(chat, 'eljur', text, { schoolId });
    });

  const used: string[] = [];
  for (let count = 0; count < KNOWN; count += 1) {
    const { id: personId } = await world.prisma.person.create({
      data: { institutionId: 'eljur', externalId: `used-${count}`, fullName: 'Ученик', roles: ['student'], schoolId },
    });
    const issued = await world.transaction((db) => {
      const { clock, secrets } = world;
      const wanted = { schoolId, personId, role: 'student', curatorId: null } as const;
      return invitations({ db, clock, secrets, jobs: sqlJobs(db) }).issue(wanted);
    });
    used.push(good(issued).code);
  }
  await world.prisma.invitation.updateMany({ data: { usedAt: world.clock.now() } });
  const never = Array.from({ length: KNOWN }, code);

  const attempt = (all: string[]): Try => {
    const next = inTurn(all);
    return async () => {
      await world.prisma.limit.deleteMany();
      const chat = await world.chat();
      for (let wrong = 0; wrong < 3; wrong += 1) await check(chat, code());
      const text = next();
      return async () => {
        const answer = await check(chat, text);
        if (answer.ok || answer.error !== 'invitation.unknown') throw new Error('the plain answer was expected');
      };
    };
  };
  const pair: Comparison['pair'] = [
    ['a used code', attempt(used)],
    ['no code', attempt(never)],
  ];
  return { what: 'invitation', rounds: 400, pair };
}

function inTurn<One>(all: readonly One[]): () => One {
  let at = 0;
  return () => {
    const one = all[at % all.length];
    at += 1;
    if (one === undefined) throw new Error('nothing to take turns with');
    return one;
  };
}

/** Each round tries both, in random order; the first tenth only warms up. */
async function measure(rounds: number, [known, unknown]: Comparison['pair']): Promise<[number[], number[]]> {
  const times: [number[], number[]] = [[], []];
  const warmUp = Math.ceil(rounds / 10);
  for (let round = 0; round < rounds + warmUp; round += 1) {
    for (const which of Math.random() < 0.5 ? ([0, 1] as const) : ([1, 0] as const)) {
      const work = await (which === 0 ? known : unknown)[1]();
      const start = performance.now();
      await work();
      if (round >= warmUp) times[which].push(performance.now() - start);
    }
  }
  return times;
}

const mean = (all: readonly number[]): number => all.reduce((sum, one) => sum + one, 0) / all.length;

/** Of a sample. */
function variance(all: readonly number[]): number {
  const middle = mean(all);
  return all.reduce((sum, one) => sum + (one - middle) ** 2, 0) / (all.length - 1);
}

/** Welch's t for two samples of unequal variance, and its degrees of freedom (Welch–Satterthwaite). */
function welch(one: readonly number[], other: readonly number[]): { t: number; df: number } {
  const [a, b] = [variance(one) / one.length, variance(other) / other.length];
  const t = (mean(one) - mean(other)) / Math.sqrt(a + b);
  return { t, df: (a + b) ** 2 / (a ** 2 / (one.length - 1) + b ** 2 / (other.length - 1)) };
}
