import { describe, expect, test } from "bun:test";
import { refusal, resolve, sourceDefinitions } from "../../../../test/profile-files.ts";

const URL = "https://corp.awsapps.com/start";
const SESSION = `[sso-session corp]
sso_start_url = ${URL}
sso_region = eu-west-1
sso_registration_scopes = sso:account:access, codewhisperer:completions`;
const DEV = `${SESSION}
[profile dev]
sso_session = corp
sso_account_id = 111122223333
sso_role_name = Developer
region = eu-north-1`;
const LEGACY = `[profile old]
sso_start_url = ${URL}
sso_region = eu-west-1
sso_account_id = 111122223333
sso_role_name = Developer`;

const CORP = { id: "corp", url: `${URL}/`, aws_sso: { region: "eu-west-1", local_port: 8400 } };

test("a profile as the AWS CLI writes it is a target", async () => {
  expect(await resolve(DEV, { target: "dev" })).toEqual({
    name: "dev",
    source: {
      kind: "identity-center",
      source: {
        kind: "identity-center",
        id: "corp",
        url: URL,
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

test("a profile of old, without sso-session, signs in to its start URL", async () => {
  const { source } = await resolve(LEGACY, { target: "old" });
  expect(source).toMatchObject({
    kind: "identity-center",
    source: { id: URL, url: URL, region: "eu-west-1", origin: "profile old in /home/ana/.aws/config" },
    accountId: "111122223333",
  });
});

test.each(["/", "/#", "/#/", "/#/?tab=accounts", "?tab=accounts"])(
  "a start URL that ends with %p is the same source, in a profile of old and in an sso-session",
  async (end) => {
    const spelled = (config: string): string => config.replace(URL, URL.replace("corp", "Corp") + end);
    const old = await resolve(spelled(LEGACY), { target: "old" });
    expect(old.source).toMatchObject({ source: { id: URL, url: URL } });
    const both = await resolve(`${spelled(SESSION)}\n${LEGACY}`, { target: "old" });
    expect(both.source).toMatchObject({ source: { id: "corp", url: URL } });
    const twice = `${SESSION}\n[profile dev]\nsso_session = corp\n${LEGACY.replace(/.*\n/, "").replace(URL, URL + end)}`;
    expect((await resolve(twice, { target: "dev" })).source).toMatchObject({ source: { id: "corp", url: URL } });
  },
);

describe("a profile of old signs in to", () => {
  const signsInTo = async (config: string, ...files: object[]): Promise<string> => {
    const { source } = await resolve(config, { target: "old", definitions: sourceDefinitions(...files) });
    return "source" in source ? source.source.id : source.kind;
  };

  test("the sso-session with its start URL and region, so that there is one sign-in", async () => {
    expect(await signsInTo(`${SESSION}\n${LEGACY}`)).toBe("corp");
  });

  test("the source file with them", async () => {
    expect(await signsInTo(LEGACY, { ...CORP, id: "work" })).toBe("work");
  });

  test("the start URL itself when the region is another, or two could be meant", async () => {
    expect(await signsInTo(LEGACY, { ...CORP, aws_sso: { region: "us-east-1" } })).toBe(URL);
    expect(await signsInTo(`${SESSION}\n${LEGACY}`, { ...CORP, id: "work" })).toBe(URL);
  });
});

describe("a source file with the id of the sso-session", () => {
  test("counts, if it is the same portal", async () => {
    const { source } = await resolve(DEV, { target: "dev", definitions: sourceDefinitions(CORP) });
    expect(source).toMatchObject({ source: { id: "corp", localPort: 8400, origin: "/sources.d/0.json" } });
  });

  test("does without the section", async () => {
    const config = DEV.replace(SESSION, "");
    const { source } = await resolve(config, { target: "dev", definitions: sourceDefinitions(CORP) });
    expect(source).toMatchObject({ source: { origin: "/sources.d/0.json" } });
  });

  test.each([
    { ...CORP, url: "https://other.awsapps.com/start" },
    { ...CORP, aws_sso: { region: "us-east-1" } },
    { id: "corp", url: URL, oauth: { client_id: "a", code_grant: {} } },
  ])("is refused when it is something else: %j", async (file) => {
    expect(await refusal(DEV, { target: "dev", definitions: sourceDefinitions(file) })).toEqual({
      code: "configuration",
      message: 'cannot use `sso_session` of profile "dev": /sources.d/0.json describes another source of that id',
      hints: ["give the source in /sources.d/0.json another `id`"],
    });
  });

  test("that cannot be used is not passed over", async () => {
    const definitions = sourceDefinitions({ id: "corp", url: URL });
    expect((await refusal(DEV, { target: "dev", definitions })).message).toStartWith("cannot use /sources.d/0.json");
  });
});

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

describe("keys that are not complete are named:", () => {
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

  test.each(["sso_start_url", "sso_region"])("%s, in a profile of old", async (key) => {
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
    `sso_start_url = ${URL}`,
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

describe("the endpoints of IAM Identity Center are", () => {
  const endpoints = async (config: string, environment: object): Promise<unknown> => {
    const { source } = await resolve(config, { target: "dev", environment });
    return source.kind === "identity-center" ? source.source.endpoints : undefined;
  };

  test.each([
    ["", {}, {}],
    ["", { AWS_ENDPOINT_URL: "http://127.0.0.1:1", AWS_ENDPOINT_URL_STS: "http://127.0.0.1:1" }, {}],
    ["", { AWS_ENDPOINT_URL: "http://minio.corp:9000" }, {}],
    ["endpoint_url = http://minio.corp:9000", {}, {}],
    [
      "endpoint_url = http://127.0.0.1:2",
      {
        AWS_ENDPOINT_URL: "http://127.0.0.1:1",
        AWS_ENDPOINT_URL_SSO: "http://127.0.0.1:3",
        AWS_ENDPOINT_URL_SSO_OIDC: "https://a.example",
      },
      { oidc: "https://a.example", portal: "http://127.0.0.1:3" },
    ],
    ["endpoint_url = http://127.0.0.1:2\nservices = local", {}, { oidc: "http://127.0.0.1:4" }],
    ["services = local\nignore_configured_endpoint_urls = true", {}, {}],
    ["services = local", { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: "true", AWS_ENDPOINT_URL_SSO: "http://x" }, {}],
  ])("with %j and %j: %j", async (own, environment, expected) => {
    const services = "[services local]\nsso_oidc =\n  endpoint_url = http://127.0.0.1:4";
    expect(await endpoints(`${DEV}\n${own}\n${services}`, environment)).toEqual(expected);
  });

  test.each(["AWS_ENDPOINT_URL_SSO", "AWS_ENDPOINT_URL_SSO_OIDC"])("never plain HTTP elsewhere: %s", async (name) => {
    for (const url of ["http://192.0.2.2:19903", "http://127.0.0.1@evil.example", "http://localhost."]) {
      const error = await refusal(DEV, { target: "dev", environment: { [name]: url } });
      expect(error).toMatchObject({
        code: "configuration",
        message: expect.stringContaining(`\`${name}\``),
        hints: [],
      });
    }
  });
});

test("STS is asked in the partition of the Identity Center", async () => {
  const config = DEV.replace("sso_region = eu-west-1", "sso_region = us-gov-west-1");
  const { source } = await resolve(config, { target: "dev" });
  expect("sts" in source && source.sts.region).toBe("us-gov-west-1");
});
