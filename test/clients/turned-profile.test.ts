import { expect } from "bun:test";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { pathOf, testWith } from "../support/needs.ts";
import { type World, withSandbox } from "../support/world.ts";
import { terraformInit } from "./programs.ts";

const TIMEOUT_MS = 120_000;
const SCRIPT = `
import boto3, sys
session = boto3.session.Session(profile_name=sys.argv[1])
sts = session.client("sts", endpoint_url=sys.argv[2], region_name="eu-west-1")
print(sts.get_caller_identity()["Arn"])`;

/** Clients that know `credential_process`, and what makes each print who it is as a profile. */
const AS_PROFILE: Readonly<Record<string, (world: World, profile: string) => readonly string[]>> = {
  aws: ({ sandbox }, profile) => [
    ...[pathOf("aws") ?? "", `--profile=${profile}`, "--endpoint-url", sandbox.url, "--region", "eu-west-1"],
    ...["sts", "get-caller-identity", "--query", "Arn", "--output", "text"],
  ],
  boto3: ({ sandbox }, profile) => ["/usr/bin/python3", "-c", SCRIPT, profile, sandbox.url],
  "clients-py": ({ sandbox }, profile) => [pathOf("clients-py") ?? "", "-c", SCRIPT, profile, sandbox.url],
};

/** Names that need care, by their headers. */
const ODD_NAMES: Readonly<Record<string, string>> = {
  'profile "two words"': "two words",
  "profile -x": "-x",
  'profile "o\'neill"': "o'neill",
  "profile größe": "größe",
  "profile auto": "auto",
};

for (const [tool, asProfile] of Object.entries(AS_PROFILE)) {
  testWith({ tools: [tool], timeoutMs: TIMEOUT_MS }, `${tool} gets turned profiles of any name through actas`, () =>
    withSandbox(async (world) => {
      const role = "role_arn = arn:aws:iam::111122223333:role/ReadOnly\nsource_profile = ben\n";
      for (const header of Object.keys(ODD_NAMES)) {
        const section = `\n[${header}]\nregion = eu-west-1\nendpoint_url = ${world.sandbox.url}\n${role}`;
        await appendFile(join(world.home, ".aws/config"), section);
      }
      for (const profile of ["readonly", ...Object.values(ODD_NAMES)]) {
        const turned = await world.run(["setup", "process", "--", profile]);
        expect(turned).toMatchObject({ status: 0 });
        const { stderr, stdout } = await world.runProgram(asProfile(world, profile));
        expect(stdout.trim(), stderr).toBe("arn:aws:sts::111122223333:assumed-role/ReadOnly/ben");
      }
      // All are one role of one user to actas, which asks once; an SDK by itself would ask for each.
      expect(await world.calls("AssumeRole")).toHaveLength(1);
    }),
  );
}

testWith(
  { tools: ["terraform"], timeoutMs: TIMEOUT_MS },
  "Terraform does not take a role with MFA, and takes it from a turned profile",
  () =>
    withSandbox(async (world) => {
      const env = { AWS_PROFILE: "staging" };
      const before = await world.runProgram(terraformInit(world.home), { env });
      expect(before.stderr).toContain(
        "assume role with MFA enabled, but AssumeRoleTokenProvider session option not set",
      );
      expect(await world.run(["setup", "process", "staging"])).toMatchObject({ status: 0 });
      await world.signIn("staging");
      const { stderr } = await world.runProgram(terraformInit(world.home), { env });
      expect((await world.calls()).at(-1), stderr).toMatchObject({
        service: "s3",
        signedBy: "arn:aws:sts::111122223333:assumed-role/Dev/ana",
      });
    }),
);

testWith(
  { tools: ["clients-py"], timeoutMs: TIMEOUT_MS },
  "an SDK assumes a role from a turned profile, of whose MFA it knows nothing",
  () =>
    withSandbox(async (world) => {
      expect(await world.run(["setup", "process", "staging"])).toMatchObject({ status: 0 });
      const otp = await world.code();
      expect(await world.run(["process", "--otp", otp, "staging"])).toMatchObject({ status: 0 });
      const { stderr, stdout } = await world.runProgram(AS_PROFILE["clients-py"]!(world, "deploy"));
      expect(stdout, stderr).toStartWith("arn:aws:sts::111122223333:assumed-role/Deploy/");
    }),
);
