import { expect } from "bun:test";
import { join } from "node:path";
import { REQUEST_VARIABLES } from "../../src/base/credential-request.ts";
import { connectionsTo, statusOf } from "../support/agent-of.ts";
import { exchange } from "../support/exchange.ts";
import { ScriptedAgent } from "../support/scripted-agent.ts";
import { login } from "../support/sign-in.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** As a shell asks for the targets of `exec`, and for their roles. */
const ASKED = [
  ["exec", ""],
  ["exec", "corp:"],
  ["login", ""],
  ["setup", "profiles", ""],
  ["exec", "--server", "corp", ""],
  ["keys", "remove", ""],
];

worldTest("the TAB key starts no agent, and calls nobody", async (world) => {
  for (const words of ASKED) expect(await offered(world, words)).toMatchObject({ status: 0, stderr: "" });
  expect((await world.run(["agent", "status", "--json"])).stdout).toContain('"not-running"');
  expect(await world.calls()).toEqual([]);
});

worldTest("with an agent it asks for nothing either: no sign-in, no list, no keys", async (world) => {
  await world.run(["agent", "start"]);
  for (const words of ASKED) expect(await offered(world, words)).toMatchObject({ status: 0, stderr: "" });
  await login(world, "corp");
  const before = await world.calls();
  expect((await offered(world, ["exec", "corp:"])).stdout).toBe(":4\n");
  expect(await world.calls()).toEqual(before);
});

worldTest(
  "what the agent says of names holds no secret, and a newer command does not replace it for that",
  async (world) => {
    await world.run(["agent", "start"]);
    await login(world, "corp");
    await world.run(["list", "roles", "corp"]);
    const { agent } = await statusOf(world);
    const request = { protocol: 1, version: "99.0.0", request: "names", of: "targets", typed: "corp:" };
    const variables = Object.entries(world.environment).filter(([name]) => REQUEST_VARIABLES.includes(name as never));
    const environment = Object.fromEntries(variables);
    const [answer] = await exchange(world, JSON.stringify({ ...request, environment }));
    expect(answer).toMatchObject({ type: "result", result: { names: expect.arrayContaining([expect.anything()]) } });
    expect((await statusOf(world)).agent.pid).toBe(agent.pid);
    for (const more of [{ of: "secrets" }, { typed: 1 }, { environment: { AWS_SECRET_ACCESS_KEY: "x" } }]) {
      const [refused] = await exchange(world, JSON.stringify({ ...request, environment, ...more }));
      expect(refused).toMatchObject({ type: "error", error: "usage" });
    }
  },
);

worldTest("an agent that does not answer is not waited for", async (world) => {
  await world.run(["agent", "start"]);
  const { agent } = await statusOf(world);
  process.kill(agent.pid, "SIGSTOP");
  try {
    const start = performance.now();
    expect((await offered(world, ["exec", "stag"])).stdout).toContain("staging\t");
    expect(performance.now() - start).toBeLessThan(3_000);
  } finally {
    process.kill(agent.pid, "SIGCONT");
  }
  await until("it is forgotten", () => connectionsTo(world) === 0);
});

const HOSTILE = "x\u001b]0;t\u0007\n:0\t$(touch made)";

worldTest("names that act on a terminal or would be two lines are not offered", async (world) => {
  const socket = join(world.home, "scripted", "agent.sock");
  using _ = new ScriptedAgent(socket, (_, say) => {
    say({ type: "result", result: { names: [{ name: HOSTILE }, { name: "fine", description: HOSTILE }] } });
  });
  for (const [words, said] of [
    [["__complete", "exec", ""], "fine\tx<U+001B>]0;t<U+0007><U+000A>:0<U+0009>$(touch made)\n:4\n"],
    [["__complete-bash", ":", "exec", ""], "fine\n:4\n"],
  ] as const) {
    expect((await world.run(words, { env: { ACTAS_AGENT_SOCK: socket } })).stdout).toBe(said);
  }
});

function offered(world: World, words: readonly string[]): ReturnType<World["run"]> {
  return world.run(["__complete", ...words]);
}
