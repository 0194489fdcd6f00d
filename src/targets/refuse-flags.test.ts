import { describe, expect, test } from "bun:test";
import { refusal, sourceDefinitions } from "../../test/profile-files.ts";
import type { CredentialRequest } from "../base/credential-request.ts";

const definitions = sourceDefinitions({
  ...{ id: "corp", url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } },
});
const MFA = "mfa_serial = GAHT12345678";
const keys = (name: string, ...more: string[]): string =>
  [`[profile ${name}]`, "aws_access_key_id = AKIDEXAMPLE", "aws_secret_access_key = hush", ...more].join("\n");
const command = (name: string, ...more: string[]): string =>
  [`[profile ${name}]`, "credential_process = vault", ...more].join("\n");
const roleOn = (source: string): string =>
  `[profile ${source}-role]\nrole_arn = arn:aws:iam::111122223333:role/R\nsource_profile = ${source}`;
const PROFILES = [
  keys("mfa", MFA),
  keys("plain"),
  keys("never", MFA, "session_token = never"),
  keys("pasted", MFA, "aws_session_token = hush"),
  command("command"),
  command("command-mfa", MFA),
  command("command-never", MFA, "session_token = never"),
  "[profile sso]\nsso_session = corp\nsso_account_id = 111122223333\nsso_role_name = Dev",
];
const NAMES = PROFILES.map((text) => /profile (\S+)\]/.exec(text)?.[1] ?? "");
const CONFIG = [...PROFILES, ...NAMES.map(roleOn)].join("\n");

/** Every option of `cli/credential-options.ts` that narrows the credentials wanted. */
const FLAGS = {
  "--duration": { durationSeconds: 900 },
  "--role-session-name": { roleSessionName: "abc" },
  "--external-id": { externalId: "abc" },
  "--mfa-serial": { serialNumber: "GAHT87654321" },
  "--otp": { tokenCode: "123456" },
  "--region": { region: "eu-west-1" },
  "--grant": { grantType: "device" },
  "--assume-role": { secondHop: { roleArn: "arn:aws:iam::111122223333:role/Next" } },
  "--refresh": { freshness: "refresh" },
  "--no-cache": { freshness: "uncached" },
  "--non-interactive": { interaction: "never" },
} as const satisfies Record<string, Partial<CredentialRequest>>;
type Flag = keyof typeof FLAGS;

const ALWAYS: Flag[] = ["--region", "--assume-role", "--refresh", "--no-cache", "--non-interactive"];
const OF_ROLES: Flag[] = ["--duration", "--role-session-name", "--external-id"];
const OF_MFA: Flag[] = ["--mfa-serial", "--otp"];

describe("a flag is accepted where it has an effect, and refused where it has none", () => {
  test.each<[string, Flag[]]>([
    ["mfa", ["--duration", ...OF_MFA]],
    ["mfa-role", [...OF_ROLES, ...OF_MFA]],
    ["plain", ["--duration", "--mfa-serial"]],
    ["plain-role", [...OF_ROLES, "--mfa-serial"]],
    ["never", []],
    ["never-role", [...OF_ROLES, ...OF_MFA]],
    ["pasted", []],
    ["pasted-role", OF_ROLES],
    // The command's output is not known yet.
    ["command", ["--duration", "--mfa-serial"]],
    ["command-role", [...OF_ROLES, "--mfa-serial"]],
    ["command-mfa", ["--duration", ...OF_MFA]],
    ["command-mfa-role", [...OF_ROLES, ...OF_MFA]],
    ["command-never", []],
    ["command-never-role", [...OF_ROLES, ...OF_MFA]],
    ["sso", ["--grant"]],
    ["sso-role", [...OF_ROLES, "--grant"]],
    ["corp:111122223333/Dev", ["--grant"]],
  ])("for %s", async (target, effective) => {
    const taken: string[] = [];
    for (const [flag, asked] of Object.entries(FLAGS)) {
      const { message, code } = await refusal(CONFIG, { target, definitions, ...asked });
      if (message === "none") taken.push(flag);
      else expect([code, message]).toEqual(["usage", expect.stringContaining(`cannot use \`${flag}\`: `)]);
    }
    expect(taken.sort()).toEqual([...ALWAYS, ...effective].sort());
  });
});

test.each([
  ["sso", { durationSeconds: 900 }, '`--duration`: "corp" decides how long its credentials last'],
  ["sso", { externalId: "abc" }, "`--external-id`: the target assumes no role"],
  ["mfa", { roleSessionName: "abc" }, '`--role-session-name`: profile "mfa" assumes no role'],
  ["sso-role", { tokenCode: "123456" }, '`--otp`: "corp" asks for what it needs in the browser'],
  ["mfa", { grantType: "device" }, "`--grant`: the target does not start with a sign-in"],
  ["plain", { tokenCode: "123456" }, '`--otp`: profile "plain" has no `mfa_serial`; `--mfa-serial` names the device'],
  ["pasted-role", { tokenCode: "1" }, '`--otp`: profile "pasted" has temporary keys, which take no MFA code'],
  [
    "pasted",
    { durationSeconds: 900 },
    '`--duration`: profile "pasted" has temporary keys, which last as long as they last',
  ],
] as const)("for %s %j the reason is said", async (target, asked, message) => {
  expect((await refusal(CONFIG, { target, definitions, ...asked })).message).toBe(`cannot use ${message}`);
});

test("a device that is named makes a code count", async () => {
  const asked = { serialNumber: "GAHT87654321", tokenCode: "123456" };
  for (const target of ["plain", "plain-role", "command", "command-role"]) {
    expect((await refusal(CONFIG, { target, ...asked })).message).toBe("none");
  }
});
