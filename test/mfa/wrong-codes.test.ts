import { expect } from "bun:test";
import { existsSync, readFileSync } from "node:fs";
import { callCounts, connectionsTo, hasEnded } from "../support/agent-of.ts";
import { setMfaProcess } from "../support/mfa-process.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const PROMPT = /MFA code of ana .*: /;
const REFUSED = "AWS did not accept the code of `mfa_process`";

/** Has the user's command for codes print a wrong one; resolves when it has run. */
async function setWrongCode(world: World) {
  await setMfaProcess(world, `echo 000000; touch ${world.home}/ran`);
  return () => until("it has run", () => existsSync(`${world.home}/ran`));
}

worldTest("a wrong code of mfa_process leaves the question open, and is told when another was right", async (world) => {
  const hasRun = await setWrongCode(world);
  const terminal = world.terminal(["whoami", "staging"]);
  await terminal.waitFor(PROMPT);
  await hasRun();
  terminal.type(await world.code());
  expect(await terminal.exited).toBe(0);
  expect(terminal.screen.match(/MFA code of ana/g)).toHaveLength(1);
  expect(terminal.screen).toContain(`actas: note: ${REFUSED}\n`);
  expect(terminal.modes).toEqual({ echo: true, lines: true });
});

worldTest("a command that joins keeps its own time, its own question and its own code", async (world) => {
  const hasRun = await setWrongCode(world);
  const first = world.run(["process", "dev1"]);
  await hasRun();
  const short = await world.run(["whoami", "--mfa-timeout", "1s", "dev2"]);
  expect(short.status).not.toBe(0);
  expect(short.stderr).toContain(`${REFUSED}, and there was no other code within 1 seconds`);

  const terminal = world.terminal(["whoami", "--mfa-timeout", "60s", "dev3"]);
  await terminal.waitFor(/MFA code of ana \(\d+\) for "dev3"/);
  const given = await world.run(["whoami", "--otp", await world.code(), "dev4"]);
  expect(given).toMatchObject({ status: 0, stderr: "" });
  expect(await terminal.exited).toBe(0);
  expect(terminal.modes).toEqual({ echo: true, lines: true });
  expect(await first).toMatchObject({ status: 0 });
  expect((await callCounts(world)).GetSessionToken).toBe(1);
});

worldTest("options of one command do not bind those that wait with it", async (world) => {
  await setMfaProcess(world, "sleep 1000");
  const onlyProcess = world.run(["process", "--mfa-input", "process", "dev1"]);
  await until("it waits", () => connectionsTo(world) >= 1);
  const terminal = world.terminal(["whoami", "dev2"]);
  await terminal.waitFor(/MFA code of ana \(\d+\) for "dev2"/);
  terminal.type(await world.code());
  expect(await terminal.exited).toBe(0);
  expect(await onlyProcess).toMatchObject({ status: 0 });
});

worldTest("mfa_process ends with the last command that waits for its code", async (world) => {
  const file = `${world.home}/pid`;
  await setMfaProcess(world, `echo $$ >${file}; sleep 1000; sleep 1000`);
  const asked = world.terminal(["whoami", "staging"]);
  await asked.waitFor(PROMPT);
  const pid = await until("it runs", () => (existsSync(file) ? readFileSync(file, "utf8").trim() : ""));
  asked.kill("SIGKILL");
  await until("it has ended", () => hasEnded(Number(pid)));
});
