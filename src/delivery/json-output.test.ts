import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { jsonOutput } from "./json-output.ts";

const credentials = {
  accessKeyId: "ASIAEXAMPLE",
  secretAccessKey: new Secret("s3cret"),
  sessionToken: new Secret("t0ken"),
  expiration: new Date("2030-01-02T03:04:05.678Z"),
};

test.each([
  ["boto", { aws_access_key_id: "ASIAEXAMPLE", aws_secret_access_key: "s3cret", aws_session_token: "t0ken" }],
  ["js", { accessKeyId: "ASIAEXAMPLE", secretAccessKey: "s3cret", sessionToken: "t0ken" }],
] as const)("in the style %s the members are the arguments that the SDK takes", (style, members) => {
  expect(JSON.parse(jsonOutput(credentials, style))).toEqual(members);
});

test("credentials have the member names of STS", () => {
  expect(JSON.parse(jsonOutput(credentials))).toEqual({
    AccessKeyId: "ASIAEXAMPLE",
    SecretAccessKey: "s3cret",
    SessionToken: "t0ken",
    Expiration: "2030-01-02T03:04:05Z",
  });
});
