import { expect } from "bun:test";
import { mkdirSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { killAgent, statusOf } from "../support/agent-of.ts";
import type { TerminalSession } from "../support/terminal-session.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** They are renewed after three quarters of it. */
const LIFETIME_SECONDS = 4;

/** Says where its credentials file is, and its key id each time that this is another one. */
const WATCH = `echo "file $AWS_SHARED_CREDENTIALS_FILE"
while :; do
  key=$(sed -n 's/^aws_access_key_id = //p' "$AWS_SHARED_CREDENTIALS_FILE")
  [ "$key" = "$last" ] || echo "key \${key:-none};"
  last=$key
  sleep 0.05
done`;

function watch(world: World, target: string, ...options: readonly string[]): TerminalSession {
  return world.terminal(["exec", "--mode", "file", ...options, target, "--", "sh", "-c", WATCH]);
}

/** The key ids that the program has found so far. */
function keysOf({ screen }: TerminalSession): readonly string[] {
  return [...screen.matchAll(/^key (\w+);/gm)].map(([, key = ""]) => key);
}

function grantsOf({ home }: World): readonly string[] {
  return readdirSync(join(home, "run/actas/grants"));
}

async function foundKeys(program: TerminalSession, count: number): Promise<readonly string[]> {
  await until(`the program has found ${count} keys`, () => keysOf(program).length >= count);
  return keysOf(program);
}

worldTest(
  "a program that reads only a file finds others in it before the old ones end, again and again",
  async (world) => {
    await world.faults({ lifetimeSeconds: LIFETIME_SECONDS });
    const program = watch(world, "readonly");
    const keys = await foundKeys(program, 3);
    expect(new Set(keys).size).toBe(keys.length);
    const [, file = ""] = await program.waitFor(/^file (\S+)/m);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(program.screen).not.toContain("actas:");
    program.kill("SIGKILL");
    await until("its folder is gone", () => grantsOf(world).length === 0);
  },
);

worldTest("a restart of the agent goes on with the file, and so does the next agent after a crash", async (world) => {
  await world.faults({ lifetimeSeconds: LIFETIME_SECONDS });
  const program = watch(world, "readonly");
  await foundKeys(program, 1);
  expect((await world.run(["agent", "restart"])).status).toBe(0);
  const before = (await foundKeys(program, 2)).length;
  await killAgent(world);
  expect((await world.run(["agent", "start"])).status).toBe(0);
  await foundKeys(program, before + 2);
  expect((await statusOf(world)).grants).toMatchObject([{ target: "readonly" }]);
  expect(program.screen).not.toContain("actas:");
});

worldTest("after agent and program were killed, the next agent removes the file", async (world) => {
  const program = watch(world, "readonly");
  await foundKeys(program, 1);
  await killAgent(world);
  program.kill("SIGKILL");
  await program.exited;
  expect(grantsOf(world)).toHaveLength(1);
  expect((await world.run(["agent", "start"])).status).toBe(0);
  expect(grantsOf(world)).toEqual([]);
});

worldTest("`agent stop` takes the file away, and names the program that loses it", async (world) => {
  const program = watch(world, "readonly");
  await foundKeys(program, 1);
  const { stderr } = await world.run(["agent", "stop", "--yes"]);
  expect(stderr).not.toContain("error");
  await until("its folder is gone", () => grantsOf(world).length === 0);
});

worldTest(
  "when a renewal needs a person, the file keeps the old ones, and the terminal is told once they end",
  async (world) => {
    await world.signIn("staging");
    await world.faults({ lifetimeSeconds: LIFETIME_SECONDS });
    const program = watch(world, "staging", "--refresh");
    const [first] = await foundKeys(program, 1);
    const end = Math.min(...(await statusOf(world)).credentials.map(({ expiration = "" }) => Date.parse(expiration)));
    await world.run(["cache", "clear"]);
    await program.waitFor(/^actas: sh: .*MFA code/m);
    expect(Date.now()).toBeGreaterThanOrEqual(end);
    expect(keysOf(program)).toEqual([first!]);
    await world.faults({});
    await world.signIn("staging");
    await foundKeys(program, 2);
    expect(program.screen.match(/^actas: sh:/gm)).toHaveLength(1);
  },
);

worldTest("a target that is refused while the program runs is taken out of its file", async (world) => {
  await world.faults({ lifetimeSeconds: LIFETIME_SECONDS });
  const program = watch(world, "readonly");
  await foundKeys(program, 1);
  mkdirSync(join(world.home, ".config/actas"), { recursive: true });
  writeFileSync(join(world.home, ".config/actas/config.json"), JSON.stringify({ refuse: [{ role: "ReadOnly" }] }));
  await program.waitFor(/^key none;/m);
  expect(program.screen).toContain('actas: sh: cannot use "readonly": it is refused by entry 1');
});
