import { describe, expect, test } from "bun:test";
import { profileFiles, refusal, resolve } from "../../test/profile-files.ts";
import type { AssumedBy } from "./durations.ts";
import { roleHops } from "./role-hops.ts";
import { secondHop } from "./second-hop.ts";
import { fromFlag } from "./setting.ts";

const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";

const role = (name: string, source: string, rest = ""): string =>
  `[profile ${name}]\nrole_arn = arn:aws:iam::111122223333:role/${name}\nsource_profile = ${source}\n${rest}\n`;

describe("external id and session name", () => {
  const source = `[default]\nexternal_id = default-id\nrole_session_name = default-name\n[profile ana]\n${KEYS}\nexternal_id = source-id\nrole_session_name = source-name\n`;

  test("are never inherited", async () => {
    const { chain } = await resolve(source + role("dev", "ana"), { target: "dev" });
    expect(chain[0]).not.toHaveProperty("externalId");
    expect(chain[0]).not.toHaveProperty("roleSessionName");
  });

  test("are each role's own, and the flags are for the last role", async () => {
    const own = (name: string): string => `external_id = ${name}-id\nrole_session_name = ${name}-name`;
    const config = source + role("one", "ana", own("one")) + role("two", "one", own("two"));
    const names = async (asked: object): Promise<unknown> =>
      (await resolve(config, { target: "two", ...asked })).chain.map(({ externalId, roleSessionName }) => [
        externalId,
        roleSessionName,
      ]);

    expect(await names({})).toEqual([
      ["one-id", "one-name"],
      ["two-id", "two-name"],
    ]);
    expect(await names({ externalId: "typed-id", environment: { AWS_ROLE_SESSION_NAME: "env" } })).toEqual([
      ["one-id", "one-name"],
      ["typed-id", "env"],
    ]);
    expect(await names({ roleSessionName: "typed", environment: { AWS_ROLE_SESSION_NAME: "env" } })).toEqual([
      ["one-id", "one-name"],
      ["two-id", "typed"],
    ]);
  });

  test.each([
    ["external_id", "x"],
    ["external_id", "a b"],
    ["external_id", "x".repeat(1225)],
    ["role_session_name", "x"],
    ["role_session_name", "a b"],
    ["role_session_name", "x".repeat(65)],
  ])("%s cannot be %p", async (key, value) => {
    const error = await refusal(source + role("dev", "ana", `${key} = ${value}`), { target: "dev" });
    expect(error.code).toBe("configuration");
    expect(error.message).toMatch(
      new RegExp(`^cannot use \`${key}\` of profile "dev": an? [\\w ]+ has 2 to \\d+ letters`),
    );
  });

  test("an external id may have all characters that AWS allows", async () => {
    const { chain } = await resolve(source + role("dev", "ana", "external_id = a_1+=,.@:/\\-"), { target: "dev" });
    expect(chain[0]?.externalId).toBe("a_1+=,.@:/\\-");
  });

  test("are usage errors where a flag is invalid", async () => {
    const config = source + role("dev", "ana");
    expect((await refusal(config, { target: "dev", externalId: "" })).code).toBe("usage");
    expect(await refusal(config, { target: "dev", roleSessionName: "a b" })).toMatchObject({
      code: "usage",
      message: "cannot use `--role-session-name`: a role session name has 2 to 64 letters, digits and any of _+=,.@-",
    });
  });
});

describe("a target without a role refuses", () => {
  const config = `[profile ana]\n${KEYS}\n[profile vault]\ncredential_process = vault`;

  test.each([
    ["ana", { externalId: "abc" }, "--external-id"],
    ["ana", { roleSessionName: "abc" }, "--role-session-name"],
    ["vault", { externalId: "abc" }, "--external-id"],
  ])("for %s %j", async (target, asked, flag) => {
    expect(await refusal(config, { target, ...asked })).toMatchObject({
      code: "usage",
      message: `cannot use \`${flag}\`: profile "${target}" assumes no role`,
    });
  });

  test("but not AWS_ROLE_SESSION_NAME, which is not about this target", async () => {
    const asked = { target: "ana", environment: { AWS_ROLE_SESSION_NAME: "abc" } };
    expect((await resolve(config, asked)).chain).toEqual([]);
  });
});

