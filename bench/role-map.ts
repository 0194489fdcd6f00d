import { join } from "node:path";
import { personKeys, questionOfAnybody } from "../src/server/roles/asking-way.ts";
import { compileTrust } from "../src/trust-policies/compiled/compile-trust.ts";
import { parseTrustPolicy } from "../src/trust-policies/trust-policy.ts";
import { throwAwayPostgres } from "../test/support/postgres/throw-away-postgres.ts";
import { ROOT } from "../test/support/program.ts";
import { MINT, madeUpAccounts } from "../test/support/server/made-up-map.ts";
import { firstLine } from "./first-line.ts";
import type { Result } from "./result.ts";
import { FEDERATED_EACH, groupsOf, ROLES_EACH, storeOrganization } from "./server/stored-organization.ts";

/** Accounts of 200 roles each, ten of which trust the server. */
const SIZES = [100, 1_000, 5_000] as const;
const GROUPS = 4_000;

/** The map of who may take which role, without the server around it: read, asked and judged, in organizations of three sizes. */
export async function measureRoleMap(): Promise<readonly Result[]> {
  const rows: Result[] = [compileRow()];
  for (const accounts of SIZES) {
    const postgres = await throwAwayPostgres();
    try {
      rows.push(...(await measureSize(accounts, postgres.url())));
    } finally {
      await postgres.remove();
    }
  }
  return rows;
}

interface Said {
  readonly startMs: number;
  readonly startCpuMs: number;
  readonly memory: number;
  readonly found: number;
  readonly lookup: { readonly median: number; readonly p99: number };
  readonly judge: { readonly median: number; readonly p99: number };
}

async function measureSize(accounts: number, url: string): Promise<readonly Result[]> {
  await storeOrganization(accounts, url);
  const replica = Bun.spawn(
    [process.execPath, join(ROOT, "bench/programs/role-map.ts"), url, String(groupsOf(accounts))],
    {
      stdin: "ignore",
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  try {
    const said = JSON.parse(await firstLine(replica.stdout)) as Said;
    const what = `${(accounts * ROLES_EACH).toLocaleString("en")} roles of ${accounts.toLocaleString("en")} accounts`;
    return [
      {
        name: `${what}: read the stored map`,
        measured: `${said.startMs.toFixed(0)} ms (${said.startCpuMs.toFixed(0)} of the processor)`,
      },
      { name: `${what}: memory of the replica`, measured: `${said.memory.toFixed(0)} MiB` },
      {
        name: `${what}: find ${said.found} roles of a person in 100 groups`,
        measured: `${said.lookup.median.toFixed(2)} ms (p99 ${said.lookup.p99.toFixed(2)}) of the processor`,
      },
      {
        name: `${what}: judge one role for a loan`,
        measured: `${said.judge.median.toFixed(2)} ms (p99 ${said.judge.p99.toFixed(2)}) of the processor`,
      },
    ];
  } finally {
    await replica.exited;
  }
}

function compileRow(): Result {
  const accounts = [
    ...madeUpAccounts({ accounts: 300, rolesEach: FEDERATED_EACH, federatedEach: FEDERATED_EACH, groups: GROUPS }),
  ];
  const work = accounts.flatMap(({ aliases, id, packed, partition, providers, roles }) => {
    const known = new Map(providers.map(({ clientIds, url }) => [url, clientIds] as const));
    const account = { id, partition, aliases, packed, scannedAt: 0, providers: known };
    return roles.map(({ trust }) => ({ account, trust }));
  });
  const compile = (): void => {
    for (const { account, trust } of work) {
      const policy = parseTrustPolicy(trust);
      if (typeof policy !== "string") compileTrust(policy, questionOfAnybody(MINT, account), personKeys(MINT));
    }
  };
  compile();
  const before = process.cpuUsage();
  compile();
  const { system, user } = process.cpuUsage(before);
  return {
    name: "read and compile a trust policy",
    measured: `${((system + user) / work.length).toFixed(0)} µs of the processor`,
  };
}
