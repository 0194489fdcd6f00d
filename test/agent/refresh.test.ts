import { expect } from "bun:test";
import { callCounts, statusOf } from "../support/agent-of.ts";
import { POLL, WAIT } from "../support/poll.ts";
import { until } from "../support/until.ts";
import type { World } from "../support/world.ts";
import { worldTest } from "../support/world-test.ts";

/** Refreshed at three quarters of it, and not handed out in its last 15 hundredths. */
const SHORT_SECONDS = 4;
/** Long enough for many asks and some failures before the end. */
const LONGER_SECONDS = 12;

worldTest("the second run asks neither the user nor AWS, even for 15-minute credentials", async (world) => {
  await world.run(["process", "--otp", await world.code(), "--duration", "900", "staging"]);
  const calls = await world.calls();
  const second = await world.run(["process", "--non-interactive", "--duration", "15m", "staging"]);
  expect(second.status).toBe(0);
  expect(await world.calls()).toEqual(calls);
  expect(calls.at(-1)).toMatchObject({ action: "AssumeRole", durationSeconds: 900 });
});

worldTest("`--refresh` asks AWS anew and keeps the answer, `--no-cache` keeps nothing", async (world) => {
  const idOf = async (...options: string[]): Promise<string> =>
    JSON.parse((await world.run(["process", ...options, "readonly"])).stdout).AccessKeyId;
  const first = await idOf();
  expect(await idOf()).toBe(first);
  const refreshed = await idOf("--refresh");
  expect(refreshed).not.toBe(first);
  expect(await idOf()).toBe(refreshed);
  expect([refreshed, first]).not.toContain(await idOf("--no-cache"));
  expect(await idOf()).toBe(refreshed);
  expect((await callCounts(world))["AssumeRole ReadOnly"]).toBe(3);
});

worldTest("`--no-cache` and a long session: the program keeps what it was started with", async (world) => {
  const args = ["exec", "--no-cache", "--otp", await world.code(), "admin", "--", ...POLL];
  const program = world.terminal(args);
  await program.waitFor(/^200 ASIA/m);
  expect((await statusOf(world)).credentials).toEqual([]);
  expect((await callCounts(world))["AssumeRole Admin"]).toBe(1);
});

worldTest("`cache clear` forgets all, or one kind; a running program then needs the user", async (world) => {
  await world.signIn("staging");
  const program = world.terminal(["exec", "staging", "--", ...POLL]);
  await program.waitFor(/^200 ASIA/m);
  expect((await world.run(["cache", "clear", "--only", "credentials"])).stdout).toBe("forgot 1 entry\n");
  await program.waitFor(/^200 ASIA/m);
  expect((await world.run(["cache", "clear"])).stdout).toBe("forgot 2 entries; no longer signed in to ana\n");
  await program.waitFor(/^401 MfaRequired/m);
  expect((await world.run(["cache", "list"])).stdout).toBe("");
});

worldTest("credentials are renewed before they end while a program runs, and no longer", async (world) => {
  await world.faults({ lifetimeSeconds: SHORT_SECONDS });
  const program = world.terminal(["exec", "readonly", "--", ...WAIT]);
  await program.waitFor(/ready/);
  await until("AWS was asked three times", async () => (await rolesAssumed(world)) >= 3);
  program.type("");
  await program.exited;
  const asked = await rolesAssumed(world);
  // Only what had been begun may still come. It ends, and nothing takes its place.
  await until("no credentials are held", async () => (await statusOf(world)).credentials.length === 0);
  expect(await rolesAssumed(world)).toBeLessThanOrEqual(asked + 1);
});

worldTest("when AWS fails, a program keeps what it has to the very end, and AWS is not pestered", async (world) => {
  // The faults begin by count: no slow test can be too late to set them.
  const failing = { serverError: "always", after: 1, action: "AssumeRole" } as const;
  await world.faults({ lifetimeSeconds: LONGER_SECONDS, ...failing });
  const program = world.terminal(["exec", "readonly", "--", ...POLL]);
  const [, first] = await program.waitFor(/^200 (ASIA\w+)/m);
  const end = Date.parse((await statusOf(world)).credentials[0]!.expiration!);
  await program.waitFor(/^503 Unreachable/m);
  expect(Date.now()).toBeGreaterThanOrEqual(end);
  expect(program.screen.match(/^200 .*/gm)).toEqual([`200 ${first}`]);
  // Once they have ended, the agent tries as long as the program waits. Before, it makes three calls a try and pauses
  // longer each time, however often the program asks: there is time for three tries at most.
  const calls = await world.calls("AssumeRole");
  const early = calls.filter(({ time, outcome }) => outcome === "ServiceUnavailable" && Date.parse(time) < end);
  expect(early.length).toBeWithin(1, 10);

  await world.faults({});
  await program.waitFor(/^200 ASIA/m);
});

worldTest("a slow AWS does not keep a program waiting that still has credentials", async (world) => {
  await world.faults({ lifetimeSeconds: LONGER_SECONDS });
  const program = world.terminal(["exec", "readonly", "--", ...POLL]);
  await program.waitFor(/^200 ASIA/m);
  const end = Date.parse((await statusOf(world)).credentials[0]!.expiration!);
  await world.faults({ latencyMs: 3_000 });
  let seenBefore = "";
  await until("the old ones have ended", () => {
    const seen = program.screen;
    if (Date.now() > end) return true;
    seenBefore = seen;
  });
  expect(seenBefore).not.toMatch(/^50/m);
  await program.waitFor(/^200 ASIA/m);
});

worldTest("a clock that is an hour off is said, and the credentials work all the same", async (world) => {
  const warning =
    "the clock of this machine is 60 minutes behind AWS's; programs may refuse or misjudge credentials until it is set right";
  await world.faults({ clockOffsetSeconds: 3600 });
  const signedIn = await world.run(["exec", "--otp", await world.code(), "staging", "--", "true"]);
  expect(signedIn).toEqual({ status: 0, stdout: "", stderr: `actas: note: ${warning}\n` });
  expect((await world.run(["process", "--non-interactive", "staging"])).status).toBe(0);
  expect((await world.run(["status"])).stdout).toContain(`\nwarning  ${warning}\n`);
  // One call found out; all others were signed with AWS's time.
  expect(await callCounts(world)).toEqual({
    "GetSessionToken SignatureDoesNotMatch": 1,
    GetSessionToken: 1,
    GetCallerIdentity: 1,
    "AssumeRole Dev": 1,
  });
  expect((await world.run(["exec", "--no-agent", "readonly", "--", "true"])).stderr).toBe(`actas: note: ${warning}\n`);
});

async function rolesAssumed(world: World): Promise<number> {
  return (await callCounts(world))["AssumeRole ReadOnly"] ?? 0;
}
