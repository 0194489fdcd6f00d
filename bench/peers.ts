import { PROGRAM } from "../test/support/program.ts";
import type { World } from "../test/support/world.ts";
import type { Result } from "./result.ts";
import { interleave, quantile } from "./statistics.ts";

const ROUNDS = 40;

/** What a peer runs for each thing that actas does too, with what `PATH` finds of it. */
type Commands = Readonly<Partial<Record<Task, readonly string[]>>>;
type Task = keyof typeof OURS;

/** The target is a role of a profile with keys, which every peer finds in the AWS files. */
const OURS = {
  version: ["--version"],
  "credential process": ["process", "readonly"],
  exec: ["exec", "readonly", "--", "/bin/true"],
} as const;

const PEERS: Readonly<Record<string, Commands>> = {
  mairu: {
    version: ["--version"],
    "credential process": ["credential-process", "--server", "contoso", "readonly"],
    exec: ["exec", "--server", "contoso", "readonly", "/bin/true"],
  },
  "aws-vault": {
    version: ["--version"],
    "credential process": ["export", "--no-session", "--format=json", "readonly"],
    exec: ["exec", "--no-session", "readonly", "--", "/bin/true"],
  },
  granted: {
    version: ["--version"],
    "credential process": ["credential-process", "--profile", "readonly"],
  },
  "aws-sso": {
    version: ["version"],
    "credential process": ["process", "--profile", "readonly"],
    exec: ["exec", "--profile", "readonly", "/bin/true"],
  },
  "aws-runas": {
    version: ["--version"],
    "credential process": ["-O", "json", "readonly"],
    exec: ["-E", "readonly", "/bin/true"],
  },
};

/**
 * Commands of peers that are on `PATH`, each in strict alternation with ours. A command that fails in the sandbox, such
 * as one that nobody has signed in to, is named and not measured.
 */
export async function measurePeers(world: World): Promise<readonly Result[]> {
  return peersBeside(world, process.env.PATH ?? "", ROUNDS);
}

/** The same for the peers on any `path`. */
export async function peersBeside(world: World, path: string, rounds: number): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (const [name, commands] of Object.entries(PEERS)) {
    const peer = Bun.which(name, { PATH: path });
    if (!peer) {
      results.push({ name: `beside ${name}`, measured: "it is not on PATH" });
      continue;
    }
    for (const [task, args] of Object.entries(commands) as [Task, readonly string[]][]) {
      results.push(await beside(world, task, name, [peer, ...args], rounds));
    }
  }
  return results;
}

async function beside(
  world: World,
  task: Task,
  peer: string,
  theirs: readonly string[],
  rounds: number,
): Promise<Result> {
  const name = `${task}, beside ${peer}`;
  const ours = [PROGRAM, ...OURS[task]];
  if ((await timeOf(world, ours)) === undefined) throw new Error(`${ours.join(" ")} fails`);
  // What a first call keeps is kept from here on.
  if ((await timeOf(world, theirs)) === undefined) {
    return { name, measured: `\`${[peer, ...theirs.slice(1)].join(" ")}\` fails here` };
  }
  const times = await interleave(rounds, {
    ours: async () => (await timeOf(world, ours)) ?? Number.NaN,
    theirs: async () => (await timeOf(world, theirs)) ?? Number.NaN,
  });
  const [actas, other] = [inSum(times.ours), inSum(times.theirs)];
  return {
    name,
    measured: inWords(actas),
    baseline: `${peer} ${inWords(other)}`,
    ratio: actas.median / other.median,
  };
}

/** Milliseconds from spawn to reap, or undefined when it fails. The sandbox, in this process, answers meanwhile. */
async function timeOf({ environment, home }: World, command: readonly string[]): Promise<number | undefined> {
  const start = performance.now();
  const stdio = ["ignore", "ignore", "ignore"] as const;
  const status = await Bun.spawn([...command], { env: environment, cwd: home, stdio: [...stdio], timeout: 20_000 })
    .exited;
  return status === 0 ? performance.now() - start : undefined;
}

function inSum(times: readonly number[]): { readonly median: number; readonly p90: number } {
  const sorted = times.toSorted((a, b) => a - b);
  return { median: quantile(sorted, 0.5), p90: quantile(sorted, 0.9) };
}

function inWords({ median, p90 }: { readonly median: number; readonly p90: number }): string {
  return `${median.toFixed(1)} ms (p90 ${p90.toFixed(1)})`;
}
