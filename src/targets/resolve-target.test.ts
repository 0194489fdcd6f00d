import { expect, test } from "bun:test";
import { profileFiles, resolve } from "../../test/profile-files.ts";
import { seeded } from "../../test/seeded.ts";
import { ActasError } from "../base/errors.ts";
import { Secret } from "../base/secret.ts";
import { NO_SOURCES } from "../source-files/source-definitions.ts";
import { describeProfile } from "./describe-profile.ts";
import { kindOf } from "./kinds/kinds.ts";
import { sessionRule } from "./session-rule.ts";

test("a profile resolves to everything needed to get its credentials", async () => {
  const config = `[default]
region = eu-central-1
[profile ana]
mfa_serial = arn:aws:iam::111122223333:mfa/ana
[profile staging]
role_arn = arn:aws:iam::444455556666:role/team/Deploy
source_profile = ana
region = eu-west-1
duration_seconds = 1800
external_id = our-id
role_session_name = ana@example.com`;
  const credentials = "[ana]\naws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";

  expect(await resolve(config, { target: "staging", credentials })).toEqual({
    name: "staging",
    source: {
      kind: "iam-user",
      profile: "ana",
      accessKeyId: "AKIDEXAMPLE",
      secretAccessKey: new Secret("hush"),
      serialNumber: "arn:aws:iam::111122223333:mfa/ana",
      sessionDurationSeconds: 43_200,
      sessionTokenUse: "auto",
      sts: { region: "eu-central-1", scope: "regional" },
    },
    chain: [
      {
        roleArn: "arn:aws:iam::444455556666:role/team/Deploy",
        durationSeconds: 1800,
        externalId: "our-id",
        roleSessionName: "ana@example.com",
        sts: { region: "eu-west-1", scope: "regional" },
      },
    ],
    region: "eu-west-1",
    endpointVariables: {},
    notices: [],
  });
});

test("the secret key in the file is passed on, wrapped", async () => {
  const { source } = await resolve(
    "[default]\naws_access_key_id = A\naws_secret_access_key = hush=/+1\naws_session_token = t",
  );
  if (source.kind !== "iam-user") throw new Error("expected an IAM user");
  expect([source.secretAccessKey.reveal(), source.sessionToken?.reveal()]).toEqual(["hush=/+1", "t"]);
  expect(JSON.stringify(source)).not.toContain("hush");
});

test("roles of one source share all parameters of its session token", async () => {
  const role = (name: string, rest: string): string =>
    `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = ana\n${rest}\n`;
  const config = `[profile ana]\naws_access_key_id = A\naws_secret_access_key = hush\nmfa_serial = GAHT12345678
${role("one", "region = eu-west-1\nendpoint_url = http://127.0.0.1:1\nduration_seconds = 900")}${role("two", "external_id = our-id")}`;
  const [one, two] = [await resolve(config, { target: "one" }), await resolve(config, { target: "two" })];
  expect(one.source).toEqual(two.source);
});

const SESSIONS = `[profile ana]
aws_access_key_id = A
aws_secret_access_key = hush
mfa_serial = GAHT12345678
[profile staging]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = ana
[profile deploy]
role_arn = arn:aws:iam::111122223333:role/Deploy
source_profile = staging
duration_seconds = 3600
region = eu-west-1
[profile far]
role_arn = arn:aws-cn:iam::111122223333:role/Dev
source_profile = far-user
[profile far-user]
aws_access_key_id = B
aws_secret_access_key = hush
[profile pasted]
aws_access_key_id = C
aws_secret_access_key = hush
aws_session_token = t
[profile never]
aws_access_key_id = D
aws_secret_access_key = hush
session_token = never`;

test("the session alone is that of the user at the start, the same for all roles, and in the partition of the role", async () => {
  const session = (target: string, more = {}) => resolve(SESSIONS, { target, sessionOnly: true, ...more });
  const [alone, ana] = [await session("deploy"), await resolve(SESSIONS, { target: "ana" })];
  expect(alone).toMatchObject({ name: "ana", source: ana.source, chain: [], region: "eu-west-1" });
  expect(sessionRule(alone)).toBe("session-token-first");
  expect((await session("staging", { durationSeconds: 129_600 })).source).toMatchObject({
    sessionDurationSeconds: 129_600,
  });
  const [far, role] = [await session("far"), await resolve(SESSIONS, { target: "far" })];
  expect(far.source).toMatchObject({ sts: kindOf(role.source).userOf(role.source)!.sts });
  expect(sessionRule(far)).toBe("session-token-first");
});

