import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import type { ResolvedTarget } from "../targets/resolved-target.ts";
import { AccountPin, refuseOtherAccount } from "./account-pin.ts";

const OURS = "111122223333";
const THEIRS = "444455556666";
const sts = { region: "eu-west-1", scope: "regional" } as const;
const credentials = { accessKeyId: "ASIA", secretAccessKey: new Secret("x") };

const processTarget: ResolvedTarget = {
  name: "legacy",
  source: {
    kind: "credential-process",
    profile: "legacy",
    command: "x",
    sts,
    sessionDurationSeconds: 43_200,
    sessionTokenUse: "auto",
  },
  chain: [],
  endpointVariables: {},
  notices: [],
};

function roleTarget(accountId: string): ResolvedTarget {
  const roleArn = `arn:aws:iam::${accountId}:role/Dev`;
  return { ...processTarget, name: "staging", chain: [{ roleArn, durationSeconds: 3600, sts }] };
}

function pinWith(account: string): { pin: AccountPin; calls: () => number } {
  let calls = 0;
  const getCallerIdentity = async () => {
    calls++;
    return { account, arn: "", userId: "" };
  };
  return { pin: new AccountPin({ getCallerIdentity }), calls: () => calls };
}

test("a role of another account is refused before any call or question", () => {
  expect(() => refuseOtherAccount(roleTarget(THEIRS), OURS)).toThrow(
    expect.objectContaining({
      code: "access-denied",
      message: `cannot use "staging": it is in account ${THEIRS}, not ${OURS}`,
    }),
  );
});

test("a role of the account is taken without asking AWS", async () => {
  const { pin, calls } = pinWith(THEIRS);
  refuseOtherAccount(roleTarget(OURS), OURS);
  await pin.confirm(roleTarget(OURS), OURS, credentials);
  expect(calls()).toBe(0);
});

test("where the target does not say, AWS is asked, once for the same credentials", async () => {
  const { pin, calls } = pinWith(OURS);
  refuseOtherAccount(processTarget, OURS);
  await pin.confirm(processTarget, OURS, credentials);
  await pin.confirm(processTarget, OURS, credentials);
  expect(calls()).toBe(1);
  await pin.confirm(processTarget, OURS, { ...credentials });
  expect(calls()).toBe(2);
});

test("credentials of another account are refused", async () => {
  const { pin } = pinWith(THEIRS);
  await expect(pin.confirm(processTarget, OURS, credentials)).rejects.toThrow(
    `it is in account ${THEIRS}, not ${OURS}`,
  );
});

test("without a pin nothing is asked and nothing refused", async () => {
  const { pin, calls } = pinWith(THEIRS);
  refuseOtherAccount(roleTarget(THEIRS), undefined);
  await pin.confirm(processTarget, undefined, credentials);
  expect(calls()).toBe(0);
});

test("an account that settings do not allow is refused, by whichever of them does not", async () => {
  const accounts = [
    { values: [OURS, THEIRS], place: "here" },
    { values: [THEIRS], place: "there", contact: "ann" },
  ];
  const target = { ...processTarget, limits: { accounts, modes: [], grants: [] } };
  const { pin, calls } = pinWith(OURS);
  await expect(pin.confirm(target, undefined, credentials)).rejects.toMatchObject({
    code: "access-denied",
    message: `cannot use "legacy": account ${OURS} is not in there`,
    hints: ["whom to ask: ann"],
  });
  expect(calls()).toBe(1);
  await pinWith(THEIRS).pin.confirm(target, undefined, credentials);
});
