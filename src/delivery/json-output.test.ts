import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { jsonOutput } from "./json-output.ts";

test("credentials have the member names of STS", () => {
  const credentials = {
    accessKeyId: "ASIAEXAMPLE",
    secretAccessKey: new Secret("s3cret"),
    sessionToken: new Secret("t0ken"),
    expiration: new Date("2030-01-02T03:04:05.678Z"),
  };
  expect(JSON.parse(jsonOutput(credentials))).toEqual({
    AccessKeyId: "ASIAEXAMPLE",
    SecretAccessKey: "s3cret",
    SessionToken: "t0ken",
    Expiration: "2030-01-02T03:04:05Z",
  });
});
