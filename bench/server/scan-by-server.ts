import { join } from "node:path";
import { throwAwayPostgres } from "../../test/support/postgres/throw-away-postgres.ts";
import { ROOT } from "../../test/support/program.ts";
import { runningServer } from "../../test/support/server/running-server.ts";
import { until } from "../../test/support/until.ts";
import { firstLine } from "../first-line.ts";
import { memoryOfProcess } from "../memory.ts";
import type { Result } from "../result.ts";
import { cpuMsOf } from "./cpu-of-process.ts";
import { openBenchDatabase } from "./stored-organization.ts";

const ACCOUNTS = 5_000;
const LATENCY_MS = 200;
const AT_ONCE = 50;
/** AssumeRole, the roles, the aliases, the providers and the one provider. */
const CALLS = 5;
const GOAL_MS = 120_000;
const LIMIT_MS = 15 * 60_000;

/** Who may read the sandbox's accounts. */
const KEYS = {
  AWS_ACCESS_KEY_ID: "AKIASANDBOXBEN000001",
  AWS_SECRET_ACCESS_KEY: "sandbox-secret/ben+BBBBBBBBBBBBBBBBBBBBB",
};

interface Run {
  readonly accounts: number;
  readonly read: number;
  readonly seconds: number;
}

/**
 * The server reads an organization as it does at its first start: over sockets, from an AWS that takes 200 ms for each
 * call, into PostgreSQL.
 */
export async function measureScanByServer(): Promise<readonly Result[]> {
  return [await scanByServer(ACCOUNTS)];
}

export async function scanByServer(accounts: number): Promise<Result> {
  const postgres = await throwAwayPostgres();
  const organization = Bun.spawn(
    [process.execPath, join(ROOT, "bench/programs/organization.ts"), String(accounts), String(LATENCY_MS)],
    { stdin: "ignore", stdout: "pipe", stderr: "inherit" },
  );
  try {
    const url = await firstLine(organization.stdout);
    await using server = await runningServer({
      args: ["--role", "worker"],
      variables: {
        ...KEYS,
        AWS_ENDPOINT_URL: url,
        DATABASE_URL: postgres.url(),
        ACTAS_SERVER_ACCOUNTS_ORGANIZATION_AUDIT_ROLE: "actas/actas-audit",
        ACTAS_SERVER_ACCOUNTS_AT_ONCE: String(AT_ONCE),
      },
    });
    const run = await ended(postgres.url());
    const cpu = cpuMsOf(server.pid) / run.accounts;
    const fewest = (run.accounts / AT_ONCE) * CALLS * LATENCY_MS;
    const ms = run.seconds * 1000;
    const waiting = `${(fewest / 1000).toFixed(0)} s of waiting`;
    return {
      name: `the server scans ${run.read.toLocaleString("en")} accounts of 200 roles, ${AT_ONCE} at once`,
      measured: `${run.seconds.toFixed(0)} s (${cpu.toFixed(1)} ms of the processor each, ${memoryOfProcess(server.pid).private.toFixed(0)} MiB)`,
      baseline: accounts < ACCOUNTS ? waiting : `${GOAL_MS / 1000} s, of it ${waiting}`,
      ratio: ms / (accounts < ACCOUNTS ? fewest : GOAL_MS),
      ...(accounts >= ACCOUNTS && { bound: { sense: "at most" as const, ratio: 1 } }),
    };
  } finally {
    organization.kill();
    await postgres.remove();
  }
}

/** Waits for the end of the first scan of all accounts, which begins when the accounts begin to be listed. */
async function ended(url: string): Promise<Run> {
  const database = await openBenchDatabase(url);
  const look = async (): Promise<Run | undefined> => {
    const [run] = await database.query<Run & { readonly problem: string | null }>(
      `SELECT accounts, read, problem, extract(epoch FROM ended_at - started_at)::double precision AS seconds
       FROM scan_run WHERE ended_at IS NOT NULL`,
    );
    if (run && (run.problem !== null || run.read < run.accounts)) throw new Error(`cannot scan all: ${run.problem}`);
    return run;
  };
  const run = await until("all accounts are read", look, LIMIT_MS);
  await database.close();
  return run;
}
