import { expect, test } from "bun:test";
import { PROGRAM } from "../support/program.ts";
import { processesOf } from "../support/scan-secrets.ts";
import { withSandbox } from "../support/world.ts";

test("a hundred commands that start at once share one new agent", async () => {
  await withSandbox(async (world) => {
    const outcomes = await Promise.all(Array.from({ length: 100 }, () => world.run(["process", "readonly"])));
    expect(outcomes.filter(({ status }) => status !== 0)).toEqual([]);
    expect(new Set(outcomes.map(({ stdout }) => stdout)).size).toBe(1);
    expect(await world.calls("AssumeRole")).toHaveLength(1);
    const running = await processesOf(world.home);
    expect(running.filter(({ commandLine }) => commandLine.startsWith(PROGRAM))).toHaveLength(1);
  });
}, 120_000);
