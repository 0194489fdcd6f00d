import { expect } from "bun:test";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { startTimeOf } from "../../src/system/processes/process-stat.ts";
import { worldTest } from "../support/world-test.ts";

worldTest("an agent that was told where a command runs has heard it, however long it then waits", async (world) => {
  const runtime = `${world.home}/run/actas`;
  mkdirSync(runtime, { mode: 0o700 });
  writeFileSync(`${runtime}/agent.lock`, "", { mode: 0o600 });
  const program = join(import.meta.dir, "programs/slow-agent.ts");
  const script = `exec 9<>${runtime}/agent.lock; flock 9; exec ${process.execPath} ${program} ${runtime}/agent.sock`;
  const agent = Bun.spawn(["sh", "-c", script], { stdout: "pipe" });
  await agent.stdout.getReader().read();
  writeFileSync(`${runtime}/agent.lock`, `${`${agent.pid} ${startTimeOf(agent.pid)}`.padEnd(63)}\n`);
  const { stderr } = await world.run(["process", "readonly"]);
  agent.kill();
  await agent.exited;
  expect(stderr).toBe("actas: error: cannot: AWS said no\n");
});
