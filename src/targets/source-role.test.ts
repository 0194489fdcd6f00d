import { describe, expect, test } from "bun:test";
import { refusal, resolve, sourceDefinitions } from "../../test/profile-files.ts";

const CONFIG = `[default]\nregion = eu-north-1\n[sso-session sso]\nsso_start_url = https://sso.awsapps.com/start
sso_region = eu-west-1\n[profile dev]\nregion = r-1`;
const SERVER = "https://creds.example.com/";
const definitions = sourceDefinitions(
  { id: "corp", url: "https://corp.awsapps.com/start", aws_sso: { region: "eu-west-1" } },
  { id: "team", url: SERVER, oauth: { client_id: "actas", code_grant: {} } },
  { id: "dev", url: "https://dev.example.com/", oauth: { client_id: "actas", code_grant: {} } },
);

describe("SOURCE:ROLE", () => {
  test("of Identity Center is an account and a permission set", async () => {
    expect(await resolve(CONFIG, { target: "corp:111122223333/Admin/istrator", definitions })).toMatchObject({
      name: "corp:111122223333/Admin/istrator",
      source: {
        kind: "identity-center",
        source: { id: "corp" },
        accountId: "111122223333",
        roleName: "Admin/istrator",
        sts: { region: "eu-north-1" },
      },
      chain: [],
      region: "eu-north-1",
    });
  });

  test("of an sso-session needs no source file", async () => {
    const { source } = await resolve(CONFIG, { target: "sso:111122223333/Dev" });
    expect(source).toMatchObject({ kind: "identity-center", source: { id: "sso" } });
  });

  test("of a credential server is all text after the first colon", async () => {
    const { source } = await resolve(CONFIG, { target: "team:arn:aws-cn:iam::111122223333:role/X", definitions });
    expect(source).toMatchObject({
      kind: "credential-server",
      source: { id: "team" },
      role: "arn:aws-cn:iam::111122223333:role/X",
      sts: { region: "cn-north-1" },
    });
  });

  test("is a profile when one has that very name", async () => {
    const config = "[profile team:x]\ncredential_process = vault";
    expect((await resolve(config, { target: "team:x", definitions })).source.kind).toBe("credential-process");
  });

  test("is not changed by AWS_PROFILE", async () => {
    const target = await resolve(CONFIG, { target: "team:x", definitions, environment: { AWS_PROFILE: "dev" } });
    expect(target.region).toBe("eu-north-1");
  });

  test("works without any AWS file", async () => {
    expect(await resolve("", { target: "team:x", definitions })).toMatchObject({ source: { role: "x" } });
  });

  test.each(["corp:Admin", "corp:1111/Admin", "corp:111122223333", "corp:111122223333/", "corp:a/b"])(
    "%p is no account and permission set",
    async (target) => {
      expect(await refusal(CONFIG, { target, definitions })).toEqual({
        code: "role-not-found",
        message: `cannot use role "${target.slice(5)}" of "corp": a role of IAM Identity Center is ACCOUNT_ID/PERMISSION_SET`,
        hints: ["`actas list roles corp` shows the roles there are"],
      });
    },
  );

  test("without a role is refused", async () => {
    expect(await refusal(CONFIG, { target: "team:", definitions })).toMatchObject({
      code: "usage",
      message: 'cannot use "team:": it names no role of "team"',
    });
  });

  test("of what is a profile is told so, and not to mean what was typed", async () => {
    const { hints } = await refusal("[profile ana]\nregion = eu-west-1\n", { target: "ana:", definitions });
    expect(hints?.[0]).toBe('"ana" is a profile: a target that names it has no colon');
  });

  test("of an unknown source names the nearest", async () => {
    expect(await refusal(CONFIG, { target: "tema:x", definitions })).toEqual({
      code: "source-not-found",
      message: 'cannot find source "tema"',
      hints: [
        'did you mean "team"?',
        "`actas list sources` and `actas list profiles` show what there is; `actas setup` adds a source",
      ],
    });
  });

  test("takes no --profile", async () => {
    expect(await refusal(CONFIG, { target: "team:x", sourceProfile: "dev", definitions })).toMatchObject({
      code: "usage",
      message: 'cannot use `--profile` with "team:x": it is a role of a source, not a role ARN',
    });
  });
});

describe("--server", () => {
  test.each(["team", SERVER])("%s takes the target literally as its role", async (source) => {
    for (const role of ["auto", "arn:aws:iam::111122223333:role/X", "dev", "a:b"]) {
      expect(await resolve(CONFIG, { source, target: role, definitions })).toMatchObject({
        name: `team:${role}`,
        source: { kind: "credential-server", role },
      });
    }
  });

  test("without a role is refused, whatever AWS_PROFILE says", async () => {
    expect(await refusal(CONFIG, { source: "team", definitions, environment: { AWS_PROFILE: "dev" } })).toMatchObject({
      code: "usage",
      message: 'cannot use "--server team": it names no role of "team"',
    });
  });

  test("takes no --profile", async () => {
    const asked = { source: "team", target: "x", sourceProfile: "dev", definitions };
    expect((await refusal(CONFIG, asked)).message).toStartWith("cannot use `--profile` with ");
  });

  test("of an unknown source is refused", async () => {
    expect((await refusal(CONFIG, { source: "nowhere", target: "x", definitions })).code).toBe("source-not-found");
  });
});

test("a source without a role is distinguished from a profile that does not exist", async () => {
  expect(await refusal(CONFIG, { target: "team", definitions })).toEqual({
    code: "usage",
    message: 'cannot use "team": it is a source, and names no role of it',
    hints: ["name a role as team:ROLE; `actas list roles team` shows the roles there are"],
  });
  expect((await refusal(CONFIG, { target: "nobody", definitions })).code).toBe("profile-not-found");
  expect(await refusal(CONFIG, { target: "team/Dev", definitions })).toEqual({
    code: "usage",
    message: 'cannot use "team/Dev": a role of a source stands behind a colon',
    hints: ["did you mean team:Dev?"],
  });
  expect((await refusal(CONFIG, { target: "nobody/Dev", definitions })).code).toBe("profile-not-found");
});

test("a profile of that name wins over a source", async () => {
  expect((await refusal(CONFIG, { target: "dev", definitions })).message).toStartWith('cannot use profile "dev"');
});
