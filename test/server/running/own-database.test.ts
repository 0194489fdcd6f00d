import { expect, test } from "bun:test";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { testNeeding } from "../../support/needs.ts";
import { runningServer, startServer, stateFolder } from "../../support/server/running-server.ts";
import { until } from "../../support/until.ts";

const testOnPostgres = testNeeding("postgres");

testOnPostgres(
  "a server runs a PostgreSQL of its own, which nobody else reaches, and stops it in order",
  async () => {
    const state = stateFolder("ordinary-user");
    try {
      const server = await runningServer({ as: "ordinary-user", state });
      const folder = join(state, "database");
      expect(statSync(folder).mode & 0o777).toBe(0o700);
      expect(statSync(join(folder, "run")).mode & 0o777).toBe(0o700);
      const pid = postmasterPid(folder);
      expect(listeningPortsOf(pid)).toEqual([]);
      server.kill("SIGTERM");
      expect(await server.exited).toBe(0);
      expect(isRunning(pid)).toBe(false);
      expect(readFileSync(join(folder, "postgres.log"), "utf8")).toContain("database system is shut down");
    } finally {
      rmSync(state, { recursive: true, force: true });
    }
  },
  60_000,
);

testOnPostgres(
  "after kill -9 the next server stops what was left running, and takes over what it had",
  async () => {
    const state = stateFolder("ordinary-user");
    try {
      const killed = await runningServer({ as: "ordinary-user", state });
      const pid = postmasterPid(join(state, "database"));
      // Root runs it by setpriv, which becomes it.
      killed.kill("SIGKILL");
      await killed.exited;
      expect(isRunning(pid)).toBe(true);
      await using next = await runningServer({ as: "ordinary-user", state });
      expect(next.said()).toContain(`stopping PostgreSQL, pid ${pid}, that an earlier server left running`);
      expect(next.said()).not.toContain("migrated");
      expect(isRunning(pid)).toBe(false);
    } finally {
      rmSync(state, { recursive: true, force: true });
    }
  },
  90_000,
);

testOnPostgres(
  "a PostgreSQL that ends by itself is started again, and the server serves again",
  async () => {
    await using server = await runningServer({ as: "ordinary-user" });
    const folder = join(stateOf(server.pid), "database");
    const pid = postmasterPid(folder);
    process.kill(pid, "SIGQUIT");
    await until("it was started again", () => server.said().includes("it is started again"));
    await until("the server is ready", async () => (await fetch(`${server.url}readyz`)).status === 200);
    expect(postmasterPid(folder)).not.toBe(pid);
  },
  60_000,
);

testOnPostgres(
  "a second server on the folder of another is refused",
  async () => {
    const state = stateFolder("ordinary-user");
    try {
      await using first = await runningServer({ as: "ordinary-user", state });
      const second = startServer({ as: "ordinary-user", state });
      expect(await second.exited).not.toBe(0);
      await until("it says why", () => second.said().includes("hint"));
      expect(second.said()).toContain("another server uses it");
      expect((await fetch(`${first.url}readyz`)).status).toBe(200);
    } finally {
      rmSync(state, { recursive: true, force: true });
    }
  },
  60_000,
);

testOnPostgres(
  "PostgreSQL is not run as root, and what to do is said",
  async () => {
    if (process.getuid?.() !== 0) return;
    const server = startServer();
    expect(await server.exited).not.toBe(0);
    await until("it says why", () => server.said().includes("hint"));
    expect(server.said()).toContain("it refuses to run as root");
    expect(server.said()).toContain("`User=`");
  },
  30_000,
);

test("without PostgreSQL the database is in the server, with a loud note, for one server at a time", async () => {
  const state = stateFolder();
  const variables = { ACTAS_SERVER_DATABASE_KIND: "embedded" };
  try {
    await using server = await runningServer({ state, variables });
    expect(server.said()).toContain("for trying out only, a power cut may damage it");
    const second = startServer({ state, variables });
    expect(await second.exited).not.toBe(0);
    await until("it says why", () => second.said().includes("hint"));
    expect(second.said()).toContain("another server uses it");
    expect((await fetch(`${server.url}readyz`)).status).toBe(200);
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}, 120_000);

function postmasterPid(folder: string): number {
  return Number(readFileSync(join(folder, "postgres/postmaster.pid"), "utf8").split("\n")[0]);
}

function stateOf(pid: number): string {
  const environment = readFileSync(`/proc/${pid}/environ`, "utf8").split("\0");
  return environment.find((line) => line.startsWith("STATE_DIRECTORY="))?.slice("STATE_DIRECTORY=".length) ?? "";
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, "utf8"));
  } catch {
    return false;
  }
}

/** Of TCP, by the inodes of its sockets. */
function listeningPortsOf(pid: number): string[] {
  const sockets = readdirSync(`/proc/${pid}/fd`).flatMap((fd) => linkAt(`/proc/${pid}/fd/${fd}`));
  const lines = ["tcp", "tcp6"].flatMap((kind) => readFileSync(`/proc/net/${kind}`, "utf8").split("\n"));
  return lines.filter((line) => / 0A /.test(line) && sockets.some((inode) => line.includes(` ${inode} `)));
}

function linkAt(path: string): string[] {
  const { stdout } = Bun.spawnSync(["readlink", path]);
  const [, inode] = /socket:\[(\d+)\]/.exec(stdout.toString()) ?? [];
  return inode ? [inode] : [];
}
