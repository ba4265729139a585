import type { Db } from './database.ts';
import type { Jobs } from './jobs.ts';

/** Jobs kept by graphile-worker in the same database: they exist if and only if the caller's transaction commits. */
export function sqlJobs(db: Db): Jobs {
  return {
    async add(name, payload, { runAt, key, keepTime = false, queue, maxAttempts } = {}) {
      // add_job returns a composite, which Prisma cannot read: only whether it ran matters here.
      await db.$executeRaw`
        SELECT job.id FROM graphile_worker.add_job(
          ${name}::text, ${JSON.stringify(payload)}::json,
          run_at := ${runAt ?? null}::timestamptz,
          job_key := ${key ?? null}::text,
          job_key_mode := ${keepTime ? 'preserve_run_at' : 'replace'}::text,
          queue_name := ${queue ?? null}::text,
          max_attempts := ${maxAttempts ?? null}::int) AS job`;
    },
  };
}
