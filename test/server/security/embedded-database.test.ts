import { afterAll, beforeAll, expect, test } from "bun:test";
import { chmodSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Database } from "../../../src/server/store/database.ts";
import { openBeside } from "../../../src/server/store/open-beside.ts";
import { openDatabase } from "../../../src/server/store/open-database.ts";
import { testNeeding } from "../../support/needs.ts";
import { AS_OTHER_USER } from "../../support/other-user.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-embedded-"));
const socket = join(folder, "database/embedded.sock");
const tools = { log: () => {}, surroundings: { directory: "/", environment: { PATH: "/usr/bin:/bin" } } };
let server: Database;
beforeAll(async () => {
  server = await openDatabase({ folder: join(folder, "database"), kind: "embedded" }, tools);
}, 120_000);
afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

test("who reads an embedded database beside its server changes nothing in it, the audit trail neither", async () => {
  const other = await openBeside({ folder: join(folder, "database") }, tools);
  for (const text of [
    "CREATE TABLE mine (a int)",
    "DELETE FROM audit",
    "INSERT INTO map_version SELECT * FROM map_version",
    "WITH gone AS (UPDATE map_version SET version = 7 RETURNING 1) SELECT * FROM gone",
    "SELECT nextval(pg_get_serial_sequence('scan_run', 'id'))",
    "COPY audit TO PROGRAM 'true'",
  ]) {
    await expect(other.query(text), text).rejects.toThrow();
  }
  // Nor for the server, once the question is over.
  await other.query("SET TRANSACTION READ WRITE").catch(() => {});
  await other.query("COMMIT").catch(() => {});
  await expect(other.query("WITH it AS (DELETE FROM audit) SELECT 1")).rejects.toThrow("only read beside it");
  await expect(other.transaction(async () => {})).rejects.toThrow("only read beside it");
  await other.close();
  await server.query("CREATE TABLE ours (a int)");
});

test("its socket is in a directory of its user alone", () => {
  expect(statSync(join(folder, "database")).mode & 0o077).toBe(0);
  expect(statSync(socket).mode & 0o077).toBe(0);
});

testNeeding("root", "setpriv")("another user does not get to its socket", async () => {
  // The directory above is open, as HOME often is.
  chmodSync(folder, 0o755);
  const script = `require("node:net").connect(${JSON.stringify(socket)}).on("connect", () => console.log("in")).on("error", ({ code }) => console.log(code))`;
  const child = Bun.spawn([...AS_OTHER_USER, process.execPath, "-e", script], { cwd: "/", stderr: "inherit" });
  expect(await child.stdout.text()).toBe("EACCES\n");
});

test.each([
  ["no JSON", "{\n"],
  ["no question", '{"text": 1}\n'],
  ["a question that never ends", "x".repeat(3 << 20)],
])("%s does no harm to the server", async (_, sent) => {
  const answered = Promise.withResolvers<string>();
  const client = connect(socket, () => client.write(sent));
  client.on("data", (bytes) => answered.resolve(String(bytes)));
  client.on("close", () => answered.resolve("closed"));
  client.on("error", () => {});
  expect(await answered.promise).toMatch(/^(\{"error":"[^"]|closed)/);
  client.destroy();
  expect(await server.query("SELECT 1 AS one")).toEqual([{ one: 1 }]);
});
