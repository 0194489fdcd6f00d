import { expect } from "bun:test";
import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DEV, LENT, login } from "../support/sign-in.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const FOLDER = ".config/actas/sources.d";

/** As if no file had ever said where to sign in. */
function withoutFiles(world: World): void {
  for (const name of ["corp", "contoso"]) rmSync(join(world.home, FOLDER, `${name}.json`));
  writeFileSync(join(world.home, ".aws/config"), "");
}

for (const [when, between] of [
  ["", []],
  [", also after a restart of the agent", ["agent", "restart"]],
] as const) {
  worldTest(`a sign-in whose source file is gone is listed, renewed and ended by its name${when}`, async (world) => {
    for (const source of ["corp", "contoso"]) await login(world, source);
    withoutFiles(world);
    if (between.length > 0) await world.run(between);
    const listed = (await world.run(["list", "sign-ins", "-o", "oneline"])).stdout;
    expect(listed).toMatch(/^corp: http.*\/start \[renews.*\]$/m);
    expect(listed).toMatch(/^contoso: http.*\[renews.*\]$/m);
    expect((await world.run(["list", "sources"])).stdout).not.toContain("corp");
    for (const source of ["corp", "contoso"]) {
      expect(await world.run(["refresh", source])).toMatchObject({ status: 0, stderr: "" });
      expect((await world.run(["logout", source])).stdout).toBe(`signed out of "${source}"\n`);
    }
    expect((await world.run(["list", "sign-ins"])).stdout).toBe("");
    expect(await world.calls("Logout")).toHaveLength(1);
    expect((await world.calls("oauth/revoke")).length).toBeGreaterThan(0);
    expect(await world.run(["logout", "corp"])).toMatchObject({ status: 3, stdout: "" });
  });
}

worldTest(
  "a sign-in whose source has another id now is ended by the one it was made under, or by its URL",
  async (world) => {
    await login(world, "contoso");
    const file = join(world.home, FOLDER, "contoso.json");
    const content = JSON.parse(await Bun.file(file).text());
    writeFileSync(file, JSON.stringify({ ...content, id: "renamed" }));
    expect((await world.run(["list", "sign-ins"])).stdout).toContain("\ncontoso  ");
    expect((await world.run(["logout", "contoso"])).stdout).toBe('signed out of "contoso"\n');

    await login(world, "renamed");
    writeFileSync(file, JSON.stringify({ ...content, id: "again" }));
    rmSync(join(world.home, ".config/mairu/servers.d/team.json"));
    expect((await world.run(["logout", content.url])).stdout).toBe('signed out of "renamed"\n');
  },
);

worldTest("a sign-in is ended where it was made, also when its file no longer says how", async (world) => {
  await login(world, "contoso");
  const file = join(world.home, FOLDER, "contoso.json");
  const { oauth, ...content } = JSON.parse(await Bun.file(file).text());
  const { revocation_endpoint: _, ...rest } = oauth;
  writeFileSync(file, JSON.stringify({ ...content, oauth: rest }));
  expect((await world.run(["logout", "contoso"])).stdout).toBe('signed out of "contoso"\n');
});

worldTest("a source that moved elsewhere does not hide the sign-in that was made before", async (world) => {
  await login(world, "contoso");
  expect((await world.run(["process", LENT])).status).toBe(0);
  const file = join(world.home, FOLDER, "contoso.json");
  const content = JSON.parse(await Bun.file(file).text());
  writeFileSync(file, JSON.stringify({ ...content, url: "https://elsewhere.example.com/" }));
  expect((await world.run(["list", "sign-ins", "-o", "oneline"])).stdout).toContain(`contoso: ${content.url} `);
  expect((await world.run(["logout", "contoso"])).stdout).toBe('signed out of "contoso"\n');
  expect((await world.run(["cache", "list"])).stdout).toBe("");
});

worldTest("files that cannot be read do not keep a sign-in from being listed and ended", async (world) => {
  await login(world, "corp");
  expect((await world.run(["process", DEV])).status).toBe(0);
  writeFileSync(join(world.home, FOLDER, "corp.json"), "{");
  writeFileSync(join(world.home, ".aws/config"), "[profile broken\nregion = x");
  expect((await world.run(["list", "sign-ins", "-o", "oneline"])).stdout).toMatch(/^corp: /);
  expect((await world.run(["logout", "corp"])).stdout).toBe('signed out of "corp"\n');
  expect((await world.run(["cache", "list"])).stdout).toBe("");
});
