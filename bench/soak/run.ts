import { runningAgent } from "../../test/support/agent-of.ts";
import { type World, withSandbox } from "../../test/support/world.ts";
import { Growth } from "./growth.ts";
import { Programs } from "./programs.ts";
import { Trouble } from "./trouble.ts";

const LOOK_MS = 2_000;

const minutes = Number(process.argv[2] ?? 5);
if (!(minutes > 0)) throw new Error(`cannot soak ${process.argv[2]} minutes: \`npm run soak -- MINUTES\``);
await withSandbox(async (world) => {
  const trouble = new Trouble(world);
  await trouble.calm();
  const programs = new Programs(world);
  const growth = new Growth();
  try {
    await programs.started();
    // An agent that is killed again and again cannot grow, so the second half leaves it alive.
    await until(minutes / 2, () => trouble.happen(["kill", "restart", "fault", "command"]));
    await until(minutes / 2, async () => {
      await trouble.happen(["fault", "command", "command"]);
      await growth.look(world);
    });
    const left = await leftGrants(world, programs.count);
    report(programs, trouble, growth, left);
  } finally {
    await programs.end();
  }
});

async function until(forMinutes: number, step: () => Promise<void>): Promise<void> {
  for (const end = Date.now() + forMinutes * 60_000; Date.now() < end; await Bun.sleep(LOOK_MS)) await step();
}

/** How many grants are left over from programs that have ended; negative if grants are missing. */
async function leftGrants(world: World, expected: number): Promise<number> {
  return ((await runningAgent(world))?.grants.length ?? 0) - expected;
}

/** Prints the results; the exit status tells whether the soak found a fault. */
function report(programs: Programs, { done }: Trouble, growth: Growth, left: number): void {
  const { answers, away, calls, expired, notYet, otherStatus, refused, unauthorized, unsigned, wrong } = programs.tally;
  const { megabytes, descriptors, isGrowing } = growth.found;
  const happened = {
    "programs, minutes": `${programs.count}, ${minutes}`,
    "agents killed, restarted": `${done.kills}, ${done.restarts}`,
    "faults of AWS": done.faults,
    commands: done.commands,
    "answers with credentials": answers,
    "answers that AWS is slow or fails (503, 429)": notYet,
    "requests while no agent ran": away,
    "calls of the SDK": calls,
    "calls not made for want of credentials": unsigned,
  };
  const mustBeNothing = {
    "programs that lost their grant": programs.lost.size,
    "401 answers": unauthorized,
    "answers with another status": otherStatus,
    "expired credentials handed out": expired,
    "calls as another identity": wrong,
    "calls that AWS refused": refused,
    "commands that failed": done.failedCommands,
    "programs that ended by themselves": programs.gone,
    "grants left over, or missing": left,
    [`growth: ${span(megabytes)} MB, ${span(descriptors)} descriptors`]: Number(isGrowing),
  };
  for (const [name, value] of Object.entries(happened)) console.log(`${name.padEnd(60)} ${value}`);
  for (const [name, value] of Object.entries(mustBeNothing)) {
    console.log(`${name.padEnd(60)} ${value}${value === 0 ? "" : "  MUST BE 0"}`);
  }
  if (answers === 0 || calls === 0) console.log("nothing was measured");
  if (answers === 0 || calls === 0 || Object.values(mustBeNothing).some((value) => value !== 0)) process.exitCode = 1;
}

function span([from, to]: readonly [number, number]): string {
  return `${from.toFixed(0)} to ${to.toFixed(0)}`;
}
