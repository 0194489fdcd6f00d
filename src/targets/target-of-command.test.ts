import { expect, test } from "bun:test";
import { resolve } from "../../test/profile-files.ts";

const STAGING = `[profile staging]
role_arn = arn:aws:iam::111122223333:role/Dev
source_profile = ana
region = eu-north-1
[profile ana]
aws_access_key_id = AKIDEXAMPLE
aws_secret_access_key = hush
`;

async function kindWith(command: string, more = ""): Promise<unknown> {
  const config = `${STAGING}[profile sdk]\ncredential_process = ${command}\n${more}`;
  const { chain, name, source } = await resolve(config, { target: "sdk" });
  expect(name).toBe("sdk");
  return chain[0]?.roleArn.endsWith("/Dev") ? "staging" : source.kind;
}

test.each([
  "actas process staging",
  "/usr/local/bin/actas credential-process staging",
  '"/opt/my tools/actas" process "staging"',
  "'/opt/my tools/actas'  process 'staging' ",
])("a profile with the command %p is staging", async (command) => {
  expect(await kindWith(command)).toBe("staging");
});

test.each([
  "actas process --region eu-west-1 staging",
  "actas process auto",
  "actas process $TARGET",
  'actas process "$TARGET"',
  "actas process staging | cat",
  "AWS_PROFILE=x actas process staging",
  "env actas process staging",
  "actas exec staging",
  "actas process",
  "my-actas process staging",
  "actas process sdk",
])("the command %p is run", async (command) => {
  expect(await kindWith(command)).toBe("credential-process");
});

test("so is that of a profile that is more than its command, and of those that go in a circle", async () => {
  expect(await kindWith("actas process staging", "mfa_serial = arn:aws:iam::111122223333:mfa/ana")).toBe(
    "credential-process",
  );
  expect(await kindWith("actas process two", "[profile two]\ncredential_process = actas process sdk")).toBe(
    "credential-process",
  );
});

test("one may name the other, and the region is that of the first that has one", async () => {
  const config = `${STAGING}
[profile one]
credential_process = actas process two
[profile two]
credential_process = actas process staging
[profile three]
credential_process = actas process staging
region = ap-south-1`;
  expect(await resolve(config, { target: "one" })).toMatchObject({ chain: [{}], region: "eu-north-1" });
  expect(await resolve(config, { target: "three" })).toMatchObject({ chain: [{}], region: "ap-south-1" });
  const environment = { AWS_REGION: "us-west-2" };
  expect(await resolve(config, { target: "three", environment })).toMatchObject({ region: "us-west-2" });
});
