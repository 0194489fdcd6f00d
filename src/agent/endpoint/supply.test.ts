import { expect, test } from "bun:test";
import { profileFiles } from "../../../test/profile-files.ts";
import { Clock } from "../../base/clock.ts";
import type { Credentials } from "../../base/credentials.ts";
import { ActasError } from "../../base/errors.ts";
import { Secret } from "../../base/secret.ts";
import { ResolvedTargets } from "../../requests/resolved-targets.ts";
import type { RefusedTarget } from "../../settings/settings-reader.ts";
import { NO_SOURCES } from "../../source-files/source-definitions.ts";
import type { ResolvedTarget } from "../../targets/resolved-target.ts";
import type { Grant } from "../grants/grant-record.ts";
import { Supply } from "./supply.ts";

const TARGET = {
  ...{ name: "ana", chain: [], endpointVariables: {}, notices: [] },
  source: { kind: "iam-user", profile: "ana", accessKeyId: "AKIA", sts: { region: "eu-west-1", scope: "regional" } },
} as unknown as ResolvedTarget;
const DEV = "arn:aws:iam::111122223333:role/Dev";
const GRANT = {
  request: { target: DEV, sourceProfile: "ana", freshness: "cached", interaction: "never", environment: {} },
} as Grant;
const KEYS = "[ana]\naws_access_key_id = AKIA\naws_secret_access_key = x";

/** A supply at a time that can be moved, over a broker that gives other credentials each time, or fails. */
async function world() {
  const state = {
    now: 0,
    vended: 0,
    refreshAt: 1_000,
    inUse: () => true,
    fails: undefined as Error | undefined,
    refusals: [] as RefusedTarget[],
  };
  const made = (): Credentials => ({
    ...{ accessKeyId: `ASIA${state.vended}`, secretAccessKey: new Secret("x") },
    expiration: new Date(state.now + 5_000),
  });
  const broker = {
    refreshAt: () => state.refreshAt,
    keepFresh: (_: unknown, __: unknown, inUse: () => boolean) => {
      state.inUse = inUse;
    },
    forProgram: async () => {
      state.vended++;
      if (state.fails) throw state.fails;
      return made();
    },
  };
  const files = await profileFiles({ credentials: KEYS });
  const live = new Set([GRANT]);
  const supply = new Supply({
    tools: {
      clock: new Clock(() => state.now),
      ...{
        broker,
        profiles: { read: async () => files },
        sources: { read: async () => NO_SOURCES },
        settings: { rules: async () => ({ refusals: state.refusals }) },
        resolved: new ResolvedTargets(),
      },
    } as never,
    grants: { has: (grant: Grant) => live.has(grant), surroundingsOf: () => Promise.reject(new Error()) },
  });
  supply.begin(GRANT, TARGET, made());
  return { state, supply, live };
}

test("until it is time for others a program is given the same, without looking anything up", async () => {
  const { state, supply } = await world();
  state.now = 999;
  expect(supply.credentials(GRANT)).toMatchObject({ accessKeyId: "ASIA0" });
  state.now = 1_000;
  state.refreshAt = 2_000;
  expect(await supply.credentials(GRANT)).toMatchObject({ accessKeyId: "ASIA1" });
  expect(supply.credentials(GRANT)).toMatchObject({ accessKeyId: "ASIA1" });
});

test("what was given serves to its very end when no others can be had, and no longer", async () => {
  const { state, supply } = await world();
  state.fails = new ActasError("access-denied", "cannot assume the role");
  state.now = 4_999;
  expect(await supply.credentials(GRANT)).toMatchObject({ accessKeyId: "ASIA0" });
  state.now = 5_000;
  await expect(Promise.resolve(supply.credentials(GRANT))).rejects.toThrow("cannot assume the role");
});

test("what is refused by now is not given again, nor kept fresh, until it is refused no more", async () => {
  const { state, supply } = await world();
  state.refusals = [{ account: "111122223333", place: "here" }];
  state.now = 1_000;
  await expect(Promise.resolve(supply.credentials(GRANT))).rejects.toThrow("it is refused by here");
  expect([state.vended, state.inUse()]).toEqual([0, false]);
  state.refusals = [];
  expect(await supply.credentials(GRANT)).toMatchObject({ accessKeyId: "ASIA1" });
  expect(state.inUse()).toBe(true);
});

test("what has been forgotten is looked up again", async () => {
  const { supply } = await world();
  supply.forget();
  expect(await supply.credentials(GRANT)).toMatchObject({ accessKeyId: "ASIA1" });
});

test("credentials are kept fresh as long as one grant that uses them lives", async () => {
  const { state, supply, live } = await world();
  const other = { ...GRANT };
  live.add(other);
  supply.begin(other, TARGET, { accessKeyId: "ASIA0", secretAccessKey: new Secret("x") });
  live.delete(GRANT);
  expect(state.inUse()).toBe(true);
  live.delete(other);
  expect(state.inUse()).toBe(false);
});
