import { expect, test } from "bun:test";
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callsOf } from "../../../src/sandbox/control/control-client.ts";
import { startSandbox } from "../../../src/sandbox/start.ts";
import type { AuditRecord } from "../../../src/server/audit/audit-record.ts";
import { recordsOf, verifyAudit } from "../../../src/server/audit/verify-audit.ts";
import type { Database } from "../../../src/server/store/database.ts";
import { cannotMount } from "../../support/cannot-mount.ts";
import { lendDev, startLender, trustLender } from "../../support/lending/lender-process.ts";
import { testNeeding } from "../../support/needs.ts";
import { asOrdinaryUser, needsRoot } from "../../support/ordinary-user.ts";
import { openTestDatabase } from "../../support/postgres/open-test-database.ts";
import { throwAwayPostgres } from "../../support/postgres/throw-away-postgres.ts";
import { PROGRAM } from "../../support/program.ts";
import { until } from "../../support/until.ts";

const testOnPostgres = testNeeding("postgres");

testOnPostgres(
  "the database is restarted while roles are lent: each answer is a loan with its records, or 503",
  async () => {
    await using place = folder();
    const postgres = await throwAwayPostgres({ durable: true });
    try {
      await prepare(postgres.url());
      await using lending = await lenderOn(postgres.url(), place.path);
      const load = loadOn(lending.url);
      for (const how of ["fast", "immediate"] as const) {
        const { length } = load.lent;
        await until("roles are lent", () => load.lent.length > length + 10);
        await postgres.stop(how);
        await until("some are refused", () => load.refused.length > 0);
        await postgres.start();
        const before = load.lent.length;
        await until("roles are lent again", () => load.lent.length > before + 10);
      }
      await load.end();
      expect(new Set(load.refused)).toEqual(new Set([503]));
      const database = await openTestDatabase(postgres.url());
      const issued = new Set(
        (await trail(database)).flatMap(({ event, reason }) => (event === "issued" ? reason : [])),
      );
      expect(load.lent.filter((reason) => !issued.has(reason))).toEqual([]);
      expect((await verifyAudit(database)).problems).toEqual([]);
      await database.close();
    } finally {
      await postgres.remove();
    }
  },
  120_000,
);

/** A test with a small disk for the database that a server runs itself. */
const onSmallDisk: typeof testOnPostgres = (name, body, limitMs) => {
  const reason = cannotMount() ?? needsRoot();
  if (reason) test.skip(`${name} # SKIPPED: ${reason}`, body);
  else testOnPostgres(name, body, limitMs);
};

onSmallDisk(
  "while the disk of a server's own database is full nothing is lent, and with room roles are lent again",
  async () => {
    await using place = folder();
    await using server = await serverOnSmallDisk(place.path);
    const { readyz, root } = server;
    const url = `postgres://actas@localhost/postgres?host=${encodeURIComponent(`${root}/database/run`)}`;
    await using lending = await lenderOn(url, place.path);
    expect((await lendDev(lending.url)).status).toBe(200);
    const stsCalls = async () => (await callsOf(lending.sandbox)).filter(({ action }) => action.startsWith("Assume"));
    fill(`${root}/filler`);
    const refused = await until("a loan is refused", async () => {
      const answer = await lendDev(lending.url, crypto.randomUUID().repeat(6));
      return answer.status === 200 ? undefined : answer;
    });
    expect([refused.status, await refused.text()]).toEqual([503, "cannot lend: the audit trail cannot be written\n"]);
    const { length } = await stsCalls();
    expect((await lendDev(lending.url, crypto.randomUUID().repeat(6))).status).toBe(503);
    expect(await stsCalls()).toHaveLength(length);
    rmSync(`${root}/filler`);
    await until("a role is lent", async () => (await lendDev(lending.url)).status === 200);

    // PostgreSQL itself gives up where there is no room for what it puts down first, and is started again in vain.
    fill(`${root}/filler`);
    const database = await openTestDatabase(url);
    await until("PostgreSQL has ended", async () => {
      await database.query("SELECT pg_logical_emit_message(true, 'x', repeat('x', 4000000))").catch(() => {});
      return server.said().includes("it is started again");
    });
    expect((await lendDev(lending.url)).status).toBe(503);
    rmSync(`${root}/filler`);
    await until("the server is ready", async () => (await readyz()) === 200, 60_000);
    await until("a role is lent", async () => (await lendDev(lending.url)).status === 200);
    expect((await verifyAudit(database)).problems).toEqual([]);
    await database.close();
  },
  180_000,
);

