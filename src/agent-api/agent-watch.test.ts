import { afterAll, expect, test } from "bun:test";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { lockHolder } from "../../test/support/lock-holder.ts";
import { until } from "../../test/support/until.ts";
import { type ProcessStat, processStat } from "../system/processes/process-stat.ts";
import { AgentWatch } from "./agent-watch.ts";

const folder = mkdtempSync(join(tmpdir(), "actas-watch-"));
afterAll(() => rmSync(folder, { recursive: true }));

const ASLEEP = "exec sleep 60";
const BUSY = "while :; do :; done";

async function isSeen(pid: number, activity: ProcessStat["activity"]): Promise<void> {
  await until(`the agent is seen: ${activity}`, () => processStat(pid)?.activity === activity);
}

/** A process that holds the lock like an agent, and runs this script. */
async function agent(script: string) {
  const holder = await lockHolder(join(folder, "agent.lock"), { work: script });
  holder.sign();
  await isSeen(holder.pid, script === ASLEEP ? "waits" : "runs");
  const watch = new AgentWatch(join(folder, "agent.sock"));
  return {
    pid: holder.pid,
    async looks(said: "something" | "nothing") {
      expect(watch.look(said)).toBeUndefined();
      await Bun.sleep(300);
      return watch.look(said)?.message;
    },
    [Symbol.asyncDispose]: () => holder[Symbol.asyncDispose](),
  };
}

const STUCK = /cannot reach the agent at \S+: the agent, pid \d+, does not answer/;

test("an agent that is idle although a request waits does not answer", async () => {
  await using sleeping = await agent(ASLEEP);
  expect(await sleeping.looks("nothing")).toMatch(STUCK);
});

test("an agent that has said something may be waiting for AWS", async () => {
  await using sleeping = await agent(ASLEEP);
  expect(await sleeping.looks("something")).toBeUndefined();
});

test("an agent that computes is busy, whatever it has said", async () => {
  await using busy = await agent(BUSY);
  expect(await busy.looks("nothing")).toBeUndefined();
  expect(await busy.looks("something")).toBeUndefined();
});

test.each(["nothing", "something"] as const)(
  "one that is stopped after it has said %s does not answer",
  async (said) => {
    await using stopped = await agent(BUSY);
    process.kill(stopped.pid, "SIGSTOP");
    await isSeen(stopped.pid, "stopped");
    expect(await stopped.looks(said)).toMatch(STUCK);
  },
);

test("an agent that is not known yet is not called dead", async () => {
  rmSync(join(folder, "agent.lock"), { force: true });
  const watch = new AgentWatch(join(folder, "agent.sock"));
  expect([watch.look("nothing"), watch.look("nothing")]).toEqual([undefined, undefined]);
});
