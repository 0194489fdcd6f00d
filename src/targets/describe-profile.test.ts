import { describe, expect, test } from "bun:test";
import { profileFiles, sourceDefinitions } from "../../test/profile-files.ts";
import type { RequestEnvironment } from "../base/credential-request.ts";
import { NO_SOURCES } from "../source-files/source-definitions.ts";
import { describeProfile, type ProfileDescription } from "./describe-profile.ts";

const CONFIG = `[default]
region = eu-west-1
credentials_duration = 99h
[profile ana]
yubikey_serial = 1234
[profile staging]
_role_arn = arn:aws:iam::111122223333:role/Staging
_source_profile = ana
external_id = our-id
endpoint_url = http://user:hush@127.0.0.1:1/
sts_regional_endpoints = legacy`;

const CREDENTIALS = `[ana]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = hush
aws_session_token = hush
aws_mfa_device = arn:aws:iam::111122223333:mfa/ana`;

async function description(
  name: string,
  config: string,
  environment: RequestEnvironment = {},
): Promise<ProfileDescription> {
  return describeProfile(name, await profileFiles({ config, credentials: CREDENTIALS }), NO_SOURCES, environment);
}

describe("describeProfile()", () => {
  test("gives each value with its origin, the key as written where it differs", async () => {
    const { settings, ...rest } = await description("staging", CONFIG, { AWS_ROLE_SESSION_NAME: "ana" });
    const file = "/home/ana/.aws/config";
    const credentials = "/home/ana/.aws/credentials";
    expect(settings.map(({ key, value, origin }) => `${key} = ${value} (${origin})`)).toEqual([
      `role_arn = arn:aws:iam::111122223333:role/Staging (_role_arn of profile staging in ${file})`,
      `source_profile = ana (_source_profile of profile staging in ${file})`,
      `external_id = our-id (profile staging in ${file})`,
      "role_session_name = ana (environment AWS_ROLE_SESSION_NAME)",
      `duration_seconds = 43200 (credentials_duration of profile default in ${file})`,
      `aws_access_key_id = AKIDEXAMPLE (profile ana in ${credentials})`,
      `aws_secret_access_key = set (profile ana in ${credentials})`,
      `aws_session_token = set (profile ana in ${credentials})`,
      `mfa_serial = arn:aws:iam::111122223333:mfa/ana (aws_mfa_device of profile ana in ${credentials})`,
      `yubikey_serial = 1234 (profile ana in ${file})`,
      "session_token = auto (built-in default)",
      "session_token_duration = 43200 (built-in default)",
      `region = eu-west-1 (profile default in ${file})`,
      `endpoint_url = http://[secret]@127.0.0.1:1/ (profile staging in ${file})`,
      `sts_regional_endpoints = legacy (profile staging in ${file})`,
    ]);
    expect(rest).toEqual({
      profile: "staging",
      chain: ["ana", "staging"],
      notices: [
        '`credentials_duration` of profile "default" is 99 hours; AWS takes 15 minutes to 12 hours, so it is 12 hours now',
      ],
      problems: [],
    });
  });

  test("gives every setting that the diagnosis of aws-runas prints, by the names of the AWS files", async () => {
    const { settings } = await description("staging", CONFIG, { AWS_ROLE_SESSION_NAME: "ana" });
    const byLabel = {
      REGION: "region",
      "SOURCE PROFILE": "source_profile",
      "SESSION TOKEN DURATION": "session_token_duration",
      "MFA SERIAL": "mfa_serial",
      "ROLE ARN": "role_arn",
      "EXTERNAL ID": "external_id",
      "ASSUME ROLE CREDENTIAL DURATION": "duration_seconds",
    };
    const shown = settings.map(({ key }) => key);
    expect(Object.entries(byLabel).filter(([, key]) => !shown.includes(key))).toEqual([]);
  });

  test("gives what IAM Identity Center needs, from the sso-session and the profile", async () => {
    const config = `[sso-session corp]\nsso_start_url = https://corp.awsapps.com/start\nsso_region = eu-west-1
[profile dev]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev
[profile deploy]\nrole_arn = arn:aws:iam::111122223333:role/Deploy\nsource_profile = dev`;
    const { settings, chain, problems } = await description("deploy", config);
    const rows = settings
      .filter(({ key }) => key.startsWith("sso_"))
      .map(({ key, value, origin }) => [key, value, origin]);
    expect(rows).toEqual([
      ["sso_session", "corp", "profile dev in /home/ana/.aws/config"],
      ["sso_start_url", "https://corp.awsapps.com/start", "sso-session corp in /home/ana/.aws/config"],
      ["sso_region", "eu-west-1", "sso-session corp in /home/ana/.aws/config"],
      ["sso_account_id", "111122223333", "profile dev in /home/ana/.aws/config"],
      ["sso_role_name", "Dev", "profile dev in /home/ana/.aws/config"],
    ]);
    expect([chain, problems]).toEqual([["dev", "deploy"], []]);
  });

  test("names the source file that a profile signs in with", async () => {
    const config = "[profile dev]\nsso_session = work\nsso_account_id = 111122223333\nsso_role_name = Dev";
    const files = await profileFiles({ config });
    const definitions = sourceDefinitions({
      ...{ id: "work", url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } },
    });
    const { settings, problems } = describeProfile("dev", files, definitions, {});
    const rows = settings
      .filter(({ key }) => /_url$|_region$/.test(key))
      .map(({ key, value, origin }) => [key, value, origin]);
    expect(rows).toEqual([
      ["sso_start_url", "https://corp.awsapps.com/start", "source work in /sources.d/0.json"],
      ["sso_region", "eu-west-1", "source work in /sources.d/0.json"],
    ]);
    expect(problems).toEqual([]);
  });

  test("names the token file of a profile, and its own duration or the longest", async () => {
    const pod = "[profile pod]\nrole_arn = arn:aws:iam::111122223333:role/Pod\nweb_identity_token_file = /token\n";
    const shown = async (name: string, config: string) =>
      (await description(name, config)).settings
        .filter(({ key }) => key === "web_identity_token_file" || key === "duration_seconds")
        .map(({ value, origin }) => [value, origin.split(" ")[0]]);
    const file = ["/token", "profile"];
    expect(await shown("pod", pod)).toEqual([["max", "built-in"], file]);
    expect(await shown("pod", `${pod}duration_seconds = 900`)).toEqual([["900", "profile"], file]);
    const next = "[profile next]\nrole_arn = arn:aws:iam::111122223333:role/Next\nsource_profile = pod\n";
    expect(await shown("next", pod + next)).toEqual([["3600", "built-in"], file]);
  });

  test("never shows a secret", async () => {
    for (const name of ["ana", "staging"]) {
      expect(JSON.stringify(await description(name, CONFIG))).not.toContain("hush");
    }
  });

  test("leaves out a role's settings where the target is a user", async () => {
    const { settings, chain } = await description("ana", CONFIG);
    expect(chain).toEqual(["ana"]);
    expect(settings.map(({ key }) => key)).not.toContain("role_arn");
    expect(settings.map(({ key }) => key)).not.toContain("duration_seconds");
  });

  test("shows as much as possible of an unusable profile, and why it is unusable", async () => {
    const config =
      "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = anna\nregion = r-1\nduration_seconds = 7d";
    const { settings, problems } = await description("dev", config);
    expect(settings.map(({ key }) => key)).toEqual([
      "role_arn",
      "source_profile",
      "session_token",
      "session_token_duration",
      "region",
      "sts_regional_endpoints",
    ]);
    expect(problems).toEqual([
      'cannot find profile "anna", which profile "dev" names as its source, in /home/ana/.aws/config',
      'cannot use `duration_seconds` of profile "dev": it is not a number of seconds, or hours and minutes such as 1h30m',
    ]);
  });

  test("reports problems that affect process output only", async () => {
    const config =
      "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = ana\ncredential_process = actas process dev";
    expect((await description("dev", config)).problems).toEqual([
      'cannot use `role_arn` of profile "dev": SDKs that see it never run the profile\'s `credential_process`',
    ]);
  });

  test("reports a refusal by the rule for session tokens", async () => {
    const config =
      "[profile dev]\nrole_arn = arn:aws:iam::111122223333:role/Dev\nsource_profile = bob\nsession_token = always\nduration_seconds = 2h\n[profile bob]\naws_access_key_id = AKID\naws_secret_access_key = hush";
    expect((await description("dev", config)).problems).toEqual([
      "cannot request 2 hours for role arn:aws:iam::111122223333:role/Dev: with `session_token = always` it lasts at most 1 hour",
    ]);
  });

  test("takes a profile by its name, whatever it would mean as a target", async () => {
    expect((await description("auto", "[profile auto]\nregion = r-1")).profile).toBe("auto");
    await expect(description("anna", CONFIG)).rejects.toMatchObject({
      code: "profile-not-found",
      hints: ['did you mean "ana"?'],
    });
  });
});
