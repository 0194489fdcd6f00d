import { join } from "node:path";
import { Secret } from "../src/base/secret.ts";
import { personKeys, questionOfAnybody } from "../src/server/roles/asking-way.ts";
import { openDatabase } from "../src/server/store/open-database.ts";
import { compileTrust } from "../src/trust-policies/compiled/compile-trust.ts";
import { parseTrustPolicy } from "../src/trust-policies/trust-policy.ts";
import { throwAwayPostgres } from "../test/support/postgres/throw-away-postgres.ts";
import { ROOT } from "../test/support/program.ts";
import { MINT, madeUpAccounts } from "../test/support/server/made-up-map.ts";
import { storeAccounts } from "../test/support/server/store-accounts.ts";
import { firstLine } from "./first-line.ts";
import type { Result } from "./result.ts";
import { quantile } from "./statistics.ts";

/** Accounts of 200 roles each, ten of which trust the server. */
const SIZES = [100, 1_000, 5_000] as const;
const ROLES_EACH = 200;
const FEDERATED_EACH = 10;
const GROUPS = 4_000;
const PER_SECOND = 500;
const SECONDS = 10;
const START_MS = 5_000;
const ROLES_P99_MS = 50;
const ACCOUNTS_AT_ONCE = 250;

/** The map of who may take which role: read from a database, in memory, and asked, in organizations of three sizes. */
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
  readonly port: number;
  readonly startMs: number;
  readonly startCpuMs: number;
  readonly memory: number;
  readonly found: number;
  readonly lookup: { readonly median: number; readonly p99: number };
  readonly judge: { readonly median: number; readonly p99: number };
}

async function measureSize(accounts: number, url: string): Promise<readonly Result[]> {
  await fill(accounts, url);
  const replica = Bun.spawn(
    [process.execPath, join(ROOT, "bench/programs/role-map.ts"), url, String(groupsOf(accounts))],
    {
      stdin: "pipe",
      stdout: "pipe",
      stderr: "inherit",
    },
  );
  try {
    const said = JSON.parse(await firstLine(replica.stdout)) as Said;
    const bare = await asked(said.port, "/bare");
    const before = await cpuMs(said.port);
    const listed = await asked(said.port, "/roles");
    const each = ((await cpuMs(said.port)) - before) / (PER_SECOND * SECONDS);
    const what = `${(accounts * ROLES_EACH).toLocaleString("en")} roles of ${accounts.toLocaleString("en")} accounts`;
    return [
      {
        name: `${what}: read the stored map`,
        measured: `${said.startMs.toFixed(0)} ms (${said.startCpuMs.toFixed(0)} of the processor)`,
        baseline: `${START_MS} ms`,
        ratio: said.startMs / START_MS,
        bound: { sense: "at most", ratio: 1 },
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
      { name: `${what}: GET /roles of a person in ten groups`, measured: `${each.toFixed(2)} ms of the processor` },
      {
        name: `${what}: GET /roles, ${PER_SECOND} a second, p99`,
        measured: `${listed.toFixed(1)} ms (bare server ${bare.toFixed(1)})`,
        baseline: `${ROLES_P99_MS} ms`,
        ratio: listed / ROLES_P99_MS,
        bound: { sense: "at most", ratio: 1 },
      },
    ];
  } finally {
    replica.stdin.end();
    await replica.exited;
  }
}

async function cpuMs(port: number): Promise<number> {
  return Number(await (await fetch(`http://127.0.0.1:${port}/cpu`)).text());
}

async function fill(accounts: number, url: string): Promise<void> {
  const tools = { log: () => {}, surroundings: { directory: "/", environment: {} } };
  const database = await openDatabase({ url: new Secret(url), folder: "/nonexistent" }, tools);
  const made = madeUpAccounts({
    accounts,
    rolesEach: ROLES_EACH,
    federatedEach: FEDERATED_EACH,
    groups: groupsOf(accounts),
  });
  for (let page = [...take(made)]; page.length > 0; page = [...take(made)]) await storeAccounts(database, page);
  await database.query("ANALYZE");
  await database.close();
}

function groupsOf(accounts: number): number {
  return Math.max(100, (GROUPS * accounts) / 5_000);
}

function* take<T>(all: Iterator<T>): Generator<T> {
  for (let left = ACCOUNTS_AT_ONCE; left > 0; left--) {
    const { done, value } = all.next();
    if (done) return;
    yield value;
  }
}

/** Asks so many times a second, whether or not answers have come, and gives the 99th percentile of the time to the answer. */
async function asked(port: number, path: string): Promise<number> {
  const times: number[] = [];
  const began = performance.now();
  const open: Promise<void>[] = [];
  for (let number = 0; number < PER_SECOND * SECONDS; number++) {
    const due = began + (number * 1000) / PER_SECOND;
    const wait = due - performance.now();
    if (wait > 1) await Bun.sleep(wait);
    open.push(
      (async () => {
        const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
          headers: { "x-person": String(number % 1000) },
        });
        await answer.arrayBuffer();
        if (!answer.ok) throw new Error(`${path} answered ${answer.status}`);
        // The first second warms up.
        if (number >= PER_SECOND) times.push(performance.now() - due);
      })(),
    );
  }
  await Promise.all(open);
  return quantile(
    times.sort((one, other) => one - other),
    0.99,
  );
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
