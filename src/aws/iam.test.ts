import { afterAll, expect, test } from "bun:test";
import { Clock } from "../base/clock.ts";
import type { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { changeSettings } from "../sandbox/control/control-client.ts";
import { startSandbox } from "../sandbox/start.ts";
import { Iam } from "./iam.ts";

const sandbox = startSandbox();
afterAll(() => sandbox.stop());

const iam = new Iam(new Clock());
const location = { region: "eu-west-1", endpointUrl: sandbox.url };
const { accessKeyId, secretAccessKey } = sandbox.accounts.users[0]!;
const ana = { accessKeyId, secretAccessKey: new Secret(secretAccessKey) };

test("a key is made, listed, set inactive and deleted", async () => {
  const made = await iam.createAccessKey(location, ana);
  expect(`${made.secretAccessKey}`).toBe("[secret]");
  await iam.setKeyStatus(location, ana, { ...made, status: "Inactive" });
  const keys = await iam.listAccessKeys(location, ana);
  expect(keys).toMatchObject([
    { accessKeyId, status: "Active", created: new Date("2020-01-01") },
    { accessKeyId: made.accessKeyId, status: "Inactive" },
  ]);
  await iam.deleteAccessKey(location, ana, made.accessKeyId);
  expect(await iam.listAccessKeys(location, ana)).toHaveLength(1);
});

test("a refused action names the statement that a policy lacks", async () => {
  await changeSettings(sandbox.url, { iamDenied: ["CreateAccessKey"] });
  const error = await iam.createAccessKey(location, ana).catch((thrown: ActasError) => thrown);
  expect(error).toMatchObject({
    code: "access-denied",
    message: "cannot make a new access key: IAM answered AccessDenied",
  });
  const hint = (error as ActasError).hints.find((text) => text.startsWith("a policy with this statement allows it: "));
  expect(JSON.parse(hint?.slice(hint.indexOf("{")) ?? "")).toEqual({
    Effect: "Allow",
    Action: "iam:CreateAccessKey",
    Resource: "arn:aws:iam::*:user/$".concat("{aws:username}"),
  });
});
