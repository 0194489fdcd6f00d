import { expect } from "bun:test";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Organisation } from "../support/organisation.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const SOURCES = {
  sources: { hq: { url: "https://d-1234567890.awsapps.com/start", aws_sso: { region: "eu-west-1" } } },
};

async function setUp(world: World, ...words: readonly string[]): Promise<{ status: number; said: string }> {
  const { status, stderr, stdout } = await world.run(["setup", "org", ...words]);
  return { status, said: stderr + stdout };
}

function digestOf(path: string): string {
  return createHash("sha256").update(readFileSync(path)).digest("hex");
}

worldTest("a digest may be typed in capitals, and a bundle is never installed for its address alone", async (world) => {
  const organisation = new Organisation(join(world.home, "organisation"));
  const path = organisation.write(SOURCES);
  expect(await setUp(world, path, "--sha256", digestOf(path).toUpperCase(), "--yes")).toMatchObject({ status: 0 });
  for (const [flag, value] of [
    ["--sha256", "abc"],
    ["--key", "abc"],
    ["--key", `MD5:${"a".repeat(43)}`],
  ] as const) {
    expect(await setUp(world, path, flag, value)).toMatchObject({ status: 2 });
  }
  for (const flags of [
    ["--yes"],
    ["--sha256", digestOf(path)],
    ["--update", "--sha256", digestOf(path)],
    ["--remove"],
  ]) {
    const said = expect.stringContaining("it is not said for which bundle");
    expect(await setUp(world, ...flags)).toMatchObject({ status: 2, said });
  }
  const typed = await setUp(world, "it.example.com/actas.json");
  expect(typed).toMatchObject({ status: 2, said: expect.stringContaining("an address begins with https://") });
  const elsewhere = organisation.write({ ...SOURCES, serial: 2 }, "elsewhere.json");
  const { said, status } = await setUp(world, elsewhere, "--sha256", digestOf(elsewhere), "--yes");
  expect({ status, said }).toMatchObject({ status: 1, said: expect.stringContaining(`from ${path} is installed`) });
});

worldTest("a word of other installers is no file, and the option that does it is named", async (world) => {
  for (const [word, option] of [
    ["update", "`actas setup org --update`"],
    ["uninstall", "`actas setup org --remove NAME`"],
  ] as const) {
    const { said, status } = await setUp(world, word);
    expect([status, said]).toEqual([2, expect.stringContaining(`hint: ${option}`)]);
  }
});
