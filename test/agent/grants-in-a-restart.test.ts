import { expect } from "bun:test";
import { type HeldGrant, holdGrant } from "../support/held-grant.ts";
import { worldTest } from "../support/world-test.ts";

const RESTARTS = 3;
const AT_ONCE = 4;
/** So long a grant is under way, which is less than the last agent goes on for those that it has begun with. */
const LATENCY_MS = 60;

worldTest("a program that is started while the agent restarts has a grant that both agents know", async (world) => {
  await world.run(["agent", "start"]);
  await world.faults({ latencyMs: LATENCY_MS });
  for (let restart = 0; restart < RESTARTS; restart++) {
    await using started = new AsyncDisposableStack();
    const programs: HeldGrant[] = [];
    let isOver = false;
    const start = async () => {
      while (!isOver) programs.push(started.use(await holdGrant(world, "readonly", "--no-cache")));
    };
    const starting = Array.from({ length: AT_ONCE }, start);
    expect((await world.run(["agent", "restart"])).status).toBe(0);
    isOver = true;
    await Promise.all(starting);
    expect(programs.length).toBeGreaterThanOrEqual(AT_ONCE);
    const statuses = await Promise.all(programs.map(async (program) => (await program.ask()).status));
    expect(statuses).toEqual(programs.map(() => 200));
  }
});
