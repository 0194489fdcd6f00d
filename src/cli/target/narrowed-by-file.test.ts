import { expect, test } from "bun:test";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import type { Narrowed } from "./narrowed.ts";
import { narrowedByFile } from "./narrowed-by-file.ts";

const typed: Narrowed = { target: "auto", freshness: "cached", interaction: "allowed" };
const others = { freshness: "cached", interaction: "allowed" } as const;
const role: ProjectSettings = { server: "corp", role: "dev" };
const block = { role_arn: "arn:of:file", role_session_name: "file", duration_seconds: 900, external_id: "file" };
const asHop = { roleArn: "arn:of:file", roleSessionName: "file", durationSeconds: 900, externalId: "file" };

function narrowed(
  settings: ProjectSettings,
  {
    request = typed,
    hop = {},
    environment = {},
  }: Partial<Parameters<typeof narrowedByFile>[2]> & { request?: Narrowed },
): Narrowed {
  return narrowedByFile(settings, request, { hop, environment });
}

test("server and role take the place of auto", () => {
  expect(narrowed(role, {})).toEqual({ ...others, source: "corp", target: "dev" });
});

test("a profile takes the place of auto", () => {
  expect(narrowed({ profile: "staging" }, {})).toEqual({ ...others, sourceProfile: "staging" });
});

test("the account is pinned", () => {
  expect(narrowed({ ...role, account: "111122223333" }, {})).toMatchObject({ expectedAccountId: "111122223333" });
});

test("the region counts unless one was typed, or set in the environment", () => {
  const settings = { ...role, region: "eu-west-1" };
  expect(narrowed(settings, {}).region).toBe("eu-west-1");
  expect(narrowed(settings, { request: { ...typed, region: "us-east-1" } }).region).toBe("us-east-1");
  expect(narrowed(settings, { environment: { AWS_REGION: "us-east-1" } }).region).toBeUndefined();
  expect(narrowed(settings, { environment: { AWS_DEFAULT_REGION: "us-east-1" } }).region).toBeUndefined();
});

test("the file's role after it is assumed", () => {
  expect(narrowed({ ...role, assume_role: block }, {}).secondHop).toEqual(asHop);
});

test("single typed values take the place of the file's", () => {
  const { secondHop } = narrowed({ ...role, assume_role: block }, { hop: { externalId: "typed" } });
  expect(secondHop).toEqual({ ...asHop, externalId: "typed" });
});

test("with a typed ARN nothing of the file's block counts", () => {
  const secondHop = { roleArn: "arn:typed" };
  const request = { ...typed, secondHop };
  expect(narrowed({ ...role, assume_role: block }, { request, hop: secondHop }).secondHop).toEqual(secondHop);
});

test("typed values without any role are left for the caller to refuse", () => {
  expect(narrowed(role, { hop: { externalId: "typed" } }).secondHop).toBeUndefined();
});
