import { EventEmitter } from 'node:events';
import {
  type JobHelpers,
  Logger,
  type Runner,
  type RunnerOptions,
  run,
  type TaskList,
  type WorkerEvents,
} from 'graphile-worker';
import type { Pool } from 'pg';
import type { Logger as Log } from 'pino';
import type { z } from 'zod';
import { cause, scrub } from './cause.ts';

/** What a handler may know besides the payload. */
export interface JobInfo {
  id: string;
  name: string;
  /** 1 at the first try. */
  attempt: number;
  maxAttempts: number;
  /** Aborted when the process must end before the job has. */
  signal: AbortSignal | undefined;
}

export type JobHandler = (payload: unknown, info: JobInfo) => Promise<void>;

export interface JobRunnerDeps {
  pool: Pool;
  /** This process's name: whoever sees that it is gone gives its jobs back under this name. */
  name: string;
  handlers: Record<string, JobHandler>;
  /** Those that wait for somebody else's server: they have workers of their own, so that nothing waits for that server but they. */
  slowHandlers?: Record<string, JobHandler>;
  /** Those that keep the processor busy, of which strangers can ask for many: they have workers of their own, so that no letter waits for them. */
  heavyHandlers?: Record<string, JobHandler>;
  /** Jobs at once, as many slow ones, and as many heavy ones. */
  concurrency: number;
  /** Milliseconds between looks for jobs that became due; new ones are noticed at once (LISTEN). */
  pollInterval: number;
  log: Log;
  /** No job will be run any more: the process is of no use, and must be started anew. */
  onDead(): void;
  /** How long `stop` waits for the jobs at hand, in milliseconds, 10 seconds unless told; those that take longer are given back. */
  patience?: number;
  /**
   * Jobs that got lost are looked for whenever the database has answered for so long without an error, in milliseconds, a minute
   * unless told: by then those that were done while it was away are marked as done.
   */
  quietTime?: number;
}

/** Runs the jobs that transactions have added. A job that throws is tried again later, ever more rarely, until its attempts are used up. */
export async function startJobs(deps: JobRunnerDeps): Promise<{ stop(): Promise<void> }> {
  const { pool, name, handlers, slowHandlers = {}, heavyHandlers = {}, concurrency, pollInterval, log, onDead } = deps;
  const { patience = 10_000, quietTime = 60_000 } = deps;
  const events: WorkerEvents = new EventEmitter();
  // Jobs are locked in the pool's name. Of its own accord the library frees those of a killed process only after four hours.
  events.on('pool:create', ({ workerPool }) => {
    workerPool.id = name;
  });
  let stopping = false;
  const running = new Set<string>();
  events.on('job:start', ({ job }) => void running.add(job.id));
  events.on('job:complete', ({ job }) => void running.delete(job.id));
  let looking: NodeJS.Timeout | undefined;
  /** A connection that breaks while a job is asked for may leave one locked for us without our ever learning which. */
  function lookForLost(): void {
    clearTimeout(looking);
    looking = setTimeout(() => {
      giveBack(pool, name, running)
        .catch((error: unknown) => log.warn({ cause: cause(error) }, 'lost jobs cannot be looked for, will retry'))
        .finally(() => stopping || lookForLost());
    }, quietTime).unref();
  }
  events.on('worker:getJob:error', lookForLost);
  lookForLost();
  const describe = (job: { id: string; task_identifier: string; attempts: number }, error: unknown) => ({
    job: job.id,
    name: job.task_identifier,
    attempt: job.attempts,
    cause: cause(error),
  });
  events.on('job:error', ({ job, error }) => {
    if (job.attempts < job.max_attempts) log.warn(describe(job, error), 'a job failed and will be tried again');
  });
  events.on('job:failed', ({ job, error }) => log.error(describe(job, error), 'a job failed for good'));
  events.on('pool:listen:error', ({ error }) =>
    log.warn({ cause: cause(error) }, 'the database does not announce jobs'),
  );

  const options: RunnerOptions = {
    pgPool: pool,
    concurrency,
    pollInterval,
    noHandleSignals: true,
    preset: {
      worker: {
        gracefulShutdownAbortTimeout: patience,
        // Only batches are waited for when it stops: without them a finished job could stay locked, to be repeated hours later.
        completeJobBatchDelay: 0,
        failJobBatchDelay: 0,
      },
    },
    events,
    logger: new Logger(() => (level, message, meta) => {
      // Messages about a single job repeat what it threw and carry its payload; the events above tell of those.
      if (meta && 'job' in meta) return;
      log[level === 'info' ? 'debug' : level === 'warning' ? 'warn' : level]({ part: 'jobs' }, scrub(message));
    }),
  };
  const runners: Runner[] = [];
  for (const kind of [handlers, slowHandlers, heavyHandlers]) {
    const tasks = Object.entries(kind).map(([name, handler]) => [name, task(handler)]);
    if (tasks.length > 0) runners.push(await run({ ...options, taskList: Object.fromEntries(tasks) }));
  }
  const ended = (error?: unknown): void => {
    if (stopping) return;
    log.fatal({ cause: error && cause(error) }, 'jobs are no longer run: restart the process');
    onDead();
  };
  for (const runner of runners) runner.promise.then(() => ended(), ended);

  return {
    async stop() {
      if (stopping) return;
      stopping = true;
      clearTimeout(looking);
      await Promise.all(runners.map((runner) => runner.stop()));
    },
  };
}

/** Gives back the jobs that are locked in this process's name although it does not run them. */
async function giveBack(pool: Pool, name: string, running: ReadonlySet<string>): Promise<void> {
  await pool.query(
    `UPDATE graphile_worker._private_jobs SET locked_at = NULL, locked_by = NULL
     WHERE locked_by = $1 AND locked_at < now() - interval '5 seconds' AND id <> ALL ($2::bigint[])`,
    [name, [...running]],
  );
}

/** Reads the payload before the handler sees it; a payload of another shape fails the job. */
export const job =
  <Schema extends z.ZodType>(
    schema: Schema,
    handler: (payload: z.output<Schema>, info: JobInfo) => Promise<void>,
  ): JobHandler =>
  (payload, info) =>
    handler(schema.parse(payload), info);

/** A handler that outlives the runner's patience fails its job, which gives it back: another process takes it up. */
const task =
  (handler: JobHandler): TaskList[string] =>
  async (payload: unknown, { job, abortSignal }: JobHelpers) => {
    const work = handler(payload, {
      id: job.id,
      name: job.task_identifier,
      attempt: job.attempts,
      maxAttempts: job.max_attempts,
      signal: abortSignal,
    });
    if (!abortSignal) return work;
    let giveUp = () => {};
    const aborted = new Promise<never>((_, reject) => {
      giveUp = () => reject(new Error('the process stopped before the job was done'));
      abortSignal.addEventListener('abort', giveUp);
    });
    await Promise.race([work, aborted]).finally(() => abortSignal.removeEventListener('abort', giveUp));
  };
