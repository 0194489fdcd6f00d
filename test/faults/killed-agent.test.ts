import { expect, test } from "bun:test";
import { PROGRAM } from "../support/program.ts";
import { processesOf } from "../support/scan-secrets.ts";
import { withSandbox } from "../support/world.ts";

test("when the agent is killed while it works for a command, the command tries again or says what happened", async () => {
  await withSandbox(async (world) => {
    await world.run(["agent", "start"]);
    await world.faults({ latencyMs: 1_500 });
    const running = world.run(["process", "readonly"]);
    while ((await world.calls()).length === 0) await Bun.sleep(20);
    const agents = (await processesOf(world.home)).filter(({ commandLine }) => commandLine.includes("\0run"));
    for (const { pid } of agents) process.kill(pid, "SIGKILL");
    const { status, stdout, stderr } = await running;
    expect(agents.filter(({ commandLine }) => commandLine.startsWith(PROGRAM))).toHaveLength(1);
    if (status === 0) expect(stdout).toContain('"Version"');
    else expect(stderr).toMatch(/^actas: error: cannot /);
  });
}, 60_000);
