import { expect, test } from "bun:test";
import { refusal, resolve, sourceDefinitions } from "../../test/profile-files.ts";

const definitions = sourceDefinitions({
  ...{ id: "corp", url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } },
});
const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";
const SSO = `[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev`;
const CONFIG = `[profile ana]\n${KEYS}\n${SSO}\n[profile role]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = sso`;
const ROLE = "corp:111122223333/Dev";

test.each([
  [ROLE, { durationSeconds: 900 }, '`--duration`: "corp" decides how long its credentials last'],
  ["sso", { durationSeconds: 900 }, '`--duration`: "corp" decides how long its credentials last'],
  [ROLE, { externalId: "abc" }, "`--external-id`: the target assumes no role"],
  [ROLE, { roleSessionName: "abc" }, "`--role-session-name`: the target assumes no role"],
  [ROLE, { serialNumber: "GAHT12345678" }, '`--mfa-serial`: "corp" asks for what it needs in the browser'],
  ["role", { tokenCode: "123456" }, '`--otp`: "corp" asks for what it needs in the browser'],
  ["ana", { grant: "device" }, "`--grant`: the target does not start with a sign-in"],
] as const)("for %s %j is refused", async (target, asked, message) => {
  expect(await refusal(CONFIG, { target, definitions, ...asked })).toMatchObject({
    code: "usage",
    message: `cannot use ${message}`,
  });
});

test.each([
  [ROLE, { grant: "device" }],
  ["sso", { grant: "code" }],
  ["role", { durationSeconds: 900, externalId: "abc", roleSessionName: "abc", grant: "device" }],
  ["ana", { durationSeconds: 900, tokenCode: "123456" }],
] as const)("for %s %j is taken", async (target, asked) => {
  expect((await resolve(CONFIG, { target, definitions, ...asked })).name).toBe(target);
});
