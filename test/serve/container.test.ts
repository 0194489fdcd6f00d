import { expect } from "bun:test";
import { existsSync } from "node:fs";
import { connect } from "node:net";
import { killAgent, statusOf } from "../support/agent-of.ts";
import { serveContainer, servesIn } from "../support/served.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

interface Given {
  readonly AccessKeyId: string;
  readonly Expiration: string;
}

async function given(response: Response): Promise<Given> {
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text) as Given;
}

worldTest("over two expiries no request fails, waits or gets keys that have ended", async (world) => {
  await world.faults({ lifetimeSeconds: 4 });
  await using served = await serveContainer(world, "readonly");
  const used = new Set<string>();
  const end = Date.now() + 10_000;
  for (let slowest = 0; Date.now() < end; await Bun.sleep(50)) {
    const begun = performance.now();
    const { AccessKeyId, Expiration } = await given(await served.ask());
    slowest = Math.max(slowest, performance.now() - begun);
    // It has whole seconds.
    expect(Date.parse(Expiration) + 1_000).toBeGreaterThan(Date.now());
    expect(slowest).toBeLessThan(900);
    used.add(AccessKeyId);
  }
  expect(used.size).toBeGreaterThan(3);
});

worldTest("1,000 requests at once, by whichever path, are one call to AWS", async (world) => {
  await using served = await serveContainer(world, "--allow", "keys-no-mfa", "readonly");
  await world.faults({ latencyMs: 300 });
  const before = (await world.calls("AssumeRole")).length;
  const paths = ["", "/readonly", "/keys-no-mfa"];
  const all = await Promise.all(Array.from({ length: 1000 }, (_, index) => served.ask(paths[index % 3])));
  const statuses = new Set(all.map(({ status }) => status));
  await Promise.all(all.map((response) => response.arrayBuffer()));
  expect([...statuses].filter((status) => status !== 200 && status !== 503)).toEqual([]);
  expect((await world.calls("AssumeRole")).length - before).toBeLessThan(2);
});

worldTest("1,000 connections that say nothing keep nobody waiting, and are closed", async (world) => {
  await using served = await serveContainer(world, "readonly");
  const slow = Array.from({ length: 1000 }, () => connect(served.port, "127.0.0.1").on("error", () => {}));
  for (const socket of slow) socket.on("connect", () => socket.write("GET /credentials HTTP/1.1\r\nHost: 127"));
  let closed = 0;
  for (const socket of slow) socket.on("close", () => closed++);
  await until("they are connected", () => slow.every(({ connecting }) => !connecting));
  const begun = performance.now();
  await given(await served.ask());
  expect(performance.now() - begun).toBeLessThan(1_000);
  await until("they are closed", () => closed === 1000);
});

worldTest(
  "an agent that is killed, stopped or replaced is not missed while the credentials are good",
  async (world) => {
    await using served = await serveContainer(world, "readonly");
    const first = await given(await served.ask());
    await killAgent(world);
    expect(await given(await served.ask())).toEqual(first);
    await world.run(["agent", "start"]);
    const { agent } = await statusOf(world);
    process.kill(agent.pid, "SIGSTOP");
    expect(await given(await served.ask())).toEqual(first);
    process.kill(agent.pid, "SIGCONT");
    await world.run(["agent", "restart"]);
    expect(await given(await served.ask())).toEqual(first);
  },
);

worldTest(
  "credentials are renewed after the agent was killed, and while it hangs the old ones serve",
  async (world) => {
    await world.faults({ lifetimeSeconds: 8 });
    await using served = await serveContainer(world, "readonly");
    const { AccessKeyId } = await given(await served.ask());
    await killAgent(world);
    await until("others are served", async () => (await given(await served.ask())).AccessKeyId !== AccessKeyId);
    const { agent } = await statusOf(world);
    process.kill(agent.pid, "SIGSTOP");
    for (const end = Date.now() + 3_000; Date.now() < end; await Bun.sleep(200)) await given(await served.ask());
    process.kill(agent.pid, "SIGCONT");
  },
);

worldTest("where a person is needed programs are told what to do, and go on when it is done", async (world) => {
  await using served = await serveContainer(world, "staging");
  const refused = await served.ask();
  expect([refused.status, await refused.json()]).toEqual([
    401,
    { Code: "MfaRequired", Message: expect.stringContaining("run `actas whoami staging` in a terminal") },
  ]);
  await world.run(["whoami", "staging", "--otp", await world.code()]);
  expect((await served.ask()).status).toBe(200);
  process.kill(served.pid);
  const told = (await served.said()).match(/cannot ask for the MFA code/g);
  expect(told).toHaveLength(1);
});

