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
interface Said {
  readonly accounts: number;
  readonly roles: number;
  readonly listMs: number;
  readonly scanMs: number;
  readonly cpuMs: number;
  readonly memory: number;
}

/** Scans of organizations, with 200 roles in each account, without a server that writes them. */
export async function measureScan(): Promise<readonly Result[]> {
  const rows: Result[] = [];
  for (const size of SIZES) {
    const said = await scanOf(size);
    const fewest = (said.accounts / AT_ONCE) * CALLS * LATENCY_MS;
    rows.push({
      name: `scan ${said.accounts} accounts, ${said.roles.toLocaleString("en")} roles, ${AT_ONCE} at once`,
      measured: `${(said.scanMs / 1000).toFixed(1)} s (${(said.cpuMs / said.accounts).toFixed(1)} ms of the processor each, ${Math.round(said.memory / 1e6)} MB)`,
      baseline: `${(fewest / 1000).toFixed(1)} s of waiting`,
      ratio: said.scanMs / fewest,
    });
  }
  return rows;
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
