import { expect } from "bun:test";
import { mkdirSync, rmSync, symlinkSync } from "node:fs";
import { hasEnded } from "../support/agent-of.ts";
import { POLL } from "../support/poll.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const logOf = ({ home }: World): Promise<string> => Bun.file(`${home}/.local/state/actas/log/agent.log`).text();

/** As /run/user/UID after the last session: gone, and not to be made by its user. */
function removeForGood(home: string): void {
  rmSync(`${home}/session`, { recursive: true });
  symlinkSync("/proc/none", `${home}/session`);
}

worldTest(
  "an agent whose directory is gone for good ends, so that none holds sign-ins that is not found",
  async (world) => {
    mkdirSync(`${world.home}/session/run`, { recursive: true, mode: 0o700 });
    const env = { XDG_RUNTIME_DIR: `${world.home}/session/run` };
    const code = await world.code();
    expect((await world.run(["exec", "--otp", code, "staging", "--", "true"], { env })).status).toBe(0);
    const pid = Number(/pid (\d+)/.exec((await world.run(["agent", "status"], { env })).stdout)?.[1]);
    removeForGood(world.home);
    await until("it has ended", () => hasEnded(pid));
    expect(await logOf(world)).toContain(`agent ${pid} ends: its directory is gone\n`);
    expect((await world.run(["agent", "status"], { env })).stdout).toStartWith("agent   not running\n");
  },
);

worldTest("an agent whose directory is gone for good goes on for its programs, and ends after them", async (world) => {
  mkdirSync(`${world.home}/session/run`, { recursive: true, mode: 0o700 });
  const env = { XDG_RUNTIME_DIR: `${world.home}/session/run` };
  const program = world.terminal(["exec", "readonly", "--", ...POLL], { env });
  await program.waitFor(/^200/m);
  const pid = Number(/pid (\d+)/.exec((await world.run(["agent", "status"], { env })).stdout)?.[1]);
  removeForGood(world.home);
  await until("it has noticed", async () => (await logOf(world)).includes("cannot be reached"));
  // It looks every second whether it is still needed.
  await Bun.sleep(2_500);
  expect(program.screen).not.toMatch(/^(refused|401)/m);
  await program[Symbol.asyncDispose]();
  await until("it has ended", () => hasEnded(pid));
});
