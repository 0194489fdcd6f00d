import { expect } from "bun:test";
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { hostname } from "node:os";
import { cannotMount } from "../support/cannot-mount.ts";
import { asOrdinaryUser, giveHomeAway, needsRoot } from "../support/ordinary-user.ts";
import { PROGRAM } from "../support/program.ts";
import { until } from "../support/until.ts";
import { worldTestUnless } from "../support/world-test.ts";

const ELSEWHERE =
  "actas: hint: set XDG_RUNTIME_DIR to a directory of your own\n" +
  "actas: hint: add `--no-agent` to do without the agent\n";

const BELOW_HOME = `.local/state/actas/run-${hostname()}`;

worldTestUnless(needsRoot(), "a runtime directory of another user is refused", async (world) => {
  mkdirSync(`${world.home}/run/actas`, { mode: 0o700 });
  chownSync(`${world.home}/run/actas`, 65_534, 65_534);
  expect(await world.run(["process", "readonly"])).toEqual({
    status: 1,
    stdout: "",
    stderr:
      `actas: error: cannot use ${world.home}/run/actas as a private directory: ` +
      `${world.home}/run/actas belongs to another user (uid 65534)\n` +
      `actas: hint: \`ls -ld ${world.home}/run/actas\` shows whose it is\n${ELSEWHERE}`,
  });
});

worldTestUnless(
  needsRoot(),
  "a home directory that is read-only is enough without an agent, or with a runtime directory",
  async (world) => {
    const { home } = world;
    const runtime = `${home}/run`;
    rmSync(`${home}/.local`, { recursive: true });
    giveHomeAway(world);
    chownSync(home, 0, 0);
    chmodSync(home, 0o755);
    const without = ["env", "-u", "XDG_RUNTIME_DIR", "-u", "XDG_STATE_HOME", "-u", "XDG_CONFIG_HOME"];
    const run = (words: readonly string[]) =>
      world.runProgram(asOrdinaryUser([...words, PROGRAM, "process", "readonly"]));

    expect(await run(without)).toEqual({
      status: 1,
      stdout: "",
      stderr: `actas: error: cannot use ${home}/${BELOW_HOME} as a private directory: permission denied\n${ELSEWHERE}`,
    });
    expect(await world.runProgram(asOrdinaryUser([...without, PROGRAM, "status"]))).toMatchObject({
      status: 0,
      stdout: `sandbox  ${world.sandbox.url}\nagent    not running, and cannot be started: cannot write to ${home}: permission denied\n`,
    });
    const { status, stderr } = await world.runProgram(
      asOrdinaryUser([...without, PROGRAM, "exec", "--no-agent", "readonly", "--", "true"]),
    );
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    expect((await run([...without, `XDG_RUNTIME_DIR=${runtime}`])).status).toBe(0);
    await world.runProgram(asOrdinaryUser([PROGRAM, "agent", "stop"]));
  },
);

worldTestUnless(
  needsRoot() ?? cannotMount(),
  "a full disk stops what needs room there, and nothing else",
  async (world) => {
    const runtime = `${world.home}/run/actas`;
    mkdirSync(runtime, { mode: 0o700 });
    await world.runProgram(["mount", "-t", "tmpfs", "-o", "size=64k,mode=700", "none", runtime]);
    try {
      expect((await world.run(["exec", "readonly", "--", "true"])).status).toBe(0);
      // Its folder would leave room behind.
      await until("the grant has ended", () => readdirSync(`${runtime}/grants`).length === 0);
      await world.runProgram(["sh", "-c", `cat /dev/zero >'${runtime}/fill'`]);
      const { status, stderr } = await world.run(["exec", "readonly", "--", "true"]);
      expect(status).toBe(125);
      expect(stderr).toMatch(/^actas: error: cannot keep the grant in \S+: no space left on device\n/);
      expect(stderr).toEndWith("actas: hint: free some space there, or use `--mode env`\n");
      expect((await world.run(["exec", "--mode", "env", "readonly", "--", "true"])).status).toBe(0);
      expect((await world.run(["process", "readonly"])).status).toBe(0);
      rmSync(`${runtime}/fill`);
      expect((await world.run(["exec", "readonly", "--", "true"])).status).toBe(0);
      await world.run(["agent", "stop"]);
    } finally {
      await world.runProgram(["umount", "-l", runtime]);
    }
  },
);

worldTestUnless(
  needsRoot(),
  "what an agent before has left and cannot be removed keeps no agent away",
  async (world) => {
    const grants = `${world.home}/run/actas/grants`;
    mkdirSync(`${grants}/left-over`, { recursive: true });
    chmodSync(`${world.home}/run/actas`, 0o700);
    giveHomeAway(world);
    chmodSync(grants, 0o500);
    const { status, stderr } = await world.runProgram(asOrdinaryUser([PROGRAM, "process", "readonly"]));
    expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
    await world.runProgram(asOrdinaryUser([PROGRAM, "agent", "stop"]));
    expect(existsSync(`${grants}/left-over`)).toBeTrue();
  },
);

worldTestUnless(needsRoot(), "nothing is asked for a file that cannot be written", async (world) => {
  const { home } = world;
  giveHomeAway(world);
  mkdirSync(`${home}/shop`, { mode: 0o755 });
  for (const directory of ["", "/.aws", "/.config", "/.config/actas", "/.config/actas/sources.d"]) {
    chownSync(home + directory, 0, 0);
    chmodSync(home + directory, 0o755);
  }
  const why = `cannot write to ${home}/.config/actas/sources.d: permission denied\n`;
  for (const args of [["setup"], ["setup", "sso"], ["setup", "server"]]) {
    const terminal = world.terminalProgram(asOrdinaryUser([PROGRAM, ...args]));
    expect([args, await terminal.exited, terminal.screen]).toEqual([
      args,
      1,
      `actas: error: cannot set up a source: ${why}` +
        "actas: hint: XDG_CONFIG_HOME may name another directory for configuration, which every command then uses\n",
    ]);
  }
  const profile = world.terminalProgram(asOrdinaryUser([PROGRAM, "setup", "profile"]));
  expect([await profile.exited, profile.screen]).toEqual([
    1,
    `actas: error: cannot write a profile: cannot write to ${home}/.aws: permission denied\n`,
  ]);
  const use = world.terminalProgram(asOrdinaryUser([PROGRAM, "use"]), { cwd: "shop" });
  expect([await use.exited, use.screen]).toEqual([
    1,
    `actas: error: cannot write ${home}/shop/.actas.json: cannot write to ${home}/shop: permission denied\n`,
  ]);
});
