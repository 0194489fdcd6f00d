import { expect } from "bun:test";
import { readdirSync, readFileSync } from "node:fs";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { needs, pathOf } from "../../support/needs.ts";
import { asOrdinaryUser, giveHomeAway, needsRoot } from "../../support/ordinary-user.ts";
import { PROGRAM } from "../../support/program.ts";
import { until } from "../../support/until.ts";
import type { World } from "../../support/world.ts";
import { worldTestUnless } from "../../support/world-test.ts";

/** A full pipe without a reader, then the command, which blocks there with its output. */
const BLOCKED = `ulimit -c unlimited; mkfifo full; exec 3<>full
  dd if=/dev/zero of=full bs=4096 count=16 2>dd; echo $$ >pid; exec "$@" >&3`;

/** Starts a command so, as the ordinary user. It has to be killed. */
async function blocked(world: World, words: readonly string[]): Promise<number> {
  const child = Bun.spawn(asOrdinaryUser(["bash", "-c", BLOCKED, "bash", ...words]), {
    cwd: world.home,
    env: { ...world.environment },
    stdio: ["ignore", "ignore", "ignore"],
  });
  const waits = () =>
    Number(contentOf(join(world.home, "pid"))) === child.pid && contentOf(`/proc/${child.pid}/wchan`).includes("pipe");
  await until(`\`${words.join(" ")}\` waits`, waits);
  return child.pid;
}

function contentOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
}

for (const words of [
  [PROGRAM, "process", "readonly"],
  [PROGRAM, "process", "--no-agent", "readonly"],
  [PROGRAM, "export", "readonly"],
  [PROGRAM, "export", "--format", "json", "readonly"],
]) {
  worldTestUnless(
    needsRoot() ?? needs("gcore"),
    `only root can look into \`actas ${words.slice(1).join(" ")}\`, and it leaves no core dump`,
    async (world) => {
      giveHomeAway(world);
      const user = (...argv: string[]) => world.runProgram(asOrdinaryUser(argv));
      const pid = await blocked(world, words);
      const dump = await user(pathOf("gcore") ?? "gcore", "-o", `${world.home}/dump`, String(pid));
      expect(dump.stdout + dump.stderr).toMatch(/not permitted|Permission denied/i);
      expect((await user("head", "-c", "1", `/proc/${pid}/mem`)).stderr).toContain("Permission denied");
      process.kill(pid, "SIGABRT");
      await until("it has ended", () => contentOf(`/proc/${pid}/stat`) === "");
      expect(readdirSync(world.home).filter((name) => /core|dump/.test(name))).toEqual([]);
      await user(PROGRAM, "agent", "stop");
    },
  );
}

for (const kind of ["container", "imds"]) {
  worldTestUnless(
    needsRoot() ?? needs("gcore"),
    `only root can look into \`actas serve ${kind}\`, and it leaves no core dump`,
    async (world) => {
      giveHomeAway(world);
      const user = (...argv: string[]) => world.runProgram(asOrdinaryUser(argv));
      const start = `ulimit -c unlimited; exec "$0" serve ${kind} readonly --port 0 --detach`;
      expect((await user("bash", "-c", start, PROGRAM)).status).toBe(0);
      const { stdout } = await user(PROGRAM, "serve", "status", "--json");
      const { pid } = JSON.parse(stdout).serving[0];
      const dump = await user(pathOf("gcore") ?? "gcore", "-o", `${world.home}/dump`, String(pid));
      expect(dump.stdout + dump.stderr).toMatch(/not permitted|Permission denied/i);
      expect((await user("head", "-c", "1", `/proc/${pid}/mem`)).stderr).toContain("Permission denied");
      process.kill(pid, "SIGABRT");
      await until("it has ended", () => /^$|\) Z /.test(contentOf(`/proc/${pid}/stat`)));
      expect(readdirSync(world.home).filter((name) => /core|dump/.test(name))).toEqual([]);
      await user(PROGRAM, "agent", "stop");
    },
  );
}

for (const [what, words, question] of [
  ["long-term keys", ["keys", "import", "ben"], /\[y\/N\] $/],
  ["a passphrase that is typed", ["whoami", "staging"], /passphrase.*: $/],
] as const) {
  worldTestUnless(needsRoot(), `only root can look into a command with ${what}`, async (world) => {
    await writeFile(join(world.home, ".config/actas/config.json"), '{ "persist": "file" }');
    giveHomeAway(world);
    const terminal = world.terminalProgram(asOrdinaryUser([PROGRAM, ...words]));
    await terminal.waitFor(question);
    const look = ["head", "-c", "1", `/proc/${terminal.pid}/mem`];
    expect((await world.runProgram(asOrdinaryUser(look))).stderr).toContain("Permission denied");
    terminal.press("\x03");
    await terminal.exited;
    await world.runProgram(asOrdinaryUser([PROGRAM, "agent", "stop"]));
  });
}

worldTestUnless(needsRoot(), "the program that `exec` starts is as open to its user as without it", async (world) => {
  giveHomeAway(world);
  const look = ["sh", "-c", "ulimit -c; head -c 4 /proc/self/environ >/dev/null && stat -c %u /proc/self/environ"];
  const without = await world.runProgram(asOrdinaryUser(look));
  for (const options of [[], ["--mode", "env"], ["--no-agent"]]) {
    const within = await world.runProgram(asOrdinaryUser([PROGRAM, "exec", ...options, "readonly", "--", ...look]));
    expect({ options, stdout: within.stdout }).toEqual({ options, stdout: without.stdout });
  }
  await world.runProgram(asOrdinaryUser([PROGRAM, "agent", "stop"]));
});
