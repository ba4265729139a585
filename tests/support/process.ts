import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { botFile } from './bot-file.ts';
import { freePort } from './ports.ts';

const ROOT = join(import.meta.dirname, '../..');
const LEASH = join(import.meta.dirname, 'leash.mjs');
/** What newcomers type. */
export const NPM: Command = ['npm', ['start']];
/** A start takes two or three seconds, and longer while other tests run. */
const PATIENCE = 120_000;

export type Command = readonly [file: string, args: readonly string[]];

export interface Ended {
  /** Null when a signal ended it. */
  code: number | null;
  signal: NodeJS.Signals | null;
  stdout: string;
  stderr: string;
}

/** The real bot as a process of its own, under settings of the test. It ends with the test, whatever happens. */
export class BotProcess {
  readonly settings: Record<string, string>;
  readonly url: string;
  readonly #command: Command;
  #child: ChildProcess | null = null;
  #ended: Promise<Ended> | null = null;
  #stdout = '';
  #stderr = '';

  private constructor(settings: Record<string, string>, port: number, command: Command) {
    this.settings = { HOST: '127.0.0.1', PORT: String(port), ...settings };
    this.url = `http://127.0.0.1:${this.settings.PORT}`;
    this.#command = command;
  }

  /** Begins a process, without waiting for anything. Its port stays the same over restarts. */
  static async begin(settings: Record<string, string>, command?: Command): Promise<BotProcess> {
    const bot = new BotProcess(settings, await freePort(), command ?? [process.execPath, [await botFile()]]);
    bot.#spawn();
    return bot;
  }

  /** Starts a process and waits until it is ready. */
  static async start(settings: Record<string, string>): Promise<BotProcess> {
    const bot = await BotProcess.begin(settings);
    await bot.ready();
    return bot;
  }

  /** What it has logged since its last start, a record per line. */
  get log(): string[] {
    return this.#stdout.split('\n').filter(Boolean);
  }

  #spawn(): void {
    const { PATH = '', HOME = '', TMPDIR } = process.env;
    const [file, args] = this.#command;
    const child = spawn(file, args, {
      cwd: ROOT,
      env: { PATH, HOME, ...(TMPDIR ? { TMPDIR } : {}), NODE_OPTIONS: `--import ${LEASH}`, ...this.settings },
      stdio: ['pipe', 'pipe', 'pipe'],
      // A group of its own, as a terminal gives: so that Ctrl+C can be pressed, and nobody is forgotten.
      detached: true,
    });
    this.#stdout = '';
    this.#stderr = '';
    child.stdout?.on('data', (text) => {
      this.#stdout += text;
    });
    child.stderr?.on('data', (text) => {
      this.#stderr += text;
    });
    this.#child = child;
    this.#ended = new Promise((resolve) => {
      child.once('close', (code, signal) => {
        if (this.#child === child) this.#child = null;
        resolve({ code, signal, stdout: this.#stdout, stderr: this.#stderr });
      });
    });
  }

  /** Waits until it can serve; throws with what it said when it ends instead. */
  async ready(): Promise<void> {
    await this.answers('/readyz', 200);
  }

  /** Waits until a path answers so. */
  async answers(path: string, status: number): Promise<void> {
    for (const until = Date.now() + PATIENCE; Date.now() < until; await sleep(15)) {
      if (!this.#child) throw new Error(`The bot ended:\n${this.said()}`);
      if ((await this.status(path)) === status) return;
    }
    throw new Error(`${path} did not answer ${status} in time:\n${this.said()}`);
  }

  /** The status that a path answers with now; 0 when nobody answers. */
  async status(path: string): Promise<number> {
    try {
      const answer = await fetch(this.url + path, { signal: AbortSignal.timeout(5000) });
      // It may also end, or be stopped, in the middle of its answer.
      await answer.arrayBuffer();
      return answer.status;
    } catch {
      return 0;
    }
  }

  /** Everything that it said since its last start: for failures. */
  said(): string {
    return `${this.#stdout.slice(-4000)}\n${this.#stderr.slice(-4000)}`;
  }

  /** kill -9: no word of warning. */
  async kill9(): Promise<void> {
    this.#toGroup('SIGKILL');
    await this.#ended;
  }

  /** Stops it in its tracks, as a machine does that is out of memory: it lives and does nothing, until it is killed. */
  freeze(): void {
    this.#toGroup('SIGSTOP');
  }

  /** Ctrl+C in a terminal: everybody in the group hears it. */
  async pressCtrlC(): Promise<Ended> {
    this.#toGroup('SIGINT');
    return this.ended();
  }

  #toGroup(signal: NodeJS.Signals): void {
    if (!this.#child?.pid) return;
    try {
      process.kill(-this.#child.pid, signal);
    } catch (error) {
      // It has ended, and what it said last is still being read.
      if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
    }
  }

  /** Says that it is to stop, and waits until it has. */
  async terminate(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.#child?.kill(signal);
    return this.ended();
  }

  async ended(): Promise<Ended> {
    if (!this.#ended) throw new Error('The bot was never started');
    return this.#ended;
  }

  /** Starts it again under the same settings, and waits until it is ready unless told. */
  async restart({ ready = true } = {}): Promise<void> {
    await this.kill9();
    this.#spawn();
    if (ready) await this.ready();
  }
}
