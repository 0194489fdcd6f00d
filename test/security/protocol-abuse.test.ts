import { expect } from "bun:test";
import { connectionsTo, statusOf } from "../support/agent-of.ts";
import { exchange, socketOf } from "../support/exchange.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

const NOT_UNDERSTOOD = {
  type: "error",
  error: "usage",
  error_description: "cannot understand the request: it is not a message of this protocol",
  hints: ["`actas agent restart` brings agent and command to the same version"],
};

worldTest("garbage is answered with an error, and never repeated", async (world) => {
  await started(world);
  for (const line of [
    "",
    "garbage",
    "{}",
    "[]",
    "null",
    '"status"',
    '{"request":"status"}',
    "\0\u0001\ud800",
    "{".repeat(60_000),
  ]) {
    expect(await exchange(world, line)).toEqual([NOT_UNDERSTOOD]);
  }
  await stillServes(world);
});

worldTest("a request that is unknown, or says more than is known, is not guessed at", async (world) => {
  const { version } = await started(world);
  const request = { protocol: 1, version };
  expect(await exchange(world, JSON.stringify({ ...request, request: "secrets" }))).toEqual([NOT_UNDERSTOOD]);
  const narrowed = { freshness: "cached", interaction: "never", environment: {}, sessionPolicy: "deny" };
  const line = JSON.stringify({ ...request, request: "credentials", delivery: "process", for: narrowed });
  expect(await exchange(world, line)).toEqual([NOT_UNDERSTOOD]);
  const variable = line.replace('"environment":{},"sessionPolicy":"deny"', '"environment":{"AWS_ACCESS_KEY_ID":"A"}');
  expect(await exchange(world, variable)).toEqual([NOT_UNDERSTOOD]);
  await stillServes(world);
});

worldTest("a line of more than 64 KiB is cut off, whether it ends or not", async (world) => {
  const { version } = await started(world);
  const long = (length: number) => {
    const line = JSON.stringify({ protocol: 1, version, request: "status" });
    return line + " ".repeat(length - line.length);
  };
  expect(await exchange(world, long(64 * 1024))).toMatchObject([{ type: "result" }]);
  for (const text of [long(64 * 1024 + 1), long(500_000), `${long(500_000)}\n${long(100)}`, "x".repeat(1_000_000)]) {
    expect(await exchange(world, text)).toEqual([]);
    const cut = await exchange(world, text.replace(/\n?$/, "")).catch(() => []);
    expect(cut).toEqual([]);
  }
  await until("the agent has hung up", () => connectionsTo(world) === 0);
  await stillServes(world);
});

worldTest(
  "one connection carries one request; more lines can only be replies, and those to nothing are nothing",
  async (world) => {
    const { version } = await started(world);
    const status = JSON.stringify({ protocol: 1, version, request: "status" });
    const stop = JSON.stringify({ protocol: 1, version, request: "stop" });
    const replies = [1, 2, 99].map((id) => JSON.stringify({ type: "code", id, code: "000000" }));
    const answers = await exchange(world, [status, stop, ...replies].join("\n"), 2);
    expect(answers).toContainEqual(NOT_UNDERSTOOD);
    expect(answers).toContainEqual(expect.objectContaining({ type: "result" }));
    await stillServes(world);
  },
);

worldTest("a client that keeps on saying what is no reply is answered once", async (world) => {
  const { version } = await started(world);
  const status = JSON.stringify({ protocol: 1, version, request: "status" });
  let heard = "";
  const data = (_: unknown, bytes: Buffer): void => {
    heard += bytes;
  };
  const socket = await Bun.connect({ unix: socketOf(world), socket: { data } });
  socket.write(`${status}\n${"not a reply\n".repeat(100)}`);
  await until("it is answered", () => heard.includes('"result"'));
  await stillServes(world);
  socket.end();
  expect(heard.match(/"type":"error"/g)).toHaveLength(1);
});

worldTest("a client that never reads, and one that never writes, do not block others from the agent", async (world) => {
  const { version } = await started(world);
  const silent = await connect(world);
  const deaf = await connect(world);
  deaf.pause();
  deaf.write(`${JSON.stringify({ protocol: 1, version, request: "status" })}\n`);
  for (let line = 0; line < 2_000; line++) deaf.write("not a reply\n");
  await stillServes(world);
  for (const socket of [silent, deaf]) socket.terminate();
  await until("both are forgotten", () => connectionsTo(world) === 0);
});

function connect(world: World) {
  return Bun.connect({ unix: socketOf(world), socket: { data() {} } });
}

async function started(world: World): Promise<{ version: string; pid: number }> {
  await world.run(["agent", "start"]);
  return (await statusOf(world)).agent;
}

async function stillServes(world: World): Promise<void> {
  const { status, stderr } = await world.run(["process", "readonly"]);
  expect({ status, stderr }).toEqual({ status: 0, stderr: "" });
  const log = await Bun.file(`${world.home}/.local/state/actas/log/agent.log`).text();
  expect(log).not.toContain("bug");
  expect(log.match(/ started, /g)).toHaveLength(1);
}
