import { expect } from "bun:test";
import { callCounts, connectionsTo, hasEnded, killAgent, statusOf } from "../support/agent-of.ts";
import { holdGrant } from "../support/held-grant.ts";
import { until } from "../support/until.ts";
import { worldTest } from "../support/world-test.ts";

const ROLE = "arn:aws:iam::111122223333:role/ReadOnly";
const NETWORK_HINT = "actas: hint: check the network, and HTTPS_PROXY and AWS_CA_BUNDLE if your network needs them\n";

worldTest("AWS that cannot be reached is an error that says where it was looked for", async (world) => {
  const url = "http://127.0.0.1:1";
  const config = Bun.file(`${world.home}/.aws/config`);
  await Bun.write(config, (await config.text()).replaceAll(world.sandbox.url, url));
  const outcome = await world.run(["process", "readonly"], { env: { AWS_ENDPOINT_URL: url } });
  expect(outcome).toEqual({
    status: 1,
    stdout: "",
    stderr: `actas: error: cannot assume role ${ROLE}: cannot reach STS at ${url}: connection refused\n${NETWORK_HINT}`,
  });
});

worldTest("a slow AWS is waited for, but not for ever", async (world) => {
  await world.faults({ latencyMs: 60_000 });
  const outcome = await world.run(["exec", "--otp", await world.code(), "staging", "--", "true"]);
  expect(outcome).toEqual({
    status: 125,
    stdout: "",
    stderr:
      "actas: error: cannot get a session token for AKIASANDBOXANA000001: " +
      `cannot reach STS at ${world.sandbox.url}: no answer within the time limit\n${NETWORK_HINT}`,
  });
});

worldTest("AWS that answers late is no error", async (world) => {
  await world.faults({ latencyMs: 1_500 });
  expect((await world.run(["process", "readonly"])).status).toBe(0);
});

worldTest("throttling is waited out; when it does not end, the error says so", async (world) => {
  await world.faults({ throttle: 2, action: "AssumeRole" });
  expect((await world.run(["process", "readonly"])).status).toBe(0);
  await world.faults({ throttle: "always" });
  expect(await world.run(["process", "--refresh", "readonly"])).toEqual({
    status: 1,
    stdout: "",
    stderr:
      `actas: error: cannot assume role ${ROLE}: STS answered Throttling\n` +
      "actas: hint: AWS limits how often it is asked; try again in a minute\n",
  });
});

worldTest("a failure of AWS is tried again; when it does not end, the error says so", async (world) => {
  await world.faults({ serverError: 2, action: "AssumeRole" });
  expect((await world.run(["process", "readonly"])).status).toBe(0);
  await world.faults({ serverError: "always" });
  const { status, stderr } = await world.run(["exec", "--refresh", "readonly", "--", "true"]);
  expect(status).toBe(125);
  expect(stderr).toMatch(
    new RegExp(
      `^actas: error: cannot assume role ${ROLE}: STS answered ServiceUnavailable \\(HTTP 503\\) at ${world.sandbox.url}\n` +
        "actas: hint: try again in a minute\n" +
        "actas: hint: for your administrator: AWS request id [-0-9a-f]{36}\n$",
    ),
  );
});

worldTest("a connection that breaks is tried again, but never with an MFA code", async (world) => {
  await world.faults({ drop: 1, action: "AssumeRole" });
  expect((await world.run(["process", "readonly"])).status).toBe(0);
  await world.faults({ drop: 1, action: "GetSessionToken" });
  const { status, stderr } = await world.run(["process", "--otp", await world.code(), "staging"]);
  expect(status).toBe(1);
  expect(stderr).toStartWith(
    "actas: error: cannot get a session token for AKIASANDBOXANA000001: " +
      `cannot reach STS at ${world.sandbox.url}: the connection was `,
  );
  expect(await callCounts(world)).toMatchObject({ "GetSessionToken dropped": 1 });
});

worldTest("an agent that is killed during an exchange is replaced, and the question comes once more", async (world) => {
  await world.run(["agent", "start"]);
  await world.faults({ latencyMs: 2_000, action: "AssumeRole" });
  const waiting = world.run(["process", "readonly"]);
  await until("it waits", () => connectionsTo(world) === 1);
  await killAgent(world);
  await world.faults({});
  expect((await waiting).status).toBe(0);
});

worldTest("an agent that is killed at the question is replaced, and the question comes once more", async (world) => {
  const asked = world.terminal(["exec", "staging", "--", "true"]);
  await asked.waitFor(/MFA code/);
  const { agent } = await statusOf(world);
  asked.press("12");
  await killAgent(world);
  await asked.waitFor(/MFA code/);
  asked.type(await world.code());
  expect(await asked.exited).toBe(0);
  expect(asked.modes).toEqual({ echo: true, lines: true });
  expect(hasEnded(agent.pid)).toBe(true);
});

worldTest("a program whose agent was killed has credentials at once, though AWS fails a few times", async (world) => {
  await world.run(["agent", "start"]);
  await using held = await holdGrant(world, "readonly");
  await killAgent(world);
  await world.run(["agent", "start"]);
  await world.faults({ serverError: 6 });
  expect((await held.ask()).status).toBe(200);
});
