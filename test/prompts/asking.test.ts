import { expect } from "bun:test";
import { PROGRAM } from "../support/program.ts";
import { worldTest } from "../support/world-test.ts";
import { PROMPTS } from "./prompts.ts";

const MAY_NOT = "this command may not ask (`--non-interactive` or ACTAS_NON_INTERACTIVE)";

for (const { args, cwd, env, name, prepare, shows } of PROMPTS) {
  worldTest(`${name}: with ACTAS_NON_INTERACTIVE nothing is asked, and it is said why`, async (world) => {
    prepare?.(world);
    const place = { env: { ...env, ACTAS_NON_INTERACTIVE: "1" }, ...(cwd && { cwd }) };
    const terminal = world.terminal(args(world), place);
    expect([2, 4, 1]).toContain(await terminal.exited);
    expect(terminal.screen).toContain(MAY_NOT);
    expect(terminal.screen).not.toMatch(shows);
  });

  worldTest(`${name}: without a terminal nothing is asked, and it is said why`, async (world) => {
    prepare?.(world);
    const { status, stderr } = await world.run(args(world), { ...(env && { env }), ...(cwd && { cwd }) });
    expect([2, 4, 1]).toContain(status);
    expect(stderr).toContain("there is no terminal");
  });

  worldTest(`${name}: the terminal is asked, whatever standard input and output are`, async (world) => {
    prepare?.(world);
    const words = ["sh", "-c", 'trap : INT; echo no-answer | "$@" | cat; echo over', "sh", PROGRAM, ...args(world)];
    const terminal = world.terminalProgram(words, { ...(env && { env }), ...(cwd && { cwd }) });
    await terminal.waitFor(shows);
    terminal.press("\x03");
    await terminal.waitFor(/over\n/);
    expect(await terminal.exited).toBe(0);
  });
}

/** What is typed without naming something, and what it is without a user to choose or to type. */
const FOR_A_USER: readonly (readonly [string, RegExp])[] = [
  ["exec", /cannot run a command: none was given/],
  ["exec readonly", /cannot run a command: none was given/],
  ["whoami", /cannot tell who this shell acts as/],
];

for (const [command, refused] of FOR_A_USER) {
  worldTest(`\`actas ${command}\` is for a user in front of it: programs and scripts are refused`, async (world) => {
    const shell = (script: string, env = {}) =>
      world.terminalProgram(["sh", "-c", script, "sh", PROGRAM, ...command.split(" ")], { env });
    for (const terminal of [
      shell('"$@"', { ACTAS_NON_INTERACTIVE: "1" }),
      shell('echo "touch ran" | "$@"'),
      shell('"$@" 2>said; cat said'),
    ]) {
      await terminal.waitFor(refused);
      await terminal.exited;
    }
  });
}

worldTest(
  "where a command without the agent may not ask, it is not told that another command would help",
  async (world) => {
    const { status, stderr } = await world.run(["whoami", "--no-agent", "staging"]);
    expect(status).toBe(4);
    expect(stderr).not.toContain("actas whoami");
    expect(stderr).toContain("run it in a terminal: with `--no-agent`");
    expect(stderr).toContain("`--otp CODE` gives it a code");
  },
);
