import { EventEmitter } from 'node:events';
import { type JobHelpers, Logger, type Runner, run, type TaskList, type WorkerEvents } from 'graphile-worker';
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
  handlers: Record<string, JobHandler>;
  /** Jobs at once. */
  concurrency: number;
  /** Milliseconds between looks for jobs that became due; new ones are noticed at once (LISTEN). */
  pollInterval: number;
  log: Log;
}

/** How long `stop` waits for the jobs at hand, in milliseconds; those that take longer are given back and tried again. */
const PATIENCE = 10_000;

/** Runs the jobs that transactions have added. A job that throws is tried again later, ever more rarely, until its attempts are used up. */
export async function startJobs(deps: JobRunnerDeps): Promise<{ stop(): Promise<void> }> {
  const { pool, handlers, concurrency, pollInterval, log } = deps;
  const events: WorkerEvents = new EventEmitter();
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

  const runner = await run({
    pgPool: pool,
    taskList: Object.fromEntries(Object.entries(handlers).map(([name, handler]) => [name, task(handler)])),
    concurrency,
    pollInterval,
    noHandleSignals: true,
    events,
    logger: new Logger(() => (level, message, meta) => {
      // Messages about a single job repeat what it threw and carry its payload; the events above tell of those.
      if (meta && 'job' in meta) return;
      log[level === 'info' ? 'debug' : level === 'warning' ? 'warn' : level]({ part: 'jobs' }, scrub(message));
    }),
  });
  let stopping = false;
  runner.promise.then(
    () => stopping || log.fatal('jobs are no longer run: restart the process'),
    (error) => stopping || log.fatal({ cause: cause(error) }, 'jobs are no longer run: restart the process'),
  );

  return {
    async stop() {
      if (stopping) return;
      stopping = true;
      await stopWithin(runner, PATIENCE);
    },
  };
}

/** Reads the payload before the handler sees it; a payload of another shape fails the job. */
export const job =
  <Schema extends z.ZodType>(
    schema: Schema,
    handler: (payload: z.output<Schema>, info: JobInfo) => Promise<void>,
  ): JobHandler =>
  (payload, info) =>
    handler(schema.parse(payload), info);

const task =
  (handler: JobHandler): TaskList[string] =>
  (payload: unknown, helpers: JobHelpers) =>
    handler(payload, {
      id: helpers.job.id,
      name: helpers.job.task_identifier,
      attempt: helpers.job.attempts,
      maxAttempts: helpers.job.max_attempts,
      signal: helpers.abortSignal,
    });

async function stopWithin(runner: Runner, patience: number): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, patience, 'late');
  });
  const stopped = runner.stop().catch(() => {});
  if ((await Promise.race([stopped, late])) === 'late') await runner.kill().catch(() => {});
  clearTimeout(timer);
}
