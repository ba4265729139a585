import { generateKeyPairSync, randomInt } from 'node:crypto';
import { setImmediate as nextTurn } from 'node:timers/promises';
import QRCode from 'qrcode';
import { gate } from '#core/access/gate.ts';
import { passes } from '#core/access/passes.ts';
import { passPicture } from '#core/access/picture.ts';
import { judgePass, LIFETIME } from '#core/access/policy.ts';
import { readPass, signPass } from '#core/access/token.ts';
import { accessWorld } from '#tests/access/world.ts';
import { onDatabase } from './database.ts';

/** How long each of `count` runs took, milliseconds, sorted. */
async function times(count: number, run: (round: number) => unknown): Promise<number[]> {
  const all: number[] = [];
  for (let round = 0; round < count; round += 1) {
    const start = performance.now();
    await run(round);
    all.push(performance.now() - start);
  }
  return all.sort((a, b) => a - b);
}

const at = (sorted: number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
const sum = (all: number[]): number => all.reduce((total, one) => total + one, 0);
const ms = (value: number): string => `${value.toFixed(2)} ms`;
const line = (what: string, sorted: number[]): void =>
  console.log(
    `  ${what.padEnd(44)} p50 ${ms(at(sorted, 0.5)).padStart(9)}   p99 ${ms(at(sorted, 0.99)).padStart(9)}   ${Math.round((sorted.length * 1000) / sum(sorted))}/s`,
  );

/** The longest that the event loop stood still while `work` ran, milliseconds. */
async function stall(work: () => Promise<unknown>): Promise<number> {
  let longest = 0;
  let last = performance.now();
  const beat = (): void => {
    const now = performance.now();
    longest = Math.max(longest, now - last);
    last = now;
  };
  let working = true;
  const beating = (async () => {
    while (working) {
      await nextTurn();
      beat();
    }
  })();
  await work();
  working = false;
  await beating;
  return longest;
}

/** Prints what a pass costs: to issue, to draw (next to qrcode's own PNG in the same run) and to verify, without and with a database. */
export async function benchPass(): Promise<void> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const now = new Date();
  const issuedAt = Math.floor(now.getTime() / 1000);
  const make = (): string =>
    signPass({ kid: 1, subject: randomInt(2 ** 32), issuedAt, lifetime: LIFETIME, flags: 0, zones: 1 }, privateKey);
  const library = (text: string): Promise<Buffer> =>
    QRCode.toBuffer(text, { errorCorrectionLevel: 'M', width: 720, margin: 4 });
  const key = { publicKey, signFrom: new Date(issuedAt * 1000), acceptUntil: new Date(8.64e15), revokedAt: null };
  const texts = Array.from({ length: 1000 }, make);
  const text = (round: number): string => texts[round % texts.length] ?? '';

  console.log('Pass, in process');
  await times(50, () => passPicture(make()));
  const issue = await times(500, () => passPicture(make()));
  line('issue: sign and draw', issue);
  line(
    'verify: read and judge',
    await times(3000, (round) => {
      const pass = readPass(text(round));
      if (typeof pass === 'string' || judgePass(pass, key, now)) throw new Error('a good pass was refused');
    }),
  );

  await library(text(0));
  const ours = await times(30, (round) => passPicture(text(round)));
  const theirs = await times(30, (round) => library(text(round)));
  line('picture, ours', ours);
  line('picture, qrcode.toBuffer', theirs);
  const oursStall = await stall(async () => {
    for (const one of texts.slice(0, 20)) passPicture(one);
  });
  const theirStall = await stall(() => Promise.all(texts.slice(0, 20).map(library)));
  console.log(
    `  picture: ${passPicture(text(0)).length} bytes (qrcode ${(await library(text(0))).length}), ` +
      `${(at(theirs, 0.5) / at(ours, 0.5)).toFixed(1)} times faster; ` +
      `20 at once hold the event loop ${ms(oursStall)} (qrcode ${ms(theirStall)}, ratio ${(theirStall / oursStall).toFixed(1)})`,
  );

  await onDatabase(async ({ prisma }) => {
    const world = accessWorld(prisma);
    const { accountId } = await world.person();
    const door = (await world.gate('bench')).gate;
    const issued: string[] = [];
    console.log('Pass, each in a transaction of its own');
    const once = async (): Promise<void> => {
      // The clock moves so that each pass is a new one.
      world.wait(1);
      const made = await world.core((deps) => passes(deps).issue(accountId));
      if (made.ok) issued.push(made.value.text);
    };
    await times(20, once);
    line('issue', await times(100, once));
    const recent = issued.slice(-100);
    line(
      'verify',
      await times(recent.length, async (round) => {
        const verdict = await world.core((deps) => gate(deps).verify({ gate: door, token: recent[round] ?? '' }));
        if (!verdict.ok) throw new Error(verdict.reason);
      }),
    );
  });
}
