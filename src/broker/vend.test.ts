import { expect, test } from "bun:test";
import { conversationWith } from "../../test/support/conversation-with.ts";
import { KeptKeys } from "../access-keys/kept-keys.ts";
import type { AssumeRoleInput, MfaProof } from "../aws/assume-role-parameters.ts";
import type { Sts } from "../aws/sts.ts";
import { Clock } from "../base/clock.ts";
import type { CredentialRequest } from "../base/credential-request.ts";
import type { Credentials } from "../base/credentials.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { CredentialCache } from "../cache/credential-cache.ts";
import { SingleFlight } from "../conversation/single-flight.ts";
import { MfaDevices } from "../mfa/mfa-devices.ts";
import type { MfaInput } from "../mfa/mfa-input.ts";
import { MFA_INPUTS } from "../mfa/mfa-inputs.ts";
import { RunningCommands } from "../sources/running-commands.ts";
import { SignIns } from "../sources/sign-ins.ts";
import type { IamUserReference } from "../targets/kinds/iam-user.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import type { RoleHop } from "../targets/role-hops.ts";
import { Broker } from "./broker.ts";
import { Refresher } from "./refresher.ts";

const HOUR = 3_600_000;
const STS = { region: "eu-west-1", scope: "regional" } as const;
const USER: IamUserReference = {
  ...{ kind: "iam-user", profile: "ana", accessKeyId: "AKIA", secretAccessKey: new Secret("x") },
  ...{ serialNumber: "arn:aws:iam::111122223333:mfa/ana", sessionDurationSeconds: 43_200 },
  ...{ sessionTokenUse: "auto", sts: STS },
};
const CACHED: CredentialRequest = { freshness: "cached", interaction: "allowed", environment: {} };
const SILENT: CredentialRequest = { ...CACHED, interaction: "never" };

/** A broker over an STS that says what it was asked, at a time that can be moved. */
function world(inputs = MFA_INPUTS) {
  const state = { now: 0, calls: [] as string[], fails: undefined as Error | undefined, asked: 0 };
  const issue = async (call: string, seconds: number): Promise<Credentials> => {
    state.calls.push(call);
    if (state.fails) throw state.fails;
    const accessKeyId = `${call} ${state.calls.length}`;
    return { accessKeyId, secretAccessKey: new Secret("x"), expiration: new Date(state.now + seconds * 1000) };
  };
  const sts = {
    assumeRole: (_: unknown, { accessKeyId }: Credentials, input: AssumeRoleInput) =>
      issue(`${input.roleArn} as ${accessKeyId.split(" ")[0]}${input.mfa ? " with code" : ""}`, input.durationSeconds),
    getSessionToken: (_: unknown, __: Credentials, seconds: number, mfa?: MfaProof) =>
      issue(`session${mfa ? "-with-code" : ""}`, seconds),
    sessionNameOf: async () => "ana",
  } as unknown as Sts;
  const clock = new Clock(() => state.now);
  const cache = new CredentialCache(clock.now);
  const broker = new Broker({
    ...{ cache, clock, commands: new RunningCommands(), flights: new SingleFlight(), sts },
    ...{
      mfaDevices: new MfaDevices(clock.now, inputs),
      refresher: new Refresher(clock.now),
      signIns: new SignIns(),
      keptKeys: new KeptKeys(() => "/nonexistent"),
    },
  });
  const ana = conversationWith({ "mfa-code": async () => String(100_000 + state.asked++) });
  return { state, broker, cache, ana };
}

const hop = (roleArn: string, durationSeconds = 3600): RoleHop => ({ roleArn, durationSeconds, sts: STS });
const target = (...chain: RoleHop[]): ResolvedTarget => ({
  ...{ name: "dev", source: USER, chain, endpointVariables: {}, notices: [] },
});

test("the source is asked once, and each role once, while the credentials last", async () => {
  const { state, broker, ana } = world();
  const first = await broker.credentials(target(hop("Dev")), CACHED, ana);
  await broker.credentials(target(hop("Audit")), CACHED, ana);
  expect(await broker.credentials(target(hop("Dev")), CACHED, ana)).toBe(first);
  expect(state.calls).toEqual(["session-with-code", "Dev as session-with-code", "Audit as session-with-code"]);
  expect(state.asked).toBe(1);
});

test("those who ask at the same time share one answer", async () => {
  const { state, broker, ana } = world();
  const all = await Promise.all([1, 2, 3].map(() => broker.credentials(target(hop("Dev")), CACHED, ana)));
  expect(new Set(all).size).toBe(1);
  expect(state.calls).toHaveLength(2);
});

test("a role chain goes from one role to the next", async () => {
  const { state, broker, ana } = world();
  await broker.credentials(target(hop("Dev"), hop("Deploy")), CACHED, ana);
  expect(state.calls).toEqual(["session-with-code", "Dev as session-with-code", "Deploy as Dev"]);
});

test("a role of more than an hour takes the code itself", async () => {
  const { state, broker, ana } = world();
  await broker.credentials(target(hop("Admin", 43_200), hop("Deploy")), CACHED, ana);
  expect(state.calls).toEqual(["Admin as AKIA with code", "Deploy as Admin"]);
});

test("`refresh` asks anew and keeps the answer, `uncached` keeps nothing; the session serves both", async () => {
  const { state, broker, ana } = world();
  const dev = target(hop("Dev"));
  const first = await broker.credentials(dev, CACHED, ana);
  const uncached = await broker.credentials(dev, { ...CACHED, freshness: "uncached" }, ana);
  expect(await broker.credentials(dev, CACHED, ana)).toBe(first);
  const refreshed = await broker.credentials(dev, { ...CACHED, freshness: "refresh" }, ana);
  expect(await broker.credentials(dev, CACHED, ana)).toBe(refreshed);
  expect(new Set([first, uncached, refreshed]).size).toBe(3);
  expect(state.asked).toBe(1);
});

