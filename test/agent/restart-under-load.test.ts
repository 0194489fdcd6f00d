import { expect } from "bun:test";
import { Agent, get } from "node:http";
import { statusOf } from "../support/agent-of.ts";
import { type HeldGrant, holdGrant } from "../support/held-grant.ts";
import { worldTest } from "../support/world-test.ts";

const RESTARTS = 8;
const WORKERS = 4;

/** One request without any second try: its status, or what became of the connection. */
function askOnce({ url, token }: HeldGrant, agent: Agent): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  const request = get(url, { agent, headers: { authorization: token } }, (response) => {
    response.resume().on("end", () => resolve(String(response.statusCode)));
    response.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  });
  request.on("error", (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
  return promise;
}

/**
 * Whether this process was kept waiting for longer than an agent waits for the next request of a connection: a request
 * that is sent so late is not one that the agent lost.
 */
function watchForStalls() {
  const TICK_MS = 5;
  const LONG_MS = 50;
  let last = performance.now();
  let stalledAt = Number.NEGATIVE_INFINITY;
  const timer = setInterval(() => {
    const now = performance.now();
    if (now - last > LONG_MS) stalledAt = now;
    last = now;
  }, TICK_MS);
  return {
    justNow: () => performance.now() - last > LONG_MS || performance.now() - stalledAt < 1_000,
    [Symbol.dispose]: () => clearInterval(timer),
  };
}

for (const keepAlive of [false, true]) {
  worldTest(
    `no request is lost while the agent restarts, ${keepAlive ? "on kept" : "with new"} connections`,
    async (world) => {
      await using grant = await holdGrant(world, "readonly");
      const counts: Record<string, number> = {};
      let isOver = false;
      const worker = async () => {
        const agent = new Agent({ keepAlive, maxSockets: 1 });
        while (!isOver) {
          const outcome = await askOnce(grant, agent);
          if (outcome !== "200" && stalls.justNow()) continue;
          counts[outcome] = (counts[outcome] ?? 0) + 1;
        }
        agent.destroy();
      };
      const stalls = watchForStalls();
      const workers = Array.from({ length: WORKERS }, worker);
      const { agent } = await statusOf(world);
      for (let restart = 0; restart < RESTARTS; restart++) {
        expect((await world.run(["agent", "restart"])).status).toBe(0);
      }
      isOver = true;
      await Promise.all(workers);
      expect(Object.keys(counts)).toEqual(["200"]);
      expect(counts["200"]).toBeGreaterThan(RESTARTS * WORKERS);
      expect((await statusOf(world)).agent.pid).not.toBe(agent.pid);
    },
  );
}
