import { expect } from "bun:test";
import {
  chmodSync,
  chownSync,
  lchownSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { asOrdinaryUser, needsRoot } from "../../support/ordinary-user.ts";
import type { World } from "../../support/world.ts";
import { worldTestUnless } from "../../support/world-test.ts";

const ATTACKER = 65_534;
const RUNS = 20;
const CONTENT = "not his\n";

interface Scene {
  /** The attacker's own directory, which root is led to. */
  readonly theirs: string;
  /** Root's, closed to him: a file, and a directory with a file and a folder that looks like a grant's. */
  readonly precious: string;
  /** That all of it is as it was, and root has made nothing at his. */
  readonly check: (before?: string) => void;
}

/** A world that others may look into, with a directory of the attacker's and things of root's that he wants gone. */
function scene({ home }: World): Scene {
  const theirs = join(home, "theirs");
  mkdirSync(theirs);
  chownSync(theirs, ATTACKER, ATTACKER);
  for (const path of [home, theirs]) chmodSync(path, 0o755);
  const precious = join(home, "precious");
  mkdirSync(join(precious, "00000000-0000-4000-8000-000000000000"), { recursive: true, mode: 0o700 });
  writeFileSync(join(precious, "file"), CONTENT);
  const check = (before = "") => {
    expect(readdirSync(precious).sort()).toEqual(["00000000-0000-4000-8000-000000000000", "file"]);
    expect(readFileSync(join(precious, "file"), "utf8")).toBe(CONTENT);
    expect(rootsIn(theirs)).toBe(before);
    expect(readdirSync(home)).not.toContain("pwned");
  };
  return { theirs, precious, check };
}

/** What of root's is there, by number: names change. */
function rootsIn(directory: string): string {
  const { stdout } = Bun.spawnSync(["find", directory, "-uid", "0", "-printf", "%i\n"]);
  return stdout.toString().split("\n").sort().join(" ");
}

/** Runs a shell script as the attacker, in his directory, until the end. */
function attack(world: World, { theirs }: Scene, script: string): Disposable {
  const loop = `cd '${theirs}'; while :; do ${script}\n done`;
  const child = Bun.spawn(asOrdinaryUser(["sh", "-c", loop]), {
    env: { ...world.environment },
    stdio: ["ignore", "ignore", "ignore"],
  });
  return { [Symbol.dispose]: () => child.kill("SIGKILL") };
}

/** What root does, again and again; the program runs as who it is told to run as, or not at all. */
async function victim(world: World, env: Record<string, string>, start: "anew" | "running"): Promise<number[]> {
  const statuses: number[] = [];
  for (let run = 0; run < RUNS; run++) {
    const { status } = await world.run(["exec", "readonly", "--", "true"], { env });
    statuses.push(status);
    if (start === "anew") await world.run(["agent", "stop"], { env });
  }
  await world.run(["agent", "stop"], { env });
  return statuses;
}

/** Puts his own directory in the place of root's, with everything root's agent might follow, and back. */
const SWAP = (precious: string, home: string): string => `
  mv actas held 2>/dev/null; mkdir actas actas/grants 2>/dev/null
  ln -s ../held/agent.sock actas/agent.sock; ln -s ${precious}/file actas/port; ln -s ${precious}/file actas/agent.lock
  for folder in actas/grants/*/; do
    printf '[default]\\ncredential_process = touch ${home}/pwned\\n' >"$folder/credentials"
  done
  rm -rf actas; mv held actas 2>/dev/null; ln -s ${precious} actas/grants 2>/dev/null`;

for (const [variable, path] of [
  ["XDG_RUNTIME_DIR", ""],
  ["ACTAS_AGENT_SOCK", "/actas/agent.sock"],
] as const) {
  worldTestUnless(
    needsRoot(),
    `a directory of root's below another user's, named by ${variable}, is not used, however it is swapped`,
    async (world) => {
      const now = scene(world);
      mkdirSync(join(now.theirs, "actas"), { mode: 0o700 });
      const before = rootsIn(now.theirs);
      using _ = attack(world, now, SWAP(now.precious, world.home));
      const statuses = await victim(world, { [variable]: now.theirs + path }, "running");
      // XDG_RUNTIME_DIR gives way to the place below HOME; a socket that was named is refused.
      expect(statuses).toEqual(Array(RUNS).fill(variable === "XDG_RUNTIME_DIR" ? 0 : 125));
      now.check(before);
    },
  );
}

worldTestUnless(
  needsRoot(),
  "a link of another user in a directory that all may write to leads nowhere",
  async (world) => {
    const now = scene(world);
    const shared = join(world.home, "shared");
    mkdirSync(shared);
    chmodSync(shared, 0o1777);
    mkdirSync(join(world.home, "mine"), { mode: 0o700 });
    symlinkSync("../mine", join(shared, "link"));
    lchownSync(join(shared, "link"), ATTACKER, ATTACKER);
    const named = await victim(world, { ACTAS_AGENT_SOCK: `${shared}/link/agent.sock` }, "running");
    expect(named).toEqual(Array(RUNS).fill(125));
    const { stderr } = await world.run(["process", "readonly"], {
      env: { ACTAS_AGENT_SOCK: `${shared}/link/agent.sock` },
    });
    expect(stderr).toContain(`${shared}/link is a symbolic link of another user (uid ${ATTACKER})\n`);
    expect(await victim(world, { XDG_RUNTIME_DIR: `${shared}/link` }, "running")).toEqual(Array(RUNS).fill(0));
    expect(readdirSync(join(world.home, "mine"))).toEqual([]);
    now.check();
  },
);

worldTestUnless(
  needsRoot(),
  "folders of grants that turn into a link while root's agent starts are not emptied",
  async (world) => {
    const now = scene(world);
    mkdirSync(join(now.theirs, "actas"), { mode: 0o700 });
    mkdirSync(join(now.theirs, "actas/grants"), { mode: 0o700 });
    const exchange = `mv actas held; mkdir actas; ln -s ${now.precious} actas/grants; rm -rf actas; mv held actas`;
    const before = rootsIn(now.theirs);
    using _ = attack(world, now, exchange);
    const statuses = await victim(world, { XDG_RUNTIME_DIR: now.theirs }, "anew");
    expect(statuses).toEqual(Array(RUNS).fill(0));
    now.check(before);
  },
);

worldTestUnless(
  needsRoot(),
  "root who keeps a user's variables makes nothing in the user's directories",
  async (world) => {
    const now = scene(world);
    const env = { XDG_RUNTIME_DIR: join(now.theirs, "run"), HOME: now.theirs, XDG_STATE_HOME: "" };
    for (const name of ["run", ".local"]) mkdirSync(join(now.theirs, name), { mode: 0o700 });
    for (const name of ["run", ".local"]) chownSync(join(now.theirs, name), ATTACKER, ATTACKER);
    symlinkSync(now.precious, join(now.theirs, ".local/state"));
    lchownSync(join(now.theirs, ".local/state"), ATTACKER, ATTACKER);
    const { status, stderr } = await world.run(["process", "readonly"], { env });
    expect(status).toBe(1);
    expect(stderr).toStartWith(`actas: error: cannot use ${now.theirs}/.local/state/actas/run-`);
    expect(stderr).toContain(`: ${now.theirs} belongs to another user (uid ${ATTACKER})\n`);
    expect((await world.run(["process", "--no-agent", "readonly"], { env })).status).toBe(0);
    // With a place for the agent its log is left out too.
    const elsewhere = { ...env, XDG_RUNTIME_DIR: join(world.home, "run") };
    expect((await world.run(["process", "readonly"], { env: elsewhere })).status).toBe(0);
    await world.run(["agent", "stop"], { env: elsewhere });
    // Nor is it put on record there which files root trusts.
    const project = join(world.home, ".actas.json");
    writeFileSync(project, '{ "profile": "readonly" }\n');
    const digest = new Bun.CryptoHasher("sha256").update(readFileSync(project)).digest("hex");
    const trusted = await world.run(["trust", project, "--digest", digest], { env });
    expect(trusted.stderr).toContain(`is trusted: ${now.theirs} belongs to another user (uid ${ATTACKER})\n`);
    now.check();
  },
);
