import type { ListedAccount } from "../../role-map/scanned-account.ts";
import { endFindings } from "../findings/keep-findings.ts";
import type { JobQueue } from "../jobs/job-queue.ts";
import type { Database, Queries } from "../store/database.ts";
import { nextVersion } from "./write-account.ts";

/** The job that lists the accounts, and the one that reads one. */
export const SCAN = "scan";
export const SCAN_ACCOUNT = "scan-account";
/** There is one list of accounts. */
export const ALL = "all";

/** Scans are asked for as often as anybody likes, and done once in this time, from the start of the last one. */
export const NOT_AGAIN_FOR_S = 300;

/** Of a list that has suddenly fewer than half of the accounts nothing is believed about those that are missing. */
const FEWEST_OF_ALL = 0.5;
/** With fewer than these any number may leave. */
const FEW = 4;

/** Whether a scan begins, or when one may. */
export type RequestedScan =
  | { readonly state: "begins" | "runs" }
  | { readonly state: "too soon"; readonly secondsLeft: number };

/** Scans of all accounts, of which the database lets one run at a time. */
export class ScanRuns {
  readonly #database: Database;
  readonly #queue: JobQueue;

  constructor(database: Database, queue: JobQueue) {
    this.#database = database;
    this.#queue = queue;
  }

  /** Has all accounts scanned soon: at most once in five minutes, whatever has changed meanwhile. */
  request(): Promise<RequestedScan> {
    return this.#database.transaction(async (queries): Promise<RequestedScan> => {
      // Whoever asks at the same time waits here for this answer.
      await queries.query("LOCK TABLE scan_run IN SHARE ROW EXCLUSIVE MODE");
      const [last] = await queries.query<{ runs: boolean; age: number }>(
        `SELECT ended_at IS NULL AS runs, extract(epoch FROM now() - started_at)::double precision AS age
         FROM scan_run ORDER BY id DESC LIMIT 1`,
      );
      if (last?.runs) return { state: "runs" };
      if (last && last.age < NOT_AGAIN_FOR_S) {
        return { state: "too soon", secondsLeft: Math.ceil(NOT_AGAIN_FOR_S - last.age) };
      }
      await queries.query("UPDATE job SET due_at = now() WHERE kind = $1 AND key = $2 AND holder IS NULL", [SCAN, ALL]);
      await this.#queue.add({ kind: SCAN, key: ALL, payload: { why: "asked for" } }, queries);
      return { state: "begins" };
    });
  }

  /** Has one account read again: STS and the map disagree about it. Not more often than once a minute. */
  async again(accountId: string): Promise<void> {
    const [account] = await this.#database.query<{ audit_role_arn: string; name: string | null; unit: string | null }>(
      `SELECT audit_role_arn, name, unit FROM account_scan JOIN account ON id = account_id
       WHERE account_id = $1 AND closed_at IS NULL AND tried_at < now() - interval '1 minute'`,
      [accountId],
    );
    if (!account) return;
    const { audit_role_arn: auditRoleArn, name, unit } = account;
    const listed: ListedAccount = { id: accountId, auditRoleArn, ...(name && { name }), ...(unit && { unit }) };
    await this.#queue.add({ kind: SCAN_ACCOUNT, key: accountId, payload: { account: listed } });
  }

  /**
   * Begins a run, or goes on with the one that a replica has begun and not listed.
   *
   * @returns undefined: one is under way
   */
  async begin(why: string): Promise<number | undefined> {
    await this.#endLeftOver();
    const [run] = await this.#database.query<{ id: number }>(
      "INSERT INTO scan_run (why) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id",
      [why],
    );
    if (run) return Number(run.id);
    const [there] = await this.#database.query<{ id: number; listed: boolean }>(
      "SELECT id, accounts IS NOT NULL AS listed FROM scan_run WHERE ended_at IS NULL",
    );
    if (!there) return this.begin(why);
    return there.listed ? undefined : Number(there.id);
  }

  /**
   * Has each listed account read, and closes those that are not listed any more.
   *
   * @param queries - the transaction that ends the job which has listed them
   */
  async spread(run: number, accounts: readonly ListedAccount[], queries: Queries): Promise<void> {
    const jobs = accounts.map((account) => ({ key: account.id, payload: { account, run } }));
    const added = await this.#queue.addMany(SCAN_ACCOUNT, jobs, queries);
    const problem = await closeMissing(queries, accounts);
    await queries.query(
      `UPDATE scan_run SET accounts = $2, problem = $3, ended_at = CASE WHEN $2 = 0 THEN now() END WHERE id = $1`,
      [run, added, problem ?? null],
    );
  }

  /** An account of a run is through. @returns whether the run has ended with it */
  async through(run: number, outcome: "read" | "failed", queries: Queries): Promise<boolean> {
    const column = outcome === "read" ? "read" : "failed";
    const [ended] = await queries.query(
      `UPDATE scan_run SET ${column} = ${column} + 1,
         ended_at = CASE WHEN read + failed + 1 >= accounts THEN now() END
       WHERE id = $1 AND ended_at IS NULL RETURNING ended_at`,
      [run],
    );
    return ended?.ended_at instanceof Date;
  }

  /** The accounts could not be listed: nothing is known anew, and what was known stays. */
  async failed(run: number, problem: string, queries: Queries): Promise<void> {
    await queries.query("UPDATE scan_run SET ended_at = now(), problem = $2 WHERE id = $1", [run, problem]);
  }

  /** A run whose jobs are gone, as a mistake in one of them may have it, would keep all others from beginning. */
  async #endLeftOver(): Promise<void> {
    await this.#database.query(
      `UPDATE scan_run SET ended_at = now(), problem = coalesce(problem, 'some accounts were given up')
       WHERE ended_at IS NULL AND accounts IS NOT NULL AND NOT EXISTS (
         SELECT FROM job WHERE kind = $1 AND failed_at IS NULL AND payload->>'run' = scan_run.id::text)`,
      [SCAN_ACCOUNT],
    );
  }
}

/** @returns what is not believed of the list */
async function closeMissing(queries: Queries, accounts: readonly ListedAccount[]): Promise<string | undefined> {
  const ids = accounts.map(({ id }) => id);
  const missing = await queries.query<{ id: string }>(
    "SELECT id FROM account WHERE closed_at IS NULL AND NOT (id = ANY($1::text[])) FOR UPDATE",
    [ids],
  );
  if (missing.length === 0) return undefined;
  const [{ open = 0 } = {}] = await queries.query<{ open: number }>(
    "SELECT count(*)::integer AS open FROM account WHERE closed_at IS NULL",
  );
  if (open >= FEW && missing.length > open * FEWEST_OF_ALL) {
    return `${missing.length} of ${open} accounts are not listed any more, which is not believed: none was closed`;
  }
  const version = await nextVersion(queries);
  const closed = missing.map(({ id }) => id);
  await queries.query("UPDATE account SET closed_at = now(), version = $2 WHERE id = ANY($1::text[])", [
    closed,
    version,
  ]);
  await queries.query(
    `INSERT INTO role_history (account_id, name, version, change)
     SELECT account_id, name, $2, 'closed' FROM role WHERE account_id = ANY($1::text[])`,
    [closed, version],
  );
  await endFindings(queries, closed);
  return undefined;
}
