import { constants } from "node:os";
import { join, relative } from "node:path";
import { pickClient } from "./demo/pick-client.ts";
import { print, proven, styled } from "./demo/screen.ts";
import { closeStage, openStage, type Stage, stopAgent } from "./demo/stage.ts";
import { DidNotWork, playStory } from "./demo/story.ts";

/** Shows the main job of actas on the screen, in a made-up AWS; leaves nothing running and nothing behind. */

const ROOT = join(import.meta.dir, "..");
const PROGRAM = join(ROOT, "dist/actas");
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT"] as const;

const interruption = new AbortController();
for (const signal of SIGNALS) process.on(signal, () => interruption.abort(signal));
process.exit(await demo(interruption.signal).catch(statusOf));

async function demo(interrupted: AbortSignal): Promise<number> {
  await build();
  interrupted.throwIfAborted();
  const stage = openStage(PROGRAM);
  let agent: "may run" | "stopped" = "may run";
  let left: readonly string[];
  try {
    await play(stage, interrupted);
    agent = "stopped";
  } finally {
    if (agent === "may run") await stopAgent(stage);
    left = await closeStage(stage);
  }
  if (left.length > 0) throw new DidNotWork(`${left.join(" and ")} stayed behind`);
  proven(`The agent has ended, the made-up AWS is closed, and its home directory\n   ${stage.home.path} is deleted`);
  print(`\nTo look around there yourself: ${styled("bold", `${relative(ROOT, PROGRAM)} sandbox -- $SHELL`)}\n`);
  return 0;
}

async function build(): Promise<void> {
  const child = Bun.spawn([process.execPath, join(ROOT, "scripts/build.ts")], { stdio: ["ignore", 2, 2] });
  if ((await child.exited) !== 0) throw new DidNotWork("the build failed");
}

async function play(stage: Stage, interrupted: AbortSignal): Promise<void> {
  const client = await pickClient(stage.environment);
  print(`${styled("bold", "One MFA code, and any program acts as the role")}\n\n`);
  print(`A made-up AWS listens on ${stage.sandbox.url}. It checks signatures and\n`);
  print("codes as AWS does; HOME is a directory that is deleted at the end. The program\n");
  print(`is the ${client.name}.\n`);
  await playStory({ stage, client, interrupted });
}

/** Says what went wrong, and gives the exit status: that of the signal for a demo that was broken off. */
function statusOf(error: unknown): number {
  const signal = SIGNALS.find((name) => name === error);
  if (signal) {
    console.error("\nactas: the demo was broken off; nothing of it is left");
    return 128 + constants.signals[signal];
  }
  if (isNobodyReading(error)) return 128 + constants.signals.SIGPIPE;
  if (!(error instanceof DidNotWork)) throw error;
  console.error(`actas: error: cannot show the demo: ${error.message}`);
  return 1;
}

function isNobodyReading(error: unknown): boolean {
  return error instanceof Error && "code" in error && (error.code === "EPIPE" || error.code === "EIO");
}
