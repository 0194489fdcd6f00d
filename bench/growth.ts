import { PROGRAM } from "../test/support/program.ts";
import { type World, withSandbox } from "../test/support/world.ts";
import { addProfiles, fill, touchConfig } from "./many-profiles.ts";
import { type Memory, memoryAtRest, memoryInWords } from "./memory.ts";
import type { Result } from "./result.ts";
import { interleave, summarise } from "./statistics.ts";
import { inWords, timeOf } from "./time-of.ts";

/** How many profiles, and how many credentials of them, each world has. */
const SIZES = [10, 1_000, 10_000] as const;
const ROUNDS = 25;
const REREADS = 30;
/** After so many the code that fetches is machine code, and the heap as large as it gets by that. */
const WARM = 1_000;

interface Grown {
  readonly size: number;
  readonly world: World;
  readonly memory: Readonly<Record<"idle" | "reread" | "warm" | "filled", Memory>>;
}

/** What commands cost, and the agent takes, with few and with many profiles and credentials. */
export async function measureGrowth(): Promise<readonly Result[]> {
  return inWorlds([...SIZES], async (worlds) => {
    const memory = await Promise.all(worlds.map((world, index) => grow(world, SIZES[index]!)));
    const grown = worlds.map((world, index) => ({ world, size: SIZES[index]!, memory: memory[index]! }));
    const rows: Result[] = [];
    for (const command of COMMANDS) rows.push(...(await measureCommand(command, grown)));
    return [...rows, ...memoryRows(grown.at(-1)!)];
  });
}

async function inWorlds<T>(sizes: readonly number[], body: (worlds: readonly World[]) => Promise<T>): Promise<T> {
  const worlds: World[] = [];
  const done = Promise.withResolvers<T>();
  const next = async (): Promise<void> => {
    if (worlds.length === sizes.length) return done.resolve(await body(worlds));
    await withSandbox(async (world) => {
      worlds.push(world);
      await next();
    });
  };
  await next();
  return done.promise;
}

async function grow(world: World, size: number): Promise<Grown["memory"]> {
  addProfiles(world, 10);
  await fill(await started(world), 10);
  const idle = await memoryAtRest(world);
  addProfiles(world, size - 10, 10);
  for (let count = 0; count < REREADS; count++) {
    touchConfig(world);
    timeOf(world, [PROGRAM, "process", "team-0"]);
  }
  const reread = await memoryAtRest(world);
  await fill(world, Math.min(size, WARM));
  const warm = await memoryAtRest(world);
  await fill(world, size);
  return { idle, reread, warm, filled: await memoryAtRest(world) };
}

async function started(world: World): Promise<World> {
  await world.run(["agent", "start"]);
  return world;
}

interface Command {
  readonly words: readonly string[];
  /** What is done before, but not to what it is compared with. */
  readonly before?: (world: World) => void;
  readonly name: string;
  readonly atMost: number;
}

const COMMANDS: readonly Command[] = [
  { name: "`process`", words: ["process", "team-0"], atMost: 1.1 },
  { name: "`process`, config just changed", words: ["process", "team-0"], before: touchConfig, atMost: 3 },
  { name: "`exec /bin/true`", words: ["exec", "team-0", "--", "/bin/true"], atMost: 1.1 },
  { name: "`status`", words: ["status"], atMost: 2 },
  { name: "`cache list`", words: ["cache", "list"], atMost: 2 },
  { name: "`list profiles`", words: ["list", "profiles"], atMost: 2 },
];

async function measureCommand({ name, words, before, atMost }: Command, grown: readonly Grown[]): Promise<Result[]> {
  const [few, ...more] = grown;
  const command = [PROGRAM, ...words];
  const measures = more.map(({ size, world }) => {
    const measure = (): number => {
      before?.(world);
      return timeOf(world, command);
    };
    return [String(size), measure] as const;
  });
  const all = { few: () => timeOf(few!.world, command), ...Object.fromEntries(measures) };
  const times: Readonly<Record<string, readonly number[]>> = await interleave(ROUNDS, all);
  const baseline = summarise(times.few!).median;
  return more.map(({ size }) => {
    const { median, p95 } = summarise(times[size]!);
    return {
      name: `${name}, ${size} profiles and credentials`,
      measured: inWords(median, p95),
      baseline: `with ${few!.size}${before ? ", unchanged" : ""}: ${baseline.toFixed(1)} ms`,
      ratio: median / baseline,
      bound: { sense: "at most", ratio: atMost },
    };
  });
}

function memoryRows({ size, memory: { idle, reread, warm, filled } }: Grown): Result[] {
  const each = ((filled.written - reread.written) * 1024) / size;
  const more = ((filled.written - warm.written) * 1024) / (size - WARM);
  return [
    {
      name: `agent, a minute after ${REREADS} readings of ${size} profiles`,
      measured: memoryInWords(reread),
      baseline: `before ${memoryInWords(idle)}`,
      ratio: reread.private / idle.private,
      bound: { sense: "at most", ratio: 1.2 },
    },
    {
      name: `agent, ${size} credentials`,
      measured: `${memoryInWords(filled)}, ${each.toFixed(1)} kB each`,
      baseline: "2 kB each",
      ratio: each / 2,
      bound: { sense: "at most", ratio: 1 },
    },
    {
      name: `agent, ${size - WARM} credentials after the first ${WARM}`,
      measured: `${more.toFixed(1)} kB each`,
      baseline: "2 kB each",
      ratio: more / 2,
      bound: { sense: "at most", ratio: 1 },
    },
  ];
}
