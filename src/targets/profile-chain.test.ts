import { describe, expect, test } from "bun:test";
import { refusal, resolve } from "../../test/profile-files.ts";
import { ANA, KEYS, path, role } from "../../test/support/chain-in-short.ts";

describe("a chain of profiles", () => {
  test("starts at the keys and ends with the target's role", async () => {
    const config = `${ANA}
[profile one]\nrole_arn = ${role("One")}\nsource_profile = ana
[profile two]\nrole_arn = ${role("Two")}\nsource_profile = one
[profile three]\nrole_arn = ${role("path/Three")}\nsource_profile = two`;
    expect(await path(config, "ana")).toBe("ana (iam-user)");
    expect(await path(config, "one")).toBe("ana (iam-user) > One");
    expect(await path(config, "three")).toBe("ana (iam-user) > One > Two > Three");
  });

  test("may start at the credentials file, and at default", async () => {
    const config = `[profile one]\nrole_arn = ${role("One")}\nsource_profile = default`;
    const { source } = await resolve(config, { target: "one", credentials: `[default]\n${KEYS}` });
    expect(source).toMatchObject({ kind: "iam-user", profile: "default", accessKeyId: "AKIDEXAMPLE" });
  });

  test("may start at another program's credential_process", async () => {
    const config = `[profile vault]\ncredential_process = /opt/vault print\n[profile one]\nrole_arn = ${role("One")}\nsource_profile = vault`;
    expect(await path(config, "one")).toBe("vault (credential-process) > One");
    expect((await resolve(config, { target: "vault" })).source).toMatchObject({
      kind: "credential-process",
      profile: "vault",
      command: "/opt/vault print",
    });
  });

  test("with a cycle is refused, naming the cycle", async () => {
    const config = ["a b", "b c", "c b"].map((pair) => {
      const [name, source] = pair.split(" ");
      return `[profile ${name}]\nrole_arn = ${role("R")}\nsource_profile = ${source}`;
    });
    expect(await refusal(config.join("\n"), { target: "a" })).toMatchObject({
      code: "configuration",
      message: 'cannot use profile "a": its source profiles go in a circle: b -> c -> b',
    });
  });

  test("names the profile whose source does not exist", async () => {
    const config = `${ANA}[profile one]\nrole_arn = ${role("One")}\nsource_profile = anna`;
    expect(await refusal(config, { target: "one" })).toEqual({
      code: "profile-not-found",
      message: 'cannot find profile "anna", which profile "one" names as its source, in /home/ana/.aws/config',
      hints: ['did you mean "ana"?'],
    });
  });
});

describe("a profile that is its own source", () => {
  test("uses its own keys", async () => {
    const config = `[profile one]\nrole_arn = ${role("One")}\nsource_profile = one\n${KEYS}`;
    expect(await path(config, "one")).toBe("one (iam-user) > One");
  });

  test("but has no keys is a circle", async () => {
    const config = `[profile one]\nrole_arn = ${role("One")}\nsource_profile = one`;
    expect((await refusal(config, { target: "one" })).message).toEndWith("one -> one");
  });
});

describe("keys and role in one profile", () => {
  const config = `${ANA}[profile both]\nrole_arn = ${role("Both")}\nsource_profile = ana\n${KEYS}\n[profile top]\nrole_arn = ${role("Top")}\nsource_profile = both`;

  test("as the target mean the role", async () => {
    expect(await path(config, "both")).toBe("ana (iam-user) > Both");
  });

  test("as a source mean the keys, as in the AWS CLI", async () => {
    expect(await path(config, "top")).toBe("both (iam-user) > Top");
  });

  test("as a source mean the role when its key is one that only actas reads", async () => {
    expect(await path(config.replace(`role_arn = ${role("Both")}`, `actas_role_arn = ${role("Both")}`), "top")).toBe(
      "ana (iam-user) > Both > Top",
    );
  });
});

