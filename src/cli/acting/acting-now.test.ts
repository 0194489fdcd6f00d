import { expect, test } from "bun:test";
import { actingNow } from "./acting-now.ts";

const keys = { AWS_ACCESS_KEY_ID: "AKIA", AWS_SECRET_ACCESS_KEY: "secret" };
const endpoint = {
  AWS_CONTAINER_CREDENTIALS_FULL_URI: "http://127.0.0.1:1/credentials",
  AWS_CONTAINER_AUTHORIZATION_TOKEN: "Bearer a",
};
const webIdentity = { AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/Dev", AWS_WEB_IDENTITY_TOKEN_FILE: "/token" };

test("keys win over a web identity, that over AWS_PROFILE, that over the endpoint", () => {
  const all = { ...keys, ...webIdentity, AWS_PROFILE: "staging", ...endpoint };
  expect(actingNow(all)?.kind).toBe("keys");
  expect(actingNow({ ...all, AWS_ACCESS_KEY_ID: "" })?.kind).toBe("web-identity");
  expect(actingNow({ ...endpoint, AWS_PROFILE: "staging" })?.kind).toBe("profile");
  expect(actingNow({ ...endpoint, AWS_DEFAULT_PROFILE: "staging" })?.kind).toBe("profile");
  expect(actingNow(endpoint)?.kind).toBe("endpoint");
  expect(actingNow({ AWS_REGION: "eu-west-1" })).toBeUndefined();
});

test("a file that is kept fresh wins over the endpoint, and loses to all else; any other file says nothing", () => {
  const path = "/run/user/1/actas/grants/c7d0e6a2-0000-4000-8000-000000000001/renewed-credentials";
  const file = { AWS_SHARED_CREDENTIALS_FILE: path, ACTAS_TARGET: "staging" };
  expect(actingNow({ ...file, ...endpoint })).toEqual({ kind: "file", path, target: "staging" });
  expect(actingNow({ ...file, AWS_PROFILE: "x" })?.kind).toBe("profile");
  expect(actingNow({ ...file, ...keys })?.kind).toBe("keys");
  expect(actingNow({ ...file, AWS_SHARED_CREDENTIALS_FILE: path.replace("renewed-", "") })).toBeUndefined();
});

test("half a pair of keys is none, and a role without a token neither", () => {
  expect(actingNow({ AWS_ACCESS_KEY_ID: "AKIA" })).toBeUndefined();
  expect(actingNow({ AWS_ROLE_ARN: "arn:aws:iam::111122223333:role/Dev" })).toBeUndefined();
});

test("keys beside ACTAS_TARGET are those of the target", () => {
  const exported = { ...keys, ACTAS_TARGET: "staging", ACTAS_EXPIRATION: "2026-01-02T03:04:05Z" };
  expect(actingNow(exported)).toMatchObject({ target: "staging", expiration: "2026-01-02T03:04:05Z" });
});

test("keys beside the endpoint of actas were set later, and are not the target's", () => {
  const now = actingNow({ ...keys, ...endpoint, ACTAS_TARGET: "staging" });
  expect(now).toMatchObject({ kind: "keys", instead: "staging" });
  expect(now).not.toHaveProperty("target");
});

test("an endpoint elsewhere gives no target of ours, also where ACTAS_TARGET is left over", () => {
  const variables = { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: "/v2/a", ACTAS_TARGET: "staging" };
  expect(actingNow(variables)).toEqual({ kind: "endpoint", url: "http://169.254.170.2/v2/a" });
});
