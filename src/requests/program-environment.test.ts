import { expect, test } from "bun:test";
import { Secret } from "../base/secret.ts";
import { clearedVariables } from "../delivery/environment-variables.ts";
import { environmentWithKeys } from "./program-environment.ts";

test("with keys in the environment, whatever else names credentials is taken away", () => {
  const target = { name: "dev", endpointVariables: {} } as never;
  const request = { freshness: "cached", interaction: "never", environment: {} } as never;
  const keys = { accessKeyId: "ASIAEXAMPLE", secretAccessKey: new Secret("x"), sessionToken: new Secret("y") };
  const changes = environmentWithKeys(target, request, keys);
  expect(changes).toMatchObject({ AWS_ACCESS_KEY_ID: "ASIAEXAMPLE", AWS_PROFILE: null, AWS_ROLE_ARN: null });
  expect(Object.keys(clearedVariables()).filter((name) => !(name in changes))).toEqual([]);
});
