import { expect } from "bun:test";
import { worldTest } from "../support/world-test.ts";
import { diagnosed, words, write } from "./diagnosed.ts";

const KEYS = { AWS_ACCESS_KEY_ID: "AKIAEXAMPLE", AWS_SECRET_ACCESS_KEY: "hush" };

worldTest("an environment in which all SDKs agree is fine", async (world) => {
  expect(words(await diagnosed(world), "environment", "fine")).toMatch(/all SDKs take the same/);
  expect(words(await diagnosed(world, [], { env: KEYS }), "environment", "fine")).toMatch(/all SDKs take the same/);
});

worldTest("keys beside AWS_PROFILE are found: some SDKs take these and some those", async (world) => {
  const report = await diagnosed(world, [], { env: { ...KEYS, AWS_PROFILE: "ben" } });
  expect(words(report, "environment", "warning")).toMatch(
    /AWS CLI, boto3.*: the keys in AWS_ACCESS_KEY_ID; JavaScript v3, CDK: profile "ben" \(AWS_PROFILE\)$/,
  );
  expect(report.status).toBe(0);
});

worldTest("AWS_PROFILE with a name that no profile has is an error", async (world) => {
  const report = await diagnosed(world, [], { env: { AWS_PROFILE: "gone" } });
  expect(words(report, "environment", "error")).toMatch(
    /programs stop here: profile "gone" \(AWS_PROFILE\) does not exist/,
  );
  expect(report.status).toBe(1);
});

worldTest("variables at which boto3 stops are errors, with the command that mends them", async (world) => {
  const found = async (env: Record<string, string>) => {
    const { findings } = await diagnosed(world, [], { env });
    const errors = findings.filter(({ check, severity }) => check === "environment" && severity === "error");
    return errors.map(({ mend, words: text }) => [text, mend[0]]);
  };
  expect(await found({ AWS_DEFAULT_PROFILE: "" })).toEqual([
    ['programs stop here: profile "" (AWS_DEFAULT_PROFILE) does not exist', "unset AWS_DEFAULT_PROFILE"],
  ]);
  expect(await found({ AWS_WEB_IDENTITY_TOKEN_FILE: "/nonexistent" })).toEqual([
    [
      "programs stop here: AWS_WEB_IDENTITY_TOKEN_FILE is set, and AWS_ROLE_ARN is not",
      "unset AWS_WEB_IDENTITY_TOKEN_FILE",
    ],
  ]);
  expect(await found({ AWS_ACCESS_KEY_ID: "AKIAEXAMPLE" })).toMatchObject([
    [expect.stringMatching(/^half of the keys/), expect.stringMatching(/^unset AWS_ACCESS_KEY_ID /)],
  ]);
});

worldTest("keys that have ended, half of them, and keys with a token that is not theirs are errors", async (world) => {
  const found = async (env: Record<string, string>) =>
    words(await diagnosed(world, [], { env }), "environment", "error");
  const temporary = { ...KEYS, AWS_ACCESS_KEY_ID: "ASIAEXAMPLE" };
  expect(await found({ ...temporary, AWS_SESSION_TOKEN: "t" })).toBe("");
  expect(await found({ ...temporary, AWS_SESSION_TOKEN: "t", ACTAS_EXPIRATION: "2020-01-02T03:04:05Z" })).toMatch(
    /ended/,
  );
  expect(await found(temporary)).toMatch(/is temporary, and AWS_SESSION_TOKEN is not set/);
  expect(await found({ ...KEYS, AWS_SESSION_TOKEN: "t" })).toMatch(/long-term key, and AWS_SESSION_TOKEN belongs/);
  expect(await found({ ...temporary, AWS_SESSION_TOKEN: "t", AWS_SECURITY_TOKEN: "u" })).toMatch(/differ/);
  expect(await found({ AWS_SECRET_ACCESS_KEY: "hush" })).toMatch(/AWS_ACCESS_KEY_ID is not set/);
});

worldTest("within exec every SDK but the one that cannot takes the endpoint of actas", async (world) => {
  await world.signIn("staging");
  const { stdout } = await world.run(["exec", "staging", "--", "actas", "diagnose", "--json", "--no-redact"]);
  const { sdks } = JSON.parse(stdout) as Awaited<ReturnType<typeof diagnosed>>;
  for (const { name, takes } of sdks) {
    const ours = "the endpoint in AWS_CONTAINER_CREDENTIALS_FULL_URI of actas, for staging";
    expect({ name, takes }).toEqual({ name, takes: name === "ruby" ? "nothing" : ours });
  }
});

worldTest("--sdk shows where one SDK looks, step by step", async (world) => {
  await write(world, ".aws/config", "[default]\ncredential_process = true\n");
  const { status, stdout } = await world.run(["diagnose", "--sdk", "go", "--no-redact"], { env: KEYS });
  expect(stdout.trimEnd().split("\n")).toEqual([
    "a program with Go, Terraform, rclone takes the keys in AWS_ACCESS_KEY_ID",
    "  1. takes   the keys in AWS_ACCESS_KEY_ID",
    "  2.         no token file",
    '  3. hidden  profile "default"',
    "  4.         no container endpoint",
    "  5.         instance metadata is off",
  ]);
  expect(status).toBe(0);
  expect((await world.run(["diagnose", "--sdk", "cobol"])).status).toBe(2);
});
