import { expect, test } from "bun:test";
import { metadata, type Served } from "./metadata.ts";
import { roleName } from "./role-name.ts";

const ARN = "arn:aws:iam::111122223333:role/teams/Deploy";
const DEPLOY: Served = { target: ARN, region: "eu-west-1" };

test.each([
  ["/latest/meta-data/placement/region", "eu-west-1"],
  ["/latest/meta-data/placement/availability-zone/", "eu-west-1a"],
  ["/latest/meta-data/instance-id", "i-00000000000000000"],
  ["/latest/meta-data/iam/", "info\nsecurity-credentials/"],
  ["/latest/meta-data", "iam/\ninstance-id\nplacement/"],
  ["/latest/", "dynamic/\nmeta-data/"],
])("%s is %p", (path, value) => {
  expect(metadata(path, DEPLOY)).toBe(value);
});

test("the identity document says the region and the account", () => {
  expect(JSON.parse(metadata("/latest/dynamic/instance-identity/document", DEPLOY) ?? "")).toEqual({
    accountId: "111122223333",
    availabilityZone: "eu-west-1a",
    instanceId: "i-00000000000000000",
    region: "eu-west-1",
    version: "2017-09-30",
  });
  expect(JSON.parse(metadata("/latest/meta-data/iam/info", DEPLOY) ?? "")).toMatchObject({ Code: "Success" });
});

test.each([
  "/",
  "/latest/user-data",
  "/latest/meta-data/placement",
  "/2021-03-23/meta-data/",
  "/latest/meta-data/iam/info",
])("nothing is at %s, where it is not known", (path) => {
  expect(metadata(path, { target: "staging" })).toBeUndefined();
});

test.each([
  ["staging", "staging"],
  [ARN, "Deploy"],
  ["corp:111122223333/Admin", "corp-111122223333-Admin"],
  ["team : ops & more", "team-ops-more"],
  ["..", "-"],
  ["rôle", "r-le"],
])("the role of %s is called %s", (target, name) => {
  expect(roleName(target)).toBe(name);
});
