import { describe, expect, test } from "bun:test";
import { refusal, resolve } from "../../../../test/profile-files.ts";
import { DEV, LEGACY, SESSION, START_URL } from "../../../../test/support/identity-center-profiles.ts";

test("a profile as the AWS CLI writes it is a target", async () => {
  expect(await resolve(DEV, { target: "dev" })).toEqual({
    name: "dev",
    source: {
      kind: "identity-center",
      source: {
        kind: "identity-center",
        id: "corp",
        url: START_URL,
        defaultGrantType: "code",
        origin: "sso-session corp in /home/ana/.aws/config",
        region: "eu-west-1",
        scopes: ["sso:account:access", "codewhisperer:completions"],
        shareCache: false,
        endpoints: {},
      },
      accountId: "111122223333",
      roleName: "Developer",
      sts: { region: "eu-north-1", scope: "regional" },
    },
    chain: [],
    region: "eu-north-1",
    endpointVariables: {},
    notices: [],
  });
});

test("a profile of the legacy form, without sso-session, signs in to its start START_URL", async () => {
  const { source } = await resolve(LEGACY, { target: "old" });
  expect(source).toMatchObject({
    kind: "identity-center",
    source: { id: START_URL, url: START_URL, region: "eu-west-1", origin: "profile old in /home/ana/.aws/config" },
    accountId: "111122223333",
  });
});

test.each(["/", "/#", "/#/", "/#/?tab=accounts", "?tab=accounts"])(
  "a start START_URL that ends with %p is the same source, in a profile of old and in an sso-session",
  async (end) => {
    const spelled = (config: string): string => config.replace(START_URL, START_URL.replace("corp", "Corp") + end);
    const old = await resolve(spelled(LEGACY), { target: "old" });
    expect(old.source).toMatchObject({ source: { id: START_URL, url: START_URL } });
    const both = await resolve(`${spelled(SESSION)}\n${LEGACY}`, { target: "old" });
    expect(both.source).toMatchObject({ source: { id: "corp", url: START_URL } });
    const twice = `${SESSION}\n[profile dev]\nsso_session = corp\n${LEGACY.replace(/.*\n/, "").replace(START_URL, START_URL + end)}`;
    expect((await resolve(twice, { target: "dev" })).source).toMatchObject({ source: { id: "corp", url: START_URL } });
  },
);

describe("as the source of a role chain", () => {
  const chained = `${DEV}
[profile deploy]\nrole_arn = arn:aws:iam::444455556666:role/Deploy\nsource_profile = dev`;

  test("the role follows the permission set", async () => {
    expect(await resolve(chained, { target: "deploy" })).toMatchObject({
      source: { kind: "identity-center", roleName: "Developer" },
      chain: [{ roleArn: "arn:aws:iam::444455556666:role/Deploy", durationSeconds: 3600 }],
    });
  });

  test("the role lasts at most an hour, as a permission set is a role too", async () => {
    expect(await refusal(chained, { target: "deploy", durationSeconds: 7200 })).toMatchObject({
      code: "usage",
      message: 'cannot request 2 hours for role "Deploy": a role assumed from another role lasts at most 1 hour',
    });
  });

  test("a role named by ARN follows the profile of --profile", async () => {
    const target = await resolve(DEV, { target: "arn:aws:iam::444455556666:role/X", sourceProfile: "dev" });
    expect(target).toMatchObject({ source: { kind: "identity-center" }, chain: [{ durationSeconds: 3600 }] });
  });

  test("a profile may be its own source", async () => {
    const own = `${DEV}\nactas_role_arn = arn:aws:iam::444455556666:role/X`;
    expect(await resolve(own, { target: "dev" })).toMatchObject({
      source: { kind: "identity-center" },
      chain: [{ roleArn: "arn:aws:iam::444455556666:role/X" }],
    });
  });
});

describe("other ways to credentials in the same profile:", () => {
  test("a permission set comes before keys, as in the AWS CLI, and keys before a sign-in alone", async () => {
    const keys = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";
    expect((await resolve(`${DEV}\n${keys}`, { target: "dev" })).source.kind).toBe("identity-center");
    const alone = DEV.replace(/^sso_(account_id|role_name).*\n?/gm, "");
    expect((await resolve(`${alone}\n${keys}`, { target: "dev" })).source.kind).toBe("iam-user");
  });

  test("a credential_process comes after a permission set, as in the SDKs", async () => {
    for (const delivery of ["process", "other"] as const) {
      const target = await resolve(`${DEV}\ncredential_process = actas process dev`, { target: "dev", delivery });
      expect(target.source.kind).toBe("identity-center");
    }
  });
});

describe("a missing key is named:", () => {
  const without = (key: string): string =>
    `${SESSION}\n[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Developer`.replace(
      new RegExp(`^${key} = .*\n?`, "m"),
      "",
    );

  test.each([
    ["sso_start_url", 'sso-session "corp"'],
    ["sso_region", 'sso-session "corp"'],
    ["sso_account_id", 'profile "dev"'],
    ["sso_role_name", 'profile "dev"'],
  ])("%s", async (key, place) => {
    expect(await refusal(without(key), { target: "dev" })).toEqual({
      code: "configuration",
      message: `cannot sign in to IAM Identity Center: ${place} has no \`${key}\``,
      hints: ["`aws configure sso` writes all that is needed"],
    });
  });

  test.each(["sso_start_url", "sso_region"])("%s, in a profile of the legacy form", async (key) => {
    const config = LEGACY.replace(new RegExp(`^${key} = .*\n`, "m"), "");
    expect((await refusal(config, { target: "old" })).message).toBe(
      `cannot sign in to IAM Identity Center: profile "old" has no \`${key}\``,
    );
  });

  test("the sso-session, with the nearest name", async () => {
    const config = DEV.replace("sso_session = corp", "sso_session = crop");
    expect(await refusal(config, { target: "dev" })).toEqual({
      code: "configuration",
      message:
        'cannot use `sso_session` of profile "dev": /home/ana/.aws/config has no [sso-session] of that name, and no source has that id',
      hints: ['did you mean "corp"?'],
    });
  });
});

test.each([
  [
    "sso_account_id = 111122223333",
    "sso_account_id = 1111",
    '`sso_account_id` of profile "dev": an account id has 12 digits',
  ],
  [
    "sso_region = eu-west-1",
    "sso_region = a.evil",
    '`sso_region` of sso-session "corp": it is not the name of a region',
  ],
  [
    `sso_start_url = ${START_URL}`,
    "sso_start_url = http://hush",
    '`sso_start_url` of sso-session "corp": it must begin with https://, as tokens are sent there',
  ],
  [
    "sso_session = corp",
    "sso_session = corp\nsso_region = us-east-1",
    '`sso_region` of profile "dev": `sso_region` of sso-session "corp" says something else',
  ],
])("%s changed to %s is refused", async (from, to, message) => {
  expect(await refusal(DEV.replace(from, to), { target: "dev" })).toMatchObject({
    code: "configuration",
    message: `cannot use ${message}`,
  });
});

test("STS is asked in the partition of the Identity Center", async () => {
  const config = DEV.replace("sso_region = eu-west-1", "sso_region = us-gov-west-1");
  const { source } = await resolve(config, { target: "dev" });
  expect("sts" in source && source.sts.region).toBe("us-gov-west-1");
});
