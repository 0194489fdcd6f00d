import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { processOutput } from "./process-output.ts";

const KEYS = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: new Secret("s3cret") };

test("temporary credentials are one line of JSON in version 1", () => {
  const expiration = new Date("2030-01-02T03:04:05.678Z");
  expect(processOutput({ ...KEYS, sessionToken: new Secret("t0ken"), expiration })).toBe(
    '{"Version":1,"AccessKeyId":"AKIAEXAMPLE","SecretAccessKey":"s3cret","SessionToken":"t0ken",' +
      '"Expiration":"2030-01-02T03:04:05Z"}',
  );
});

test("keys without a token or an end have no such members", () => {
  expect(processOutput(KEYS)).toBe('{"Version":1,"AccessKeyId":"AKIAEXAMPLE","SecretAccessKey":"s3cret"}');
});