test.each([
  ["pasted", {}, '`--session`: the target starts with profile "pasted", which gives no keys of an IAM user'],
  ["never", {}, '`--session`: `session_token = never` counts for profile "never"'],
  ["staging", { externalId: "our-id" }, '`--external-id`: profile "ana" assumes no role'],
  ["staging", { roleSessionName: "me" }, '`--role-session-name`: profile "ana" assumes no role'],
])("a session alone is refused for %s with %j", async (target, more, reason) => {
  await expect(resolve(SESSIONS, { target, sessionOnly: true, ...more })).rejects.toMatchObject({
    code: "usage",
    message: `cannot use ${reason}`,
  });
});

test("whatever the settings, a target is resolved or refused, and no value is repeated", async () => {
  const random = seeded(11);
  const pick = <T>(choices: readonly T[]): T => choices[random(choices.length)]!;
  const names = ["default", "a", "b", "c", "missing"];
  const outcomes = { resolved: 0, refused: 0 };

  for (let round = 0; round < 2000; round++) {
    const sections = names.slice(0, 4).map((name) => {
      const lines = Array.from({ length: random(9) }, () => pick(LINES).replace("NAME", () => pick(names)));
      return `[${pick(["profile ", ""])}${name}]\n${lines.join("\n")}`;
    });
    const files = await profileFiles({
      config: sections.join("\n"),
      credentials: pick(["", "[a]\naws_secret_access_key = HUSH"]),
    });
    try {
      const delivery = pick(["process", "other"] as const);
      expect(JSON.stringify(describeProfile("a", files, NO_SOURCES, {}).problems)).not.toContain("HUSH");
      const target = await resolve(sections.join("\n"), { target: pick(names), delivery });
      expect(sessionRule(target)).toBeString();
      expect(target.chain.slice(0, -1).every(({ durationSeconds }) => durationSeconds <= 3600)).toBe(true);
      outcomes.resolved++;
    } catch (error) {
      expect(error).toBeInstanceOf(ActasError);
      expect(JSON.stringify([(error as ActasError).message, (error as ActasError).hints])).not.toContain("HUSH");
      outcomes.refused++;
    }
  }
  // Both outcomes did occur.
  expect(Math.min(outcomes.resolved, outcomes.refused)).toBeGreaterThan(50);
}, 60_000);

const LINES = [
  "aws_access_key_id = AKIDEXAMPLE",
  "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = HUSH",
  "aws_session_token = HUSH",
  "role_arn = arn:aws:iam::111122223333:role/R\nsource_profile = NAME",
  "actas_role_arn = arn:aws-cn:iam::111122223333:role/R\nactas_source_profile = NAME",
  "_role_arn = HUSH",
  "source_profile = NAME",
  "credential_process = actas process NAME",
  "credential_process = HUSH",
  "mfa_serial = HUSH",
  "mfa_serial = arn:aws:iam::111122223333:mfa/ana",
  "duration_seconds = 12h",
  "duration_seconds = HUSH",
  "session_token_duration = 99999999999999999999",
  "session_token = HUSH",
  "session_token = always",
  "external_id = HUSH HUSH",
  "role_session_name = H\u0000USH",
  "region = HUSH",
  "region = eu-west-1",
  "endpoint_url = HUSH",
  "services = HUSH",
  "sso_session = HUSH",
  "sso_session = corp\nsso_account_id = 111122223333\nsso_role_name = HUSH",
  "sso_start_url = HUSH\nsso_region = HUSH\nsso_account_id = HUSH\nsso_role_name = HUSH",
  "sso_region = HUSH",
  "[sso-session corp]\nsso_start_url = https://HUSH.example.com\nsso_region = eu-west-1",
  "sts_regional_endpoints = HUSH",
  "s3 =\n  HUSH = HUSH",
  "__proto__ = HUSH",
];

test("a credential_process ranks below keys in the credentials file, and above those in the config file", async () => {
  const keys = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush\n";
  const process = "credential_process = helper\n";
  const kindOf = async (config: string, credentials = ""): Promise<string> =>
    (await resolve(config, { target: "p", credentials })).source.kind;
  expect(await kindOf(`[profile p]\n${process}`, `[p]\n${keys}`)).toBe("iam-user");
  expect(await kindOf("", `[p]\n${keys}${process}`)).toBe("iam-user");
  expect(await kindOf(`[profile p]\n${keys}`, `[p]\n${process}`)).toBe("credential-process");
  expect(await kindOf(`[profile p]\n${keys}${process}`)).toBe("credential-process");
  expect(await kindOf(`[profile p]\n${keys}credential_process = actas process p\n`)).toBe("iam-user");
});
