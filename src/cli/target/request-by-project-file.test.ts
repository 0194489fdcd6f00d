import { expect, test } from "bun:test";
import type { ProjectSettings } from "../../project-files/project-file.ts";
import { requestByProjectFile } from "./request-by-project-file.ts";
import type { TargetRequest } from "./target-request.ts";

const typed: TargetRequest = { target: "auto", freshness: "cached", interaction: "allowed" };
const others = { freshness: "cached", interaction: "allowed" } as const;
const role: ProjectSettings = { server: "corp", role: "dev" };
const block = { role_arn: "arn:of:file", role_session_name: "file", duration_seconds: 900, external_id: "file" };
const asHop = { roleArn: "arn:of:file", roleSessionName: "file", durationSeconds: 900, externalId: "file" };

function targetRequest(
  settings: ProjectSettings,
  {
    request = typed,
    hop = {},
    environment = {},
  }: Partial<Parameters<typeof requestByProjectFile>[2]> & { request?: TargetRequest },
): TargetRequest {
  return requestByProjectFile(settings, request, { hop, environment });
}

test("server and role take the place of auto", () => {
  expect(targetRequest(role, {})).toEqual({ ...others, source: "corp", target: "dev" });
});

test("a profile takes the place of auto", () => {
  expect(targetRequest({ profile: "staging" }, {})).toEqual({ ...others, sourceProfile: "staging" });
});

test("the account is pinned", () => {
  expect(targetRequest({ ...role, account: "111122223333" }, {})).toMatchObject({ expectedAccountId: "111122223333" });
});

test("the region counts unless one was typed, or set in the environment", () => {
  const settings = { ...role, region: "eu-west-1" };
  expect(targetRequest(settings, {}).region).toBe("eu-west-1");
  expect(targetRequest(settings, { request: { ...typed, region: "us-east-1" } }).region).toBe("us-east-1");
  expect(targetRequest(settings, { environment: { AWS_REGION: "us-east-1" } }).region).toBeUndefined();
  expect(targetRequest(settings, { environment: { AWS_DEFAULT_REGION: "us-east-1" } }).region).toBeUndefined();
});

test("the file's role after it is assumed", () => {
  expect(targetRequest({ ...role, assume_role: block }, {}).secondHop).toEqual(asHop);
});

test("single typed values take the place of the file's", () => {
  const { secondHop } = targetRequest({ ...role, assume_role: block }, { hop: { externalId: "typed" } });
  expect(secondHop).toEqual({ ...asHop, externalId: "typed" });
});

test("with a typed ARN nothing of the file's block counts", () => {
  const secondHop = { roleArn: "arn:typed" };
  const request = { ...typed, secondHop };
  expect(targetRequest({ ...role, assume_role: block }, { request, hop: secondHop }).secondHop).toEqual(secondHop);
});

test("typed values without any role are left for the caller to refuse", () => {
  expect(targetRequest(role, { hop: { externalId: "typed" } }).secondHop).toBeUndefined();
});