describe("the lifetime of chained roles", () => {
  const chained = (middle = "", last = "", fallback = ""): string =>
    `[default]\n${fallback}\n[profile ana]\n${KEYS}\n${role("middle", "ana", middle)}${role("last", "middle", last)}`;

  test("is at most an hour for those in between, without a notice", async () => {
    const { chain, notices } = await resolve(chained("duration_seconds = 43200", "duration_seconds = 1800"), {
      target: "last",
    });
    expect(chain.map(({ durationSeconds }) => durationSeconds)).toEqual([3600, 1800]);
    expect(notices).toEqual([]);
  });

  test("of those in between may be shorter, and does not follow the flag", async () => {
    const { chain } = await resolve(chained("duration_seconds = 1200"), { target: "last", durationSeconds: 900 });
    expect(chain.map(({ durationSeconds }) => durationSeconds)).toEqual([1200, 900]);
  });

  const message = 'cannot request 12 hours for role "last": a role assumed from another role lasts at most 1 hour';
  const orDirect = ", or assume last from an IAM user itself";

  test("over an hour is refused before any call: by a flag", async () => {
    expect(await refusal(chained(), { target: "last", durationSeconds: 43_200 })).toEqual({
      code: "usage",
      message,
      hints: [`use \`--duration 1h\`${orDirect}`],
    });
  });

  test.each(["duration_seconds", "credentials_duration"])(
    "over an hour is refused before any call: its own %s",
    async (key) => {
      expect(await refusal(chained("", `${key} = 12h`), { target: "last" })).toEqual({
        code: "configuration",
        message,
        hints: [`set \`${key}\` to 3600 in profile "last"${orDirect}`],
      });
    },
  );

  test.each([
    ["of the role before", chained("duration_seconds = 12h"), { target: "last" }],
    ["of default", chained("", "", "credentials_duration = 12h"), { target: "last" }],
    [
      "of the profile that lends to a role named by ARN",
      chained("duration_seconds = 12h"),
      { target: "arn:aws:iam::111122223333:role/Named", sourceProfile: "middle" },
    ],
  ])("is an hour, without a notice, when a longer one is %s", async (_, config, asked) => {
    const { chain, notices } = await resolve(config, asked);
    expect(chain.map(({ durationSeconds }) => durationSeconds)).toEqual([3600, 3600]);
    expect(notices).toEqual([]);
  });

  test("is an hour, with a notice, when a variable asks all roles to last longer", async () => {
    const asked = { target: "last", environment: { CREDENTIALS_DURATION: "12h" } };
    const { chain, notices } = await resolve(chained(), asked);
    expect(chain.at(-1)?.durationSeconds).toBe(3600);
    expect(notices).toEqual([
      '`CREDENTIALS_DURATION` is 12 hours; role "last" is assumed from another role, so it lasts 1 hour',
    ]);
  });

  test("over an hour is fine for a single role", async () => {
    const { chain } = await resolve(chained("duration_seconds = 43200"), { target: "middle" });
    expect(chain[0]?.durationSeconds).toBe(43_200);
  });

  test("counts a role named by ARN too", async () => {
    const asked = { target: "arn:aws:iam::111122223333:role/Named", sourceProfile: "middle", durationSeconds: 7200 };
    expect((await refusal(chained(), asked)).message).toStartWith('cannot request 2 hours for role "Named"');
  });
});

describe("a role may last as long as its assumer allows", () => {
  const ROLE = "arn:aws:iam::111122223333:role/Dev";
  const lineage = [{ name: "default", settings: new Map() }] as const;
  const asked = {
    freshness: "cached",
    interaction: "never",
    environment: { CREDENTIALS_DURATION: "12h" },
    region: "eu-west-1",
  } as const;

  test.each<[AssumedBy, number]>([
    ["user", 43_200],
    ["role", 3600],
  ])("%s: %i seconds", async (assumedBy, seconds) => {
    const files = await profileFiles({});
    const place = { roleArn: fromFlag("TARGET", ROLE)!, lineage, assumedBy };
    const [hop] = roleHops([place], asked, files, () => {});
    expect(hop?.durationSeconds).toBe(seconds);
    const second = () =>
      secondHop(
        { ...asked, secondHop: { roleArn: ROLE, durationSeconds: 43_200 } },
        { lineage, assumedBy, roles: "none" },
        files,
      );
    if (assumedBy === "role") expect(second).toThrow("a role assumed from another role lasts at most 1 hour");
    else expect(second()[0]?.durationSeconds).toBe(43_200);
  });
});
