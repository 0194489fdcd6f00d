import { expect } from "bun:test";
import { mkdirSync } from "node:fs";
import { hostname, userInfo } from "node:os";
import { join } from "node:path";
import { worldTest } from "../support/world-test.ts";

/** Whatever tells who somebody is or where they work, in all the places that a diagnosis looks at. */
const IDENTIFIERS = [
  ...[
    "acme-prod",
    "acme-audit",
    "acme-lost",
    "acme-circle",
    "acme-sso",
    "acmekey",
    "acme-corp",
    "acmecreds",
    "acme-files",
  ],
  ...[
    "210987654321",
    "109876543210",
    "321098765432",
    "AcmeDeploy",
    "AcmeAdmin",
    "john.doe",
    "john-device",
    "acme-external",
  ],
  ...[
    "AKIAACMEEXAMPLE1",
    "ASIAACMEEXAMPLE2",
    "jdoe@acme.example",
    "acme.awsapps.com",
    "creds.acme.example",
    "acme-session",
  ],
  ...["proxy.acme.example", "sts.acme.example", "10.20.30.40", "acme-clients", "acme-ca.pem", "7654321", "acme-helper"],
];

const CONFIG = `[default]
region = eu-west-1
[profile acme-prod]
role_arn = arn:aws:iam::210987654321:role/team/AcmeDeploy
source_profile = acmekey
external_id = acme-external
role_session_name = jdoe@acme.example
mfa_serial = arn:aws:iam::210987654321:mfa/john-device
[profile acme-audit]
role_arn = arn:aws:iam::109876543210:role/AcmeAdmin
source_profile = acme-nowhere
[profile acme-lost]
role_arn = arn:aws:iam::321098765432:user/john.doe
source_profile = acmekey
[profile acme-circle]
role_arn = arn:aws:iam::210987654321:role/AcmeDeploy
source_profile = acme-prod
duration_seconds = john.doe
[profile acme-sso]
sso_session = acme-corp
sso_account_id = 109876543210
sso_role_name = AcmeAdmin
[profile acme-files]
credential_process = /opt/acme-helper --user john.doe
yubikey_serial = 7654321
endpoint_url = https://sts.acme.example/john.doe
[sso-session acme-corp]
sso_start_url = https://acme.awsapps.com/start
sso_region = eu-west-1
`;

const CREDENTIALS = `[acmekey]
aws_access_key_id = AKIAACMEEXAMPLE1
aws_secret_access_key = hush
`;

const SOURCE = {
  id: "acmecreds",
  url: "https://creds.acme.example/acme-clients/",
  oauth: { client_id: "acme-session", code_grant: {}, default_grant_type: "code_grant" },
};

worldTest("what diagnose prints has none of the names, accounts, hosts and addresses of who runs it", async (world) => {
  await Bun.write(join(world.home, ".aws/config"), CONFIG);
  await Bun.write(join(world.home, ".aws/credentials"), CREDENTIALS);
  await Bun.write(join(world.home, ".config/actas/sources.d/acmecreds.json"), JSON.stringify(SOURCE));
  await Bun.write(join(world.home, ".config/actas/sources.d/acme-session.json"), '{ "kind": "acme-clients" }');
  mkdirSync(join(world.home, "acme-clients/acme-files"), { recursive: true });
  await Bun.write(
    join(world.home, "acme-clients/.actas.json"),
    '{ "profile": "acme-prod", "account": "210987654321" }',
  );
  const environments: Readonly<Record<string, string>>[] = [
    { AWS_PROFILE: "acme-prod", HTTPS_PROXY: "http://jdoe:hush@proxy.acme.example:3128" },
    { AWS_PROFILE: "acme-gone-john.doe", AWS_ENDPOINT_URL_STS: "https://sts.acme.example/acme-clients" },
    {
      AWS_ACCESS_KEY_ID: "ASIAACMEEXAMPLE2",
      AWS_SECRET_ACCESS_KEY: "hush",
      ACTAS_TARGET: "acmecreds:109876543210/AcmeAdmin",
    },
    {
      AWS_ROLE_ARN: "arn:aws:iam::109876543210:role/AcmeAdmin",
      AWS_WEB_IDENTITY_TOKEN_FILE: "/srv/acme-clients/token",
    },
    { AWS_CA_BUNDLE: "/srv/acme-clients/acme-ca.pem", AWS_ENDPOINT_URL_STS: "https://10.20.30.40/acme-files" },
    { AWS_CONFIG_FILE: "/tmp/acme-clients/acme-files" },
  ];
  const targets = [
    [],
    ["acme-prod"],
    ["acme-sso"],
    ["acmecreds:john.doe"],
    ["arn:aws:iam::109876543210:role/AcmeAdmin"],
  ];
  for (const env of environments) {
    for (const target of targets) {
      for (const form of [[], ["--json"], ["--sdk", "cli"]]) {
        const options = { env, cwd: "acme-clients/acme-files" };
        const { stderr, stdout } = await world.run(["diagnose", ...form, ...target], options);
        const told = [...IDENTIFIERS, world.home, `/${userInfo().username}/`, hostname()].filter((one) =>
          `${stdout}${stderr}`.includes(one),
        );
        expect({ env, target, form, told, stdout: told.length > 0 ? stdout : "" }).toEqual({
          env,
          target,
          form,
          told: [],
          stdout: "",
        });
      }
    }
  }
  const { stdout } = await world.run(["diagnose", "--no-redact"], { cwd: "acme-clients" });
  expect(stdout).toContain("acme-audit");
});

worldTest("the same name has the same mask throughout, and other names have others", async (world) => {
  await Bun.write(
    join(world.home, ".aws/config"),
    "[profile one]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = two\n" +
      "[profile two]\nrole_arn = arn:aws:iam::111122223333:role/x\nsource_profile = one\n",
  );
  const { stdout } = await world.run(["diagnose", "--json", "one"]);
  const { findings, target } = JSON.parse(stdout) as { findings: { check: string; words: string }[]; target: string };
  const circle = findings.find(({ check }) => check === "target")?.words ?? "";
  expect(target).toMatch(/^<profile-\d+>$/);
  expect(circle).toContain(target);
  expect(new Set(circle.match(/<profile-\d+>/g)).size).toBe(2);
});
