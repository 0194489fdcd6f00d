import { expect } from "bun:test";
import { seeded } from "../seeded.ts";
import { runningAgent } from "../support/agent-of.ts";
import { holdGrant } from "../support/held-grant.ts";
import { worldTest } from "../support/world-test.ts";

const ROUNDS = 6;
const AT_ONCE = 4;
/** Twice as long as `exec` takes. */
const LONGEST_MS = 80;

worldTest("a program that starts while the agent is killed has a grant that works", async (world) => {
  const random = seeded(11);
  for (let round = 0; round < ROUNDS; round++) {
    await world.run(["agent", "start"]);
    const running = await runningAgent(world);
    await using started = new AsyncDisposableStack();
    const starting = Array.from({ length: AT_ONCE }, async () => started.use(await holdGrant(world, "readonly")));
    await Bun.sleep(random(LONGEST_MS));
    process.kill(running!.agent.pid, "SIGKILL");
    const programs = await Promise.all(starting);
    // If all of them had been answered before, the next command starts the next agent.
    await world.run(["agent", "start"]);
    const statuses = await Promise.all(programs.map(async (program) => (await program.ask()).status));
    expect(statuses).toEqual(programs.map(() => 200));
  }
});
