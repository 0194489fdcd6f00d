import { expect } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { hasEnded, killAgent } from "../support/agent-of.ts";
import { setMfaProcess } from "../support/mfa-process.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

const PROMPT = /MFA code of ana .*: /;

const PRINTS_NO_CODE = [
  ["two codes", "echo 123456; echo 654321", "printed something else than six digits"],
  ["a code that never ends", "yes 123456", "printed far more than a code"],
  ["a control sequence", "printf '\\033[2J123456'", "printed something else than six digits"],
] as const;

for (const [what, command, reason] of PRINTS_NO_CODE) {
  worldTest(`a command for codes that prints ${what} gives none, and none of it is shown`, async (world) => {
    await setMfaProcess(world, command);
    const { status, stderr } = await world.run(["process", "staging"]);
    expect(status).toBe(4);
    expect(stderr).toContain(`the command in \`mfa_process\` ${reason}`);
    expect(stderr).not.toContain("123456");
  });
}

worldTest("a command for codes that leaves a program running is not waited for any longer", async (world) => {
  const file = `${world.home}/pid`;
  await setMfaProcess(world, `setsid sleep 1000 & echo $! >${file}; echo ${await world.code()}`);
  const started = performance.now();
  expect(await world.run(["whoami", "-n", "staging"])).toMatchObject({ status: 0, stderr: "" });
  expect(performance.now() - started).toBeLessThan(15_000);
  process.kill(Number(readFileSync(file, "utf8")));
});

worldTest("a command for codes that ignores signals is ended with an agent that is killed", async (world) => {
  const file = `${world.home}/pid`;
  await setMfaProcess(world, `trap "" HUP INT TERM PIPE; echo $$ >${file}; sleep 1000; sleep 1000`);
  const terminal = world.terminal(["whoami", "staging"]);
  await terminal.waitFor(PROMPT);
  const pid = await until("it runs", () => (existsSync(file) ? readFileSync(file, "utf8").trim() : ""));
  await killAgent(world);
  await until("it has ended", () => hasEnded(Number(pid)));
  // The command asks the next agent.
  terminal.press("\x03");
  await terminal.exited;
  expect(terminal.modes).toEqual({ echo: true, lines: true });
});
