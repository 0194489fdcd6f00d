import type { Log } from "../../base/log.ts";
import { reasonOf } from "../../base/system-error.ts";
import type { Queries } from "../store/database.ts";
import { type JobQueue, LeaseLost, type TakenJob } from "./job-queue.ts";
import { pause } from "./pause.ts";

/** What a kind of job is. */
export interface JobHandler {
  /** How often it is tried. Absent: 5 times. */
  readonly mostAttempts?: number;
  /** Does the job. What it wants to keep it writes in {@link JobRun.finish}. */
  readonly run: (job: JobRun) => Promise<void>;
}

/** A job while it runs. */
export interface JobRun extends TakenJob {
  /** Ends when the server stops, or the lease is lost. */
  readonly signal: AbortSignal;
  /**
   * Ends the job, in the transaction that writes what it came to. Without it the job is ended after `run`.
   *
   * @throws {LeaseLost} - let it through, so that the transaction fails
   */
  finish(queries: Queries): Promise<void>;
}

interface WorkOptions {
  readonly handlers: Readonly<Record<string, JobHandler>>;
  /** How many jobs at once. */
  readonly atOnce: number;
  readonly log: Log;
  /** Absent: a minute. A replica that is killed delays its jobs by as much. */
  readonly leaseMs?: number;
  /** How often a replica without a job looks for one. Absent: a second. */
  readonly lookEveryMs?: number;
}

const MOST_ATTEMPTS = 5;
const LEASE_MS = 60_000;
const LOOK_EVERY_MS = 1_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 5 * 60_000;

/** Takes jobs and does them, until the signal is aborted; jobs that run then are put back. It throws for nothing. */
export async function workOnJobs(queue: JobQueue, options: WorkOptions, signal: AbortSignal): Promise<void> {
  await Promise.all(Array.from({ length: options.atOnce }, () => workAlone(queue, options, signal)));
}

async function workAlone(queue: JobQueue, options: WorkOptions, signal: AbortSignal): Promise<void> {
  const { handlers, log, leaseMs = LEASE_MS, lookEveryMs = LOOK_EVERY_MS } = options;
  const kinds = Object.keys(handlers);
  while (!signal.aborted) {
    const job = await queue.take(kinds, leaseMs).catch((error: unknown) => log(reasonOf(error)));
    if (job) await runJob(queue, job, options, signal);
    // A little apart, so that replicas do not all ask at once.
    else await pause(lookEveryMs * (0.75 + Math.random() / 2), signal);
  }
}

async function runJob(queue: JobQueue, job: TakenJob, options: WorkOptions, stop: AbortSignal): Promise<void> {
  const { handlers, log, leaseMs = LEASE_MS } = options;
  const handler = handlers[job.kind];
  const lost = new AbortController();
  const signal = AbortSignal.any([stop, lost.signal]);
  let isFinished = false;
  const renewing = setInterval(() => {
    queue.renew(job, leaseMs).catch((error: unknown) => {
      if (error instanceof LeaseLost && !isFinished) lost.abort(error);
    });
  }, leaseMs / 3);
  const finish = async (queries?: Queries): Promise<void> => {
    await queue.finish(job, queries);
    isFinished = true;
  };
  try {
    await handler?.run({ ...job, signal, finish });
    if (!isFinished) await finish();
  } catch (error) {
    await putBack(queue, job, { error, handler, log, isStopping: stop.aborted });
  } finally {
    clearInterval(renewing);
  }
}

interface Failed {
  readonly error: unknown;
  readonly handler: JobHandler | undefined;
  readonly log: Log;
  readonly isStopping: boolean;
}

async function putBack(queue: JobQueue, job: TakenJob, { error, handler, log, isStopping }: Failed): Promise<void> {
  if (error instanceof LeaseLost) return log(error.message);
  const why = reasonOf(error);
  const isLast = job.attempts >= (handler?.mostAttempts ?? MOST_ATTEMPTS);
  try {
    if (isStopping) return await queue.letGo(job);
    log(`the job ${job.kind} ${job.key ?? job.id} failed, attempt ${job.attempts}: ${why}`);
    if (isLast) await queue.giveUp(job, why);
    else await queue.giveBack(job, pauseAfter(job.attempts));
  } catch (problem) {
    // Its lease ends by itself.
    log(reasonOf(problem));
  }
}

/** Twice as long after each attempt, and not the same for jobs that failed together. */
function pauseAfter(attempts: number): number {
  const longest = Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS);
  return longest * (0.5 + Math.random() / 2);
}
