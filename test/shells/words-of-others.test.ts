import { expect } from "bun:test";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { needs } from "../support/needs.ts";
import { worldTest, worldTestUnless } from "../support/world-test.ts";
import { OTHER_SHELLS } from "./other-shells.ts";
import { SHELLS } from "./shells.ts";

const SHOWN = `sh -c 'echo "\${ACTAS_TARGET-none} \${AWS_PROFILE-none} \${AWS_CONTAINER_AUTHORIZATION_TOKEN+endpoint}\${AWS_ACCESS_KEY_ID+keys}"'`;

for (const row of [...SHELLS, ...OTHER_SHELLS]) {
  worldTestUnless(needs(row.tool), `${row.name} has the words of other tools by --compat`, async (world) => {
    writeFileSync(join(world.home, ".actas.json"), '{ "profile": "readonly" }');
    const digest = (await world.runProgram(["sha256sum", ".actas.json"])).stdout.split(" ")[0] ?? "";
    expect((await world.run(["trust", "--digest", digest])).status).toBe(0);
    const init = row.init.replace(/(\)"|`"| \| source)$/, " --compat$1");
    // A shell with a user at the keyboard: in a script dash and its like would not replace an alias.
    const session = world.terminalProgram(row.words, { env: { AWS_PROFILE: "mine", ENV: "/dev/null" } });
    await session.waitFor(/[>#$%][ \b]*$/);
    const shows = async (line: string, shown: RegExp) => {
      session.type(line);
      await session.waitFor(shown);
    };
    await shows(`${row.prompt}; ${init}; ${SHOWN}`, /(none mine *)\n/);
    await shows(`aws-as ben; ${SHOWN}`, /(ben none endpoint)\n/);
    await shows("aagg sh -c 'echo of $ACTAS_TARGET'", /(of ben)\n/);
    await shows(`maws-logout; ${SHOWN}`, /(none mine *)\n/);
    await shows("aagg sh -c 'echo of $ACTAS_TARGET'", /cannot run a command: this shell acts as nothing/);
    await shows("ae sh -c 'echo for $ACTAS_TARGET'", /(for readonly)\n/);
    await shows(`aws-as --mode env ben; ${SHOWN}`, /(ben none keys)\n/);
    await shows(`aws-as-deactivate --keep-creds; ${SHOWN}`, /(ben none keys)\n/);
  });
}

worldTest("`shell init` writes for the shell that is named or meant, and for no other", async (world) => {
  const started = async (words: readonly string[], SHELL = "/bin/bash"): Promise<string> => {
    const { stderr, stdout } = await world.run(["shell", "init", ...words], { env: { SHELL } });
    return `${stdout}${stderr}`.split("\n")[0]?.replace(/'[^']*'/, "ACTAS") ?? "";
  };
  const csh = await started(["csh"]);
  expect(await started([], "/usr/bin/tcsh")).toBe(csh);
  expect(await started([], "/bin/zsh")).not.toBe(csh);
  expect(await started(["-s"])).toMatch(/^eval "\$\(ACTAS shell init (ba)?sh\)"$/);
  expect(await started(["-c"])).toBe('eval "`ACTAS shell init csh`"');
  const options = ["--compat", "--name", "x", "--no-prompt"];
  expect(await started(["-c", ...options])).toBe(`eval "\`ACTAS shell init csh ${options.join(" ")}\`"`);
  expect(await started(["pfish"])).toContain('cannot write for the shell "pfish"');
  expect(await started(["bash", "zsh"])).toContain("too many arguments (2 instead of 1)");
  expect(await started(["-s", "-c"])).toContain("it does not go with");
  expect(await started(["--name", "a;b"])).toContain('cannot call it "a;b"');
});

worldTest("the settings choose whether a shell gets an endpoint or keys, and an option goes first", async (world) => {
  writeFileSync(join(world.home, ".config/actas/config.json"), '{ "shell": { "mode": "env" } }');
  const lines = ['eval "$(actas shell init sh)"', "actas-as ben", SHOWN, "actas-as --mode container ben", SHOWN];
  const { stdout } = await world.runProgram(["sh", "-c", lines.join("\n")]);
  expect(stdout).toBe("ben none keys\nben none endpoint\n");
});
