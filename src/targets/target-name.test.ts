import { describe, expect, test } from "bun:test";
import { refusal, resolve } from "../../test/profile-files.ts";

const KEYS = "aws_access_key_id = AKIDEXAMPLE\naws_secret_access_key = hush";
const CONFIG = `[default]\n${KEYS}\n[profile ana]\n${KEYS}\n[profile bob]\n${KEYS}\n[profile corp:dev]\n${KEYS}\n[profile auto]\n${KEYS}`;
const ROLE = "arn:aws:iam::111122223333:role/Deploy";

describe("without a target", () => {
  test.each([
    [{}, "default"],
    [{ environment: { AWS_PROFILE: "ana" } }, "ana"],
    [{ environment: { AWS_DEFAULT_PROFILE: "bob" } }, "bob"],
    [{ environment: { AWS_PROFILE: "ana", AWS_DEFAULT_PROFILE: "bob" } }, "ana"],
    [{ environment: { AWS_PROFILE: "", AWS_DEFAULT_PROFILE: "bob" } }, "bob"],
    [{ sourceProfile: "bob", environment: { AWS_PROFILE: "ana" } }, "bob"],
  ])("%j means profile %p", async (asked, profile) => {
    expect(await resolve(CONFIG, asked)).toMatchObject({ name: profile, source: { profile }, chain: [] });
  });
});

describe("a profile", () => {
  test("is not changed by AWS_PROFILE", async () => {
    const { source } = await resolve(CONFIG, { target: "ana", environment: { AWS_PROFILE: "bob" } });
    expect(source).toMatchObject({ profile: "ana" });
  });

  test("may have a colon in its name", async () => {
    expect((await resolve(CONFIG, { target: "corp:dev" })).source).toMatchObject({ profile: "corp:dev" });
  });

  test.each(["auto", ROLE, "corp:dev", "-x"])("called %s is named with --profile", async (profile) => {
    const config = `${CONFIG}\n[profile ${ROLE}]\n${KEYS}\n[profile -x]\n${KEYS}`;
    const target = await resolve(config, { sourceProfile: profile });
    expect(target).toMatchObject({ name: profile, source: { profile }, chain: [] });
  });

  test("takes no --profile", async () => {
    expect(await refusal(CONFIG, { target: "ana", sourceProfile: "bob" })).toMatchObject({
      code: "usage",
      message: 'cannot use `--profile` with "ana": it is a profile, not a role ARN',
    });
  });
});

describe("a role ARN", () => {
  test.each([
    [{}, "default"],
    [{ environment: { AWS_PROFILE: "ana" } }, "ana"],
    [{ environment: { AWS_DEFAULT_PROFILE: "ana" } }, "ana"],
    [{ sourceProfile: "bob", environment: { AWS_PROFILE: "ana" } }, "bob"],
  ])("with %j is assumed with the keys of %p", async (asked, profile) => {
    const target = await resolve(CONFIG, { target: ROLE, ...asked });
    expect(target).toMatchObject({ name: ROLE, source: { kind: "iam-user", profile }, chain: [{ roleArn: ROLE }] });
  });

  test("is assumed after the roles of the profile that lends its credentials", async () => {
    const config = `${CONFIG}\n[profile first]\nrole_arn = ${ROLE}1\nsource_profile = ana\nexternal_id = first-only`;
    const { chain, source } = await resolve(config, { target: ROLE, sourceProfile: "first", externalId: "typed" });
    expect(source).toMatchObject({ profile: "ana" });
    expect(chain.map(({ roleArn, externalId }) => [roleArn, externalId])).toEqual([
      [`${ROLE}1`, "first-only"],
      [ROLE, "typed"],
    ]);
  });

  test("has no external id or session name from the profile that lends its keys", async () => {
    const config = `[default]\n${KEYS}\nexternal_id = other\nrole_session_name = other`;
    const { chain } = await resolve(config, { target: ROLE });
    expect(chain[0]).not.toHaveProperty("externalId");
    expect(chain[0]).not.toHaveProperty("roleSessionName");
  });

  test("takes region, MFA device, duration and endpoints from the profile that lends its keys", async () => {
    const config = `[profile ana]\n${KEYS}\nregion = eu-west-1\nmfa_serial = GAHT12345678\nduration_seconds = 1200\nendpoint_url = http://127.0.0.1:1`;
    expect(await resolve(config, { target: ROLE, sourceProfile: "ana" })).toMatchObject({
      source: { serialNumber: "GAHT12345678" },
      chain: [{ durationSeconds: 1200, sts: { region: "eu-west-1", endpointUrl: "http://127.0.0.1:1" } }],
      region: "eu-west-1",
      endpointVariables: { AWS_ENDPOINT_URL: "http://127.0.0.1:1" },
    });
  });

  test("that is invalid is refused, with the role of an assumed-role ARN as a hint", async () => {
    expect(await refusal(CONFIG, { target: "arn:aws:sts::111122223333:assumed-role/Deploy/ana" })).toEqual({
      code: "usage",
      message: 'cannot use "arn:aws:sts::111122223333:assumed-role/Deploy/ana": it is not the ARN of an IAM role',
      hints: [`did you mean "${ROLE}"?`],
    });
    expect(await refusal(CONFIG, { target: "arn:aws:iam::1:user/x" })).toMatchObject({ code: "usage", hints: [] });
  });
});

describe("reserved", () => {
  test("auto, even with a profile of that name", async () => {
    expect(await refusal(CONFIG, { target: "auto" })).toMatchObject({
      code: "usage",
      message: 'cannot use "auto": a request says what the project file says in its place',
    });
  });
});

describe("an unknown profile", () => {
  test("is named with its file and the nearest name", async () => {
    expect(await refusal("[profile staging]\n[profile production]", { target: "stagign" })).toEqual({
      code: "profile-not-found",
      message: 'cannot find profile "stagign" in /home/ana/.aws/config',
      hints: ['did you mean "staging"?'],
    });
  });

  test("without a near name lists the profiles, but not a hundred", async () => {
    expect((await refusal("[profile a]\n[b]", { target: "staging", credentials: "[c]" })).hints).toEqual([
      "use one of the profiles there are: a, b, c",
      "`actas list targets` shows all that can be acted as",
    ]);
    const many = Array.from({ length: 12 }, (_, index) => `[profile ${index}]`).join("\n");
    expect((await refusal(many, { target: "staging" })).hints[0]).toEndWith("8, 9 and 2 more");
  });

  test.each(["–pick", "—pick", "−−pick", "—-pick"])(
    "that begins with a longer dash (%s) is an option",
    async (target) => {
      expect((await refusal("[profile a]", { target })).hints[0]).toBe(
        `"${target}" begins with a dash that is no hyphen: type \`--pick\``,
      );
    },
  );

  test("without any profile at all says how to make one", async () => {
    expect((await refusal("", { environment: {} })).hints).toEqual([
      "`actas setup` adds a place to sign in to; `aws configure` keeps the keys of an IAM user",
      "`actas sandbox` is for trying things out, without an AWS account",
    ]);
  });
});
