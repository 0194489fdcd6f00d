import { expect, test } from "bun:test";
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tryLock } from "../../../src/files/lock.ts";
import { makePrivateDirectory } from "../../../src/files/private-directory.ts";
import { openBeside } from "../../../src/server/store/open-beside.ts";
import { testNeeding } from "../../support/needs.ts";
import { asOrdinaryUser } from "../../support/ordinary-user.ts";
import { PROGRAM } from "../../support/program.ts";
import { runningServer, startServer, stateFolder } from "../../support/server/running-server.ts";
import { until } from "../../support/until.ts";

const testOnPostgres = testNeeding("postgres");

/** `actas server audit verify` beside whatever has this state. */
async function verify(state: string, variables: Readonly<Record<string, string>> = {}) {
  const words = [PROGRAM, "server", "audit", "verify"];
  const { PATH = "" } = process.env;
  const child = Bun.spawn(process.getuid?.() === 0 ? asOrdinaryUser(words) : words, {
    env: { PATH, HOME: state, STATE_DIRECTORY: state, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const [output, errors] = await Promise.all([new Response(child.stdout).text(), new Response(child.stderr).text()]);
  return { status: await child.exited, output, errors };
}

test("beside no server nothing is made, and it is said that there is nothing yet", async () => {
  const state = stateFolder("ordinary-user");
  try {
    const { errors, status } = await verify(state);
    expect(status).not.toBe(0);
    expect(errors).toContain(`cannot open the database in ${state}/database: no server has made one there yet`);
    expect(readdirSync(state)).toEqual([]);
  } finally {
    rmSync(state, { recursive: true });
  }
}, 30_000);

testOnPostgres(
  "beside a server that starts for the first time a command waits until its database is there",
  async () => {
    const state = stateFolder("ordinary-user");
    try {
      await using server = startServer({ as: "ordinary-user", state });
      await until("it makes its database", () => existsSync(join(state, "database/lock")), 30_000);
      const { errors, output, status } = await verify(state);
      expect([status, errors]).toEqual([0, ""]);
      expect(output).toContain("0 records");
      expect(server.said()).not.toContain("error");
    } finally {
      rmSync(state, { recursive: true, force: true });
    }
  },
  90_000,
);

test("beside a server that stays on its way it is said that it starts or stops", async () => {
  const folder = mkdtempSync(join(tmpdir(), "actas-beside-"));
  try {
    using directory = makePrivateDirectory(folder);
    using _ = tryLock(directory, "lock");
    const tools = { log: () => {}, surroundings: { directory: "/", environment: {} } };
    await expect(openBeside({ folder }, tools, 0)).rejects.toThrow("its server is starting or stopping");
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("what is embedded in a server is read beside it", async () => {
  const state = stateFolder("ordinary-user");
  const variables = { ACTAS_SERVER_DATABASE_KIND: "embedded", ACTAS_SERVER_LISTEN_DRAIN_SECONDS: "0" };
  try {
    await using _ = await runningServer({ as: "ordinary-user", state, variables });
    expect(await verify(state, variables)).toMatchObject({ status: 0, errors: "" });
  } finally {
    rmSync(state, { recursive: true, force: true });
  }
}, 120_000);
