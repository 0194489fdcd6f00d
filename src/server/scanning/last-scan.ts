import type { Queries } from "../store/database.ts";

/** How far the last scan of all accounts has come. */
export interface LastScan {
  /** Absent: they are being listed. */
  readonly accounts?: number;
  readonly read: number;
  readonly failed: number;
  readonly isOver: boolean;
  /** Why the accounts could not be listed, or were not believed. */
  readonly problem?: string;
}

/** The last scan of all accounts; undefined before the first. */
export async function lastScan(queries: Queries): Promise<LastScan | undefined> {
  const [run] = await queries.query<{
    accounts: number | null;
    read: number;
    failed: number;
    over: boolean;
    problem: string | null;
  }>("SELECT accounts, read, failed, ended_at IS NOT NULL AS over, problem FROM scan_run ORDER BY id DESC LIMIT 1");
  if (!run) return undefined;
  const { accounts, failed, over, problem, read } = run;
  return { ...(accounts !== null && { accounts }), read, failed, isOver: over, ...(problem !== null && { problem }) };
}
