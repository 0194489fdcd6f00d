import { afterEach, expect, test } from "bun:test";
import { environmentChanges } from "./environment-changes.ts";

const before = { ...process.env };

afterEach(() => {
  for (const name of Object.keys(process.env)) if (!(name in before)) delete process.env[name];
});

test("an endpoint that is set stays, and everything else is as the agent says", () => {
  process.env.AWS_ENDPOINT_URL_S3 = "http://s3";
  expect(environmentChanges({ AWS_ENDPOINT_URL_S3: "http://theirs", AWS_PROFILE: null, A: "b" })).toEqual({
    AWS_PROFILE: null,
    A: "b",
  });
});

test.each([
  "AWS_BEARER_TOKEN_BEDROCK_AGENTCORE",
  "AWS_DEV_ACCESS_KEY_ID",
  "AWS_PROD_SECRET_ACCESS_KEY",
  "AWS_PROD_SESSION_TOKEN",
  "AWS_MY_STAGE_PROFILE",
])("%s goes, by its form", (name) => {
  process.env[name] = "theirs";
  expect(environmentChanges({})).toEqual({ [name]: null });
});

test.each(["AWS_PROFILER_GROUP", "AWS_PAGER", "MY_AWS_DEV_PROFILE", "AWS_DEV_PROFILE_COLOUR"])("%s stays", (name) => {
  process.env[name] = "mine";
  expect(environmentChanges({})).toEqual({});
});

test.each([
  ["-Xmx1g -Daws.accessKeyId=AKIA -Daws.secretAccessKey=s -Da=b", "-Xmx1g   -Da=b"],
  ["-Daws.secretKey=s", ""],
  ['-Daws.profile="my prod" -Xss1m', " -Xss1m"],
  ["'-Daws.sharedCredentialsFile=/x'", ""],
  ["-Daws.configFile='/a b'/c", ""],
  ["-Daws.containerCredentialsFullUri=http://x", ""],
  ["-Daws.webIdentityTokenFile=/x -Daws.roleArn=a", " "],
])("of options for Java, %j, no identity stays", (options, left) => {
  process.env.JAVA_TOOL_OPTIONS = options;
  process.env._JAVA_OPTIONS = options;
  expect(environmentChanges({})).toEqual({ JAVA_TOOL_OPTIONS: left, _JAVA_OPTIONS: left });
});

test("other options for Java stay", () => {
  process.env.JAVA_TOOL_OPTIONS = "-Xmx1g -Daws.region=eu-west-1 -Daws.ec2MetadataDisabled=true";
  expect(environmentChanges({})).toEqual({});
});

const RENEWED = "/run/user/1/actas/grants/c7d0e6a2-0000-4000-8000-000000000001/renewed-credentials";

test.each([
  [undefined, null],
  ["/home/ana/credentials", "/home/ana/credentials"],
])("a file that is kept fresh for an outer program gives way to the user's, %p", (own, expected) => {
  process.env.AWS_SHARED_CREDENTIALS_FILE = RENEWED;
  if (own) process.env.ACTAS_USER_CREDENTIALS_FILE = own;
  expect(environmentChanges({})).toEqual({ AWS_SHARED_CREDENTIALS_FILE: expected });
  expect(environmentChanges({ AWS_SHARED_CREDENTIALS_FILE: "/copy" })).toEqual({
    AWS_SHARED_CREDENTIALS_FILE: "/copy",
  });
});

test("another credentials file stays", () => {
  process.env.AWS_SHARED_CREDENTIALS_FILE = "/home/ana/grants/renewed-credentials";
  expect(environmentChanges({})).toEqual({});
});