worldTest(
  "at a terminal one question is asked when credentials end, and all programs go on with its answer",
  async (world) => {
    await world.faults({ lifetimeSeconds: 6 });
    const session = world.terminal(["serve", "container", "--port", "0", "staging"]);
    await session.waitFor(/MFA code.*: /);
    session.type(await world.code());
    const [, url = "", file = ""] = await session.waitFor(/FULL_URI=(\S+)\n.*TOKEN_FILE=(\S+)\n/);
    const authorization = await Bun.file(file).text();
    const ask = () => fetch(url, { headers: { authorization } });
    await given(await ask());
    await session.waitFor(/error: .*MFA code(.|\n)*MFA code.*: /, 30_000);
    const statuses = await Promise.all(Array.from({ length: 20 }, async () => (await ask()).status));
    expect(new Set(statuses)).toEqual(new Set([401]));
    session.type(await world.code());
    await session.waitFor(/renewed staging/);
    await given(await ask());
    session.press("\x03");
    expect(await session.exited).toBe(0);
    expect([existsSync(file), servesIn(world)]).toEqual([false, []]);
  },
);

worldTest("what a killed one has left is taken for nothing, and its port can be had again", async (world) => {
  const served = await serveContainer(world, "readonly");
  process.kill(served.pid, "SIGKILL");
  await served[Symbol.asyncDispose]();
  const { stdout } = await world.run(["serve", "status", "--json"]);
  expect(JSON.parse(stdout)).toEqual({ serving: [] });
  expect(existsSync(`${world.home}/run/actas/serve/${served.port}`)).toBe(false);
  await using again = await serveContainer(world, "--port", String(served.port), "readonly");
  expect([again.port, again.token === served.token]).toEqual([served.port, false]);
  expect((await again.ask("", { authorization: served.token })).status).toBe(401);
});

worldTest("without an agent it serves too, and renews by itself", async (world) => {
  await world.faults({ lifetimeSeconds: 4 });
  await using served = await serveContainer(world, "--no-agent", "readonly");
  const { AccessKeyId } = await given(await served.ask());
  await until("others are served", async () => (await given(await served.ask())).AccessKeyId !== AccessKeyId);
  expect((await world.run(["agent", "status"])).stdout).toContain("not running");
});

worldTest("a port that is taken is said to be, with whose program it is and what ends it", async (world) => {
  await using served = await serveContainer(world, "readonly");
  const port = String(served.port);
  const taken = await world.run(["serve", "container", "--port", port, "readonly"]);
  expect(taken.status).toBe(1);
  expect(taken.stderr).toStartWith(
    `actas: error: cannot listen on port ${port}: \`actas serve\`, pid ${served.pid}, serves readonly\nactas: hint: \`actas serve stop ${port}\` ends it\n`,
  );
  expect((await world.run(["serve", "stop", port])).stdout).toBe(
    `stopped serving readonly at port ${port}, pid ${served.pid}\n`,
  );
  const none = await world.run(["serve", "stop", port]);
  expect([none.status, none.stderr]).toEqual([2, expect.stringContaining("nothing of yours is")]);
  const other = Bun.listen({ hostname: "127.0.0.1", port: 0, socket: { data() {} } });
  const { stderr } = await world.run(["serve", "container", "--port", String(other.port), "readonly"]);
  expect(stderr).toContain(`cannot listen on port ${other.port}: `);
  expect(stderr).toContain(`pid ${process.pid}, listens there`);
  other.stop(true);
});

worldTest(
  "a name that nothing has is refused at the start, also as a further target, and `-p` with a port",
  async (world) => {
    for (const [words, hint] of [
      [["container", "--allow", "readonly", "--allow", "reedonly"], "it is the target of `--allow`"],
      [["container", "--allow", "nothing:dev"], "it is the target of `--allow`"],
      [["container", "--allow", "--detach"], "it is the target of `--allow`"],
      [["container", "-p", "8000"], "for the port, type `--port 8000`"],
      [["imds", "-p", "8000"], "for the port, type `--port 8000`"],
    ] as const)
      for (const detach of [[], ["--detach"]]) {
        const refused = await world.run(["serve", ...words, ...detach, "--port", "0", "readonly"]);
        expect([refused.status, refused.stderr]).toEqual([3, expect.stringContaining(`\nactas: hint: ${hint}\n`)]);
      }
    expect(servesIn(world)).toEqual([]);
  },
);

worldTest("where this machine's clock is wrong, credentials end when AWS says so", async (world) => {
  await world.faults({ lifetimeSeconds: 5, clockOffsetSeconds: -7_200 });
  await using served = await serveContainer(world, "readonly");
  const { AccessKeyId } = await given(await served.ask());
  const before = (await world.calls("AssumeRole")).length;
  for (let count = 0; count < 20; count++) expect((await given(await served.ask())).AccessKeyId).toBe(AccessKeyId);
  expect((await world.calls("AssumeRole")).length - before).toBeLessThan(3);
  await until("others are served", async () => (await given(await served.ask())).AccessKeyId !== AccessKeyId);
});
