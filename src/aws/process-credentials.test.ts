import { expect, test } from "bun:test";
import { parseProcessCredentials } from "./process-credentials.ts";

const cannot = (reason: string): Error => new Error(reason);
const WHOLE = {
  Version: 1,
  AccessKeyId: "ASIAEXAMPLE",
  SecretAccessKey: "secret",
  SessionToken: "token",
  Expiration: "2026-01-02T03:04:05Z",
};

test("credentials are read, with their end", () => {
  const credentials = parseProcessCredentials(WHOLE, cannot);
  expect(credentials).toMatchObject({ accessKeyId: "ASIAEXAMPLE", expiration: new Date("2026-01-02T03:04:05Z") });
  expect(credentials?.sessionToken?.reveal()).toBe("token");
});

test("a token and an end that are null are absent", () => {
  const credentials = parseProcessCredentials({ ...WHOLE, SessionToken: null, Expiration: null }, cannot);
  expect(Object.keys(credentials ?? {})).toEqual(["accessKeyId", "secretAccessKey"]);
});

test.each([
  ["another version", { ...WHOLE, Version: 2 }],
  ["no version", { ...WHOLE, Version: undefined }],
  ["no secret key", { ...WHOLE, SecretAccessKey: "" }],
  ["a list", [WHOLE]],
  ["nothing", undefined],
])("%s is refused", (_what, json) => {
  expect(parseProcessCredentials(json, cannot)).toBeUndefined();
});

test.each(["2026-11-27T18:53:22", "2026-11-27T18:53:22UTC", "soon", 1795805602, true, {}])(
  "an end that is no time with a zone is refused by its name: %j",
  (Expiration) => {
    expect(() => parseProcessCredentials({ ...WHOLE, Expiration }, cannot)).toThrow(
      "its `Expiration` is no time with a zone, such as 2026-01-02T03:04:05Z",
    );
  },
);
