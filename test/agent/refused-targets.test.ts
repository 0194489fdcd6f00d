import { expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { holdGrant } from "../support/held-grant.ts";
import { DEV, LENT, login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

function write(world: World, path: string, text: string): string {
  const file = join(world.home, ".config", path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  return file;
}

function refuse(world: World, ...entries: object[]): string {
  return write(world, "actas/config.json", JSON.stringify({ refuse: entries }));
}

worldTest(
  "a refused profile is refused by every command, with and without the agent, whatever is held",
  async (world) => {
    expect((await world.run(["process", "readonly"])).status).toBe(0);
    const file = refuse(world, { account: "444455556666" }, { role: "Read*" });
    const because = `actas: error: cannot use "readonly": it is refused by entry 2 of \`refuse\` in ${file}\n`;
    for (const words of [
      ["process", "readonly"],
      ["process", "--no-agent", "readonly"],
      ["export", "readonly"],
      ["whoami", "readonly"],
      ["exec", "readonly", "--", "touch", "ran"],
      ["exec", "--mode", "env", "readonly", "--", "touch", "ran"],
    ]) {
      const { status, stdout, stderr } = await world.run(words);
      expect({ words, stdout, stderr }).toEqual({ words, stdout: "", stderr: because });
      expect({ words, status }).toEqual({ words, status: words[0] === "exec" ? 125 : 5 });
    }
    expect(await Bun.file(join(world.home, "ran")).exists()).toBe(false);
    refuse(world, { role: "Admin" });
    expect((await world.run(["process", "readonly"])).status).toBe(0);
  },
);

worldTest("a role by ARN, one assumed last and a project file's are refused alike", async (world) => {
  refuse(world, { role: "111122223333/ReadOnly" });
  const arn = "arn:aws:iam::111122223333:role/ReadOnly";
  writeFileSync(join(world.home, ".actas.json"), '{ "profile": "readonly" }');
  const digest = new Bun.CryptoHasher("sha256").update('{ "profile": "readonly" }').digest("hex");
  for (const words of [
    ["process", "--profile", "ben", arn],
    ["process", "ben", "--assume-role", arn],
    ["process", "auto", "--confirm-trust", digest],
  ]) {
    const { status, stderr } = await world.run(words);
    expect({ words, stderr }).toEqual({ words, stderr: expect.stringContaining("it is refused by entry 1") });
    expect(status).toBe(5);
  }
});

/** What the picker shows when it has been searched. */
async function pickedFrom(world: World, search: string): Promise<string> {
  const picker = world.terminal(["exec", "--pick", search, "--", "true"]);
  await picker.waitFor(/\d+ of \d+|\d+\/\d+/);
  await Bun.sleep(500);
  const { screen } = picker;
  picker.type("\x03");
  await picker.exited;
  return screen;
}

worldTest("lists offer no profile that is refused", async (world) => {
  const listed = async (): Promise<string> => (await world.run(["list", "targets", "--no-agent"])).stdout;
  expect(await listed()).toMatch(/^readonly\t/m);
  expect(await pickedFrom(world, "readonly 111122223333")).toMatch(/ReadOnly/);
  refuse(world, { role: "ReadOnly" });
  expect(await listed()).toMatch(/^staging\t/m);
  expect(await listed()).not.toMatch(/^(readonly|sso-data)\t/m);
  expect(await pickedFrom(world, "readonly 111122223333")).not.toMatch(/ReadOnly/);
});

worldTest("roles that a source lends are refused before anybody signs in, and are in no list", async (world) => {
  refuse(world, { source: "corp", account: "111122223333", role: "Developer" });
  const { status, stderr } = await world.run(["process", DEV]);
  expect({ status, stderr }).toMatchObject({ status: 5, stderr: expect.stringContaining(`cannot use "${DEV}"`) });
  expect((await world.run(["process", "sso-dev"])).stderr).toContain("it is refused by entry 1");
  expect((await world.run(["process", "sso-chain"])).stderr).toContain("it is refused by entry 1");
  await login(world, "corp");
  for (const look of ["first", "cached"]) {
    const { stdout } = await world.run(["list", "roles", "corp", "--output", "oneline"]);
    expect({ look, stdout }).toEqual({ look, stdout: expect.stringContaining("ReadOnly") });
    expect(stdout).not.toContain("111122223333/Developer");
  }
});

worldTest("what Mairu's settings disallow is refused, and its other settings are its own", async (world) => {
  const settings = { theme: "dark", disallow_roles: [{ server: "contoso", role: "dev" }] };
  const file = write(world, "mairu/config.json", JSON.stringify(settings));
  expect((await world.run(["process", LENT])).stderr).toBe(
    `actas: error: cannot use "${LENT}": it is refused by entry 1 of \`disallow_roles\` in ${file}\n`,
  );
  expect((await world.run(["process", "readonly"])).status).toBe(0);
});

worldTest("settings that cannot be read give nothing out", async (world) => {
  expect((await world.run(["process", "readonly"])).status).toBe(0);
  for (const path of ["actas/config.json", "mairu/config.json"]) {
    for (const text of ["{", "", '{"refuse": 1, "disallow_roles": 1}']) {
      const file = write(world, path, text);
      const { status, stdout, stderr } = await world.run(["process", "readonly"]);
      expect({ path, text, status, stdout }).toEqual({ path, text, status: 2, stdout: "" });
      expect(stderr).toContain(`cannot use ${file}`);
    }
    write(world, path, "{}");
  }
  expect((await world.run(["process", "readonly"])).status).toBe(0);
});

worldTest("a running program keeps what it has, and gets nothing new", async (world) => {
  await using grant = await holdGrant(world, "readonly");
  expect((await grant.ask()).status).toBe(200);
  refuse(world, { role: "ReadOnly" });
  expect((await grant.ask()).status).toBe(200);
  await world.run(["cache", "clear"]);
  const refused = await grant.ask();
  expect(refused.status).toBe(403);
  expect(await refused.json()).toMatchObject({ Message: expect.stringContaining("it is refused by entry 1") });
});
