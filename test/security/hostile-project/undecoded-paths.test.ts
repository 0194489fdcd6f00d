import { expect } from "bun:test";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { World } from "../../support/world.ts";
import { worldTest } from "../../support/world-test.ts";

/** `caf`, and a byte that begins no character of UTF-8. */
const LATIN = "$(printf 'caf\\351')";
/** What a runtime makes of that name: another directory, which anyone can put beside the first. */
const OTHER = "caf\ufffd";
const VARIABLES = ["ACTAS_AGENT_SOCK", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "AWS_CONFIG_FILE"];
const shell = (world: World, line: string) => world.runProgram(["sh", "-c", line]);

worldTest("`auto` is never what a file says in the directory whose name only looks like this one", async (world) => {
  mkdirSync(join(world.home, OTHER));
  writeFileSync(join(world.home, OTHER, ".actas.json"), '{ "profile": "readonly" }');
  const trusted = await world.run(["trust", "--digest", await digestOf(world), `${OTHER}/.actas.json`]);
  expect(trusted).toMatchObject({ status: 0 });

  for (const words of ["exec auto -- echo ran", "process auto", "trust", "use readonly"]) {
    const { status, stderr, stdout } = await shell(world, `mkdir -p ${LATIN} && cd ${LATIN} && exec actas ${words}`);
    expect({ words, stdout, failed: status !== 0 }).toEqual({ words, stdout: "", failed: true });
    expect(stderr).toContain(": the path of the working directory is not UTF-8\n");
  }
  const { stdout } = await shell(world, `cd ${LATIN} && exec actas exec readonly -- echo ran`);
  expect(stdout).toBe("ran\n");
});

worldTest("nothing is read or kept in a directory whose name only looks like that of a variable", async (world) => {
  for (const variable of ["HOME", ...VARIABLES]) {
    const others = VARIABLES.filter((name) => name !== variable).join(" ");
    const line = `unset ${others}; ${variable}="$PWD/${LATIN}" exec actas export --write-credentials readonly`;
    const { status, stderr, stdout } = await shell(world, line);
    expect({ variable, stdout, failed: status !== 0 }).toEqual({ variable, stdout: "", failed: true });
    expect(stderr).toContain(`: the path in ${variable} is not UTF-8\n`);
  }
  expect(existsSync(join(world.home, OTHER))).toBe(false);
  expect(readdirSync(world.home).filter((name) => name.startsWith("caf"))).toEqual([]);
});

async function digestOf({ home }: World): Promise<string> {
  return new Bun.CryptoHasher("sha256").update(await Bun.file(join(home, OTHER, ".actas.json")).bytes()).digest("hex");
}
