import { describe, expect, test } from "bun:test";
import { profileFiles, sourceDefinitions } from "../../test/profile-files.ts";
import { ActasError } from "../base/errors.ts";
import { problemsOf } from "../source-files/source-definitions.ts";
import { homeInUserDatabase } from "../system/user-database.ts";
import { knownSources } from "./known-sources.ts";
import { sourceNamed } from "./source-named.ts";

const sso = (url: string, region = "eu-west-1"): string =>
  `sso_start_url = https://${url}.awsapps.com/start\nsso_region = ${region}`;
const SET = "sso_account_id = 111122223333\nsso_role_name = Dev";
const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";
const CONFIG = `[sso-session corp]\n${sso("corp")}
[sso-session acme]\n${sso("acme")}
[profile dev]\nsso_session = corp\n${SET}
[profile acme]\nsso_session = corp\n${SET}
[profile old]\n${sso("old")}\n${SET}
[profile old-too]\n${sso("old")}\n${SET}
[profile known]\n${sso("corp")}\n${SET}
[profile deploy]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = dev
[profile ana]\n${KEYS}
[profile prod]\nrole_arn = arn:aws:iam::111122223333:role/Prod\nsource_profile = ana`;
const definitions = sourceDefinitions(
  { id: "team", url: "https://creds.example.com/", oauth: { client_id: "a", code_grant: {} } },
  { id: "corp", url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } },
);

async function named(name: string, config = CONFIG, environment = {}): Promise<[string, string]> {
  const { id, origin } = sourceNamed(name, await profileFiles({ config }), definitions, environment);
  return [id, origin];
}

test.each([
  ["corp", "corp", "/sources.d/1.json"],
  ["team", "team", "/sources.d/0.json"],
  ["https://creds.example.com", "team", "/sources.d/0.json"],
  ["acme", "acme", "sso-session acme in /home/ana/.aws/config"],
  ["dev", "corp", "/sources.d/1.json"],
  ["deploy", "corp", "/sources.d/1.json"],
  ["known", "corp", "/sources.d/1.json"],
  ["https://corp.awsapps.com/start", "corp", "/sources.d/1.json"],
  ["old", "https://old.awsapps.com/start", "profile old in /home/ana/.aws/config"],
  ["https://old.awsapps.com/start", "https://old.awsapps.com/start", "profile old in /home/ana/.aws/config"],
])("%s is %s", async (name, id, origin) => {
  expect(await named(name)).toEqual([id, origin]);
});

describe("a name that is not a source:", () => {
  const refusal = async (name: string): Promise<Partial<ActasError>> => {
    const error = await named(name).catch((caught: unknown) => caught);
    if (!(error instanceof ActasError)) throw new Error(`expected a refusal, got ${error}`);
    return { code: error.code, message: error.message, hints: error.hints };
  };

  test("a profile with keys", async () => {
    expect(await refusal("ana")).toEqual({
      code: "usage",
      message: 'cannot use "ana" as a source: it is a profile, and there is no sign-in to the keys it has',
      hints: [
        "`actas list sources` shows what can be signed in to",
        "`actas whoami ana` asks for what it needs, such as an MFA code",
        "`actas console ana` signs in to the AWS console",
      ],
    });
  });

  test("a profile whose role starts at one", async () => {
    expect((await refusal("prod")).message).toBe(
      'cannot use "prod" as a source: it is a profile, and there is no sign-in to the keys of "ana", with which it starts',
    );
  });

  test("a profile that does not exist", async () => {
    const { code, hints } = await refusal("dve");
    expect([code, hints?.[0]]).toEqual(["source-not-found", 'did you mean "dev"?']);
  });
});

describe("known sources", () => {
  test("are those of the files, the sso-sessions and the start URLs, each once", async () => {
    const { sources } = knownSources(await profileFiles({ config: CONFIG }), definitions, {});
    expect(sources.map(({ id }) => id)).toEqual(["acme", "corp", "https://old.awsapps.com/start", "team"]);
  });

  test("have the endpoints of the environment, or of the services of default", async () => {
    const services = "[services local]\nsso_oidc =\n  endpoint_url = http://127.0.0.1:2\n";
    const files = await profileFiles({ config: `${services}[default]\nservices = local\n${CONFIG}` });
    const endpoints = (environment: object): unknown[] =>
      knownSources(files, definitions, environment).sources.flatMap((source) =>
        source.kind === "identity-center" ? [source.endpoints.oidc] : [],
      );
    expect(new Set(endpoints({}))).toEqual(new Set(["http://127.0.0.1:2"]));
    expect(new Set(endpoints({ AWS_ENDPOINT_URL_SSO_OIDC: "http://127.0.0.1:3" }))).toEqual(
      new Set(["http://127.0.0.1:3"]),
    );
  });

  test("share sign-ins with the AWS CLI that AWS issued, or a stand-in for it on this machine", async () => {
    const files = await profileFiles({});
    const shared = sourceDefinitions({
      id: "corp",
      url: "https://corp.awsapps.com/start",
      aws_sso: { region: "eu-west-1", share_sso_cache: true },
    });
    const isShared = (environment: object): unknown =>
      knownSources(files, shared, environment).sources.map((one) => "shareCache" in one && one.shareCache);
    expect(isShared({})).toEqual([true]);
    expect(isShared({ AWS_ENDPOINT_URL_SSO: "http://127.0.0.1:1" })).toEqual([true]);
    expect(isShared({ AWS_ENDPOINT_URL_SSO: "https://sso.example" })).toEqual([false]);
    expect(isShared({ AWS_ENDPOINT_URL_SSO_OIDC: "https://sso.example" })).toEqual([false]);
  });

  test("share them in the home directory of the client", async () => {
    const files = await profileFiles({});
    const about = { id: "corp", url: "https://corp.awsapps.com/start" };
    const shared = sourceDefinitions({ ...about, aws_sso: { region: "eu-west-1", share_sso_cache: true } });
    const [source] = knownSources(files, shared, { HOME: "/home/ben" }).sources;
    expect(source).toMatchObject({ home: "/home/ben" });
    const homeBefore = process.env.HOME;
    process.env.HOME = "/home/agent";
    const [unnamed] = knownSources(files, shared, {}).sources;
    process.env.HOME = homeBefore;
    expect(unnamed).toMatchObject({ home: homeInUserDatabase() });
  });

  test("leave out incomplete sources, with a message if they have a name", async () => {
    const config = "[sso-session a]\nsso_region = eu-west-1\n[profile b]\nsso_start_url = https://b.example.com";
    const known = knownSources(await profileFiles({ config }), sourceDefinitions(), {});
    expect(known.sources).toEqual([]);
    expect(problemsOf(known)).toEqual([
      'cannot sign in to IAM Identity Center: sso-session "a" has no `sso_start_url`',
    ]);
  });

  test("are not found by a start URL that two regions have", async () => {
    const config = `[profile a]\n${sso("x", "eu-west-1")}\n[profile b]\n${sso("x", "us-east-1")}`;
    const files = await profileFiles({ config });
    expect(() => sourceNamed("https://x.awsapps.com/start", files, sourceDefinitions(), {})).toThrow("describe it");
  });
});
