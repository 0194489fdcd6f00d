import { describe, expect, test } from "bun:test";
import { refusal, resolve, sourceDefinitions } from "../../test/profile-files.ts";
import { accountOf } from "./account-of.ts";
import { sessionRule } from "./session-rule.ts";

const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";
const CONFIG = `[default]\nregion = eu-north-1\n[profile ana]\n${KEYS}\nmfa_serial = GAHT12345678
[profile role]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = ana\nduration_seconds = 7200\nexternal_id = of-r`;
const definitions = sourceDefinitions({
  id: "team",
  url: "https://creds.example.com/",
  oauth: { client_id: "a", code_grant: {} },
});
const roleArn = "arn:aws:iam::444455556666:role/Jump";
const sts = { region: "eu-north-1", scope: "regional" } as const;

test("one more role follows a role of a source", async () => {
  const target = await resolve(CONFIG, { target: "team:x", definitions, secondHop: { roleArn } });
  expect(target.chain).toEqual([{ roleArn, durationSeconds: 3600, sts }]);
});

test("one more role follows the roles of a profile, and shares nothing with them", async () => {
  const secondHop = { roleArn, externalId: "of-jump", roleSessionName: "jump", durationSeconds: 900 };
  const typed = { externalId: "typed", durationSeconds: 1800 };
  const { chain } = await resolve(CONFIG, { target: "role", secondHop, ...typed });
  expect(chain).toEqual([
    { roleArn: "arn:aws:iam::111122223333:role/R", durationSeconds: 1800, externalId: "typed", sts },
    { roleArn, durationSeconds: 900, externalId: "of-jump", roleSessionName: "jump", sts },
  ]);
  const { chain: untyped } = await resolve(CONFIG, { target: "role", secondHop: { roleArn } });
  expect(untyped[1]).toEqual({ roleArn, durationSeconds: 3600, sts });
});

test("where the target names no role, the flags for a role are about the second hop", async () => {
  const typed = { externalId: "typed", roleSessionName: "typed", durationSeconds: 1800 };
  const { chain } = await resolve(CONFIG, { target: "team:x", definitions, secondHop: { roleArn }, ...typed });
  expect(chain).toEqual([{ roleArn, durationSeconds: 1800, externalId: "typed", roleSessionName: "typed", sts }]);
  const own = { roleArn, externalId: "own", roleSessionName: "own", durationSeconds: 900 };
  const asked = { target: "team:x", definitions, secondHop: own, ...typed };
  expect((await resolve(CONFIG, asked)).chain[0]).toMatchObject({ ...own });
});

test("AWS_ROLE_SESSION_NAME names the session, unless it is named otherwise", async () => {
  const asked = { target: "team:x", definitions, environment: { AWS_ROLE_SESSION_NAME: "ana" } };
  expect((await resolve(CONFIG, { ...asked, secondHop: { roleArn } })).chain[0]?.roleSessionName).toBe("ana");
  const named = { roleArn, roleSessionName: "jump" };
  expect((await resolve(CONFIG, { ...asked, secondHop: named })).chain[0]?.roleSessionName).toBe("jump");
});

test("STS is asked in the partition of the ARN", async () => {
  const secondHop = { roleArn: "arn:aws-cn:iam::444455556666:role/Jump" };
  const { chain } = await resolve(CONFIG, { target: "team:x", definitions, secondHop });
  expect(chain[0]?.sts.region).toBe("cn-north-1");
});

describe("over an hour", () => {
  test.each(["team:x", "role"])("is refused after %s", async (target) => {
    const secondHop = { roleArn, durationSeconds: 7200 };
    expect(await refusal(CONFIG, { target, definitions, secondHop })).toEqual({
      code: "usage",
      message: 'cannot request 2 hours for role "Jump": a role assumed from another role lasts at most 1 hour',
      hints: ["use `--assume-role-duration 1h`, or assume Jump from an IAM user itself"],
    });
  });

  test("is fine from a user, and takes the code itself", async () => {
    const target = await resolve(CONFIG, { target: "ana", secondHop: { roleArn, durationSeconds: 7200 } });
    expect(target.chain).toMatchObject([{ roleArn, durationSeconds: 7200 }]);
    expect(sessionRule(target)).toBe("code-with-role");
  });
});

test.each([
  [{ roleArn: "hush" }, "`--assume-role`: it is not the ARN of an IAM role"],
  [{ roleArn, externalId: "h ush" }, "`--assume-role-external-id`: an external id has"],
  [{ roleArn, roleSessionName: "h ush" }, "`--assume-role-session-name`: a role session name has"],
  [{ roleArn, durationSeconds: 60 }, "`--assume-role-duration`: it is 1 minute"],
])("%j is refused", async (secondHop, message) => {
  const found = await refusal(CONFIG, { target: "team:x", definitions, secondHop });
  expect(found.code).toBe("usage");
  expect(found.message).toStartWith(`cannot use ${message}`);
  expect(found.message).not.toContain("ush");
});

test("the account is known without a call where a role or a permission set names it", async () => {
  const account = async (asked: object): Promise<string | undefined> =>
    accountOf(await resolve(CONFIG, { definitions: both, ...asked }));
  const both = sourceDefinitions(
    { id: "team", url: "https://creds.example.com/", oauth: { client_id: "a", code_grant: {} } },
    { id: "corp", url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } },
  );
  expect(await account({ target: "role" })).toBe("111122223333");
  expect(await account({ target: "corp:111122223333/Dev" })).toBe("111122223333");
  expect(await account({ target: "corp:111122223333/Dev", secondHop: { roleArn } })).toBe("444455556666");
  expect(await account({ target: "team:111122223333/Dev" })).toBeUndefined();
  expect(await account({ target: "ana" })).toBeUndefined();
});