describe("spellings of the keys", () => {
  const roleKeys = ["actas_role_arn", "vegas_role_arn", "_role_arn", "assume_role_arn", "role_arn"];
  const sourceKeys = ["actas_source_profile", "vegas_source_profile", "_source_profile", "source_profile"];

  test("are all read, the newest first", async () => {
    for (let i = 0; i < roleKeys.length; i++) {
      const roles = roleKeys.slice(i).map((key) => `${key} = ${role(key)}`);
      expect(await path(`${ANA}[profile one]\nsource_profile = ana\n${roles.reverse().join("\n")}`, "one")).toBe(
        `ana (iam-user) > ${roleKeys[i]}`,
      );
    }
    for (let i = 0; i < sourceKeys.length; i++) {
      const sources = sourceKeys.slice(i).map((key) => `${key} = ${key}`);
      const others = sourceKeys.map((key) => `[profile ${key}]\n${KEYS}`).join("\n");
      expect(await path(`[profile one]\nrole_arn = ${role("R")}\n${sources.join("\n")}\n${others}`, "one")).toBe(
        `${sourceKeys[i]} (iam-user) > R`,
      );
    }
  });

  test("a role of a key that only actas reads may use the profile's own keys", async () => {
    expect(await path(`[profile one]\nactas_role_arn = ${role("One")}\n${KEYS}`, "one")).toBe("one (iam-user) > One");
  });
});

describe("a role that no credentials can assume", () => {
  test.each([
    ["role_arn", ""],
    ["role_arn", KEYS],
    ["actas_role_arn", ""],
  ])("%s without source_profile is refused", async (key, keys) => {
    const config = `[profile one]\n${key} = ${role("One")}\n${keys}`;
    expect(await refusal(config, { target: "one" })).toEqual({
      code: "configuration",
      message: `cannot use \`${key}\` of profile "one": the profile has no \`source_profile\`, so no credentials can assume the role`,
      hints: ['set `source_profile` in profile "one" to the profile whose keys assume the role'],
    });
  });

  test.each(["credential_source = Environment"])("%s is not supported yet", async (line) => {
    const key = line.split(" ")[0];
    expect(await refusal(`[profile one]\nrole_arn = ${role("One")}\n${line}`, { target: "one" })).toMatchObject({
      code: "unsupported",
      message: `cannot use \`${key}\` of profile "one": it is not supported yet`,
    });
  });

  test("the error for a default profile without keys tells how to name another profile", async () => {
    const { hints } = await refusal("[default]\nregion = eu-west-1\n", {});
    expect(hints[0]).toBe("name a profile or a role ARN as the target: without one it is `default`");
  });

  test("the error for a role ARN without a profile that can assume it tells how to name one", async () => {
    const config = `${ANA}[default]\nregion = eu-west-1\n`;
    const { hints } = await refusal(config, { target: role("One") });
    expect(hints[0]).toBe("name the profile whose keys assume the role: `--profile ana`");
    expect(hints[1]).toStartWith("`SOURCE:ROLE_ARN` names a role that a sign-in gives");
    const named = await refusal(config, { target: role("One"), sourceProfile: "default" });
    expect(named.hints.join("\n")).toStartWith("run `aws configure --profile default`");
  });

  test("a source_profile without a role does not count, as in the AWS CLI", async () => {
    expect(await refusal(`${ANA}[profile one]\nsource_profile = ana`, { target: "one" })).toMatchObject({
      code: "configuration",
      message:
        'cannot use profile "one": it has neither a role nor keys nor an `sso_session` nor a `credential_process`',
    });
  });
});

describe("a profile whose kind of credentials is not supported", () => {
  test.each(["login_session", "credential_source", "saml_auth_url"])(
    "%s is not supported yet, and named",
    async (key) => {
      expect(await refusal(`[profile one]\n${key} = hush`, { target: "one" })).toMatchObject({
        code: "unsupported",
        message: `cannot use \`${key}\` of profile "one": it is not supported yet`,
      });
    },
  );

  test("keys and credential_process take precedence over those", async () => {
    expect(await path(`[profile one]\nsso_session = s\n${KEYS}`, "one")).toBe("one (iam-user)");
    expect(await path("[profile one]\nsso_session = s\ncredential_process = p", "one")).toBe(
      "one (credential-process)",
    );
  });

  test("half a pair of keys is refused, naming the missing half", async () => {
    expect((await refusal("[profile one]\naws_access_key_id = AKID", { target: "one" })).message).toBe(
      'cannot use profile "one": it has `aws_access_key_id` without `aws_secret_access_key`',
    );
    expect((await refusal("[profile one]\naws_secret_access_key = hush", { target: "one" })).message).toBe(
      'cannot use profile "one": it has `aws_secret_access_key` without `aws_access_key_id`',
    );
  });

  test("a role ARN in a profile is checked, and not repeated", async () => {
    const config = `${ANA}[profile one]\n_role_arn = arn:aws:iam::hush:role/X\nsource_profile = ana`;
    expect(await refusal(config, { target: "one" })).toMatchObject({
      code: "configuration",
      message: 'cannot use `_role_arn` of profile "one": it is not the ARN of an IAM role',
    });
  });
});