test("a code that needs no person serves a command that may not ask, and the refresh of a running program", async () => {
  let codes = 0;
  const stored: MfaInput = { name: "process", needs: "nobody", code: async () => String(100_000 + codes++) };
  const { state, broker, ana } = world([...MFA_INPUTS, stored]);
  const admin = target(hop("Admin", 43_200));
  const first = await broker.credentials(admin, SILENT, ana);
  state.now = 12 * HOUR - 60_000;
  const second = await broker.forProgram(admin, SILENT);
  expect([first, second].map(({ accessKeyId }) => accessKeyId)).toEqual([
    "Admin as AKIA with code 1",
    "Admin as AKIA with code 2",
  ]);
  expect(state.asked).toBe(0);
});

test("where no person may be asked, a session and credentials are used to their very end", async () => {
  const { state, broker, ana } = world();
  const dev = target(hop("Dev"));
  await broker.credentials(dev, CACHED, ana);
  // The session of twelve hours is in its last ten minutes; the role's credentials are gone.
  state.now = 12 * HOUR - 60_000;
  expect((await broker.credentials(dev, SILENT, ana)).accessKeyId).toStartWith("Dev");
  state.now = 12 * HOUR;
  expect((await broker.credentials(dev, SILENT, ana)).accessKeyId).toStartWith("Dev");
  state.now = 13 * HOUR;
  await expect(broker.credentials(dev, SILENT, ana)).rejects.toMatchObject({ code: "mfa-required" });
  expect(state.asked).toBe(1);
});

test("a program gets new credentials before the old ones end, and the old ones when AWS fails", async () => {
  const { state, broker, ana } = world();
  const dev = target(hop("Dev"));
  const first = await broker.credentials(dev, CACHED, ana);
  state.now = HOUR - 60_000;
  state.fails = new ActasError("unreachable", "cannot assume role Dev: no network");
  expect(await broker.forProgram(dev, SILENT)).toBe(first);
  const { length } = state.calls;
  expect(await broker.forProgram(dev, SILENT)).toBe(first);
  expect(state.calls).toHaveLength(length);

  state.fails = undefined;
  state.now = HOUR - 50_000;
  expect(await broker.forProgram(dev, SILENT)).not.toBe(first);
});

test("a program without credentials hears why it gets none", async () => {
  const { state, broker } = world();
  const refused = broker.forProgram(target(hop("Dev")), SILENT);
  await expect(refused).rejects.toMatchObject({
    code: "mfa-required",
    message: expect.stringContaining("a running program"),
  });
  expect(state.calls).toEqual([]);
});

test("a program without credentials leaves AWS alone after it failed, until the pause is over or a command asks", async () => {
  const { state, broker, ana } = world();
  const dev = target(hop("Dev"));
  await broker.credentials(dev, CACHED, ana);
  state.now = HOUR;
  state.fails = new ActasError("unreachable", "cannot assume role Dev: no network");
  const calls = async (work: () => Promise<unknown>): Promise<number> => {
    const { length } = state.calls;
    await expect(work()).rejects.toThrow("no network");
    return state.calls.length - length;
  };
  const poll = (): Promise<number> => calls(() => broker.forProgram(dev, SILENT));
  expect(await poll()).toBeGreaterThan(1);
  expect(await poll()).toBe(0);
  state.now += 1_001;
  expect(await poll()).toBe(1);
  expect(await poll()).toBe(0);
  expect(await calls(() => broker.credentials(dev, SILENT, ana))).toBe(1);
  expect(await poll()).toBeGreaterThan(0);
  state.fails = undefined;
  state.now += 30_000;
  expect((await broker.forProgram(dev, SILENT)).accessKeyId).toStartWith("Dev");
});

test("a role whose credentials have ended already is an error, and is not kept", async () => {
  const { state, broker, cache, ana } = world();
  const ended = target(hop("Dev", -1));
  await expect(broker.credentials(ended, CACHED, ana)).rejects.toMatchObject({
    code: "access-denied",
    message: expect.stringMatching(/^cannot use the credentials of role Dev: they expired at 1969-12-31T23:59:59Z/),
  });
  expect(cache.list().map(({ kind }) => kind)).toEqual(["sign-in"]);
  state.now = 1;
  await expect(broker.forProgram(ended, SILENT)).rejects.toThrow("they expired");
});

test("a program whose credentials end while others are waited for gets none rather than those", async () => {
  const { state, broker, ana } = world();
  await broker.credentials(target(hop("Dev", 900)), CACHED, ana);
  state.now = 899_999;
  state.fails = new Error("no network");
  const held = broker.forProgram(target(hop("Dev", 900)), SILENT);
  state.now = 900_000;
  await expect(held).rejects.toThrow("no network");
});

test("a session that has ended already is an error too, also where no role follows", async () => {
  const { broker, ana } = world();
  const ended = { ...target(), source: { ...USER, sessionDurationSeconds: -1 } };
  await expect(broker.credentials(ended, CACHED, ana)).rejects.toThrow(
    'cannot use the credentials of profile "ana": they expired at 1969-12-31T23:59:59Z',
  );
  await expect(broker.credentials({ ...ended, chain: [hop("Dev")] }, CACHED, ana)).rejects.toThrow("they expired");
});
