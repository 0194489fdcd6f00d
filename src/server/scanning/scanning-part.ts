import { z } from "zod/mini";
import { ActasError } from "../../base/errors.ts";
import { reasonOf } from "../../base/system-error.ts";
import type { AwsCaller } from "../../role-map/accounts/access-to.ts";
import { ListedAccountShape } from "../../role-map/accounts/listed-account-shape.ts";
import { scanToolsOf } from "../../role-map/scan/create-scan-tools.ts";
import { outcomeOf } from "../../role-map/scan/scan-accounts.ts";
import type { ListedAccount } from "../../role-map/scanned-account.ts";
import { JobQueue } from "../jobs/job-queue.ts";
import { pause } from "../jobs/pause.ts";
import { type JobRun, workOnJobs } from "../jobs/work-on-jobs.ts";
import type { ServerPart } from "../server-part.ts";
import type { ServerTools } from "../server-tools.ts";
import { CallBudget } from "./call-budget.ts";
import { listedBySettings } from "./listed-by-settings.ts";
import { ALL, SCAN, SCAN_ACCOUNT, ScanRuns } from "./scan-runs.ts";
import type { ScanningSettings } from "./scanning-settings.ts";
import { writeAccount, writeFailure } from "./write-account.ts";

export interface ScanningNeeds {
  /** Who reads the accounts, and how AWS is reached. */
  readonly caller: AwsCaller;
  /** The role of this server, which brokers. */
  readonly ourRole?: string | undefined;
  /** Done when a run has ended here, so that this replica need not find out later. */
  readonly whenScanned?: () => Promise<void>;
  /** How often a replica without a job looks for one; absent: every three seconds. */
  readonly lookEveryMs?: number;
  readonly leaseMs?: number;
}

export interface ScanningPart extends ServerPart {
  readonly runs: ScanRuns;
}

const AT_ONCE = 20;
const CALLS_PER_SECOND = 60;
const LOOK_EVERY_MS = 3_000;
const HOUR_MS = 3_600_000;
/** When the accounts could not be listed, it is tried again after this. */
const RETRY_MS = 5 * 60_000;
/** With more accounts all are read less often. */
const MANY = 500;

const AccountJob = z.object({ account: ListedAccountShape, run: z.optional(z.number()) });

/** Reads all accounts again and again, each by one replica at a time. */
export function createScanningPart(
  { database, log, measures, replica }: Pick<ServerTools, "database" | "log" | "measures" | "replica">,
  settings: ScanningSettings,
  { caller, leaseMs, lookEveryMs = LOOK_EVERY_MS, ourRole, whenScanned = async () => {} }: ScanningNeeds,
): ScanningPart {
  const queue = new JobQueue(database, replica);
  const runs = new ScanRuns(database, queue);
  const budget = new CallBudget(settings.callsPerSecond ?? CALLS_PER_SECOND);
  const tools = { ...scanToolsOf(caller, settings.externalId), beforeAssuming: budget.take };

  async function scanAll(job: JobRun): Promise<void> {
    const run = await runs.begin(typeof job.payload.why === "string" ? job.payload.why : "it is time");
    if (run === undefined) return end(job, RETRY_MS, async () => {});
    let accounts: readonly ListedAccount[];
    try {
      accounts = await listedBySettings(settings, caller);
      if (accounts.length === 0) throw new ActasError("configuration", "cannot scan accounts: none is listed");
    } catch (error) {
      job.signal.throwIfAborted();
      const problem = reasonOf(error);
      log(`cannot list the accounts, and goes on with those it has: ${problem}`);
      return end(job, RETRY_MS, (queries) => runs.failed(run, problem, queries));
    }
    await end(job, intervalMs(settings, accounts.length), (queries) => runs.spread(run, accounts, queries));
  }

  /** Ends a job, and has the next scan of all accounts begin after a while; not of all servers at the same minute. */
  async function end(
    job: JobRun,
    pauseMs: number,
    write: (queries: Parameters<JobRun["finish"]>[0]) => Promise<void>,
  ): Promise<void> {
    await database.transaction(async (queries) => {
      await job.finish(queries);
      await write(queries);
      await queue.add({ kind: SCAN, key: ALL, delayMs: pauseMs * (0.9 + Math.random() / 5) }, queries);
    });
  }

  async function scanOne(job: JobRun): Promise<void> {
    const read = AccountJob.safeParse(job.payload);
    if (!read.success) throw new Error("the job names no account");
    const { account, run } = read.data;
    const begin = performance.now();
    const outcome = await outcomeOf(account, { ...tools, signal: job.signal });
    const result = "scanned" in outcome ? "read" : "failed";
    measures?.took("actas_account_scan_seconds", { outcome: result }, performance.now() - begin);
    const isLast = await database.transaction(async (queries) => {
      await job.finish(queries);
      if ("scanned" in outcome) await writeAccount(queries, outcome.scanned, ourRole);
      else await writeFailure(queries, account, outcome.unscanned.reason);
      return run !== undefined && runs.through(run, result, queries);
    });
    if ("unscanned" in outcome)
      log(`cannot scan account ${account.id}, and keeps what it knows: ${outcome.unscanned.reason}`);
    if (isLast) await whenScanned();
  }

  return {
    name: "scanning",
    routes: [],
    runs,
    async work(signal) {
      await begin(queue, log, signal);
      await workOnJobs(
        queue,
        {
          handlers: { [SCAN]: { run: scanAll }, [SCAN_ACCOUNT]: { run: scanOne } },
          atOnce: settings.atOnce ?? AT_ONCE,
          log,
          lookEveryMs,
          ...(leaseMs !== undefined && { leaseMs }),
        },
        signal,
      );
    },
  };
}

/** A server that starts scans at once if none is planned: a new one knows nothing. */
async function begin(queue: JobQueue, log: ServerTools["log"], signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await queue.add({ kind: SCAN, key: ALL, payload: { why: "the server has started" } });
      return;
    } catch (error) {
      log(`cannot plan a scan: ${reasonOf(error)}`);
      await pause(RETRY_MS / 60, signal);
    }
  }
}

function intervalMs({ everyHours }: ScanningSettings, accounts: number): number {
  return (everyHours ?? (accounts > MANY ? 6 : 1)) * HOUR_MS;
}
