import { expect, test } from "bun:test";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { parseKnownFiles } from "@smithy/shared-ini-file-loader";
import { shellExport } from "../../delivery/shell-export.ts";
import { ACCOUNTS } from "../accounts.ts";
import { Directory } from "../identity-center/directory.ts";
import { movedIn } from "./environment.ts";
import { createSandboxHome } from "./home.ts";

const SANDBOX = { url: "http://127.0.0.1:4567", accounts: ACCOUNTS };
const TEAM = ".config/mairu/servers.d/team.json";
const INHERITED = { PATH: "/bin", HOME: "/home/real", AWS_PROFILE: "real", AWS_CA_BUNDLE: "/x", ACTAS_LOG: "debug" };

test("every profile names the sandbox, a region, and a role that exists", async () => {
  const home = createSandboxHome(SANDBOX, {});
  const profiles = await parseKnownFiles({
    configFilepath: join(home.path, ".aws/config"),
    filepath: join(home.path, ".aws/credentials"),
  });
  home.delete();
  const { default: fallback, "sso-session.corp": session, ...named } = profiles;
  expect(fallback).toEqual({ region: "eu-west-1" });
  expect(session).toMatchObject({ sso_start_url: `${SANDBOX.url}/start`, sso_region: "eu-west-1" });
  expect(Object.keys(named).sort()).toEqual([
    ..."admin,ana,audit,ben,china,china-role,deploy,dev1,dev2,dev3,dev4,dev5,gov,gov-role".split(","),
    ..."iso,iso-role,keys-no-mfa,nobody,partner,readonly".split(","),
    ..."sso-chain,sso-data,sso-dev,sso-legacy,staging".split(","),
  ]);
  const roles = ACCOUNTS.roles.map(({ arn }) => arn);
  const directory = new Directory(() => 0);
  const given = directory
    .accountsOf("ana")
    .flatMap(({ accountId }) => directory.rolesOf("ana", accountId).map((role) => `${accountId}/${role}`));
  const regions: Record<string, string> = { china: "cn-north-1", gov: "us-gov-west-1", iso: "us-iso-east-1" };
  for (const [name, profile] of Object.entries(named)) {
    const region = regions[name.replace("-role", "")] ?? "eu-west-1";
    expect(profile).toMatchObject({ region, endpoint_url: SANDBOX.url });
    if (profile.source_profile) expect(roles).toContain(profile.role_arn ?? "");
    else if (profile.sso_account_id) expect(given).toContain(`${profile.sso_account_id}/${profile.sso_role_name}`);
    else expect(profile.aws_secret_access_key).toContain("sandbox-secret");
  }
});

test("the files are for the owner alone, and are removed in the end", () => {
  const home = createSandboxHome(SANDBOX, {});
  const modes = ["", ".aws", ".aws/config", ".aws/credentials", "run", TEAM].map(
    (path) => statSync(join(home.path, path)).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o700, 0o600, 0o600, 0o700, 0o600]);
  home.delete();
  expect(existsSync(home.path)).toBe(false);
});

test("the environment keeps variables that are neither AWS's nor ours, and leads nowhere else", () => {
  const home = createSandboxHome(SANDBOX, INHERITED);
  home.delete();
  expect(home.environment).toMatchObject({
    PATH: `${home.path}/bin:/bin`,
    HOME: home.path,
    AWS_CONFIG_FILE: join(home.path, ".aws/config"),
    AWS_ENDPOINT_URL: SANDBOX.url,
    ACTAS_SANDBOX: SANDBOX.url,
    XDG_RUNTIME_DIR: join(home.path, "run"),
  });
  expect(Object.keys(home.environment)).not.toContain("AWS_PROFILE");
  expect(Object.keys(home.environment)).not.toContain("AWS_CA_BUNDLE");
});

test.each([
  [{}, "127.0.0.1"],
  [{ no_proxy: "corp.example" }, "corp.example,127.0.0.1"],
  [{ NO_PROXY: "127.0.0.1,corp.example", no_proxy: "other.example" }, "127.0.0.1,corp.example"],
])("the sandbox is reached without a proxy: %p", (inherited, hosts) => {
  const home = createSandboxHome(SANDBOX, inherited);
  home.delete();
  expect(home.environment).toMatchObject({ NO_PROXY: hosts, no_proxy: hosts });
});

test("a shell that evaluates the lines uses the sandbox", () => {
  const lines = shellExport(movedIn("/tmp/it's here", SANDBOX.url, INHERITED), "sh");
  const shell = Bun.spawnSync(
    ["/bin/sh", "-c", 'eval "$1"; echo "$HOME $AWS_ENDPOINT_URL [$AWS_PROFILE]"', "sh", lines],
    {
      env: INHERITED,
    },
  );
  expect(shell.stdout.toString()).toBe("/tmp/it's here http://127.0.0.1:4567 []\n");
});

test("the secret keys are in the credentials file alone", () => {
  const home = createSandboxHome(SANDBOX, {});
  const config = readFileSync(join(home.path, ".aws/config"), "utf8");
  home.delete();
  expect(config).not.toContain("sandbox-secret");
});

test("the sources lead to the sandbox, and the file of Mairu has comments", () => {
  const home = createSandboxHome(SANDBOX, {});
  const read = (path: string) => readFileSync(join(home.path, ".config", path), "utf8");
  const [corp, contoso, yoyodyne] = ["corp", "contoso", "yoyodyne"].map((id) =>
    JSON.parse(read(`actas/sources.d/${id}.json`)),
  );
  const team = read("mairu/servers.d/team.json");
  home.delete();
  expect(corp).toEqual({ id: "corp", url: `${SANDBOX.url}/start`, aws_sso: { region: "eu-west-1" } });
  expect(contoso).toMatchObject({ id: "contoso", url: `${SANDBOX.url}/lend/` });
  expect(yoyodyne).toMatchObject({ id: "yoyodyne", web_identity: { roles_url: `${SANDBOX.url}/yoyodyne/roles` } });
  expect(() => JSON.parse(team)).toThrow();
  expect(JSON.parse(team.replace(/\/\/ .*|\/\*.*\*\//g, ""))).toMatchObject({
    id: "team",
    url: `${SANDBOX.url}/lend/`,
  });
});
