import { expect, test } from "bun:test";
import { parseProcessCredentials } from "./process-credentials.ts";

const WHOLE = {
  Version: 1,
  AccessKeyId: "ASIAEXAMPLE",
  SecretAccessKey: "secret",
  SessionToken: "token",
  Expiration: "2026-01-02T03:04:05Z",
};

test("credentials are read, with their end", () => {
  const credentials = parseProcessCredentials(WHOLE);
  expect(credentials).toMatchObject({ accessKeyId: "ASIAEXAMPLE", expiration: new Date("2026-01-02T03:04:05Z") });
  expect(credentials?.sessionToken?.reveal()).toBe("token");
});

test("a token and an end that are null are absent", () => {
  const credentials = parseProcessCredentials({ ...WHOLE, SessionToken: null, Expiration: null });
  expect(Object.keys(credentials ?? {})).toEqual(["accessKeyId", "secretAccessKey"]);
});

test.each([
  ["another version", { ...WHOLE, Version: 2 }],
  ["no version", { ...WHOLE, Version: undefined }],
  ["no secret key", { ...WHOLE, SecretAccessKey: "" }],
  ["an end that is no time", { ...WHOLE, Expiration: "soon" }],
  ["a list", [WHOLE]],
  ["nothing", undefined],
])("%s is refused", (_what, json) => {
  expect(parseProcessCredentials(json)).toBeUndefined();
});
