import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import type { IamUserReference, ResolvedTarget, RoleHop } from "../targets/resolved-target.ts";
import { cacheKey, targetKey } from "./cache-key.ts";

const STS = { region: "eu-west-1", scope: "regional" } as const;
const USER: IamUserReference = {
  kind: "iam-user",
  profile: "ana",
  accessKeyId: "AKIAEXAMPLE000000001",
  secretAccessKey: new Secret("x"),
  sessionDurationSeconds: 43_200,
  sessionTokenUse: "auto",
  sts: STS,
};
const HOP: RoleHop = { roleArn: "arn:aws:iam::111122223333:role/Dev", durationSeconds: 3600, sts: STS };
const TARGET: ResolvedTarget = { name: "dev", source: USER, chain: [HOP], endpointVariables: {}, notices: [] };
const key = targetKey(TARGET);
const withHop = (change: Partial<RoleHop>): string => targetKey({ ...TARGET, chain: [{ ...HOP, ...change }] });
const withUser = (change: Partial<IamUserReference>): string =>
  targetKey({ ...TARGET, source: { ...USER, ...change } });

test("names, notices and the secret are not part of the key", () => {
  expect(targetKey({ ...TARGET, name: "other", region: "us-east-1", notices: ["hear"] })).toBe(key);
  expect(withUser({ profile: "ana-2", secretAccessKey: new Secret("y") })).toBe(key);
});

test.each([
  ["the role", withHop({ roleArn: "arn:aws:iam::111122223333:role/Admin" })],
  ["the duration", withHop({ durationSeconds: 900 })],
  ["the external ID", withHop({ externalId: "id" })],
  ["the session name", withHop({ roleSessionName: "ana" })],
  ["the region asked", withHop({ sts: { ...STS, region: "us-east-1" } })],
  ["the endpoint asked", withHop({ sts: { ...STS, endpointUrl: "http://127.0.0.1:1" } })],
  ["the key of the user", withUser({ accessKeyId: "AKIAEXAMPLE000000002" })],
  ["the MFA device", withUser({ serialNumber: "arn:aws:iam::111122223333:mfa/ana" })],
  ["the session's length", withUser({ sessionDurationSeconds: 900 })],
  ["whether there is a session", withUser({ sessionTokenUse: "never" })],
  ["a role more", targetKey({ ...TARGET, chain: [HOP, HOP] })],
  ["no role", targetKey({ ...TARGET, chain: [] })],
  [
    "another source",
    targetKey({ ...TARGET, source: { kind: "credential-process", profile: "p", command: "c", sts: STS } }),
  ],
])("%s makes another key", (_, other) => {
  expect(other).not.toBe(key);
});

test("parts cannot run into each other, and what is absent is not what is empty", () => {
  expect(cacheKey("a", "bc")).not.toBe(cacheKey("ab", "c"));
  expect(cacheKey("a", undefined)).not.toBe(cacheKey("a", ""));
  expect(cacheKey("a", 1)).not.toBe(cacheKey("a", "1"));
  expect(cacheKey("a", 1)).toBe(cacheKey("a", 1));
});
