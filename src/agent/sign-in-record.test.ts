import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { fromRecord, SignInRecord, toRecord } from "./sign-in-record.ts";

const SIGN_IN = {
  key: "k",
  source: "corp",
  url: "https://corp.example/start",
  grant: "code",
  accessToken: new Secret("access"),
  refreshToken: new Secret("refresh"),
  expiration: new Date("2026-01-02T03:04:05Z"),
  client: { clientId: "id", clientSecret: new Secret("secret"), expiration: new Date("2026-03-04T05:06:07Z") },
} as const;

test("a sign-in crosses a hand-over whole", () => {
  const crossed = fromRecord(SignInRecord.parse(JSON.parse(JSON.stringify(toRecord(SIGN_IN)))));
  expect(crossed.accessToken.reveal()).toBe("access");
  expect(crossed.refreshToken?.reveal()).toBe("refresh");
  expect(crossed.client?.clientSecret.reveal()).toBe("secret");
  expect(crossed.expiration).toEqual(SIGN_IN.expiration);
  expect(crossed.client?.expiration).toEqual(SIGN_IN.client.expiration);
});

test("what a sign-in does not have stays absent", () => {
  const { refreshToken: _, expiration: __, client: ___, ...plain } = SIGN_IN;
  expect(Object.keys(fromRecord(toRecord(plain))).sort()).toEqual(["accessToken", "grant", "key", "source", "url"]);
});
