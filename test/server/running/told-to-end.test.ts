import { expect } from "bun:test";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { setFaults } from "../../../src/sandbox/control/control-client.ts";
import { ACCOUNT, withTeam } from "../../support/lending/team-world.ts";
import { pathOf, testNeeding } from "../../support/needs.ts";
import { runningServer, type ServerOptions, startServer, stateFolder } from "../../support/server/running-server.ts";
import { emptyTestDatabase } from "../../support/test-database.ts";
import { until } from "../../support/until.ts";

const testOnPostgres = testNeeding("postgres");
const NO_DRAIN = { ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "0" };
const ENDED = "stops before it has served";
const SIGNALS = ["SIGTERM", "SIGINT"] as const;

for (const signal of SIGNALS) {
  testOnPostgres(
    `${signal} while a server waits for its database ends it, with status 0`,
    async () => {
      await using server = startServer({ variables: { DATABASE_URL: "postgres://nobody@127.0.0.1:1/x" } });
      await until("it waits", () => server.said().includes("waiting for the database"));
      server.kill(signal);
      expect(await server.exited).toBe(0);
      await until("it says so", () => server.said().includes(ENDED));
    },
    30_000,
  );

  testOnPostgres(
    `${signal} while another replica migrates ends the one that waits, which has changed nothing`,
    async () => {
      await using world = await emptyTestDatabase();
      await world.store.patiently((session) =>
        session.script(`
        CREATE TABLE migration (name text PRIMARY KEY, sha256 text NOT NULL, program text NOT NULL,
                                applied_at timestamptz NOT NULL DEFAULT now());
        CREATE TABLE migration_turn (only_row boolean PRIMARY KEY CHECK (only_row));
        INSERT INTO migration_turn VALUES (true);`),
      );
      await world.database.transaction(async (queries) => {
        await queries.query("SELECT only_row FROM migration_turn FOR UPDATE");
        await using server = startServer({ variables: { ...NO_DRAIN, DATABASE_URL: world.url } });
        await until("it waits", async () => {
          const [row] = await queries.query<{ waiting: number }>(
            "SELECT count(*) AS waiting FROM pg_locks WHERE NOT granted",
          );
          return row?.waiting;
        });
        server.kill(signal);
        expect(await server.exited).toBe(0);
        expect(server.said()).toContain(ENDED);
      });
      expect(await world.database.query("SELECT name FROM migration")).toEqual([]);
    },
    60_000,
  );

  testOnPostgres(
    `${signal} while a server makes a database of its own leaves neither a half of it nor a process`,
    async () => {
      const state = stateFolder("ordinary-user");
      const options: ServerOptions = { as: "ordinary-user", state, variables: NO_DRAIN };
      try {
        const server = startServer(options);
        await until("it is made", () => existsSync(join(state, "database/postgres.new/PG_VERSION")));
        server.kill(signal);
        expect(await server.exited).toBe(0);
        expect(readdirSync(join(state, "database")).filter((name) => name.startsWith("postgres"))).toEqual([]);
        expect(processesIn(state)).toEqual([]);
        await using next = await runningServer(options);
        expect((await fetch(`${next.url}readyz`)).status).toBe(200);
      } finally {
        rmSync(state, { recursive: true, force: true });
      }
    },
    120_000,
  );

  testOnPostgres(
    `${signal} while a server waits for its own PostgreSQL to start stops that, too`,
    async () => {
      const state = stateFolder("ordinary-user");
      try {
        const programs = slowPrograms(state);
        const variables = {
          ...NO_DRAIN,
          ACTAS_SERVER_DATABASE_PROGRAMS: programs,
          ACTAS_SERVER_DATABASE_KIND: "managed",
        };
        const server = startServer({ as: "ordinary-user", state, variables });
        await until("it starts", () => existsSync(join(state, "begun")), 60_000);
        server.kill(signal);
        expect(await server.exited).toBe(0);
        expect(processesIn(state)).toEqual([]);
      } finally {
        rmSync(state, { recursive: true, force: true });
      }
    },
    120_000,
  );

  testOnPostgres(
    `${signal} while a role is lent waits for it: who asked gets it, and the trail has its end`,
    () =>
      // Meanwhile STS asks it for the keys of its issuer.
      withTeam({ drainSeconds: 6 }, async ({ database, server, signIn, world }) => {
        await signIn();
        await setFaults(world.sandbox.url, { action: "AssumeRoleWithWebIdentity", latencyMs: 2_000 });
        const asked = world.run(["whoami", `staff:${ACCOUNT}/Work`]);
        const events = async () =>
          (await database.database.query<{ event: string }>("SELECT event FROM audit ORDER BY seq")).map(
            ({ event }) => event,
          );
        await until("it is being lent", async () => (await events()).at(-1) === "intent");
        server.kill(signal);
        expect(await server.exited).toBe(0);
        expect((await events()).slice(-2)).toEqual(["intent", "issued"]);
        expect((await asked).stdout).toContain(`assumed-role/Work/ana@example.com`);
      }),
    120_000,
  );
}

testOnPostgres(
  "a second signal ends a server at once",
  async () => {
    await using world = await emptyTestDatabase();
    await using server = await runningServer({
      variables: { DATABASE_URL: world.url, ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "300" },
    });
    server.kill("SIGINT");
    await until("it stops", () => server.said().includes("stops: it answers"));
    server.kill("SIGINT");
    expect(await server.exited).not.toBe(0);
  },
  60_000,
);

testOnPostgres(
  "a folder that nothing can be written to is told by its name, and nothing runs on",
  async () => {
    const state = stateFolder("ordinary-user");
    try {
      chmodSync(state, 0o500);
      const audit = startServer({ as: "ordinary-user", state });
      expect(await audit.exited).toBe(1);
      await until("it says why", () => audit.said().includes("error"));
      expect(audit.said()).toContain(`cannot write the audit trail to ${state}/audit.jsonl: permission denied`);
      const database = startServer({ as: "ordinary-user", state, variables: { ACTAS_SERVER_AUDIT_FILE: "false" } });
      expect(await database.exited).toBe(1);
      await until("it says why", () => database.said().includes("error"));
      expect(database.said()).toContain(`${state}/database`);
      expect(processesIn(state)).toEqual([]);
    } finally {
      rmSync(state, { recursive: true, force: true });
    }
  },
  30_000,
);

/** Those of PostgreSQL, but for a `postgres` that never gets ready. */
function slowPrograms(state: string): string {
  const folder = join(state, "programs");
  mkdirSync(folder);
  const real = dirname(pathOf("postgres") ?? "");
  const sleeps = `#!/bin/sh\ntouch ${state}/begun\nexec sleep 1000 # in ${state}\n`;
  for (const [name, text] of [
    ["postgres", `#!/bin/sh\ncase $1 in -V|--version) exec ${real}/postgres "$@";; esac\n${sleeps.slice(10)}`],
    ["initdb", `#!/bin/sh\nmkdir -p "$2" && echo 15 > "$2/PG_VERSION"\n`],
  ] as const)
    writeFileSync(join(folder, name), text, { mode: 0o755 });
  if (process.getuid?.() === 0) chownSync(folder, 65_534, 65_534);
  return folder;
}

/** All that work in a folder, by their current one or their words. */
function processesIn(folder: string): readonly string[] {
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => {
      try {
        const words = readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ");
        const environment = readFileSync(`/proc/${pid}/environ`, "utf8");
        return words.includes(folder) || environment.includes(`=${folder}`) ? [words] : [];
      } catch {
        return [];
      }
    });
}
