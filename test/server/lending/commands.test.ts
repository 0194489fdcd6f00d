import { expect } from "bun:test";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeKeyFile } from "../../../src/server/lending/issuer/key-file.ts";
import { testNeeding } from "../../support/needs.ts";
import { PROGRAM } from "../../support/program.ts";
import { runCommand } from "../../support/run-command.ts";
import { testDatabase } from "../../support/test-database.ts";

const allow = (roles: readonly string[], groups = ["dev"]) => ({ effect: "allow", groups, roles });
const testOnPostgres = testNeeding("postgres");

/** A server's files and database, without the server. */
async function withServer(body: (server: ServerFiles) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "actas-server-"));
  await using world = await testDatabase();
  const keyFile = join(folder, "keys.json");
  makeKeyFile(keyFile, Date.now());
  const configured = (name: string, rules: readonly object[]) => {
    const path = join(folder, name);
    writeFileSync(path, JSON.stringify({ lending: { rules, issuer: { keyFile } } }));
    return path;
  };
  const run = (...words: readonly string[]) =>
    runCommand([PROGRAM, "server", ...words], {
      cwd: folder,
      environment: { HOME: folder, DATABASE_URL: world.url, PATH: process.env.PATH ?? "" },
    });
  try {
    await world.database.query(
      "INSERT INTO account (id, version) VALUES ('111122223333', 1), ('444455556666', 1), ('777788889999', 1)",
    );
    await world.database.query("UPDATE account SET closed_at = now() WHERE id = '777788889999'");
    const roles = ["web-dev", "db-dev", "admin-dev", "Ops"];
    for (const account of ["111122223333", "444455556666", "777788889999"])
      for (const name of roles)
        await world.database.query(
          `INSERT INTO role (account_id, name, role_id, max_session_seconds, trust_sha256, trust)
           VALUES ($1, $2, $3, 3600, '', '{}')`,
          [account, name, `AROA${name}`],
        );
    await body({ configured, keyFile, run });
  } finally {
    rmSync(folder, { recursive: true });
  }
}

interface ServerFiles {
  readonly keyFile: string;
  configured(name: string, rules: readonly object[]): string;
  run(...words: readonly string[]): ReturnType<typeof runCommand>;
}

testOnPostgres("rules are shown with the roles that they are about, before they count and after", async () => {
  await withServer(async ({ configured, run }) => {
    const config = configured("now.json", [allow(["web-dev"]), { ...allow(["*"], ["ops"]), name: "all of it" }]);
    const shown = await run("rules", "show", "--config", config);
    expect(shown).toMatchObject({ status: 0, stderr: "" });
    expect(shown.stdout.split("\n").slice(0, 5)).toEqual([
      "rule 1 allows dev: matches 2 roles",
      "  111122223333/web-dev",
      "  444455556666/web-dev",
      'rule "all of it" allows ops: matches 6 roles',
      "  111122223333/Ops",
    ]);
    const next = configured("next.json", [allow(["*-dev"]), { effect: "deny", roles: ["ops"] }]);
    const tested = await run("rules", "test", next, "--config", config);
    expect(tested.stdout).toContain("rule 1 allows dev: matches 4 roles, 2 new\n");
    expect(tested.stdout).toContain("rule 2 denies everybody: matches 2 roles, 2 open until now\n");
    const json = JSON.parse((await run("rules", "test", next, "--config", config, "--json")).stdout) as object;
    expect(json).toMatchObject({
      rules: [
        { place: "rule 1", effect: "allow", groups: ["dev"], matches: 4, changes: 2 },
        { effect: "deny", groups: [] },
      ],
    });
  });
});

testOnPostgres("a rule that cannot be meant is refused with its place, and so is a use that cannot be", async () => {
  await withServer(async ({ configured, run }) => {
    const wrong = configured("wrong.json", [allow(["a//b"])]);
    const refused = await run("rules", "show", "--config", wrong);
    expect([refused.status, refused.stdout]).toEqual([2, ""]);
    expect(refused.stderr).toContain("lending.rules");
    const config = configured("now.json", []);
    expect((await run("rules", "show", "--config", config)).stdout).toBe("there is no rule, and nothing is lent\n");
    expect((await run("rules", "test", "--config", config)).stderr).toContain("its argument <file> is missing");
    expect((await run("rules", "apply", "--config", config)).stderr).toContain("it is show or test");
  });
});

testOnPostgres("the issuer's keys are rotated, and a file that cannot be used is told with what to do", async () => {
  await withServer(async ({ configured, keyFile, run }) => {
    const config = configured("now.json", []);
    const { next } = JSON.parse(readFileSync(keyFile, "utf8")) as { next: { pem: string } };
    const rotated = await run("keys", "rotate", "--config", config);
    expect([rotated.status, rotated.stderr]).toEqual([0, expect.stringContaining("published for another hour")]);
    const after = JSON.parse(readFileSync(keyFile, "utf8")) as { current: { pem: string }; former?: object };
    expect([after.current.pem, after.former !== undefined]).toEqual([next.pem, true]);
    expect(rotated.stdout + rotated.stderr).not.toContain("PRIVATE");
    expect((await run("keys", "rotate", "--stolen", "--config", config)).stderr).toContain("published no more");
    expect(readFileSync(keyFile, "utf8")).not.toContain("former");
    chmodSync(keyFile, 0o644);
    expect((await run("keys", "rotate", "--config", config)).stderr).toContain("`chmod 600 ");
    rmSync(keyFile);
    expect((await run("keys", "rotate", "--config", config)).stderr).toContain("there is no such file");
  });
});
