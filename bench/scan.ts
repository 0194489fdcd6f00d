import { join } from "node:path";
import { ROOT } from "../test/support/program.ts";
import { firstLine } from "./first-line.ts";
import type { Result } from "./result.ts";

/** Real sockets, and an AWS that takes this long for each call. */
const SIZES = [100, 500] as const;
const LATENCY_MS = 200;
const AT_ONCE = 50;
/** AssumeRole, the roles, the aliases, the providers and the one provider. */
const CALLS = 5;
/** So many accounts are to be read in two minutes. */
const GOAL = { accounts: 5_000, ms: 120_000 };

interface Said {
  readonly accounts: number;
  readonly roles: number;
  readonly listMs: number;
  readonly scanMs: number;
  readonly cpuMs: number;
  readonly memory: number;
}

/**
 * Whole scans of organizations, with 200 roles in each account. That of 5,000 accounts is calculated: what the calls take
 * of the time, 50 accounts at once, or what they take of the processor, whichever is more.
 */
export async function measureScan(): Promise<readonly Result[]> {
  const rows: Result[] = [];
  let last: Said | undefined;
  for (const size of SIZES) {
    const said = await scanOf(size);
    const fewest = (said.accounts / AT_ONCE) * CALLS * LATENCY_MS;
    rows.push({
      name: `scan ${said.accounts} accounts, ${said.roles.toLocaleString("en")} roles, ${AT_ONCE} at once`,
      measured: `${(said.scanMs / 1000).toFixed(1)} s (${(said.cpuMs / said.accounts).toFixed(1)} ms of the processor each, ${Math.round(said.memory / 1e6)} MB)`,
      baseline: `${(fewest / 1000).toFixed(1)} s of waiting`,
      ratio: said.scanMs / fewest,
    });
    last = said;
  }
  if (last) rows.push(calculated(last));
  return rows;
}

function calculated({ accounts, cpuMs }: Said): Result {
  const waiting = (GOAL.accounts / AT_ONCE) * CALLS * LATENCY_MS;
  const ms = Math.max(waiting, (cpuMs / accounts) * GOAL.accounts);
  return {
    name: `scan ${GOAL.accounts.toLocaleString("en")} accounts, calculated`,
    measured: `${(ms / 1000).toFixed(0)} s`,
    baseline: `${GOAL.ms / 1000} s`,
    ratio: ms / GOAL.ms,
    bound: { sense: "at most", ratio: 1 },
  };
}

async function scanOf(accounts: number): Promise<Said> {
  const organization = program("organization.ts", String(accounts), String(LATENCY_MS));
  try {
    const url = await firstLine(organization.stdout);
    return JSON.parse(await firstLine(program("scan.ts", url, String(AT_ONCE)).stdout)) as Said;
  } finally {
    organization.kill();
  }
}

function program(file: string, ...words: readonly string[]) {
  return Bun.spawn([process.execPath, join(ROOT, "bench/programs", file), ...words], {
    stdin: "ignore",
    stdout: "pipe",
    stderr: "inherit",
  });
}
