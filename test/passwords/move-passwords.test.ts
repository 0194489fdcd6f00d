import { expect } from "bun:test";
import { readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyringTest } from "../support/keyring-test.ts";
import { killedRun } from "../support/killed-run.ts";
import { removeUnfinished } from "../support/remove-unfinished.ts";
import type { World } from "../support/world.ts";

const SAML = "https://idp.example.com/saml";
const OIDC = "https://idp.example.com/oidc";
/** Of a low cost; for SAML they mean "xxxxxxxxxxxx" and "a". */
const OBSCURED = "a$AEBAGBAFAYDQQ$ICEiIyQlJicoKSorLC0uL3/BfeeoNo4i91UiQqjtCLE";
const OTHER = "a$AEBAGBAFAYDQQ$ICEiIyQlJicoKSorLC0uLwiSYFJXsZ4P8aN+fxb2TcI";
const PLAIN = "not-obscured-at-all";

keyringTest(
  "passwords of aws-runas move to the keyring, their file keeps everything else, and they can be had back",
  async (world, env) => {
    const before = credentials(world);
    withPasswords(world, OBSCURED);
    world.knows(OBSCURED);
    const listed = await world.run(["password", "list", "--json"], { env });
    expect(JSON.parse(listed.stdout).passwords).toEqual([
      { url: OIDC, files: [path(world)] },
      { url: SAML, files: [path(world)] },
    ]);
    const { status, stdout } = await world.run(["password", "import"], { env });
    expect({ status, stdout }).toMatchObject({
      status: 0,
      stdout: expect.stringContaining(`changed ${path(world)}\n`),
    });
    expect(credentials(world)).toBe(`${before.trimEnd()}\n\n# mine\n[${OIDC}]\nusername = ana\n\n`);
    expect(statSync(path(world)).mode & 0o777).toBe(0o600);
    expect((await world.run(["password", "show", OIDC], { env })).stdout).toBe(`${PLAIN}\n`);
    expect((await world.run(["password", "show", SAML], { env })).stdout).toBe("xxxxxxxxxxxx\n");
    const again = await world.run(["password", "import"], { env });
    expect(again.status).toBe(2);
    expect((await world.run(["password", "remove", SAML], { env })).stderr).toContain("`--yes` removes it");
    expect((await world.run(["password", "remove", "--yes", SAML], { env })).status).toBe(0);
    expect((await world.run(["password", "show", SAML], { env })).stderr).toContain("no keyring has it");
  },
);

keyringTest("a password in a file never takes the place of another that is kept", async (world, env) => {
  withPasswords(world, OBSCURED);
  writeFileSync(path(world), `[DEFAULT]\nsaml_password = of-no-url\n\n${credentials(world)}`);
  await world.run(["password", "import", SAML], { env });
  expect(credentials(world)).toContain("of-no-url");
  expect((await world.run(["password", "import", "ana"], { env })).status).toBe(2);
  expect(credentials(world)).toContain(PLAIN);
  withPasswords(world, OTHER);
  const before = credentials(world);
  const { stderr } = await world.run(["password", "import", SAML], { env });
  expect(stderr).toContain("the keyring has another one for it");
  expect(credentials(world)).toBe(before);
  expect((await world.run(["password", "show", SAML], { env })).stdout).toBe("xxxxxxxxxxxx\n");
});

keyringTest("an import of passwords that is killed at any moment loses none, and goes on", async (world, env) => {
  for (let kills = 0; kills < 8; kills++) {
    withPasswords(world, OBSCURED);
    await killedRun(world, ["password", "import"], kills * 35, env);
    removeUnfinished(join(world.home, ".aws"));
    const isInFile = credentials(world).includes(OBSCURED);
    const kept = (await world.run(["password", "show", SAML], { env })).stdout === "xxxxxxxxxxxx\n";
    expect({ kills, is: isInFile || kept }).toEqual({ kills, is: true });
    if (isInFile) expect((await world.run(["password", "import"], { env })).status).toBe(0);
    for (const url of [SAML, OIDC]) await world.run(["password", "remove", "--yes", url], { env });
  }
});

function withPasswords(world: World, saml: string): void {
  const text = credentials(world).replace(/\n*# mine\n[\s\S]*$/, "\n");
  const sections = `# mine\n[${OIDC}]\nusername = ana\nweb_identity_password = ${PLAIN}\n\n[${SAML}]\nsaml_password = ${saml}\n`;
  writeFileSync(path(world), `${text.trimEnd()}\n\n${sections}`, { mode: 0o600 });
}

function credentials(world: World): string {
  return readFileSync(path(world), "utf8");
}

function path(world: World): string {
  return join(world.home, ".aws/credentials");
}
