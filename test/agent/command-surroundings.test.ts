import { expect } from "bun:test";
import { chmodSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { killAgent } from "../support/agent-of.ts";
import { holdGrant } from "../support/held-grant.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** Prints a key that is named after what it finds, and notes that it ran. */
const HELPER = `#!/bin/sh
echo run >>"$HOME/runs"
echo "a secret" >&2
end=$(date -u -d "+\${LIFE:-3600} seconds" +%Y-%m-%dT%H:%M:%SZ)
printf '{"Version":1,"AccessKeyId":"KEY-%s-%s","SecretAccessKey":"s","SessionToken":"t","Expiration":"%s"}' "$WHO" "\${PWD##*/}" "$end"
`;

async function withHelper(world: World, command = "$HOME/helper"): Promise<void> {
  await Bun.write(join(world.home, "helper"), HELPER);
  chmodSync(join(world.home, "helper"), 0o755);
  await Bun.write(
    join(world.home, ".aws/config"),
    `[profile mine]\nregion = eu-west-1\ncredential_process = ${command}\n`,
  );
}

async function keyOf(world: World, env: Record<string, string>, cwd?: string, ...more: string[]): Promise<string> {
  const { stdout, stderr } = await world.run(["process", ...more, "mine"], { env, ...(cwd && { cwd }) });
  expect(stderr).toBe("");
  return JSON.parse(stdout).AccessKeyId;
}

const keyIn = async (answer: Response): Promise<string> =>
  ((await answer.json()) as { AccessKeyId: string }).AccessKeyId;

const runs = ({ home }: World): number => readFileSync(join(home, "runs"), "utf8").split("\n").length - 1;

worldTest(
  "a profile's command runs with the client's variables, and no other client gets its output",
  async (world) => {
    await withHelper(world);
    mkdirSync(join(world.home, "here"));
    const key = (env: Record<string, string>, ...more: string[]): Promise<string> => keyOf(world, env, "here", ...more);
    expect(await key({ WHO: "ana" })).toBe("KEY-ana-here");
    expect(await key({ WHO: "ben" })).toBe("KEY-ben-here");
    expect(await key({})).toBe("KEY--here");
    expect(await key({ WHO: "ana" })).toBe("KEY-ana-here");
    expect(runs(world)).toBe(3);
    expect(await key({ WHO: "ana", NOBODY_KNOWS_THIS: "1" })).toBe("KEY-ana-here");
    expect(runs(world)).toBe(4);
    expect(await key({ WHO: "cleo" }, "--no-agent")).toBe("KEY-cleo-here");
  },
);

worldTest("another window of the same shell is not another person", async (world) => {
  await withHelper(world);
  const windows = [
    {},
    { SHLVL: "3", OLDPWD: "/", TERM: "screen", COLUMNS: "80", LINES: "24" },
    { TMUX: "/tmp/x", TMUX_PANE: "%1", WINDOWID: "7", SSH_TTY: "/dev/pts/9", GPG_TTY: "/dev/pts/9" },
    { KITTY_WINDOW_ID: "1", VTE_VERSION: "7000", TERM_SESSION_ID: "x", XDG_SESSION_ID: "4", ITERM_SESSION_ID: "x" },
  ];
  for (const window of windows) await keyOf(world, { WHO: "ana", ...window });
  expect(runs(world)).toBe(1);
});

worldTest(
  "a relative command is one from where it is asked for, and each directory has its own answer",
  async (world) => {
    await withHelper(world, "./helper");
    for (const folder of ["one", "two"]) {
      mkdirSync(join(world.home, folder));
      await Bun.write(join(world.home, folder, "helper"), HELPER);
      chmodSync(join(world.home, folder, "helper"), 0o755);
    }
    expect(await keyOf(world, { WHO: "ana" }, "one")).toBe("KEY-ana-one");
    expect(await keyOf(world, { WHO: "ana" }, "two")).toBe("KEY-ana-two");
    expect(await keyOf(world, { WHO: "ana" }, "one")).toBe("KEY-ana-one");
    expect(runs(world)).toBe(2);
  },
);

worldTest("an environment that is longer than any message arrives whole", async (world) => {
  await withHelper(world);
  const long = Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`LONG_${n}`, "é".repeat(40_000)]));
  expect(await keyOf(world, { WHO: "ana", ...long })).toStartWith("KEY-ana-");
  const { stdout } = await world.run(["export", "--format", "json", "mine"], { env: { WHO: "ben", ...long } });
  expect(stdout).toContain("KEY-ben-");
});

worldTest(
  "what a program gets is renewed in the surroundings it was started from, whatever the agent lives through",
  async (world) => {
    await withHelper(world);
    const started = { home: world.home, environment: { ...world.environment, WHO: "ana", LIFE: "3" } };
    await using program = await holdGrant(started, "mine");
    const key = async (): Promise<string> => keyIn(await program.ask());
    expect(await key()).toStartWith("KEY-ana-");
    await keyOf(world, { WHO: "ben", LIFE: "3" });
    const before = runs(world);
    await until("it ran again", async () => {
      expect(await key()).toStartWith("KEY-ana-");
      return runs(world) > before;
    });
    await killAgent(world);
    await keyOf(world, { WHO: "ben" });
    const later = runs(world);
    await until("the next agent ran it for the program", async () => {
      const answer = await program.ask();
      if (answer.ok) expect(await keyIn(answer)).toStartWith("KEY-ana-");
      return answer.ok && runs(world) > later;
    });
  },
);

worldTest(
  "a program whose surroundings are not known any more gets an error, not another's credentials",
  async (world) => {
    await withHelper(world, "WHO=$AWS_ACCESS_KEY_ID $HOME/helper");
    const env = { ...world.environment, AWS_ACCESS_KEY_ID: "ana" };
    await using program = await holdGrant({ home: world.home, environment: env }, "mine");
    expect(await keyIn(await program.ask())).toStartWith("KEY-ana-");
    await killAgent(world);
    await keyOf(world, { AWS_ACCESS_KEY_ID: "ben" });
    const answer = await program.ask();
    expect(answer.status).toBeGreaterThanOrEqual(400);
    expect(await answer.text()).toContain("the environment it was started from is no longer known");
  },
);

worldTest("what a command says on standard error is seen nowhere", async (world) => {
  await withHelper(world);
  const { stdout, stderr } = await world.run(["process", "mine"], { env: { WHO: "ana" } });
  const alone = await world.run(["process", "--no-agent", "mine"], { env: { WHO: "ana" } });
  for (const text of [stdout, stderr, alone.stdout, alone.stderr]) expect(text).not.toContain("a secret");
});