/** `actas server run` with a PostgreSQL of its own, on a disk that holds little more than an empty database. */
async function serverOnSmallDisk(place: string) {
  const disk = join(place, "disk");
  mkdirSync(disk);
  chmodSync(place, 0o711);
  const mounted = `mount -t tmpfs -o size=112m,uid=65534,gid=65534,mode=700 none ${disk} && exec "$@"`;
  const words = asOrdinaryUser([PROGRAM, "server", "run"]);
  const child = Bun.spawn(["unshare", "--mount", "sh", "-c", mounted, "sh", ...words], {
    env: {
      PATH: process.env.PATH ?? "",
      HOME: disk,
      STATE_DIRECTORY: disk,
      ACTAS_SERVER_LISTEN_PORT: "0",
      ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "0",
      ACTAS_SERVER_AUDIT_FILE: "false",
    },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let said = "";
  const decoder = new TextDecoder();
  void (async () => {
    for await (const bytes of child.stderr) said += decoder.decode(bytes, { stream: true });
  })();
  await until("it serves or has ended", () => /serves|error/.test(said), 60_000);
  const [, url = ""] = /serves .* at (\S+)/.exec(said) ?? [];
  if (!url) throw new Error(said);
  return {
    root: `/proc/${child.pid}/root${disk}`,
    said: () => said,
    readyz: async () => (await fetch(`${url}readyz`)).status,
    [Symbol.asyncDispose]: async () => {
      child.kill("SIGTERM");
      await child.exited;
    },
  };
}

/** Leaves no byte. */
function fill(path: string): void {
  Bun.spawnSync(["dd", "if=/dev/zero", `of=${path}`, "bs=64k"], { stderr: "ignore" });
}

async function prepare(url: string): Promise<void> {
  const { exitCode, stderr } = Bun.spawnSync([PROGRAM, "server", "migrate"], {
    env: { HOME: "/nonexistent", STATE_DIRECTORY: "/nonexistent", DATABASE_URL: url },
  });
  if (exitCode !== 0) throw new Error(stderr.toString());
}

async function lenderOn(url: string, place: string) {
  const sandbox = startSandbox();
  const lender = await startLender(url, sandbox.url, place);
  await trustLender(sandbox.url, lender.url);
  return {
    url: lender.url,
    sandbox: sandbox.url,
    [Symbol.asyncDispose]: async () => {
      lender.child.kill();
      await lender.child.exited;
      await sandbox.stop();
    },
  };
}

/** Asks again and again, each time for another reason. */
function loadOn(url: string) {
  const lent: string[] = [];
  const refused: number[] = [];
  let goesOn = true;
  const one = async (): Promise<void> => {
    while (goesOn) {
      const reason = crypto.randomUUID();
      const { status } = await lendDev(url, reason);
      if (status === 200) lent.push(reason);
      else refused.push(status);
    }
  };
  const all = Promise.all(Array.from({ length: 4 }, one));
  return {
    lent,
    refused,
    end: async () => {
      goesOn = false;
      await all;
    },
  };
}

async function trail(database: Database): Promise<readonly AuditRecord[]> {
  const records: AuditRecord[] = [];
  for await (const { record } of recordsOf(database)) records.push(JSON.parse(record) as AuditRecord);
  return records;
}

function folder() {
  const path = mkdtempSync(join(tmpdir(), "actas-away-"));
  return { path, [Symbol.asyncDispose]: async () => rmSync(path, { recursive: true, force: true }) };
}
